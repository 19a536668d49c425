"""The example plan of the programme's first paper, paraphrased: five objectives and eight actions (domain 3P)."""

from __future__ import annotations

from dataclasses import dataclass

from actionplans.models import Action, Objective

Kind, Mode, Priority = Action.Kind, Action.Mode, Objective.Priority


@dataclass(frozen=True)
class Deed:
    """One action. `leads` are posts, local authority first; `due` is in working days from the start."""

    text: str
    kind: str
    mode: str
    leads: tuple[str, str]
    due: int
    resources: str
    measure: str
    cost: int | None = None  # pounds


@dataclass(frozen=True)
class Aim:
    """One objective with its actions, and the numbers of the demo points (domain 3P) that it answers."""

    text: str
    priority: str
    answers: tuple[int, ...]
    actions: tuple[Deed, ...]
    concern_la: str = ""
    concern_tso: str = ""


TABLE_ONE: tuple[Aim, ...] = (
    Aim(
        "To improve mutual understanding and the exchange of know-how between the two sectors",
        Priority.HIGH,
        (9, 10),
        (
            Deed(
                "Arrange job swaps, outreach visits and peer mentoring between senior council and third sector staff",
                Kind.JOB_SWAP,
                Mode.JOINT,
                ("Head of Organisational Development, County Council", "Chief Officer, Voluntary Action"),
                120,
                "Two days a year for each pair, released by both employers",
                "Twelve pairs complete a swap or six mentoring meetings, and say what they changed",
            ),
            Deed(
                "Write an introduction to the third sector, and circulate it across the council",
                Kind.AWARENESS_MATERIAL,
                Mode.TSO_LED,
                ("Head of Communications, County Council", "Information Manager, Voluntary Action"),
                60,
                "Design and printing",
                "In every induction pack, and opened by 400 staff within three months",
                1800,
            ),
        ),
    ),
    Aim(
        "To meet local authority worries about the accountability of third sector representatives, and third sector "
        "worries about the resources needed to take part",
        Priority.HIGH,
        (12, 13, 15),
        (
            Deed(
                "Review the role, resources and skills of third sector infrastructure in partnerships, before elected "
                "participants are introduced",
                Kind.REPRESENTATION_REVIEW,
                Mode.JOINT,
                ("Policy Manager for Partnerships, County Council", "Chair, Third Sector Assembly"),
                90,
                "Eight days of officer time and an independent reviewer",
                "A report that the Assembly and the partnership board both accept",
                4000,
            ),
            Deed(
                "Include the costs of taking part in partnerships in service level agreements",
                Kind.PARTICIPATION_COSTS,
                Mode.LA_LED,
                ("Head of Procurement, County Council", "Director, Fenmarket Community Trust"),
                130,
                "Within existing agreements",
                "Every agreement that is renewed states the sum and the hours it covers",
            ),
        ),
        concern_la="To whom third sector representatives answer, and how they report back",
        concern_tso="Who pays for the time that taking part costs",
    ),
    Aim(
        "To have a common, open reference point for governing planning and strategy partnerships",
        Priority.HIGH,
        (16, 17),
        (
            Deed(
                "Draw up a new pre-partnership agreement: purpose, remit, organisation, decisions and resources",
                Kind.PRE_PARTNERSHIP_AGREEMENT,
                Mode.JOINT,
                ("Monitoring Officer, County Council", "Trustee, Voluntary Action"),
                100,
                "Four half-day meetings; legal advice in kind",
                "Used by every new partnership, and by five existing ones at their review",
            ),
        ),
    ),
    Aim(
        "To make commissioning and procurement with the third sector more transparent and appropriate",
        Priority.MEDIUM,
        (9, 16),
        (
            Deed(
                "Review together the services and the funding that children and young people need",
                Kind.JOINT_SERVICE_REVIEW,
                Mode.JOINT,
                ("Assistant Director for Children’s Commissioning, County Council", "Manager, Youth Forum"),
                45,
                "A joint working group of six; a data analyst for ten days",
                "A statement of needs is published, and used in the next commissioning plan",
            ),
            Deed(
                "Work together on outcomes and indicators that suit smaller third sector organisations",
                Kind.OUTCOMES_INDICATORS,
                Mode.JOINT,
                ("Performance Manager, District Council", "Treasurer, Small Charities Network"),
                150,
                "Three workshops, with venues and travel",
                "No more than ten indicators, tried by eight small organisations",
                900,
            ),
        ),
    ),
    Aim(
        "To give local people more chances to shape local planning",
        Priority.MEDIUM,
        (4, 5, 6),
        (
            Deed(
                "Set up a new community engagement small-grants fund, administered by both sectors together",
                Kind.JOINT_FUND,
                Mode.JOINT,
                ("Neighbourhoods Manager, District Council", "Grants Officer, Community Foundation"),
                160,
                "Of the sum, £40,000 from the council",
                "At least 40 grants in the first year, half of them to groups never funded before",
                60000,
            ),
        ),
    ),
)
