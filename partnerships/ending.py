"""Ending an area for good: everything under way there ends with it, cleared material stays (domain 3D, E19).

What an app has under way it ends itself: settings.ENDS_WITH_AREA names a module of each, which knows its `numbers`, how
to `hold` them still, and to `end` them. The permission is checked here, under the lock of the area.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.db import transaction

from partnerships import areas, over, pausing, post_ending, recruiting, selection
from partnerships.closure import void_open
from partnerships.locks import area_for
from partnerships.membership import NotPossible
from partnerships.models import Application, Seat, StudyArea
from partnerships.permissions import Permission
from pipd.kit import clock, log
from pipd.kit.wording import count, people

S = StudyArea.State
TO_SEE = "This area was not selected, or has come to its end already."


def _apps() -> list[Any]:
    """The modules of the apps above this one, in the order in which rows are locked."""
    return [import_module(name) for name in settings.ENDS_WITH_AREA]


def blockers(area: StudyArea) -> list[str]:
    """What keeps `area` from being discontinued, in sentences."""
    if area.is_discontinued:
        return [over.words(area)]
    return [] if (area.state, S.DISCONTINUED) in areas.MOVES else [TO_SEE]


def numbers(area: StudyArea) -> list[str]:
    """What would end with `area`, in sentences that count and quote nobody: who may end it sees no content (3K)."""
    found = recruiting.concerned(area)
    begun = Application.objects.filter(area=area, state=Application.State.BEGUN).count()
    told = Seat.objects.live().filter(area=area, user__isnull=False).values("user").distinct().count()
    waiting = (
        [f"{count(found['applications'], 'application')} sent: declined."] if found["applications"] else []
    )
    waiting += [f"{count(begun, 'application')} begun and not sent: closed."] if begun else []
    return [
        *waiting,
        *(line for app in _apps() for line in app.numbers(area)),
        f"{people(told).capitalize()} with a seat there: told by email, with your reason. They can still read.",
    ]


@transaction.atomic
def discontinue(area: StudyArea, *, reason: str, by: Seat) -> None:
    """End `area` for good, for a `reason` that everybody concerned is told. There is no way back.

    Raises PermissionDenied for anybody but an administrator of its programme, NotPossible for an area that does not
    take part, and without a reason.
    """
    stored = area_for(Permission.DISCONTINUE_AREA, area, by=by)
    if found := blockers(stored):
        raise NotPossible(*found)
    if not reason:
        raise NotPossible("Say why the area is discontinued.")
    selection.hold(stored)
    for app in _apps():
        app.hold(stored)
    # From here on nobody else's change is entered in the area's log, which over.check relies on.
    log.hold(stored.chain)
    _end_own(stored, reason, by)
    entries = [entry for app in _apps() for entry in app.end(stored, by=by)]
    noted = {"discontinued_at": clock.now(), "discontinued_by": by, "discontinued_reason": reason}
    areas.advance(stored, S.DISCONTINUED, by=by, paused=False, pause_reason="", **noted)
    post_ending.discontinued(stored, entries)
    area.refresh_from_db()


def _end_own(area: StudyArea, reason: str, by: Seat) -> None:
    """What is under way here: applications, and what one lead has signed and the other has not."""
    selection.close_all(area, reason=reason, by=by)
    pausing.void_asked(area, by=by)
    void_open(area, by=by)
