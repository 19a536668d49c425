"""An area's recruitment as its coordinator runs it: opening applications, extending, and giving the area up (3D)."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from partnerships import areas, history, post_recruitment_over, selection
from partnerships.locks import area_for
from partnerships.membership import NotPossible
from partnerships.models import Application, ApplicationWindow, Seat, StudyArea
from partnerships.models.recruitment import ApplicationQuerySet
from partnerships.permissions import Permission
from pipd.kit import clock, workdays
from pipd.kit.wording import count

AT_LEAST = 10  # working days (domain 3D)
S = StudyArea.State
A = Application.State


@transaction.atomic
def open_window(area: StudyArea, *, closes_on: date, by: Seat) -> ApplicationWindow:
    """Let people apply from today until 5pm of `closes_on`, which makes the area recruiting.

    Raises NotPossible for a last day that is no working day or fewer than ten working days ahead, and for an area that
    was not selected.
    """
    area_for(Permission.OPEN_APPLICATIONS, area, by=by)
    _check(closes_on, at_least=AT_LEAST)
    areas.advance(area, S.RECRUITING, by=by)
    window = ApplicationWindow.objects.create(area=area, opens_on=clock.today(), closes_on=closes_on)
    _log(by, "applications opened", window, area)
    return window


@transaction.atomic
def extend(area: StudyArea, *, closes_on: date, by: Seat) -> ApplicationWindow:
    """Move the last day further ahead, or open applications again; never back (domain E9)."""
    stored = area_for(Permission.OPEN_APPLICATIONS, area, by=by)
    window = ApplicationWindow.objects.get(area=stored)  # nobody writes it without holding its area
    if stored.state != S.RECRUITING:
        raise NotPossible(f"{area.name} is {stored.get_state_display().lower()}, not recruiting.")
    if closes_on <= window.closes_on:
        raise NotPossible("The new last day must be after the present one.")
    _check(closes_on, at_least=1)
    window.closes_on = closes_on
    window.save(update_fields=["closes_on"])
    _log(by, "applications extended", window, area)
    return window


def concerned(area: StudyArea) -> dict[str, int]:
    """How many an end of recruitment concerns: `places` given, and `applications` that wait or are to be decided."""
    return {
        "places": Seat.objects.live().participants().filter(area=area).count(),
        "applications": _open(area).count(),
    }


def _open(area: StudyArea) -> ApplicationQuerySet:
    return Application.objects.filter(area=area, state__in=[A.SUBMITTED, A.WAITING])


@transaction.atomic
def not_proceed(area: StudyArea, *, reason: str, by: Seat) -> None:
    """End recruitment for good: the group never meets (domain 3D, E9). Everybody concerned is told `reason`.

    Applications that were open are declined, those only begun are withdrawn, and places given end today.
    """
    stored = area_for(Permission.OPEN_APPLICATIONS, area, by=by)
    if not reason:
        raise NotPossible("Say why the area does not go on.")
    if stored.state != S.RECRUITING:
        raise NotPossible(f"{area.name} is {stored.get_state_display().lower()}, not recruiting.")
    selection.close_all(area, reason=reason, by=by)
    areas.advance(area, S.NOT_PROCEEDED, by=by)
    seats = Seat.objects.live().participants().filter(area=area)
    held = list(seats.select_related("user"))
    seats.end(reason="the area does not go on")
    for seat in held:
        history.record(by, "place ended", subject=seat.pk, area=area, facts={"sector": seat.sector})
    post_recruitment_over.not_proceeding(area, held, reason)


def _check(closes_on: date, *, at_least: int) -> None:
    """Raises NotPossible unless `closes_on` is a working day at least so many working days ahead."""
    try:
        is_working_day = workdays.is_working_day(closes_on)
        ahead = workdays.between(clock.today(), closes_on)
    except workdays.CalendarRunsOut as unknown:
        raise NotPossible(str(unknown)) from None
    if not is_working_day:
        raise NotPossible("Applications close on a working day, at 5pm.")
    if ahead < at_least:
        days = count(at_least, "working day")
        raise NotPossible(f"People need time: the last day must be at least {days} ahead.")


def _log(by: Seat, verb: str, window: ApplicationWindow, area: StudyArea) -> None:
    facts = {"from": window.opens_on.isoformat(), "to": window.closes_on.isoformat()}
    history.record(by, verb, subject=area.pk, area=area, facts=facts)
