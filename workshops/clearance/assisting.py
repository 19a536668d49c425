"""Answers that somebody else recorded: by phone, email or on paper, and what their author says of it (domain I-22)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.http import Http404

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Programme, Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from workshops import post, receipts, windows
from workshops.clearance import answering, moves, rule, taking_back, telling
from workshops.clearance.standings import counted_at, current_version, judge_all, responders
from workshops.clearance.working import Amendment, Answer, CirculatedPoint, Note, Responder
from workshops.models import ClearedPoint, Workshop

# How somebody tells a facilitator their answers; in the room there is a page of its own.
CHANNELS = [(c.value, c.label) for c in (Answer.Channel.PHONE, Answer.Channel.EMAIL, Answer.Channel.PAPER)]


@dataclass(frozen=True)
class Recorded:
    """One answer that somebody else recorded for the reader, whole: they can only dispute what they read.

    Of a suggested change, `words` or `is_removal`, and in `marks` what else it changes; of an objection its `ground`.
    """

    id: UUID
    number: int
    topic: str
    text: str
    verdict: str
    ground: str
    words: str
    is_removal: bool
    marks: tuple[str, ...]
    reason: str
    channel: str
    recorded_by: str
    recorded_at: datetime
    until: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it may be disputed: also while nobody has been told of it, when `until` is not known yet."""
        return self.until is None or not windows.is_over(self.until)


@dataclass(frozen=True)
class Disputed:
    """What became of the notes when an answer stopped counting."""

    reopened: tuple[int, ...]


def person(workshop: Workshop, responder_id: UUID, by: Seat) -> Seat:
    """The seat whose answers `by` is to record. Raises Http404 for anybody who was not asked about these notes."""
    require(by, Permission.RECORD_ANSWER, area_id=workshop.area_id)
    found = _asked(workshop).filter(pk=responder_id).first()
    if found is None:
        raise Http404
    return found.seat


def _asked(workshop: Workshop) -> QuerySet[Responder]:
    rows = Responder.objects.filter(note__workshop=workshop, removed_at=None)
    return rows.select_related("seat__user", "seat__area", "seat__programme", "seat__organisation")


@transaction.atomic
def record(
    workshop: Workshop,
    responder_id: UUID,
    replies: Sequence[answering.Reply],
    *,
    channel: str,
    by: Seat,
) -> answering.Received:
    """Save answers that somebody gave `by` in another way; they get a receipt and may say that it was not so.

    How their side sees it is not among them: nobody puts a sentence beside a statement for somebody else. Raises
    NotPossible after the time for answers, for a facilitator who was asked about these notes, for an objection that
    only its author can end (domain I-17), and where they have said that an answer recorded for them was not theirs.
    """
    require(by, Permission.RECORD_ANSWER, area_id=workshop.area_id)
    note = moves.locked_in(workshop, Note.State.CIRCULATED)
    moves.no_party(note, by)
    if windows.is_over(note.closes_at):
        raise NotPossible("The time for answering is over.")
    if channel not in dict(CHANNELS):
        raise NotPossible("Say how the answers were given.")
    responder = _asked(workshop).filter(pk=responder_id).first()
    if responder is None:
        raise Http404
    _leaves_own_objections(responder, replies)
    if was_disputed([responder], [reply.point_id for reply in replies]):
        raise NotPossible(
            "They said that an answer recorded for them was not theirs, so they answer for themselves."
        )
    received = answering.keep(note, responder, replies, channel=channel, by=by)
    if received.saved:
        post.answers_recorded(workshop, [responder.seat], in_room=False)
    return received


def _leaves_own_objections(responder: Responder, replies: Sequence[answering.Reply]) -> None:
    standing = Answer.objects.filter(responder=responder, superseded_at=None, verdict=rule.OUT)
    own = standing.filter(ground__in=rule.ALWAYS_STANDS, recorded_by=F("responder__seat"))
    if own.filter(point__in=[reply.point_id for reply in replies]).exists():
        raise NotPossible(
            "They said themselves that a statement is their own words, or would identify them. Only they can take that "
            "back, from their own sign-in."
        )


def was_disputed(people: Collection[Responder], points: Collection[UUID]) -> set[UUID]:
    """Those of `people` for whom nobody else answers one of these statements, by their id (domain I-22).

    They said that an answer was not theirs, and have not answered themselves since.
    """
    said = Answer.objects.filter(responder__in=people, point__in=points)
    own = said.filter(superseded_at=None, recorded_by=F("responder__seat")).values("responder")
    return set(said.exclude(disputed_at=None).exclude(responder__in=own).values_list("responder", flat=True))


def recorded_for(workshop: Workshop, seat: Seat) -> list[Recorded]:
    """The answers others recorded for `seat` that still count, by statement. Raises Http404 for who was not asked."""
    require(seat, Permission.ANSWER, area_id=workshop.area_id, past=True)
    asked = _asked(workshop).filter(seat=seat).select_related("note").first()
    if asked is None:
        raise Http404
    is_open = asked.note.state == Note.State.CIRCULATED and not windows.is_over(asked.note.closes_at)
    rows = _by_others(workshop, seat).select_related("recorded_by__user").order_by("point__number")
    words = {
        (cp.point_id, cp.digest): cp
        for cp in CirculatedPoint.objects.filter(point__in=rows.values("point"), redacted_at=None)
    }
    sent = receipts.of(workshop, seat)
    changes = {(c.point_id, c.proposed_at): c for c in Amendment.objects.filter(responder=asked)}
    told = [
        _told(a, words[a.point_id, a.digest], changes.get((a.point_id, a.recorded_at)), sent, seat.programme)
        for a in rows
        if (a.point_id, a.digest) in words
    ]
    if is_open or seat.is_live:
        return told
    # Who has left reads what they may still answer or dispute, and nothing else (domain I-15).
    if not (still := [one for one in told if one.is_open]):
        raise Http404
    return still


def _by_others(workshop: Workshop, seat: Seat) -> QuerySet[Answer]:
    mine = Answer.objects.filter(
        responder__note__workshop=workshop,
        responder__seat=seat,
        responder__removed_at=None,
        superseded_at=None,
    )
    return mine.exclude(recorded_by=F("responder__seat"))


def _until(answer: Answer, sent: list[OutgoingMail]) -> datetime | None:
    return receipts.until(answer.recorded_at, sent, in_room=answer.channel == Answer.Channel.ROOM)


def _told(
    answer: Answer,
    shown: CirculatedPoint,
    change: Amendment | None,
    sent: list[OutgoingMail],
    programme: Programme,
) -> Recorded:
    """`change` is what was suggested with this answer: one moment is kept of both."""
    words = change.text if change else ""
    return Recorded(
        id=answer.pk,
        number=shown.number,
        topic=shown.topic,
        text=shown.text,
        verdict=answer.get_verdict_display(),
        ground=answer.get_ground_display(),
        words=words if words != shown.text else "",
        is_removal=bool(change and change.is_removal),
        marks=telling.marks(shown, change, programme, suggested=True) if change else (),
        reason=answer.reason,
        channel=answer.get_channel_display(),
        recorded_by=str(answer.recorded_by.user or ""),
        recorded_at=answer.recorded_at,
        until=_until(answer, sent),
    )


@transaction.atomic
def dispute(workshop: Workshop, answer_id: UUID, *, by: Seat) -> Disputed:
    """Say "that was not my answer": it stops counting. What no longer meets the rule leaves the record until settled.

    Raises Http404 for an answer that nobody else recorded for `by`, NotPossible when the two working
    days since they were told of it are over.
    """
    require(by, Permission.ANSWER, area_id=workshop.area_id, past=True)
    note = moves.lock(workshop)
    answer = _by_others(workshop, by).filter(pk=answer_id).first()
    if answer is None:
        raise Http404
    until = _until(answer, receipts.of(workshop, by))
    if until is not None and windows.is_over(until):
        raise NotPossible(
            "The two working days for this are over. Ask a facilitator to open the statement again."
        )
    answer.superseded_at = answer.disputed_at = clock.now()
    answer.save(update_fields=["superseded_at", "disputed_at"])
    _bring_back(answer)
    history.record(by, "answer disputed", subject=answer.point_id, facts={"channel": answer.channel})
    # The reason of an objection stands beside a cleared statement as a view: words that were not theirs must go.
    said_something = answer.verdict == rule.OUT and bool(answer.reason)
    return Disputed(reopened=_settle_anew(note, answer.point_id, by, anyway=said_something))


def _bring_back(answer: Answer) -> None:
    """What the answer took the place of counts again: their own answer, and the change they had suggested."""
    act = {"responder": answer.responder_id, "point": answer.point_id}
    if answer.replaces_id:
        Answer.objects.filter(pk=answer.replaces_id, disputed_at=None).update(superseded_at=None)
    changes = Amendment.objects.filter(**act)
    taken = list(changes.filter(outcome=Amendment.Outcome.WITHDRAWN, decided_at=answer.recorded_at))
    made = changes.filter(outcome=Amendment.Outcome.OPEN, proposed_at=answer.recorded_at)
    made.update(
        outcome=Amendment.Outcome.WITHDRAWN,
        decided_at=answer.disputed_at,
        decided_by=answer.responder.seat_id,
    )
    if taken and not changes.filter(outcome=Amendment.Outcome.OPEN).exists():
        changes.filter(pk=taken[-1].pk).update(
            outcome=Amendment.Outcome.OPEN, decided_at=None, decided_by=None, decided_in=""
        )


def _settle_anew(note: Note, point_id: UUID, by: Seat, *, anyway: bool) -> tuple[int, ...]:
    """Take the statement out of the record if the rule no longer holds for it; the numbers of what was taken out.

    What was agreed in the room is agreed there anew, or by answers: somebody who was in it says it was not so.
    """
    rows = ClearedPoint.objects.filter(origin=point_id, note__workshop=note.workshop_id)
    cleared = rows.select_related("approval").first()
    version = current_version(note)
    if cleared is None or version is None:
        return ()
    people = counted_at(note, cleared.approval.approved_at)
    judged = {j.point.pk: j for j in judge_all(note, version, people, closed_too=True)}
    found = judged.get(point_id)
    if found is None or (found.finding.agreed and not anyway):
        return ()
    copies = taking_back.open_again(note, [point_id], by=by)
    in_room = Answer.objects.filter(point=point_id, channel=Answer.Channel.ROOM, superseded_at=None)
    in_room.update(superseded_at=clock.now())
    facts = {"statements": 1, "copies issued": copies}
    history.record(by, "statements opened again", subject=note.id, facts=facts)
    post.notes_opened_again(note.workshop, note.closes_at, [r.seat for r in responders(note)])
    return (found.shown.number,)
