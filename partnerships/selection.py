"""Deciding applications: who gets a place, who waits for one, who is declined; each with its reason, each told."""

from __future__ import annotations

from django.db import transaction

from partnerships import (
    access_needs,
    accounts,
    applying,
    history,
    membership,
    organisations,
    places,
    post_recruitment,
    post_recruitment_over,
)
from partnerships.applications import MOVES, OPEN, outside, require_also
from partnerships.locks import ERASED
from partnerships.membership import NotPossible
from partnerships.models import Application, Organisation, Seat, Sector, StudyArea, User
from partnerships.parity import most_each, places_left
from partnerships.permissions import require, require_still
from partnerships.uneven import who_left
from pipd.kit import clock

S = Application.State
NOT_HERE = "Places are for people whose organisation works in the area. This one says that theirs does not."
SAY_WHY = "Say why somebody outside the usual terms is accepted."
SAY_REASON = "Say why, in words the applicant can read."


@transaction.atomic
def accept(application: Application, *, override: str = "", by: Seat) -> Seat:
    """Give the applicant a participant's seat, to which they consent when they sign in (domain R10, R11, R12).

    In a group that runs they replace whoever left that sector last. `override` says why, for somebody outside the usual
    terms. Raises NotPossible without it, where no place of that sector is left (N3, E1), and for whoever facilitates or
    takes part there already (I-3, I-5).
    """
    stored = _locked(application, S.ACCEPTED, by)
    if outside(stored) and not override:
        raise NotPossible(SAY_WHY)
    if stored.sector == Sector.TSO and not stored.operates_here:
        raise NotPossible(NOT_HERE)
    _room_for(stored)
    account = _account(stored)
    seat = membership.join(
        stored.area,
        user=account,
        sector=Sector(stored.sector),
        organisation=_organisation(stored),
        job_title=stored.job_title,
        authority=stored.authority,
        exceptionally=bool(override),
        replaces=who_left(stored.area, stored.sector),
    )
    access_needs.bring(stored, account)
    stored.seat, stored.override_reason = seat, override if outside(stored) else ""
    stored.reason = ""
    _decide(stored, S.ACCEPTED, by)
    application.refresh_from_db()
    return seat


@transaction.atomic
def wait(application: Application, *, by: Seat) -> None:
    """Put the applicant at the end of their sector's wait-list (domain N3, E10)."""
    stored = _locked(application, S.WAITING, by)
    stored.reason = ""
    _not_again(stored)
    _decide(stored, S.WAITING, by)
    application.refresh_from_db()


@transaction.atomic
def decline(application: Application, *, reason: str, by: Seat) -> None:
    """Decline, with a reason that the applicant reads. Raises NotPossible without one."""
    stored = _locked(application, S.DECLINED, by)
    if not reason:
        raise NotPossible(SAY_REASON)
    stored.reason = reason
    _decide(stored, S.DECLINED, by)
    application.refresh_from_db()


@transaction.atomic
def take_back(application: Application, *, to: str, reason: str, by: Seat) -> None:
    """Take back a place that its person has not said they take (decision 0022), for a `reason` that they read.

    `to` says whether they then wait, after those who do already, or are declined. Raises NotPossible without a reason,
    and once they have said that they take part, or hold the place no more.
    """
    stored = _locked(application, to, by, placed=True)
    if not reason:
        raise NotPossible(SAY_REASON)
    if to == S.WAITING:
        _not_again(stored)
    places.end(stored, by=by)
    stored.seat, stored.override_reason, stored.reason = None, "", reason
    _decide(stored, to, by)
    application.refresh_from_db()


def hold(area: StudyArea) -> list[Application]:
    """Those of the locked `area` of which something may still come, locked: an applicant may be sending theirs."""
    rows = Application.objects.select_for_update(of=("self",), no_key=True)
    found = list(rows.filter(area=area, state__in=OPEN).order_by("pk"))
    for application in found:
        application.area = area
    return found


def close_all(area: StudyArea, *, reason: str, by: Seat) -> None:
    """End every application of the locked `area`, which its caller ends: sent ones declined, begun ones withdrawn.

    Each applicant is told `reason`. Raises PermissionDenied for whoever ends neither its recruitment nor the area.
    """
    for application in hold(area):
        if application.state == S.BEGUN:
            applying.set_aside(application, by=by)
            post_recruitment_over.not_any_more(application, reason)
        else:
            require_also(application, S.DECLINED, by)
            application.reason = reason
            _decide(application, S.DECLINED, by)


def _not_again(application: Application) -> None:
    again = Application.objects.filter(area=application.area, email=application.email, state__in=OPEN)
    if again.exclude(pk=application.pk).exists():
        raise NotPossible("They have applied again since. Decide that application.")


def _locked(application: Application, to: str, by: Seat, *, placed: bool = False) -> Application:
    """The stored application, under a lock, if `by` may move it to `to`; raises NotPossible if it moved meanwhile.

    `placed`: it led to a place, which ends with the move.
    """
    # The area first, as everywhere: whoever ends its recruitment meanwhile locks it before the applications.
    area = StudyArea.objects.select_for_update(of=("self",), no_key=True).get(pk=application.area_id)
    rows = Application.objects.select_for_update(of=("self",), no_key=True)
    stored = rows.select_related("area__programme").filter(pk=application.pk).first()
    if stored is None:
        raise NotPossible(ERASED)
    if area.has_ended:
        raise NotPossible(
            f"{area.name} is {area.get_state_display().lower()}: nothing is decided there any more."
        )
    permission = MOVES.get((stored.state, to))
    if permission is None or placed != (stored.state == S.ACCEPTED):
        raise NotPossible(f"This application is {stored.get_state_display().lower()}.")
    require(by, permission, area_id=stored.area_id)
    require_still(by, permission)
    return stored


def _decide(application: Application, to: str, by: Seat) -> None:
    before, application.state = application.state, to
    application.decided_at, application.decided_by = clock.now(), by
    application.save()
    history.record(
        by,
        "application decided",
        subject=application.pk,
        area=application.area,
        facts={"sector": application.sector, "from": before, "to": to},
    )
    post_recruitment.decided(application, before=before)


def _room_for(application: Application) -> None:
    """Domain N3, E1, E10: half of the largest group each; once it has started, none for the sector with more."""
    area, sector = application.area, application.sector
    if places_left(area)[sector]:
        return
    most = most_each(area.programme)
    if Seat.objects.of_side(area, sector).count() >= most:
        raise NotPossible(f"All {most} places of that sector in {area.name} are taken.")
    raise NotPossible(f"One more from that sector would make the group of {area.name} uneven.")


def _account(application: Application) -> User:
    """The account of that address, made now if there is none: nobody signs up by themselves."""
    found = accounts.of_address(application.email, application.full_name)
    if not found.is_active:
        raise NotPossible(f"The account of {found.full_name} is closed. {membership.CLOSED}")
    return found


def _organisation(application: Application) -> Organisation:
    """The organisation of that name and kind as it is today, entered now if it is not known (domain R7, E17).

    That it works in the area was declared, and is confirmed with the place.
    """
    name, kind = application.organisation_name, application.organisation_kind
    organisations.check_kind(name, kind)
    organisation = organisations.known_as(name, kind) or Organisation.objects.create(name=name, kind=kind)
    if application.operates_here:
        organisation.areas.add(application.area)
    return organisation
