"""A group that stands still: nothing is cleared or signed until it goes on (domain 3D, E19).

A facilitator pauses it or lets it go on at once; the leads of both sectors do so together, by a two-sector act.
"""

from __future__ import annotations

import hashlib
import json

from django.db import transaction

from partnerships import agreement, history, over, post_pausing
from partnerships.locks import area_for
from partnerships.membership import NotPossible
from partnerships.models import AreaPaused, Seat, Sector, StudyArea
from partnerships.parity import RUNNING
from partnerships.permissions import Permission
from partnerships.words import sector_words

NEEDED = 2  # of each sector, for a group to go on (domain E19)
SAY_WHY = "Say why the group stands still."
SETTLED = "This was settled meanwhile. Look at the page again."
ASKED = "It is asked already. Answer that first."
V = AreaPaused.Void


def blockers(area: StudyArea, *, pauses: bool) -> list[str]:
    """What keeps the group from standing still, or with `pauses` false from going on, in sentences."""
    if area.is_discontinued:
        return [over.words(area)]
    if not pauses:
        return _cannot_go_on(area)
    if area.paused or area.state not in RUNNING:
        return [f"{area.name} is {'paused already' if area.paused else 'not running'}."]
    return []


def _cannot_go_on(area: StudyArea) -> list[str]:
    if not area.paused:
        return [f"{area.name} is not paused."]
    if too_few := [s for s in Sector if Seat.objects.of_side(area, s).count() < NEEDED]:
        names = " and ".join(area.programme.words_for(s).lower() for s in too_few)
        return [f"At least {NEEDED} people of each sector are needed. Too few of the {names} take part."]
    return []


@transaction.atomic
def pause(area: StudyArea, *, reason: str, by: Seat) -> None:
    """Let the group stand still, for a `reason` that its pages say. Raises NotPossible unless it is running."""
    stored = area_for(Permission.PAUSE_AREA, area, by=by)
    if found := blockers(stored, pauses=True):
        raise NotPossible(*found)
    if not reason:
        raise NotPossible(SAY_WHY)
    void_asked(stored, by=by)
    _set(stored, reason, by)


@transaction.atomic
def resume(area: StudyArea, *, by: Seat) -> None:
    """Let the group go on. Raises NotPossible while a sector has fewer than two (domain E19)."""
    stored = area_for(Permission.PAUSE_AREA, area, by=by)
    if found := blockers(stored, pauses=False):
        raise NotPossible(*found)
    void_asked(stored, by=by)
    _set(stored, "", by)


def _set(area: StudyArea, reason: str, by: Seat) -> None:
    """Paused for `reason`, or going on without one."""
    area.paused, area.pause_reason = bool(reason), reason
    area.save(update_fields=["paused", "pause_reason"])
    history.record(by, "area paused" if reason else "area resumed", subject=area.pk, area=area)


# Both leads together


def asked(area: StudyArea) -> AreaPaused | None:
    """What one lead has asked and the other sector's has not answered; not what no longer fits where the group is."""
    rows = AreaPaused.objects.open().filter(area=area, pauses=not area.paused)
    return rows.select_related("la_by__user", "tso_by__user").first()


def digest_of(area: StudyArea, *, pauses: bool, reason: str) -> str:
    """What both leads sign: that this group stands still, or goes on, and why."""
    told = [str(area.pk), pauses, reason]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def ask(area: StudyArea, *, reason: str, by: Seat) -> AreaPaused:
    """A lead asks the other sector's that the group stands still, or goes on while it is paused.

    Raises PermissionDenied for anybody but a lead or deputy, NotPossible with what keeps it, without a reason, and
    while it is asked already.
    """
    stored = area_for(Permission.AGREE_PAUSE, area, by=by)
    pauses = not stored.paused
    if found := blockers(stored, pauses=pauses):
        raise NotPossible(*found)
    if not reason:
        raise NotPossible(SAY_WHY if pauses else "Say why the group can go on.")
    if asked(stored):
        raise NotPossible(ASKED)
    void_asked(stored, by=by)  # what was asked before the group was paused, or let go on, in another way
    digest = digest_of(stored, pauses=pauses, reason=reason)
    act = AreaPaused(area=stored, pauses=pauses, reason=reason, digest=digest)
    agreement.sign(act, digest=digest, by=by)
    history.record(
        by,
        "pause asked" if pauses else "going on asked",
        subject=stored.pk,
        area=stored,
        facts=_said(act, by),
    )
    post_pausing.awaited(act)
    return act


@transaction.atomic
def agree(area: StudyArea, *, digest: str, by: Seat) -> bool:
    """The other sector's lead agrees to what has this `digest`; whether the group is paused now.

    Raises PermissionDenied for anybody but a lead or deputy, NotPossible when it is not asked any more, was asked for
    one's own sector, or the group cannot go on.
    """
    stored = area_for(Permission.AGREE_PAUSE, area, by=by)
    act = _awaiting(stored, digest)
    if act.signed_at(by.sector):
        raise NotPossible("Your sector asked. The other sector’s lead or deputy answers.")
    if found := blockers(stored, pauses=act.pauses):
        raise NotPossible(*found)
    agreement.sign(act, digest=digest, by=by)
    verb = "pause agreed" if act.pauses else "going on agreed"
    history.record(by, verb, subject=stored.pk, area=stored, facts=_said(act, by))
    _set(stored, act.reason if act.pauses else "", by)
    return act.pauses


@transaction.atomic
def turn_down(area: StudyArea, *, digest: str, by: Seat) -> str:
    """Take back what one's own sector asked, or decline what the other did; the `Void` it was ended with."""
    stored = area_for(Permission.AGREE_PAUSE, area, by=by)
    act = _awaiting(stored, digest)
    reason = V.TAKEN_BACK if act.signed_at(by.sector) else V.DECLINED
    signed = agreement.void(act, reason=reason)
    history.record(by, "pause left", subject=stored.pk, area=stored, facts=_said(act, by))
    if reason == V.DECLINED:
        post_pausing.declined(act, signed)
    return reason


def void_asked(area: StudyArea, *, by: Seat) -> None:
    """End what one lead asked in the locked `area`: it is settled in another way."""
    for act in AreaPaused.objects.open().filter(area=area):
        agreement.void(act, reason=V.OTHERWISE)
        history.record(by, "pause left", subject=area.pk, area=area, facts={"digest": act.digest})


def awaited(act: AreaPaused) -> str:
    """Whom it awaits, in a sentence."""
    return f"It awaits the {sector_words(act.area.programme, act.awaits or '')} lead or deputy."


def _awaiting(area: StudyArea, digest: str) -> AreaPaused:
    act = asked(area)
    if act is None or act.digest != digest:
        raise NotPossible(SETTLED)
    act.area = area
    return act


def _said(act: AreaPaused, by: Seat) -> dict[str, str]:
    return {"digest": act.digest, "sector": by.sector}
