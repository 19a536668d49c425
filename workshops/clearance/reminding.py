"""Reminding those who have not answered, when a facilitator presses: nobody else, and each once a working day."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock, mail, workdays
from pipd.kit.models import OutgoingMail
from workshops import post, windows
from workshops.clearance import moves, owing
from workshops.clearance.standings import responders
from workshops.clearance.working import Note, Responder
from workshops.models import Workshop


@transaction.atomic
def remind(workshop: Workshop, *, by: Seat) -> int:
    """Owe a reminder to everybody who has still to answer and was not reminded today; return how many.

    Silence stays silence: it is no answer, and no reminder makes it one (domain E6). Raises NotPossible when answers
    are closed, or there is nobody to remind.
    """
    require(by, Permission.DECIDE_CHANGE, area_id=workshop.area_id)
    note = moves.locked_in(workshop, Note.State.CIRCULATED)
    if windows.is_over(note.closes_at):
        raise NotPossible("The time for answers is over, so nobody is reminded.")
    people = responders(note)
    waiting = {
        due.seat.pk for due in owing.to_check([r.seat for r in people]) if due.workshop.pk == workshop.pk
    }
    silent = [r for r in people if r.seat_id in waiting]
    done = reminded_today([r.pk for r in silent])
    asked = [r for r in silent if r.pk not in done]
    if not asked:
        raise NotPossible(
            "Everybody who has still to answer was reminded today already." if silent else ALL_ANSWERED
        )
    until = windows.answer_by(note.window_ends_at, note.closes_at)
    for responder in asked:
        post.note_reminder(workshop, responder.seat, until, key=_key(responder.pk))
    history.record(by, "reminded", subject=note.id, facts={"people": len(asked)})
    return len(asked)


ALL_ANSWERED = "Everybody has answered, so nobody is reminded."


def reminded_today(people: Collection[UUID]) -> set[UUID]:
    """Those of `people`, by their id as responders, who were reminded today."""
    keys = {_key(pk): pk for pk in people}
    return {keys[key] for key in mail.already(list(keys))} if keys else set()


def _key(responder: UUID) -> str:
    """One reminder a working day, person and note; at a weekend the press counts for the next one (domain I-38)."""
    return f"{post.REMINDER}:{responder}:{workdays.add_wd(clock.today(), 0)}"


def still_due(row: OutgoingMail) -> bool:
    """Whether the reader of a queued reminder has still to answer: asked again at the moment of sending."""
    asked = Responder.objects.filter(seat__user=row.recipient, note__workshop__in=row.about)
    seats = [responder.seat for responder in asked.select_related("seat")]
    return any(str(due.workshop.pk) in row.about for due in owing.to_check(seats))
