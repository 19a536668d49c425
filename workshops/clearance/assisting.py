"""Answers that somebody else recorded: by phone, e-mail or on paper, and what their author says of it (domain I-22)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.http import Http404

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock
from workshops import post, windows
from workshops.clearance import answering, moves, rule, taking_back
from workshops.clearance.standings import current_version, judge_all, responders
from workshops.clearance.working import Answer, CirculatedPoint, Note, Responder
from workshops.models import ClearedPoint, Workshop

# How somebody tells a facilitator their answers; in the room there is a page of its own.
CHANNELS = [(c.value, c.label) for c in (Answer.Channel.PHONE, Answer.Channel.EMAIL, Answer.Channel.PAPER)]


@dataclass(frozen=True)
class Recorded:
    """One answer that somebody else recorded for the reader."""

    id: UUID
    number: int
    topic: str
    text: str
    verdict: str
    channel: str
    recorded_by: str
    recorded_at: datetime
    until: datetime
    is_open: bool


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
    views: Mapping[UUID, answering.View] = MappingProxyType({}),
    channel: str,
    by: Seat,
) -> answering.Received:
    """Save answers that somebody gave `by` in another way; they get a receipt and may say that it was not so.

    Raises NotPossible after the time for answers, for a facilitator who was asked about these notes, and for an
    objection that only its author can end (domain I-17).
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
    received = answering.keep(note, responder, replies, views=views, channel=channel, by=by)
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


def recorded_for(workshop: Workshop, seat: Seat) -> list[Recorded]:
    """The answers others recorded for `seat` that still count, by statement. Raises Http404 for who was not asked."""
    require(seat, Permission.ANSWER, area_id=workshop.area_id, past=True)
    if not Responder.objects.filter(note__workshop=workshop, seat=seat, removed_at=None).exists():
        raise Http404
    rows = _by_others(workshop, seat).select_related("recorded_by__user").order_by("point__number")
    words = {
        (cp.point_id, cp.digest): cp
        for cp in CirculatedPoint.objects.filter(point__in=rows.values("point"), redacted_at=None)
    }
    return [_told(a, words[a.point_id, a.digest]) for a in rows if (a.point_id, a.digest) in words]


def _by_others(workshop: Workshop, seat: Seat) -> QuerySet[Answer]:
    mine = Answer.objects.filter(responder__note__workshop=workshop, responder__seat=seat, superseded_at=None)
    return mine.exclude(recorded_by=F("responder__seat"))


def _told(answer: Answer, shown: CirculatedPoint) -> Recorded:
    until = windows.dispute_until(answer.recorded_at)
    return Recorded(
        id=answer.pk,
        number=shown.number,
        topic=shown.topic,
        text=shown.text,
        verdict=answer.get_verdict_display(),
        channel=answer.get_channel_display(),
        recorded_by=str(answer.recorded_by.user or ""),
        recorded_at=answer.recorded_at,
        until=until,
        is_open=not windows.is_over(until),
    )


@transaction.atomic
def dispute(workshop: Workshop, answer_id: UUID, *, by: Seat) -> Disputed:
    """Say "that was not my answer": it stops counting. What no longer meets the rule leaves the record until settled.

    Raises Http404 for an answer that nobody else recorded for `by`, NotPossible after two working days.
    """
    require(by, Permission.ANSWER, area_id=workshop.area_id, past=True)
    note = moves.lock(workshop)
    answer = _by_others(workshop, by).filter(pk=answer_id).first()
    if answer is None:
        raise Http404
    if windows.is_over(windows.dispute_until(answer.recorded_at)):
        raise NotPossible(
            "The two working days for this are over. Ask a facilitator to open the statement again."
        )
    answer.superseded_at = answer.disputed_at = clock.now()
    answer.save(update_fields=["superseded_at", "disputed_at"])
    history.record(by, "answer disputed", subject=answer.point_id, facts={"channel": answer.channel})
    return Disputed(reopened=_settle_anew(note, answer.point_id, by))


def _settle_anew(note: Note, point_id: UUID, by: Seat) -> tuple[int, ...]:
    """Take the statement out of the record if the rule no longer holds for it; the numbers of what was taken out."""
    cleared = ClearedPoint.objects.filter(origin=point_id, note__workshop=note.workshop_id).first()
    version = current_version(note)
    if cleared is None or version is None:
        return ()
    judged = {j.point.pk: j for j in judge_all(note, version, responders(note), closed_too=True)}
    found = judged.get(point_id)
    if found is None or found.finding.agreed:
        return ()
    copies = taking_back.open_again(note, [point_id], by=by)
    facts = {"statements": 1, "copies issued": copies}
    history.record(by, "statements opened again", subject=note.id, facts=facts)
    post.notes_opened_again(note.workshop, note.closes_at, [r.seat for r in responders(note)])
    return (found.shown.number,)
