"""Sessions closer than the setting: only where the leads of both sectors agree to the dates (domain I-9)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from partnerships import agreement, history
from partnerships.membership import NotPossible
from partnerships.models import Seat, Sector, StudyArea
from partnerships.permissions import Permission, allows, require
from partnerships.words import sector_words, sectors_in_order
from pipd.kit import clock, workdays
from pipd.kit.wording import listed, short_date
from workshops import post_gaps
from workshops.models import GapWaiver, Workshop

GONE = "Nobody asks for these dates any more. Look at the page again."


@dataclass(frozen=True)
class Pair:
    """Two sessions that follow each other, on these dates."""

    earlier: Workshop
    later: Workshop
    earlier_on: date
    later_on: date

    @property
    def digest(self) -> str:
        """What both leads sign: which sessions, and on which dates."""
        told = f"{self.earlier.pk} {self.earlier_on} {self.later.pk} {self.later_on}"
        return hashlib.sha256(told.encode()).hexdigest()


def is_agreed(area: StudyArea, earlier: int, later: int, gap: int) -> bool:
    """Whether both leads have agreed to as few as `gap` working days between sessions `earlier` and `later`."""
    agreed = GapWaiver.objects.complete().filter(over_at=None, later__area=area)
    return any(w.gap <= gap for w in agreed.filter(earlier__number=earlier, later__number=later))


def awaited(area: StudyArea, later: int) -> str:
    """Whom a request for an earlier session `later` awaits, in a sentence; empty where there is none."""
    waiver = _open().filter(later__area=area, later__number=later).first()
    if waiver is None:
        return ""
    missing = [f"the {sector_words(area.programme, sector)} lead" for sector in missing_of(waiver, area)]
    verb = "has" if len(missing) == 1 else "have"
    return (
        f"The leads are asked about {short_date(waiver.later_on)}: {listed(missing)} {verb} not agreed yet."
    )


def missing_of(waiver: GapWaiver, area: StudyArea) -> list[Sector]:
    """The sectors whose lead has not agreed yet."""
    return [sector for sector in sectors_in_order(area.programme) if not waiver.signed_at(sector)]


def _open() -> QuerySet[GapWaiver]:
    """Requests that can still be agreed to: those for a date that is past ask nobody."""
    return GapWaiver.objects.open().filter(later_on__gte=clock.today())


def close_pair(workshop: Workshop, day: date) -> Pair | None:
    """Which two sessions would be too close, and not agreed, were `workshop` on `day`; the earlier pair of two."""
    row = Workshop.objects.filter(area=workshop.area).order_by("number")
    standing = [w for w in row if w.pk == workshop.pk or not w.is_halted]
    days = {w.pk: day if w.pk == workshop.pk else w.local_start.date() for w in standing}
    least = workshop.area.programme.days_between_sessions
    for earlier, later in pairwise(standing):
        try:
            gap = workdays.between(days[earlier.pk], days[later.pk])
        except workdays.CalendarRunsOut:
            return None
        moved = workshop.pk in (earlier.pk, later.pk) and 0 < gap < least
        if moved and not is_agreed(workshop.area, earlier.number, later.number, gap):
            return Pair(earlier, later, days[earlier.pk], days[later.pk])
    return None


def told(workshop: Workshop) -> list[GapWaiver]:
    """What pages of `workshop` say: what is agreed and not over, and what is asked; in one query."""
    mine = GapWaiver.objects.standing().filter(Q(earlier=workshop) | Q(later=workshop), over_at=None)
    rows = mine.select_related("earlier", "later").order_by("asked_at", "id")
    return [w for w in rows if w.completed_at or w.later_on >= clock.today()]


def awaits(side: str) -> Exists:
    """Whether an earlier date of a session waits for the lead of `side`: for the query of sessions."""
    return Exists(_open().filter(later=OuterRef("pk"), **{f"{side}_at": None}))


def asked_at() -> Subquery:
    """Since when it waits: for the query of sessions."""
    return Subquery(_open().filter(later=OuterRef("pk")).values("asked_at")[:1])


# Asking, agreeing, leaving it


def _locked(workshop: Workshop) -> Workshop:
    """`workshop` as it is stored, with its area locked (order: area, workshop, note)."""
    areas = StudyArea.objects.select_related("programme").select_for_update(of=("self",))
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


def _askable(workshop: Workshop, day: date) -> Pair:
    """The two sessions that `day` would bring too close. Raises NotPossible where nobody can agree to that."""
    if workshop.is_delivered or workshop.state == Workshop.State.CANCELLED:
        raise NotPossible(f"Session {workshop.number} is {workshop.get_state_display().lower()}.")
    if day < clock.today() or not workdays.is_working_day(day):
        raise NotPossible("Choose a working day that is still to come.")
    pair = close_pair(workshop, day)
    if pair is None:
        raise NotPossible("On that day no two sessions are too close, so nobody need agree to it.")
    return pair


@transaction.atomic
def agree(workshop: Workshop, *, digest: str, by: Seat) -> bool:
    """A sector's lead agrees to the dates with this `digest`; whether both sectors have now (domain I-9)."""
    require(by, Permission.AGREE_SHORTER_GAP, area_id=workshop.area_id)
    waiver, area = _asked(workshop, digest)
    complete = agreement.sign(waiver, digest=digest, by=by)
    _record(by, "shorter gap agreed" if complete else "shorter gap signed", waiver, area)
    if complete:
        post_gaps.agreed(waiver, area)
    return complete


@transaction.atomic
def leave(workshop: Workshop, *, digest: str, by: Seat) -> None:
    """Whoever asked takes it back, or a lead does not agree: the setting holds. Who asked or had agreed is told."""
    require(by, Permission.ASK_SHORTER_GAP, area_id=workshop.area_id)
    waiver, area = _asked(workshop, digest)
    own = waiver.asked_by_id == by.pk
    signed = agreement.void(waiver, reason=GapWaiver.Void.TAKEN_BACK if own else GapWaiver.Void.OTHERWISE)
    _record(by, "shorter gap left", waiver, area)
    post_gaps.left(waiver, area, [seat for seat in (waiver.asked_by, *signed) if seat.pk != by.pk])


def _asked(workshop: Workshop, digest: str) -> tuple[GapWaiver, StudyArea]:
    area = _locked(workshop).area
    here = _open().filter(Q(earlier=workshop) | Q(later=workshop), digest=digest)
    waiver = here.select_related("earlier", "later").first()
    if waiver is None:
        raise NotPossible(GONE)
    return waiver, area


def _record(by: Seat, verb: str, waiver: GapWaiver, area: StudyArea) -> None:
    facts = {"from": waiver.earlier_on.isoformat(), "to": waiver.later_on.isoformat()}
    history.record(by, verb, subject=waiver.later_id, area=area, facts=facts)


# What follows from dates


def keep_up(area: StudyArea) -> None:
    """Note which agreements the dates of `area` rest on now, and which are over since its sessions are apart again."""
    least = area.programme.days_between_sessions
    agreed = GapWaiver.objects.complete().filter(later__area=area, over_at=None)
    for waiver in agreed.select_related("earlier", "later"):
        pair = (waiver.earlier, waiver.later)
        if any(w.is_halted for w in pair):
            continue
        if workdays.between(*(w.local_start.date() for w in pair)) < least:
            waiver.used_at = waiver.used_at or clock.now()
        elif waiver.used_at:
            waiver.over_at = clock.now()
        waiver.save(update_fields=["used_at", "over_at"])


def verify() -> Iterator[str]:
    """Domain I-9: sessions closer than the setting rest on what both leads have agreed."""
    standing = Workshop.objects.select_related("area__programme").order_by("area", "number")
    agreed: dict[tuple, int] = {}
    for waiver in GapWaiver.objects.complete().filter(over_at=None):
        pair = (waiver.earlier_id, waiver.later_id)
        agreed[pair] = min(waiver.gap, agreed.get(pair, waiver.gap))
    for area, row in groupby((w for w in standing if not w.is_halted), key=lambda w: w.area):
        for earlier, later in pairwise(row):
            gap = workdays.between(earlier.local_start.date(), later.local_start.date())
            least = agreed.get((earlier.pk, later.pk), area.programme.days_between_sessions)
            if gap < min(least, area.programme.days_between_sessions):
                yield f"{later}: {gap} working days after session {earlier.number}, and the leads did not agree to it."
