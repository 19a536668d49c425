"""Asking the leads of both sectors whether two sessions may be closer than the setting, agreeing, leaving it (I-9)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q

from partnerships import agreement, history
from partnerships.membership import NotPossible
from partnerships.models import Seat, StudyArea
from partnerships.permissions import Permission, allows, require
from pipd.kit import clock, workdays
from workshops import gaps, post_gaps
from workshops.models import GapWaiver, Workshop

GONE = "This is not asked any more. Look at the page again."
NOT_YOURS = "Whoever asked takes it back, or a lead does not agree."


def _locked(workshop: Workshop) -> Workshop:
    """`workshop` as it is stored, with its area locked (order: area, workshop, note)."""
    areas = StudyArea.objects.select_related("programme").select_for_update(of=("self",), no_key=True)
    area = areas.get(pk=workshop.area_id)
    stored = Workshop.objects.get(pk=workshop.pk)
    stored.area = area
    return stored


@transaction.atomic
def ask(workshop: Workshop, day: date, *, by: Seat) -> GapWaiver:
    """Ask both leads whether `workshop` may be on `day`; a lead who asks agrees for their sector.

    Raises NotPossible for a session that was held or cancelled, for a day that is past or no working day, where the
    setting is kept anyway, and while the leads are asked about another date.
    """
    require(by, Permission.ASK_SHORTER_GAP, area_id=workshop.area_id)
    stored = _locked(workshop)
    pair = _askable(stored, day)
    for before in GapWaiver.objects.open().filter(later=pair.later):
        if before.later_on >= clock.today():
            raise NotPossible("The leads are asked about another date already. Leave that one first.")
        agreement.void(before, reason=GapWaiver.Void.OTHERWISE)
    dates = {"earlier_on": pair.earlier_on, "later_on": pair.later_on, "digest": pair.digest}
    waiver = GapWaiver(earlier=pair.earlier, later=pair.later, asked_at=clock.now(), asked_by=by, **dates)
    if allows(by, Permission.AGREE_SHORTER_GAP):
        agreement.sign(waiver, digest=pair.digest, by=by)
    else:
        waiver.save()
    _record(by, "shorter gap asked for", waiver, stored.area)
    post_gaps.awaited(waiver, stored.area)
    return waiver


def _askable(workshop: Workshop, day: date) -> gaps.Pair:
    """The two sessions that `day` would bring too close. Raises NotPossible where nobody can agree to that."""
    if workshop.is_delivered or workshop.state == Workshop.State.CANCELLED:
        raise NotPossible(f"Session {workshop.number} is {workshop.get_state_display().lower()}.")
    if day < clock.today() or not workdays.is_working_day(day):
        raise NotPossible("Choose a working day that is still to come.")
    pair = gaps.close_pair(workshop, day)
    if pair is None:
        raise NotPossible("On that day no two sessions are too close, so nobody need agree to it.")
    return pair


@transaction.atomic
def agree(workshop: Workshop, *, digest: str, by: Seat) -> bool:
    """A sector's lead agrees to what has this `digest`; whether both sectors have now (domain I-9).

    Raises PermissionDenied for anybody but a lead or deputy of the area, NotPossible where this is not asked any more,
    the sector has signed already, or one person would sign for both.
    """
    require(by, Permission.AGREE_SHORTER_GAP, area_id=workshop.area_id)
    waiver, area = _asked(workshop, digest)
    complete = agreement.sign(waiver, digest=digest, by=by)
    _record(by, "shorter gap agreed" if complete else "shorter gap signed", waiver, area)
    if complete:
        post_gaps.agreed(waiver, area)
    return complete


def may_leave(waiver: GapWaiver, by: Seat) -> bool:
    """Whether `by` ends this request: whoever asked, and the leads, who are asked."""
    return waiver.asked_by_id == by.pk or allows(by, Permission.AGREE_SHORTER_GAP)


@transaction.atomic
def leave(workshop: Workshop, *, digest: str, by: Seat) -> None:
    """Whoever asked takes it back, or a lead does not agree: the setting holds. Who asked or had agreed is told.

    Raises NotPossible for anybody else, and where this is not asked any more.
    """
    require(by, Permission.ASK_SHORTER_GAP, area_id=workshop.area_id)
    waiver, area = _asked(workshop, digest)
    if not may_leave(waiver, by):
        raise NotPossible(NOT_YOURS)
    own = waiver.asked_by_id == by.pk
    signed = agreement.void(waiver, reason=GapWaiver.Void.TAKEN_BACK if own else GapWaiver.Void.OTHERWISE)
    _record(by, "shorter gap left", waiver, area)
    post_gaps.left(waiver, area, [seat for seat in (waiver.asked_by, *signed) if seat.pk != by.pk])


def _asked(workshop: Workshop, digest: str) -> tuple[GapWaiver, StudyArea]:
    area = _locked(workshop).area
    here = gaps.requests().filter(Q(earlier=workshop) | Q(later=workshop), digest=digest)
    waiver = here.select_related("earlier", "later").first()
    if waiver is None:
        raise NotPossible(GONE)
    return waiver, area


def _record(by: Seat, verb: str, waiver: GapWaiver, area: StudyArea) -> None:
    facts = {"from": waiver.earlier_on.isoformat(), "to": waiver.later_on.isoformat()}
    history.record(by, verb, subject=waiver.later_id, area=area, facts=facts)
