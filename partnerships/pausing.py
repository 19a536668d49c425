"""A group that stands still: nothing is cleared or signed until it goes on (domain 3D, E19)."""

from __future__ import annotations

from django.db import transaction

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat, Sector, StudyArea
from partnerships.parity import RUNNING
from partnerships.permissions import Permission, require

NEEDED = 2  # of each sector, for a group to go on (domain E19)


@transaction.atomic
def pause(area: StudyArea, *, reason: str, by: Seat) -> None:
    """Let the group stand still, for a `reason` that its pages say. Raises NotPossible unless it is running."""
    stored = _locked(area, by)
    if stored.paused or stored.state not in RUNNING:
        raise NotPossible(f"{stored.name} is {'paused already' if stored.paused else 'not running'}.")
    if not reason:
        raise NotPossible("Say why the group stands still.")
    stored.paused, stored.pause_reason = True, reason
    stored.save(update_fields=["paused", "pause_reason"])
    history.record(by, "area paused", subject=stored.pk, area=stored)


@transaction.atomic
def resume(area: StudyArea, *, by: Seat) -> None:
    """Let the group go on. Raises NotPossible while a sector has fewer than two (domain E19)."""
    stored = _locked(area, by)
    if not stored.paused:
        raise NotPossible(f"{stored.name} is not paused.")
    if too_few := [s for s in Sector if _number(stored, s) < NEEDED]:
        names = " and ".join(stored.programme.words_for(s).lower() for s in too_few)
        raise NotPossible(
            f"At least {NEEDED} people of each sector are needed. Too few of the {names} take part."
        )
    stored.paused, stored.pause_reason = False, ""
    stored.save(update_fields=["paused", "pause_reason"])
    history.record(by, "area resumed", subject=stored.pk, area=stored)


def _locked(area: StudyArea, by: Seat) -> StudyArea:
    rows = StudyArea.objects.select_for_update(of=("self",), no_key=True).select_related("programme")
    stored = rows.get(pk=area.pk)
    require(by, Permission.PAUSE_AREA, area_id=stored.pk)
    return stored


def _number(area: StudyArea, sector: str) -> int:
    return Seat.objects.live().participants().filter(area=area, sector=sector).count()
