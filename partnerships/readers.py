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
    Role.ADMINISTRATOR: "administrators of the programme",
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


class Readers(NamedTuple):
    """Whom a page is for. Words alone, so that the part of the page which says it can be kept."""

    act: str  # what they may do, in the words of the table
    may: tuple[str, ...]
    may_not: tuple[str, ...]
    in_area: bool
    own: bool  # they also say something of their own there
    own_act: str
    own_may: tuple[str, ...]


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
    return Readers(
        act=permission.value,
        may=(*may, LEAVERS) if leavers and may else may,
        may_not=may_not,
        in_area=in_area,
        own=permission in READ_BY,
        own_act=by.value if by else "",
        own_may=_sorted({by}, in_area=in_area, substitutes=False)[0] if by else (),
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
