"""The plans of the fictional areas other than Quillshire, drawn from what the programme's areas usually choose (3P)."""

from __future__ import annotations

from actionplans.demo_data import TABLE_ONE, Aim, Deed, Kind, Mode, Priority

SKILLS = Aim(
    "To give people in both sectors the skills that partnership work asks for",
    Priority.HIGH,
    (9, 11),
    (
        Deed(
            "Audit the partnership skills of both sectors’ staff and trustees",
            Kind.SKILLS_AUDIT,
            Mode.JOINT,
            ("Head of Learning and Development", "Training Manager, voluntary service council"),
            40,
            "Six days of officer time; an online form",
            "Sixty people answer, half from each sector",
        ),
        Deed(
            "Train people from both sectors together, in what the audit shows is missing",
            Kind.TRAINING_TSO,
            Mode.TSO_LED,
            ("Head of Learning and Development", "Training Manager, voluntary service council"),
            125,
            "Shared by both sectors",
            "Four mixed courses held, and rated useful by three in four",
            6500,
        ),
    ),
)
COSTS = Aim(
    "To make taking part possible for organisations of every size",
    Priority.HIGH,
    (2, 11),
    (
        Deed(
            "Put the full costs of taking part into every new funding agreement",
            Kind.PARTICIPATION_COSTS,
            Mode.LA_LED,
            ("Head of Procurement", "Chair, network of small charities"),
            88,
            "Within existing agreements",
            "Every agreement that is renewed states hours and a sum",
        ),
    ),
    concern_la="That money meant for services goes into meetings",
    concern_tso="That only those with paid staff can attend",
)
VOICE = Aim(
    "To make representation clear to those who represent and those who are represented",
    Priority.HIGH,
    (12, 13, 15),
    (
        Deed(
            "Set up a short, common way for representatives to report what was decided",
            Kind.REPRESENTATION_REVIEW,
            Mode.TSO_LED,
            ("Democratic Services Manager", "Policy and Voice Officer"),
            110,
            "Half a day a month",
            "A report within ten working days of every meeting",
        ),
        Deed(
            "Agree a single point of contact for the third sector",
            Kind.REPRESENTATION_REVIEW,
            Mode.JOINT,
            ("Head of Policy", "Chair, third sector forum"),
            140,
            "None beyond time",
            "The contact is named and known to all partnerships",
        ),
    ),
    concern_la="That nobody can say whom a representative speaks for",
    concern_tso="That one voice hides many differences",
)
CONSULTING = Aim(
    "To be honest about what a consultation can change",
    Priority.MEDIUM,
    (14, 3),
    (
        Deed(
            "Write a statement of what people may expect of a consultation, and use it",
            Kind.CONSULTATION_EXPECTATIONS,
            Mode.JOINT,
            ("Consultation Manager", "Outreach Coordinator"),
            70,
            "Two workshops",
            "On the first page of every consultation",
        ),
    ),
)
MEMBERS = Aim(
    "To have people in partnerships who can decide, and to know when a partnership is over",
    Priority.MEDIUM,
    (16, 17),
    (
        Deed(
            "Name the level of member that each partnership needs, with a deputy",
            Kind.PRE_PARTNERSHIP_AGREEMENT,
            Mode.JOINT,
            ("Partnerships Officer", "Director, voluntary action"),
            115,
            "A page for each partnership",
            "Written down for every partnership on the register",
        ),
        Deed(
            "Give every partnership an indicative end, and review it then",
            Kind.OTHER,
            Mode.JOINT,
            ("Policy Officer", "Development Officer"),
            150,
            "None beyond time",
            "No partnership older than three years without a review",
        ),
    ),
)
WELCOME = Aim(
    "To know each other’s work before it is needed",
    Priority.MEDIUM,
    (10, 8),
    (
        Deed(
            "Introduce every new officer to the third sector within six months",
            Kind.TRAINING_LA,
            Mode.LA_LED,
            ("Head of Human Resources", "Volunteering Manager"),
            60,
            "A half-day each quarter, hosted by third sector organisations",
            "Nine in ten new officers have taken part",
        ),
    ),
)
NEIGHBOURS = Aim(
    "To bring people into the conversation who are usually left out",
    Priority.LOW,
    (4, 5, 6),
    (
        Deed(
            "Hold two open meetings a year in places where neither sector usually meets",
            Kind.OUTREACH_VISIT,
            Mode.JOINT,
            ("Community Engagement Officer", "Community Organiser"),
            130,
            "£800 a year for rooms and interpreters",
            "Half of those who come have not come before",
        ),
    ),
)
# An objective that its group has not found an action for yet.
BARE = Aim("To settle how small organisations are paid for advice that they give", Priority.LOW, (18,), ())

PLANS: dict[str, tuple[Aim, ...]] = {
    "quillshire": TABLE_ONE,
    "vexbridge": (SKILLS, COSTS, MEMBERS),
    "saltreach": (WELCOME, CONSULTING, NEIGHBOURS),
    "mirewold": (VOICE, WELCOME, CONSULTING),
    "brackenfold": (SKILLS, VOICE, NEIGHBOURS),
    "dunlarch": (NEIGHBOURS, COSTS, BARE),
    "thistleborough": (COSTS, WELCOME, CONSULTING),
}
