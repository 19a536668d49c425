"""Withdrawing a cleared statement: it is gone from every page, document and version within the same transaction."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404

from partnerships import history
from partnerships.models import Seat, StudyArea
from partnerships.permissions import Permission, require
from pipd.kit import clock
from workshops.clearance import moves, taking_back
from workshops.clearance.working import (
    Amendment,
    Answer,
    CirculatedPoint,
    DifferingView,
    DraftPoint,
    LoggedPoint,
    Reopening,
)
from workshops.models import ClearedPoint


@transaction.atomic
def withdraw(area: StudyArea, cleared_id: UUID, *, by: Seat) -> int:
    """Delete the cleared row and blank its words wherever they were kept; return how many document copies were out.

    Links from plans go with the row; documents that used it are retracted (domain I-24). A signed plan holds no
    cleared text and stands. The log keeps the fact without the words.
    """
    require(by, Permission.WITHDRAW_POINT, area_id=area.pk)
    cleared = (
        ClearedPoint.objects.select_for_update(of=("self",))  # whoever makes a document of it waits for us
        .select_related("note__workshop")
        .filter(pk=cleared_id, note__area=area)
        .first()
    )
    if cleared is None:
        raise Http404
    moves.lock(cleared.note.workshop)
    origin, digest = cleared.origin, cleared.digest
    copies = taking_back.from_the_record(cleared)
    blank(origin, by=by)
    history.record(
        by, "statement withdrawn", subject=origin, facts={"digest": digest, "copies issued": copies}
    )
    return copies


def blank(point_id: UUID, *, by: Seat) -> None:
    """Remove the words and the salt of one statement from every working table.

    With it go the statements of these notes that were taken out of them, since any may be an earlier wording that
    somebody wrote anew; every logged point that these and it ever came from, unless a statement that stays comes from
    it too; and what people missed in these notes and suggested. Nobody works with what was taken out of cleared notes,
    so nothing of use is lost (docs/decisions/0007).
    """
    now = clock.now()
    point = DraftPoint.objects.get(pk=point_id)
    DraftPoint.objects.filter(pk=point_id).update(withdrawn_at=now, withdrawn_by=by)
    gone = [point_id, *taken_out(point).values_list("pk", flat=True)]
    left_behind(point).update(text="")
    DraftPoint.objects.filter(pk__in=gone).update(text="", topic="", salt="")
    CirculatedPoint.objects.filter(point_id__in=gone).update(text="", topic="", salt="", redacted_at=now)
    Amendment.objects.filter(Q(point__in=gone) | Q(note=point.note_id, point=None)).update(text="", reason="")
    Answer.objects.filter(point_id__in=gone).update(reason="")
    Reopening.objects.filter(note=point.note_id).update(reason="")
    DifferingView.objects.filter(point_id__in=gone).delete()


def taken_out(point: DraftPoint) -> QuerySet[DraftPoint]:
    """The statements that were taken out of the notes `point` is in."""
    return DraftPoint.objects.filter(note=point.note_id).exclude(removed_at=None)


def left_behind(point: DraftPoint) -> QuerySet[LoggedPoint]:
    """Logged points that a withdrawn statement, or one taken out, ever came from, and none that stays comes from."""
    ever = DraftPoint.ever_sources.through.objects.filter(draftpoint__in=[point.pk, *taken_out(point)])
    staying = DraftPoint.sources.through.objects.filter(
        draftpoint__removed_at=None, draftpoint__withdrawn_at=None
    )
    found = LoggedPoint.objects.filter(pk__in=ever.values("loggedpoint_id"))
    return found.exclude(pk__in=staying.values("loggedpoint_id"))
