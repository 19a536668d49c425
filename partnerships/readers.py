"""Who can see a page: the one table of permissions turned round, in words for people (domain 3K)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from partnerships.models import Role
from partnerships.permissions import LEAD_PERMISSIONS, ROLE_PERMISSIONS, Permission

P = Permission

LEADS = "the lead and the deputy of each sector"
SUBSTITUTES = "whoever stands in for somebody at this session"
OTHER_SUBSTITUTES = "whoever stands in for somebody at one session"
LEAVERS = "people who have left the group, as long as there is something they may still say"
OF_THE_GROUP = {Role.PARTICIPANT: "people who take part in this area", Role.SUBSTITUTE: SUBSTITUTES}
RUN_THE_AREA = {
    Role.FACILITATOR: "facilitators of this area",
    Role.REGISTER: "register officers of this area",
}
RUN_THE_PROGRAMME = {
    Role.COORDINATOR: "coordinators of the programme",
    Role.ADMINISTRATOR: "administrators, who set up the programme",
    Role.ANALYST: "analysts of the programme",
    Role.SPONSOR: "sponsors of the programme",
}
# What somebody says of their own, and by what right somebody else reads it; None: nobody else does.
READ_BY: dict[Permission, Permission | None] = {
    P.CONSENT: P.SEE_CONSENTS,
    P.CONSENT_TO_RECORDING: P.KEEP_RECORDING,
    P.CONFIRM_NEW_JOB: P.ENTER_NEW_JOB,
    P.NAME_OWN_LEAD: None,
    P.LOG_POINT: P.SEE_LOGGED,
    P.ANSWER: P.RECORD_ANSWER,
    P.GIVE_SUPPORT: P.SEE_SUPPORT,
    P.GIVE_FEEDBACK: P.SEE_FEEDBACK,
    P.SEE_OWN_PARTNERSHIPS: None,
}

# What there is to see, in the words of people, under the permission that shows it. Of what is in READ_BY, each person
# sees their own, and the row says who else does. Every permission to see or to read has its row (tests/permissions).
SEEN: dict[str, dict[Permission, str]] = {
    "What you say yourself": {
        P.LOG_POINT: "A point you log for a session",
        P.ANSWER: "Your answer on a statement of the notes",
        P.GIVE_FEEDBACK: "How you say a session went, without your name",
        P.GIVE_SUPPORT: "Whether you support an objective or action",
        P.CONSENT: "What you consent to",
        P.CONSENT_TO_RECORDING: "Whether you may be recorded",
        P.SEE_OWN_PARTNERSHIPS: "In how many partnerships you are a member",
    },
    "Notes and the record": {
        P.SEE_SESSION: "When and where a session is, who came, and where its notes stand",
        P.SEE_CIRCULATED: "Notes while they are checked",
        P.READ_RECORD: "The cleared record, without names",
        P.READ_ACROSS: "Cleared statements and plans beside other areas’, unnamed, if the whole group agreed to it",
    },
    "The plan": {
        P.SEE_DRAFT_PLAN: "The plan while it is drafted",
        P.READ_PLAN: "The plan once both sectors have agreed it, unless both leads publish it to more people",
        P.READ_EVIDENCE: "The cleared statements behind the plan",
    },
    "People and partnerships": {
        P.SEE_PEOPLE: "Who is in the group",
        P.SEE_APPLICATIONS: "Who applied, and what was decided",
        P.SEE_ACCESS_NEEDS: "What you need to take part, for the sessions to come",
        P.SEE_FUNDING_LINK: "Whether an applicant’s organisation is funded by the authority",
        P.SEE_REGISTER: "The register of partnerships",
        P.ANSWER_DATA_REQUESTS: "What people ask about the personal data held of them",
    },
    "How it all goes": {
        P.SEE_AREA: "Sessions, dates and states of an area",
        P.SEE_LOGISTICS: "What was done in an area about people, dates and documents, when and by whom",
        P.SEE_LOG: "Everything that was done in an area, when and by whom",
        P.SEE_BOARD: "Stages, dates and numbers of all areas",
        P.SEE_SAMPLING: "How the areas were chosen",
        P.SEE_MAIL: "Which mail went out, without its words",
    },
}
OF_ALL_AREAS = {
    P.READ_ACROSS, P.ANSWER_DATA_REQUESTS, P.SEE_BOARD, P.SEE_SAMPLING, P.SEE_MAIL,
}  # fmt: skip

# Where the same is read beside the pages that are open to those named: a page that were silent of it would mislead.
ELSEWHERE: dict[Permission, str] = {
    P.READ_RECORD: (
        "Cleared statements are read elsewhere too: by analysts of the programme, without names and under the number "
        "of the area, as long as everybody in the group agrees to that."
    ),
    P.READ_PLAN: (
        "A plan that both sectors have agreed is read elsewhere too: by analysts in the same way, and by whomever the "
        "leads of both sectors publish it to."
    ),
}


class Readers(NamedTuple):
    """Whom a page is for. Words alone, so that the part of the page which says it can be kept."""

    act: str  # what they may do, in the words of the table
    may: tuple[str, ...]
    may_not: tuple[str, ...]
    in_area: bool
    own: bool  # they also say something of their own there
    own_act: str
    own_may: tuple[str, ...]
    elsewhere: str


class Row(NamedTuple):
    """One thing there is to see, and in words who sees it, besides whoever said it where it is `own`."""

    what: str
    own: bool
    who: tuple[str, ...]


@cache
def rows() -> dict[str, tuple[Row, ...]]:
    """`SEEN`, each thing with whom the table shows it to."""
    return {
        heading: tuple(_row(permission, what) for permission, what in things.items())
        for heading, things in SEEN.items()
    }


def _row(permission: Permission, what: str) -> Row:
    told = readers(permission, in_area=permission not in OF_ALL_AREAS, substitutes=True)
    return Row(what, told.own, told.own_may if told.own else told.may)


@cache
def readers(
    permission: Permission,
    *,
    in_area: bool,
    leavers: bool = False,
    substitutes: bool = False,
    drafts: bool = False,
) -> Readers:
    """Whom the table gives a page that needs `permission`, and whom not.

    `in_area`: it is a page of one study area. `leavers` and `substitutes`: it admits them, where the table does.
    `drafts`: it shows a draft of the plan, which needs more.
    """
    needed = {permission, P.SEE_DRAFT_PLAN} if drafts else {permission}
    may, may_not = _sorted(needed, in_area=in_area, substitutes=substitutes)
    by = READ_BY.get(permission)
    own_may = _sorted({by}, in_area=in_area, substitutes=False)[0] if by else ()
    return Readers(
        act=permission.value,
        may=(*may, LEAVERS) if leavers and may else may,
        may_not=tuple(words for words in may_not if words not in own_may),
        in_area=in_area,
        own=permission in READ_BY,
        own_act=by.value if by else "",
        own_may=own_may,
        elsewhere=ELSEWHERE.get(permission, ""),
    )


def _sorted(
    needed: set[Permission], *, in_area: bool, substitutes: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Whoever may do all of `needed`, then whoever may not, in words."""
    roles = {**OF_THE_GROUP, **RUN_THE_AREA, **RUN_THE_PROGRAMME} if in_area else RUN_THE_PROGRAMME
    may: list[str] = []
    may_not: list[str] = []
    for role, words in roles.items():
        given = needed <= ROLE_PERMISSIONS[role] and (role != Role.SUBSTITUTE or substitutes)
        if role == Role.PARTICIPANT and not given and needed <= ROLE_PERMISSIONS[role] | LEAD_PERMISSIONS:
            may.append(LEADS)
        elif given:
            may.append(words)
        else:
            may_not.append(OTHER_SUBSTITUTES if role == Role.SUBSTITUTE else words)
    return tuple(may), tuple(may_not)
