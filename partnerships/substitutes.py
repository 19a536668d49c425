"""The seat of a substitute: for one session and its notes, of the sector of whom they stand in for (domain E2, R18).

Which session that is, the workshops know. The seat counts in no parity, leads nothing and signs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from partnerships import history, organisations
from partnerships.membership import NotPossible, require_side
from partnerships.models import Organisation, Role, Seat, User
from partnerships.models.seats import SEES_ALL
from pipd.kit import clock


@dataclass(frozen=True)
class Named:
    """Who is to come instead, as they were named; the organisation may be one that is not stored yet.

    The sector is not asked: it is that of the place they fill.
    """

    email: str
    full_name: str
    job_title: str
    organisation: Organisation


def _known(organisation: Organisation) -> Organisation:
    """The organisation as it is stored, where one that was only typed is known already, also by an earlier name.

    Raises NotPossible for a name that is entered as another kind.
    """
    if not organisation._state.adding:
        return organisation
    organisations.check_kind(organisation.name, organisation.kind)
    return organisations.known_as(organisation.name, organisation.kind) or organisation


def give_seat(place: Seat, who: Named, *, from_day: date, by: Seat) -> Seat:
    """A substitute's seat for `who`, of the area and sector of `place`; an account too, when there is none.

    It says nothing of whether there was one, nor takes a new name for it. Raises NotPossible for an organisation of
    the other side (I-4), one that has ended (E17) or is entered as another kind, for whoever has a part in this area
    already (I-5), or ever had one for the other sector (X9).
    """
    area = place.area
    if area is None or place.role != Role.PARTICIPANT:
        raise NotPossible("A substitute stands in for somebody who takes part.")
    organisation = _known(who.organisation)
    require_side(area, place.sector, organisation)
    # Locked, so that nobody is named who is erased or closes their account at this moment.
    user = User.objects.select_for_update(no_key=True).filter(email__iexact=who.email.strip()).first()
    if user is not None and (not user.is_active or _has_a_part(user, place)):
        raise NotPossible(f"This person cannot stand in: they have another part in {area.name}.")
    if organisation._state.adding:
        organisation.save()
    organisation.areas.add(area)
    seat = Seat.objects.create(
        user=user or User.objects.create_user(who.email, full_name=who.full_name),
        programme=area.programme,
        area=area,
        role=Role.SUBSTITUTE,
        sector=place.sector,
        organisation=organisation,
        job_title=who.job_title,
        started_on=min(clock.today(), from_day),
    )
    facts = {"sector": place.sector, "role": Role.SUBSTITUTE.value}
    history.record(by, "seat given", subject=seat.id, facts=facts, area=area)
    return seat


def _has_a_part(user: User, place: Seat) -> bool:
    held = Seat.objects.live().filter(user=user, programme=place.programme_id)
    here = held.filter(area=place.area_id)
    other_side = here.exclude(sector=place.sector)  # facilitators, who have no side, among them
    return (
        other_side.exists()
        or _sat_on_the_other_side(user, place)
        or here.exclude(role=Role.SUBSTITUTE).exists()
        or held.filter(role__in=SEES_ALL).exists()
    )


def _sat_on_the_other_side(user: User, place: Seat) -> bool:
    """Whether `user` ever took part here for the other sector. Who was only named to stand in never did."""
    theirs = Seat.objects.filter(user=user, area=place.area_id).exclude(sector__in=["", place.sector])
    return theirs.exclude(role=Role.SUBSTITUTE, consents=None).exists()
