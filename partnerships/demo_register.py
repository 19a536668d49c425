"""The demonstration's partnerships: a handful in two areas, one closed in a third, and an officer in sixty (3P)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, NamedTuple

from partnerships import closure, members, register
from partnerships.demo_story import Group, Story
from partnerships.models import ClosureChecklist, Partnership, Seat

F, FROM, S, D = Partnership.Form, Partnership.Origin, Partnership.Stage, Partnership.Orientation
MANY = 60  # in which one officer sits (domain N9)


class Told(NamedTuple):
    """One partnership: where it is entered, where it goes from there, and who else belongs to it."""

    name: str
    purpose: str
    form: str
    origin: str
    stage: str
    also: dict[str, Any]
    moves: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


EARLY = Told(
    "Early Help Board",
    "Families get help before things go wrong, from whoever is nearest to them.",
    F.STRATEGIC, FROM.CHOSEN, S.OPERATING, {"orientation": D.HORIZONTAL}, others=("Quillshire Schools Forum",),
)  # fmt: skip
ADVICE = Told(
    "Advice in Every Library",
    "People find free advice on debt and housing in all nine libraries.",
    F.SERVICE, FROM.CHOSEN, S.REVIEWING, {"mainly_contract": True}, others=("Quillshire Libraries Trust",),
)  # fmt: skip
FUND = Told(
    "Winter Support Partnership",
    "Grants for fuel and food reach those who need them, as the commissioner requires.",
    F.SERVICE, FROM.COMMISSIONER, S.OPERATING, {},
)  # fmt: skip
WORK = Told(
    "Routes to Work",
    "Eleven organisations deliver one employment programme under a prime contractor.",
    F.SUPPLY_CHAIN, FROM.NATIONAL, S.OPERATING, {"orientation": D.VERTICAL}, others=("Prime Routes (fictional)",),
)  # fmt: skip
BUREAU = Told(
    "Shared Volunteer Bureau",
    "Whether one bureau should take the place of three. The three talk more often instead.",
    F.SHARED_SERVICES, FROM.CHOSEN, S.CONSIDERING, {}, moves=(S.NOT_PROCEEDED,),
)  # fmt: skip
SPORTS = Told(
    "Doorstep Sports Alliance",
    "Young people play near home; its funding ends with the year.",
    F.ALLIANCE, FROM.CHOSEN, S.REVIEWING, {}, moves=(S.CLOSING,), others=("Vexbridge Runners",),
)  # fmt: skip
MARKET = Told(
    "Market Square Forum",
    "Traders, residents and the council agreed how the square is used.",
    F.OTHER, FROM.CHOSEN, S.REVIEWING, {"other_form": "A standing forum"}, moves=(S.CLOSING,),
)  # fmt: skip
REGISTERS: dict[str, tuple[Told, ...]] = {
    "quillshire": (EARLY, ADVICE, FUND, BUREAU),
    "vexbridge": (WORK, SPORTS),
    "thistleborough": (MARKET,),
}
ARRANGED = {
    "users": "They use the square as before; the council’s market office answers questions.",
    "staff": "None are left: the clerk’s hours went back to the market office.",
    "assets": "The stall covers go to the traders’ association. No money is left.",
    "records": "The council’s archive keeps the minutes for six years.",
    "communication": "Members agreed it at the last meeting; a notice hangs in the market hall.",
    "successor": "The ward panel takes up what comes up later.",
    "lessons": "Agree at the start how long it is for. Everybody stayed because it had an end.",
}


def load(story: Story) -> dict[str, Partnership]:
    """Enter all of them on the working day before today; by their names."""
    found: dict[str, Partnership] = {}
    for slug, entries in REGISTERS.items():
        group = story.groups[slug]
        story.begin(-1, 16)
        found |= {told.name: _enter(story, group, told) for told in entries}
    for n in range(1, MANY + 1):
        _one_of_many(story, story.groups["vexbridge"], n)
    _close(story.groups["thistleborough"], found[MARKET.name])
    return found


def _enter(story: Story, group: Group, told: Told) -> Partnership:
    today, by = story.today, group.tso[2]
    one = register.add(
        group.area, stage=told.stage, name=told.name, purpose=told.purpose, form=told.form, origin=told.origin,
        starts_on=today - timedelta(days=800), reviewed_on=today - timedelta(days=200),
        review_on=today + timedelta(days=165), by=by, **told.also,
    )  # fmt: skip
    since = today - timedelta(days=400)
    for place, person in enumerate((group.la[3], group.tso[3])):
        _sits(one, person, since, is_lead=place == 0, by=by)
    for name in told.others:
        members.add(one, organisation=name, person=None, is_lead=False, started_on=since, by=by)
    for to in told.moves:
        one = register.move(one, to, revision=one.revision, by=by)
    return one


def _sits(one: Partnership, person: Seat, since: Any, *, is_lead: bool = False, by: Seat) -> None:
    members.add(one, organisation="", person=person, is_lead=is_lead, started_on=since, by=by)


def _one_of_many(story: Story, group: Group, n: int) -> None:
    """One of the officer's sixty. Their reviews are far off and apart, so that no day has many."""
    one = register.add(
        group.area,
        stage=S.OPERATING,
        name=f"Demo partnership {n:02}",
        form=(F.NETWORK, F.STRATEGIC, F.COMMISSIONING, F.SERVICE)[n % 4],
        origin=(FROM.CHOSEN, FROM.NATIONAL, FROM.COMMISSIONER)[n % 3],
        review_on=story.today + timedelta(days=120 + 4 * n),
        by=group.la[2],
    )
    _sits(one, group.la[2], story.today - timedelta(days=100 + n), by=group.la[2])


def _close(group: Group, one: Partnership) -> None:
    """Both leads sign its closure record."""
    checklist = ClosureChecklist.objects.get(partnership=one)
    closure.arrange(one, revision=0, reason="achieved", by=group.la[2], **ARRANGED)
    checklist.refresh_from_db()
    for lead in (group.la[0], group.tso[0]):
        closure.sign(one, seen=closure.digest_of(one, checklist), by=lead)
