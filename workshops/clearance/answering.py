"""Answers of those who were there: fair record, a suggested change, should not be in; and how we see it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock
from workshops import windows
from workshops.clearance import moves, outcomes, quoting, working
from workshops.clearance.standings import current_version, in_question
from workshops.clearance.working import (
    Amendment,
    Answer,
    CirculatedPoint,
    DifferingView,
    Note,
    Responder,
)
from workshops.models import Workshop

LONGEST, LONGEST_REASON = working.LONGEST, working.LONGEST_REASON
VERDICTS = Answer.Verdict
GROUNDS = Answer.Ground
LABELS = Amendment.Label
MARKS = ("kind", "position_la", "position_tso")


@dataclass(frozen=True)
class Reply:
    """One answer from the page: bound to the exact wording (`digest`) that was shown.

    A suggested change has new words, or `is_removal`; kind and positions are empty where they are to stay.
    """

    point_id: UUID
    digest: str
    verdict: str
    ground: str = ""
    reason: str = ""
    new_text: str = ""
    is_removal: bool = False
    kind: str = ""
    position_la: str = ""
    position_tso: str = ""
    label: str = ""


@dataclass(frozen=True)
class View:
    """How one side sees it, and the digest of the words it was written beside."""

    digest: str
    text: str


@dataclass(frozen=True)
class Received:
    """What became of a set of replies. `changed` numbers the statements whose words changed meanwhile."""

    saved: int
    changed: tuple[int, ...]


def responder_of(note: Note, seat: Seat) -> Responder:
    """The responder that `seat` is for `note`. Raises Http404 for whoever was not at the session."""
    found = Responder.objects.filter(note=note, seat=seat, removed_at=None).first()
    if found is None:
        raise Http404
    return found


def asked_among(workshop: Workshop, seats: Collection[Seat]) -> Seat | None:
    """Which of one person's `seats` the notes of `workshop` ask, if any: a live one before one that ended."""
    responders = Responder.objects.filter(note__workshop=workshop, seat__in=seats, removed_at=None)
    asked = set(responders.values_list("seat", flat=True))
    return next((seat for seat in sorted(seats, key=lambda s: not s.is_live) if seat.pk in asked), None)


def open_for(workshop: Workshop, by: Seat) -> tuple[Note, Responder]:
    """The locked note and who `by` is in it, while answers are taken. Raises NotPossible once they are closed."""
    require(by, Permission.ANSWER, area_id=workshop.area_id, past=True)
    note = moves.locked_in(workshop, Note.State.CIRCULATED)
    responder = responder_of(note, by)
    if windows.is_over(note.closes_at):
        raise NotPossible("The time for answering is over. Ask a facilitator if something is wrong.")
    return note, responder


@contextmanager
def held(workshop: Workshop) -> Iterator[None]:
    """Nothing is said or decided elsewhere between holding what a form showed against what is kept, and keeping it."""
    with transaction.atomic():
        moves.lock(workshop)
        yield


@transaction.atomic
def give(
    workshop: Workshop,
    replies: Sequence[Reply],
    *,
    views: Mapping[UUID, View] | None = None,
    quotes: quoting.Stances | None = None,
    by: Seat,
) -> Received:
    """Save answers, and with them `views` (how we see it, by statement) and what is said of `quotes`.

    The latest answer counts, earlier ones are kept (domain I-19); the same answer again changes nothing, so that
    agreement in the room is not undone by a visit to the page.

    A reply to words that have changed meanwhile is not saved and is told of. A suggested change becomes an open
    amendment; any other answer withdraws one's own open amendment of that statement.
    """
    note, responder = open_for(workshop, by)
    received = keep(note, responder, replies, views=views or {}, channel=Answer.Channel.ONLINE, by=by)
    quoting.say(note, quotes or {}, by=by)
    return received


def keep(
    note: Note,
    responder: Responder,
    replies: Sequence[Reply],
    *,
    views: Mapping[UUID, View] = MappingProxyType({}),
    channel: str,
    by: Seat,
) -> Received:
    """Store what `responder` answers, as `by` recorded it. The caller holds the note's lock, and has judged both."""
    version = current_version(note)
    shown = {cp.point_id: cp for cp in in_question(version)}
    if any(reply.point_id not in shown for reply in replies):
        raise Http404
    # Of a statement that is repeated the last one.
    replies = list({reply.point_id: reply for reply in replies}.values())
    fresh = [r for r in replies if shown[r.point_id].digest == r.digest]
    new = _not_said_before(responder, fresh)
    now = clock.now()  # one moment for all that this act does: a dispute finds it by that
    before = _supersede(responder, new, at=now)
    Answer.objects.bulk_create(
        _answer(responder, reply, by=by, channel=channel, at=now, before=before.get(reply.point_id))
        for reply in new
    )
    _suggest(note, responder, new, shown, at=now, by=by)
    history.record(
        by,
        "answered",
        subject=note.id,
        facts={"answers": len(fresh), "version": version.number if version else 0, "channel": channel},
    )
    stale = {shown[r.point_id].number for r in replies if r not in fresh}
    for point_id, view in views.items():
        beside = shown.get(point_id)
        if beside is not None and beside.digest != view.digest:
            stale.add(beside.number)
            continue
        _put_view(responder, beside, view.text, by=by)
    return Received(saved=len(fresh), changed=tuple(sorted(stale)))


def _answer(
    responder: Responder, reply: Reply, *, by: Seat, channel: str, at: datetime, before: UUID | None = None
) -> Answer:
    return Answer(
        responder=responder,
        point_id=reply.point_id,
        digest=reply.digest,
        verdict=reply.verdict,
        ground=reply.ground if reply.verdict == VERDICTS.OUT else "",
        reason=reply.reason,
        channel=channel,
        replaces_id=before if by.pk != responder.seat_id else None,
        recorded_by=by,
        recorded_at=at,
    )


def _not_said_before(responder: Responder, replies: Sequence[Reply]) -> list[Reply]:
    """`replies` without those that repeat a standing *fair record* on the same words."""
    standing = Answer.objects.filter(responder=responder, superseded_at=None, verdict=VERDICTS.FAIR)
    said = set(standing.values_list("point_id", "digest"))
    return [r for r in replies if r.verdict != VERDICTS.FAIR or (r.point_id, r.digest) not in said]


def _supersede(responder: Responder, replies: Sequence[Reply], *, at: datetime) -> dict[UUID, UUID]:
    """Earlier answers to these statements stop counting; which one it was, by statement."""
    points = [r.point_id for r in replies]
    standing = Answer.objects.filter(responder=responder, point_id__in=points, superseded_at=None)
    before = dict(standing.order_by("recorded_at").values_list("point", "pk"))
    standing.update(superseded_at=at)
    return before


def _suggest(
    note: Note,
    responder: Responder,
    replies: Sequence[Reply],
    shown: Mapping[UUID, CirculatedPoint],
    *,
    at: datetime,
    by: Seat,
) -> None:
    """Make, replace or withdraw this responder's own open amendments, one per statement."""
    answered = [reply.point_id for reply in replies]
    mine = Amendment.objects.filter(note=note, responder=responder, point_id__in=answered)
    outcomes.take_back(mine, at=at, by=by)
    Amendment.objects.bulk_create(
        Amendment(
            note=note,
            point_id=reply.point_id,
            responder=responder,
            base_digest=reply.digest,
            reason=reply.reason,
            proposed_at=at,
            **_proposed(reply, shown[reply.point_id]),
        )
        for reply in replies
        if reply.verdict == VERDICTS.CHANGE
    )


def _proposed(reply: Reply, shown: CirculatedPoint) -> dict[str, Any]:
    """What is to change of the statement: only what differs; another kind or holder always changes the meaning."""
    if reply.is_removal:
        return {"is_removal": True}
    marks = {
        name: wanted for name in MARKS if (wanted := getattr(reply, name)) and wanted != getattr(shown, name)
    }
    label = LABELS.MEANING if marks else reply.label or LABELS.MEANING
    return {"text": reply.new_text, "label": label, **marks}


@transaction.atomic
def add_view(workshop: Workshop, point_id: UUID, *, text: str, by: Seat) -> None:
    """Put "how we see it" beside a statement, under the sector's name only; empty text takes it away.

    It never blocks (domain I-17): disagreeing with a view is not an objection to the record of it.
    """
    note, responder = open_for(workshop, by)
    shown = in_question(current_version(note)).filter(point=point_id).first()
    _put_view(responder, shown, text, by=by)


def _put_view(responder: Responder, shown: CirculatedPoint | None, text: str, *, by: Seat) -> None:
    if shown is None:
        raise Http404
    if text:
        facts = {"sector": responder.sector, "digest": shown.digest, "text": text, "added_at": clock.now()}
        DifferingView.objects.update_or_create(point_id=shown.point_id, responder=responder, defaults=facts)
    else:
        DifferingView.objects.filter(point=shown.point_id, responder=responder).delete()
    history.record(by, "view added" if text else "view taken away", subject=shown.point_id)


@transaction.atomic
def suggest_missing(workshop: Workshop, *, text: str, reason: str, by: Seat) -> None:
    """Suggest a statement that the notes lack; a facilitator decides it like any other change."""
    note, responder = open_for(workshop, by)
    amendment = Amendment.objects.create(
        note=note, point=None, responder=responder, text=text, reason=reason, proposed_at=clock.now()
    )
    history.record(by, "missing statement suggested", subject=amendment.id)
