"""Withdrawing a cleared statement: it is gone from every page, document and version within the same transaction."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.http import Http404

from partnerships import agreement, history
from partnerships.membership import NotPossible
from partnerships.models import Seat, StudyArea
from partnerships.permissions import Permission, require
from pipd.kit import clock
from workshops.clearance import digests, moves, outcomes, taking_back, unquoting, unused
from workshops.clearance.copies import showing
from workshops.clearance.working import (
    Amendment,
    Answer,
    CirculatedPoint,
    DifferingView,
    DraftPoint,
    LoggedPoint,
    Note,
    Quotation,
    Reopening,
    ViewObjection,
)
from workshops.models import ClearedPoint, PointWithdrawal, RemovalRequest, Workshop


@transaction.atomic
def withdraw(area: StudyArea, cleared_id: UUID, *, by: Seat) -> int:
    """Delete the cleared row and blank its words wherever they were kept; return how many copies were out.

    Links from plans and quotations go with the row; documents that used it are retracted (domain I-24). A signed plan
    holds no cleared text and stands. The log keeps the fact without the words.
    """
    require(by, Permission.WITHDRAW_POINT, area_id=area.pk)
    return _take(_locked(area, cleared_id), by=by)


def _locked(area: StudyArea, cleared_id: UUID) -> ClearedPoint:
    rows = ClearedPoint.objects.filter(pk=cleared_id, note__area=area)
    found = rows.select_related("note__workshop").first()
    if found is None:
        raise Http404
    moves.lock(found.note.workshop)  # the note first, as everybody else who takes from the record
    # Whoever makes a document of it waits for us; it may have gone while we waited for the note.
    held = rows.select_for_update(of=("self",)).select_related("note__workshop", "note__area", "approval")
    cleared = held.first()
    if cleared is None:
        raise Http404
    return cleared


def _take(cleared: ClearedPoint, *, by: Seat) -> int:
    origin, digest = cleared.origin, cleared.digest
    out = taking_back.from_the_record(cleared) + showing(origin)
    blank(origin, by=by)
    history.record(by, "statement withdrawn", subject=origin, facts={"digest": digest, "copies issued": out})
    return out


@transaction.atomic
def withdraw_together(area: StudyArea, cleared_id: UUID, *, digest: str, by: Seat) -> int | None:
    """A sector's lead asks to withdraw a statement, or confirms what the other sector's lead asked (domain I-24).

    Returns None while the other sector is awaited, else how many copies were out. `digest` is of the words that were
    read. Raises NotPossible for a lead who has asked already, PermissionDenied for anybody else.
    """
    require(by, Permission.AGREE_WITHDRAWAL, area_id=area.pk)
    cleared = _locked(area, cleared_id)
    act = asked(cleared) or PointWithdrawal(area=area, origin=cleared.origin, digest=cleared.digest)
    complete = agreement.sign(act, digest=digest, by=by)
    history.record(by, "withdrawal agreed" if complete else "withdrawal asked for", subject=cleared.origin)
    return _take(cleared, by=by) if complete else None


def asked(cleared: ClearedPoint) -> PointWithdrawal | None:
    """The act by which one lead has asked to withdraw this statement, if one has."""
    return PointWithdrawal.objects.open().filter(origin=cleared.origin).first()


@transaction.atomic
def take_back(area: StudyArea, cleared_id: UUID, *, by: Seat) -> None:
    """The sector that asked for a withdrawal takes that back, and the statement stays."""
    require(by, Permission.AGREE_WITHDRAWAL, area_id=area.pk)
    cleared = _locked(area, cleared_id)
    act = asked(cleared)
    if act is None or act.awaits == by.sector:
        raise NotPossible("Your sector has not asked for this.")
    agreement.void(act, reason=PointWithdrawal.Void.TAKEN_BACK)
    history.record(by, "withdrawal taken back", subject=cleared.origin)


@transaction.atomic
def decline(area: StudyArea, cleared_id: UUID, *, by: Seat) -> None:
    """The sector that was asked for a withdrawal keeps the statement. Raises NotPossible where nobody asks it."""
    require(by, Permission.AGREE_WITHDRAWAL, area_id=area.pk)
    cleared = _locked(area, cleared_id)
    act = asked(cleared)
    if act is None or act.awaits != by.sector:
        raise NotPossible("The other sector does not ask for this.")
    agreement.void(act, reason=PointWithdrawal.Void.DECLINED)
    history.record(by, "withdrawal declined", subject=cleared.origin)


def declined(cleared: ClearedPoint) -> PointWithdrawal | None:
    """The last act about these words, where the sector that was asked kept them."""
    acts = PointWithdrawal.objects.filter(origin=cleared.origin, digest=cleared.digest)
    last = acts.order_by(F("voided_at").desc(nulls_first=True)).first()
    return last if last and last.void_reason == PointWithdrawal.Void.DECLINED else None


def asked_to_go(cleared: ClearedPoint) -> RemovalRequest | None:
    """That somebody said this statement would tell people who they are, and nobody has answered yet."""
    return RemovalRequest.objects.filter(origin=cleared.origin, kept_at=None).first()


@transaction.atomic
def keep(area: StudyArea, cleared_id: UUID, *, by: Seat) -> None:
    """Keep a statement that somebody asked to take out. Raises NotPossible where nobody asks."""
    require(by, Permission.WITHDRAW_POINT, area_id=area.pk)
    request = asked_to_go(_locked(area, cleared_id))
    if request is None:
        raise NotPossible("Nobody asks for this statement to go.")
    request.kept_at, request.kept_by = clock.now(), by
    request.save(update_fields=["kept_at", "kept_by"])
    history.record(by, "statement kept", subject=request.origin)


@transaction.atomic
def withdraw_unused(workshop: Workshop, point_id: UUID, *, by: Seat) -> int:
    """Blank a statement that was left or taken out, for whoever is identifiable by it; return how many copies were out.

    It is out of the notes from then on, also where they are sent again, and whatever is suggested for it falls. Raises
    Http404 for one that is in the record, that people are still asked about, or whose words are gone.
    """
    require(by, Permission.WITHDRAW_POINT, area_id=workshop.area_id)
    note = moves.lock(workshop)
    point = unused.of(note).filter(pk=point_id).first()
    if point is None:
        raise Http404
    digest, out = digests.of_point(point), showing(point.pk)
    if point.removed_at is None:
        DraftPoint.objects.filter(pk=point.pk).update(removed_at=clock.now(), removed_by=by)
        outcomes.let_fall(point, by=by)
    blank(point.pk, by=by)
    facts = {"digest": digest, "copies issued": out}
    history.record(by, "unused statement withdrawn", subject=point.pk, facts=facts)
    return out


def blank(point_id: UUID, *, by: Seat) -> None:
    """Remove the words and the salt of one statement from every working table.

    With it go, once an approval has settled it, the statements of these notes that were taken out of them, since any
    may be an earlier wording that somebody wrote anew; every logged point that these and it ever came from, unless a
    statement that stays comes from it too; and what people missed in these notes and suggested. Nobody works with what
    was taken out of cleared notes, so nothing of use is lost (docs/decisions/0007).
    """
    now = clock.now()
    point = DraftPoint.objects.select_related("note").get(pk=point_id)
    whole = reaches_all(point) or point.note.state == Note.State.CLEARED
    DraftPoint.objects.filter(pk=point_id).update(withdrawn_at=now, withdrawn_by=by)
    gone = [point_id, *(taken_out(point).values_list("pk", flat=True) if whole else ())]
    left_behind(point, whole=whole).update(text="")
    DraftPoint.objects.filter(pk__in=gone).update(text="", topic="", salt="")
    CirculatedPoint.objects.filter(point_id__in=gone).update(text="", topic="", salt="", redacted_at=now)
    Amendment.objects.filter(point__in=gone).update(text="", reason="")
    Answer.objects.filter(point_id__in=gone).update(reason="")
    if whole:
        Amendment.objects.filter(note=point.note_id, point=None).update(text="", reason="")
        Reopening.objects.filter(note=point.note_id).update(reason="")
    _ask_no_more(point, by=by)
    ViewObjection.objects.filter(point_id__in=gone).delete()
    DifferingView.objects.filter(point_id__in=gone).delete()
    unquoting.blank(Quotation.objects.filter(point_id__in=gone), by=by)


def _ask_no_more(point: DraftPoint, *, by: Seat) -> None:
    """Nobody need decide whether it is opened again; a request that was about it alone ends."""
    for request in Reopening.objects.filter(points=point, done_at=None, dropped_at=None):
        request.points.remove(point)
        if not request.points.exists():
            request.dropped_at, request.dropped_by = clock.now(), by
            request.save()


def taken_out(point: DraftPoint) -> QuerySet[DraftPoint]:
    """The statements taken out of the notes `point` is in, before it was withdrawn if it is."""
    found = DraftPoint.objects.filter(note=point.note_id).exclude(removed_at=None)
    return found.filter(removed_at__lt=point.withdrawn_at) if point.withdrawn_at else found


def reaches_all(point: DraftPoint) -> bool:
    """Whether withdrawing `point` takes whatever may be an earlier wording of it along.

    It does where an approval has settled it. In notes that people still work on, what was taken out is listed to the
    facilitators, who withdraw each by itself: its points may be written up again.
    """
    return point.removed_at is None or point.closed_at is not None


def left_behind(point: DraftPoint, *, whole: bool = True) -> QuerySet[LoggedPoint]:
    """Logged points that `point`, or (`whole`) any taken out, ever came from, and no statement that stays does."""
    gone = [point.pk, *(taken_out(point) if whole else ())]
    ever = DraftPoint.ever_sources.through.objects.filter(draftpoint__in=gone)
    staying = DraftPoint.sources.through.objects.filter(
        draftpoint__removed_at=None, draftpoint__withdrawn_at=None
    )
    found = LoggedPoint.objects.filter(pk__in=ever.values("loggedpoint_id"))
    return found.exclude(pk__in=staying.values("loggedpoint_id"))
