"""What the fictional groups say: statements by session, each as somebody jotted it down and as it was written up.

The eighteen of domain 3P carry their number as key; each has three wordings, so that no two areas read alike. None
names a place, a person or an organisation.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshops.models import ClearedPoint, Kind, Position

K = Kind
HOLDS, NOT, MIXED, SILENT = Position.HOLDS, Position.DOES_NOT_HOLD, Position.MIXED, Position.NOT_DISCUSSED
BOTH, LA, TSO = (HOLDS, HOLDS), (HOLDS, SILENT), (SILENT, HOLDS)


@dataclass(frozen=True)
class Said:
    """One statement of session `session`: `noted` in the room, then worded; `views` are (sector, how they see it)."""

    key: str
    session: int
    kind: Kind
    held: tuple[Position, Position]
    noted: str
    wordings: tuple[str, str, str]
    views: tuple[tuple[str, str], ...] = ()


SAID = [
    Said("1", 1, K.DRIVER, LA, "another national scheme that wants a partnership. Almost every week!", (
        "A new national scheme that asks for a partnership arrives almost every week.",
        "Hardly a week passes without a national scheme that asks the council for a partnership.",
        "National schemes that must be applied for in partnership keep coming, almost weekly.",
    )),
    Said("2", 1, K.DRIVER, TSO, "have to be seen at the table", (
        "You have to be seen at the table, whatever it costs in time.",
        "An organisation that is not seen at the table is soon forgotten.",
        "Being seen at the table matters in itself, even when little is decided there.",
    )),
    Said("3", 1, K.BENEFIT, TSO, "how we hear what's going on", (
        "Partnership meetings are how we hear what is happening.",
        "Without the meetings we would hear of changes only when they reach us.",
        "Meetings are where news is heard early enough to do something about it.",
    )),
    Said("4", 1, K.BENEFIT, LA, "TSOs bring us closer to people", (
        "Working with third sector organisations brings the council nearer to communities.",
        "Third sector organisations give the council a way to people it does not otherwise meet.",
        "Through third sector organisations officers learn what communities think before decisions are made.",
    )),
    Said("5", 1, K.BENEFIT, TSO, "opens doors for people left out", (
        "Partnership opens doors for groups that are usually left out.",
        "People who are rarely asked get a hearing through partnership.",
        "Small and unheard groups come into the room because a partner brings them.",
    ), (("la", "Sometimes. Those who come are often the same few groups."),)),
    Said("6", 1, K.BENEFIT, BOTH, "together we get to places the council can't", (
        "Together we reach places that the council cannot reach alone.",
        "Some people and places are reached only when both sectors go there together.",
        "Between us we get to streets and families that neither would get to alone.",
    )),
    Said("7", 1, K.BENEFIT, BOTH, "shared goals = results here", (
        "Shared goals give results that matter here.",
        "Where goals are really shared, the results are ones that local people notice.",
        "We get results that count locally when the goals are common ones.",
    )),
    Said("8", 1, K.BENEFIT, BOTH, "more than the sum of parts once we find common ground", (
        "When common ground is found, the result exceeds the parts.",
        "Once there is common ground, more comes of it than either side put in.",
        "Finding common ground takes long, and then the whole is more than its parts.",
    )),
    Said("9", 2, K.BARRIER, BOTH, "talking, bargaining, conflict, policy: who has all those skills?", (
        "You need skills in talking, bargaining, handling conflict and policy.",
        "Partnership work asks for people who can bargain, handle conflict and read policy.",
        "Few people on either side were ever taught to negotiate, or to handle conflict.",
    )),
    Said("10", 2, K.BARRIER, BOTH, "neither side knows what the other is for", (
        "Neither side knows what the other is for; there is no shared language, some prejudice and little trust.",
        "We do not know each other's work. Prejudice fills the gap, and trust is low.",
        "Without a common language each side guesses what the other is for, and trusts it little.",
    )),
    Said("11", 2, K.BARRIER, BOTH, "same few people do everything", (
        "It all falls on a few people who take on jobs that nobody else will.",
        "The same handful of people carry the work that everybody else leaves.",
        "Too much rests on a few who say yes when others do not.",
    )),
    Said("12", 2, K.BARRIER, (HOLDS, NOT), "who do reps report back to?? unclear", (
        "It is unclear how sector representatives report back, and to whom they answer.",
        "Nobody can say how a representative tells others what was decided, or who holds them to account.",
        "How representatives carry news back, and to whom they answer, cannot be seen from outside.",
    ), (
        ("tso", "We report through networks and newsletters. Nobody has asked to see how."),
        ("la", "Officers rarely see a decision travel back to other organisations."),
    )),
    Said("13", 2, K.FEATURE_TSO, (NOT, HOLDS), "can't represent a sector this varied + competing", (
        "Nobody can represent a sector so varied and so competitive.",
        "A sector with so many differences, and so much competition in it, cannot have one representative.",
        "We are too varied, and too often rivals for the same grant, for one person to stand for all.",
    ), (
        ("la", "A single voice would let decisions be made in the time we have."),
        ("tso", "A single voice would hide the differences that most need to be heard."),
    )),
    Said("14", 2, K.BARRIER, TSO, "asked to speak up, then not listened to", (
        "We are urged to speak up, and then not heard.",
        "Third sector people are asked for their view and seldom learn what became of it.",
        "Speaking up is encouraged; being heard is another matter.",
    ), (("la", "Views are heard more often than we manage to say so."),)),
    Said("16", 2, K.BARRIER, BOTH, "how does it fit corporate priorities? rights + duties not written down", (
        "It is hard to see how partnerships fit the council's priorities; rights and duties are not stated.",
        "Nobody has written down what partners may expect, what they owe, or how it serves the council's priorities.",
        "How a partnership serves council priorities is unclear, and so are its members' rights and duties.",
    )),
    Said("17", 2, K.BARRIER, BOTH, "wrong level of people come, can't decide", (
        "People at the wrong level attend, and cannot decide.",
        "Those who come often have to go back and ask before anything is settled.",
        "Meetings are attended by people who are not allowed to decide.",
    )),
    Said("pace", 2, K.CHALLENGE, (MIXED, HOLDS), "timetable set by funder, groups can't keep up", (
        "Timetables are set by funders, and small groups cannot keep up.",
        "Small groups drop out because the pace is set elsewhere.",
        "The pace is the funder's, and those without staff are left behind.",
    )),
    Said("15", 3, K.RESPONSE, BOTH, "clearer expectations both ways = better representation", (
        "Clearer expectations on both sides would improve representation.",
        "If both sides said what they expect of a representative, representation would get better.",
        "Representation improves when expectations are clear, and clear to both.",
    )),
    Said("audit", 3, K.RESPONSE, BOTH, "find out what skills people have, THEN train", (
        "A skills audit should come first, and training for both sectors after it.",
        "Before anyone is trained we should find out which skills are there.",
        "Training should follow a look at what people can already do, in both sectors.",
    )),
    Said("costs", 3, K.RESPONSE, (MIXED, HOLDS), "pay for the time it takes", (
        "New funding agreements should carry the full costs of taking part.",
        "Taking part costs time, and agreements should pay for it.",
        "The time that partnership takes should be in the price of an agreement.",
    ), (("la", "Only where taking part is what the agreement is for."),)),
    Said("swap", 3, K.RESPONSE, BOTH, "job swaps! even a day", (
        "Job swaps and visits, even for a day, would teach more than a briefing.",
        "A day in the other sector's office teaches more than any paper.",
        "Visits and job swaps would help each side to see the other's constraints.",
    )),
    Said("welcome", 3, K.RESPONSE, (HOLDS, HOLDS), "induction for new officers about the third sector", (
        "New council staff should be introduced to the third sector in their first months.",
        "An introduction to the third sector belongs in every new officer's first year.",
        "Officers who start should meet third sector organisations before they need them.",
    )),
    Said("consult", 3, K.RESPONSE, TSO, "say what a consultation can change", (
        "A consultation should say at the start what it can still change.",
        "People asked for a view should be told what is open and what is settled.",
        "Before we are consulted, we should know what our answer can alter.",
    )),
    Said("level", 3, K.RESPONSE, BOTH, "rule: only come if you can decide", (
        "Each partnership should state the level of member that it needs.",
        "Membership at the right level should be a rule, with a deputy named.",
        "Whoever attends should be able to commit their organisation up to a stated limit.",
    )),
    Said("end", 3, K.RESPONSE, LA, "partnerships never end. give them a date", (
        "Every partnership should have an indicative end from its beginning.",
        "A partnership without an end date goes on by habit.",
        "Partnerships should say at the start how long they expect to last.",
    ), (("tso", "An end date must not become a way to stop what works."),)),
    Said("18", 4, K.PROCESS, BOTH, "room for hard issues here, real change possible", (
        "The workshops gave room for hard issues, and real change is possible.",
        "Hard things could be said here, and change now looks possible.",
        "There was room for what is difficult, and a sense that something will change.",
    )),
    Said("few", 4, K.PROCESS, BOTH, "better few actions that happen", (
        "A plan with few actions that happen is better than a long one.",
        "We want a short plan, and to see it carried out.",
        "Fewer actions, each with two names beside it, are worth more than many.",
    )),
    Said("lead", 4, K.RESPONSE, BOTH, "lead from each sector for every action", (
        "Each joint action needs a lead in both sectors.",
        "An action without a lead on each side will be nobody's.",
        "Every action that is shared should have two leads who ring each other.",
    )),
    Said("report", 4, K.RESPONSE, (HOLDS, MIXED), "report on it once a quarter", (
        "Progress should be reported to both sectors every quarter.",
        "Both sectors should hear once a quarter how the actions go.",
        "A short report every quarter would keep the plan alive.",
    ), (("tso", "Only if the report is one page, and somebody is paid to write it."),)),
    Said("outside", 4, K.CHALLENGE, TSO, "what about groups not in this room", (
        "Groups that were not in this room must hear of the plan soon.",
        "The plan will fail if groups that were not here first read of it in the press.",
        "We owe an account to the many organisations that had no seat here.",
    )),
]  # fmt: skip

# Written up and not agreed as a fair record: left out, one for each session.
LEFT_OUT = {
    1: ("we only do it for the money", "Both sides work together mainly for the money."),
    2: ("officers hide behind procurement", "Officers use procurement rules as an excuse."),
    3: ("merge the two forums", "The two forums should be merged without delay."),
    4: ("chief exec promised a fund", "A new fund has been promised."),
}

# Jotted down and used for nothing: writing up lists it as not used.
UNUSED = {
    1: "tea break ran over, start part two at 11.40",
    2: "ask for the network's report for next time?",
    3: "somebody else's project did this. Look it up",
    4: "room too warm",
}


def said_at(session: int, area_number: int) -> list[Said]:
    """What the group of area `area_number` says at `session`: not every group says everything."""
    here = [said for said in SAID if said.session == session]
    whole = area_number in (1, 5)  # the areas that most pages show hold every statement of domain 3P
    return here if whole else [said for i, said in enumerate(here) if (i + area_number + session) % 4]


def wording(said: Said, area_number: int) -> str:
    return said.wordings[area_number % 3]


def other_wording(said: Said, area_number: int, *, rival: bool = False) -> str:
    """What somebody of that area suggests instead; `rival` is what somebody else suggests against both."""
    return said.wordings[(area_number + (2 if rival else 1)) % 3]


def find(points: list[ClearedPoint], *keys: str) -> list[ClearedPoint]:
    """Those cleared statements that came of the statements `keys`, whatever their wording."""
    wanted = {text for said in SAID if said.key in keys for text in said.wordings}
    return [point for point in points if point.text in wanted]
