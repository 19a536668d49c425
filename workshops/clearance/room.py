"""Agreeing the notes in the room at the next session, the paper's own way: "amended and agreed" (domain R31, I-16)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock
from pipd.kit.wording import day_date, when
from workshops import post, windows
from workshops.clearance import moves, rule
from workshops.clearance.assisting import was_disputed
from workshops.clearance.standings import current_version, in_question
from workshops.clearance.working import Answer, CirculatedPoint, DraftPoint, Note, Responder
from workshops.models import Workshop
from workshops.models.sessions import SESSIONS


@dataclass(frozen=True)
class Meeting:
    """When the people of one session come together again, so that its notes can be agreed."""

    starts_at: datetime
    ends_at: datetime
    words: str


def meeting_of(workshop: Workshop) -> Meeting | None:
    """The next session; for session 4 the closing meeting, if one is set: it lasts until the end of its day."""
    if workshop.number < SESSIONS:
        following = windows.following(workshop)
        told = f"session {following.number}" if following else ""
        return Meeting(following.starts_at, following.ends_at, told) if following else None
    at = Note.objects.filter(workshop=workshop).values_list("closing_meeting_at", flat=True).first()
    if at is None:
        return None
    day_after = at.astimezone(clock.LONDON).date() + timedelta(days=1)
    return Meeting(at, clock.local(day_after, 0, 0), "the closing meeting")


def why_not(workshop: Workshop) -> str:
    """Why notes of `workshop` cannot be agreed in a room now; empty when they can (docs/decisions/0006)."""
    meeting = meeting_of(workshop)
    if meeting is None and workshop.number == SESSIONS:
        return "Session 4 has no next session: its notes are checked by email."
    if meeting is None:
        return f"Room mode opens on the day of session {workshop.number + 1}."
    if meeting.starts_at.astimezone(clock.LONDON).date() == clock.today():
        opens = f"Room mode opens at {when(meeting.starts_at)}, when {meeting.words} begins."
        return "" if meeting.starts_at <= clock.now() else opens
    if meeting.ends_at < clock.now():
        return f"{meeting.words[:1].upper()}{meeting.words[1:]} is over. What is still open is answered by email."
    return f"Room mode opens on {day_date(meeting.starts_at)}, the day of {meeting.words}."


def opens_later(workshop: Workshop) -> bool:
    """Whether the day of the room lies ahead."""
    meeting = meeting_of(workshop)
    return meeting is not None and meeting.starts_at > clock.now()


def _in_room(workshop: Workshop, by: Seat) -> Note:
    require(by, Permission.RUN_ROOM, area_id=workshop.area_id)
    note = moves.locked_in(workshop, Note.State.CIRCULATED)
    if reason := why_not(workshop):
        raise NotPossible(reason)
    if windows.is_over(note.closes_at):
        raise NotPossible("The time for answers is over, so nothing more can be agreed.")
    moves.no_party(note, by)
    return note


@transaction.atomic
def say_who_is_here(workshop: Workshop, *, here: Collection[UUID], by: Seat) -> None:
    """Set who of those who were at the session is in the room now. Raises Http404 for anybody else's id."""
    note = _in_room(workshop, by)
    people = {r.pk: r for r in Responder.objects.filter(note=note, removed_at=None)}
    if set(here) - set(people):
        raise Http404
    Responder.objects.filter(note=note).exclude(pk__in=here).update(present_since=None)
    Responder.objects.filter(pk__in=here, present_since=None).update(present_since=clock.now())
    counts = {s: sum(people[pk].sector == s for pk in here) for s in ("la", "tso")}
    history.record(by, "who is in the room", subject=note.id, facts=counts)


@transaction.atomic
def agree(
    workshop: Workshop, point_id: UUID, *, digest: str, agreeing: Collection[UUID] | None = None, by: Seat
) -> None:
    """Record that those present call this wording a fair record: all of them, or those named in `agreeing`.

    "All" are those who hold no objection to these words: an objection ends only when its author is named (I-17).
    Whoever is present and not named has their earlier agreement taken back, online or in the room. Raises
    NotPossible when the words changed since they were read out, or nobody is ticked as present.
    """
    note = _in_room(workshop, by)
    shown = _shown(note, point_id)
    if shown.digest != digest:
        raise NotPossible("The words changed since they were read out. Read them again, then ask again.")
    here = list(_present(note))
    if not here:
        raise NotPossible("Say who is here first.")
    standing = Answer.objects.filter(point_id=point_id, superseded_at=None)
    about_oneself = Q(ground__in=rule.ALWAYS_STANDS)  # these stand over changed words too
    objections = standing.filter(Q(digest=digest) | about_oneself, verdict=Answer.Verdict.OUT)
    named = _agreeing(here, objections, agreeing, was_disputed(here, [point_id]))
    replaced = Q(responder__in=named) | Q(responder__in=here, verdict=Answer.Verdict.FAIR)
    before = dict(standing.filter(responder__in=named).values_list("responder", "pk"))
    standing.filter(replaced).update(superseded_at=clock.now())
    Answer.objects.bulk_create(
        _fair(responder, shown, before=before.get(responder.pk), by=by) for responder in named
    )
    DraftPoint.objects.filter(pk=point_id).update(left_out_at=None, left_out_by=None)
    post.answers_recorded(workshop, [responder.seat for responder in named], in_room=True)
    facts = {"present": len(here), "agreeing": len(named), "digest": digest}
    history.record(by, "agreed in the room", subject=point_id, facts=facts)


def _present(note: Note) -> QuerySet[Responder]:
    found = Responder.objects.filter(note=note, removed_at=None, present_since__isnull=False)
    return found.select_related("seat__user")


def _agreeing(
    here: list[Responder],
    objections: QuerySet[Answer],
    agreeing: Collection[UUID] | None,
    disputed: Collection[UUID],
) -> list[Responder]:
    """Those of `here` who agree: the ones named, else all without one of the `objections` to these words.

    Raises NotPossible for somebody whose objection no facilitator can end for them (domain I-17), or who said of an
    answer recorded here that it was not theirs (I-22).
    """
    objecting = {answer.responder_id: answer.ground for answer in objections}
    if agreeing is None:
        return [r for r in here if r.pk not in objecting and r.pk not in disputed]
    named = [responder for responder in here if responder.pk in agreeing]
    if any(objecting.get(responder.pk) in rule.ALWAYS_STANDS for responder in named):
        raise NotPossible(
            "Somebody ticked here says it is their own words, or would identify them. Only they can take that back, "
            "from their own sign-in."
        )
    if any(responder.pk in disputed for responder in named):
        raise NotPossible(
            "Somebody ticked here said that an answer was not theirs. They answer from their own sign-in."
        )
    return named


def _fair(responder: Responder, shown: CirculatedPoint, *, before: UUID | None, by: Seat) -> Answer:
    """An answer given in the room: these very words are a fair record. It takes the place of `before`."""
    return Answer(
        responder=responder,
        point_id=shown.point_id,
        digest=shown.digest,
        verdict=Answer.Verdict.FAIR,
        channel=Answer.Channel.ROOM,
        replaces_id=before,
        recorded_by=by,
        recorded_at=clock.now(),
    )


@transaction.atomic
def leave_out(workshop: Workshop, point_id: UUID, *, by: Seat) -> None:
    """The room decides that this statement stays out. It is listed to the group and used nowhere."""
    note = _in_room(workshop, by)
    _shown(note, point_id)
    DraftPoint.objects.filter(pk=point_id).update(left_out_at=clock.now(), left_out_by=by)
    history.record(by, "left out in the room", subject=point_id)


def _shown(note: Note, point_id: UUID) -> CirculatedPoint:
    shown = in_question(current_version(note)).filter(point=point_id).first()
    if shown is None:
        raise Http404
    return shown
