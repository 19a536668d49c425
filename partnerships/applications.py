"""An application's one table of moves, and the terms it is judged by (domain 1C, 3A)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import PermissionDenied

from partnerships.models import Application, ApplicationWindow, Organisation, Programme, Seat, Sector
from partnerships.models.people import BY_EXCEPTION
from partnerships.models.recruitment import NEEDED, NEEDED_OF
from partnerships.permissions import Permission, allows
from pipd.kit import workdays

S = Application.State

DECIDE_WITHIN = 10  # working days
OPEN = (S.BEGUN, S.SUBMITTED, S.WAITING)  # something may still come of it
OWN = None  # by the applicant, who holds the link that was mailed to them
SELECT = Permission.SELECT_PARTICIPANTS
MOVES: dict[tuple[str, str], Permission | None] = {
    (S.BEGUN, S.SUBMITTED): OWN,
    (S.BEGUN, S.WITHDRAWN): OWN,
    (S.SUBMITTED, S.WITHDRAWN): OWN,
    (S.WAITING, S.WITHDRAWN): OWN,
    (S.SUBMITTED, S.ACCEPTED): SELECT,
    (S.SUBMITTED, S.WAITING): SELECT,
    (S.SUBMITTED, S.DECLINED): SELECT,
    (S.WAITING, S.ACCEPTED): SELECT,
    (S.WAITING, S.DECLINED): SELECT,
    (S.DECLINED, S.WAITING): SELECT,  # a decision that was a mistake
    # A place that its person has not said they take (places): given back by them, or taken back.
    (S.ACCEPTED, S.WITHDRAWN): OWN,
    (S.ACCEPTED, S.WAITING): SELECT,
    (S.ACCEPTED, S.DECLINED): SELECT,
}
# By whoever ends the recruitment or the area, or with the end of its work, which ends what is open there; and by
# whoever enters for somebody, from paper, what they had begun online.
ENDS = (Permission.OPEN_APPLICATIONS, Permission.DISCONTINUE_AREA, Permission.END_APPLICATIONS)
ALSO: dict[tuple[str, str], tuple[Permission, ...]] = {
    (S.BEGUN, S.WITHDRAWN): (*ENDS, Permission.ENTER_APPLICATIONS),
    (S.SUBMITTED, S.DECLINED): ENDS,
    (S.WAITING, S.DECLINED): ENDS,
}


def require_also(application: Application, to: str, by: Seat) -> None:
    """Raise PermissionDenied unless `by` moves `application` to `to` by what else they do in its area (`ALSO`)."""
    if not any(allows(by, permission) for permission in ALSO.get((application.state, to), ())):
        raise PermissionDenied("This seat does not end what somebody else applied for.")


def kinds_for(programme: Programme, sector: str) -> list[Organisation.Kind]:
    """The kinds of organisation from which people may apply for `sector` (domain I-4, R12).

    From any of the third sector they always may: where the programme does not admit them all, that is weighed.
    """
    kinds = programme.kinds_of(sector)
    more = [kind for kind in BY_EXCEPTION if kind not in kinds] if sector == Sector.TSO else []
    return [*kinds, *more]


def outside(application: Application) -> list[str]:
    """What of the usual terms the applicant does not meet, in sentences (domain R7, R11, R12); empty if they do."""
    return [sentence for _, sentence in _outside(application)]


def is_outside(application: Application, step: str) -> bool:
    """Whether what was said on the page `step` is outside the usual terms."""
    return any(at == step for at, _ in _outside(application))


def _outside(application: Application) -> Iterable[tuple[str, str]]:
    """Each with the page on which it was said."""
    if application.seniority == Application.Seniority.COUNCILLOR:
        yield "role", "An elected councillor is not an officer."
    elif application.seniority != Application.Seniority.SENIOR:
        yield "role", "Not a senior officer or manager."
    if application.sector == Sector.LA and not application.lead_responsibility:
        yield "responsibility", "Has no lead responsibility for work with the third sector."
    if application.sector == Sector.TSO:
        if not application.operates_here:
            yield "place", "The organisation does not work in this area."
        if application.organisation_kind not in application.area.programme.kinds_of(Sector.TSO):
            yield "organisation", "Not a local infrastructure organisation."


def decided_by(window: ApplicationWindow) -> date:
    """The day by which applicants are told what was decided, ten working days after the last day; the last known one
    where nobody knows the bank holidays any more."""
    return workdays.add_wd_known(window.closes_on, DECIDE_WITHIN)


def unsaid(application: Application) -> list[str]:
    """What must be answered before `application` is sent, and is not yet; by the names of its fields.

    The database holds the same of what is sent; that a kind of organisation is still offered, here alone.
    """
    found = [name for name in NEEDED if not getattr(application, name)]
    if application.organisation_kind and application.organisation_kind not in kinds_for(
        application.area.programme, application.sector
    ):
        found.append("organisation_kind")
    asked = NEEDED_OF[Sector(application.sector)]
    return [*found, *([asked] if getattr(application, asked) is None else [])]
