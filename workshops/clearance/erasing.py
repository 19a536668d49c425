"""What is held of one person behind the door: how much goes when they are erased, and what consent leaves."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from partnerships.models import Seat, StudyArea, User
from workshops.clearance import departing, moves
from workshops.clearance.working import Amendment, Answer, DifferingView, Reopening
from workshops.models import Attendance, ClearedPoint


@dataclass(frozen=True)
class Own:
    """Numbers of what there is of one person, from the very rows that go: no words, for whoever may read none."""

    logged: int
    quotations: int
    said: int
    answers: int
    statements: int


def own(user: User) -> Own:
    """How much there is of `user`, in all areas."""
    seats = Seat.objects.filter(user=user)
    answers = Answer.objects.filter(responder__seat__user=user)
    changes = Amendment.objects.filter(responder__seat__user=user).exclude(text="", reason="")
    views = DifferingView.objects.filter(responder__seat__user=user)
    there = Attendance.objects.filter(seat__user=user, presence__in=Attendance.THERE)
    cleared = ClearedPoint.objects.filter(note__workshop__in=there.values("workshop"))
    return Own(
        logged=departing.own_logged(seats).count(),
        quotations=departing.quotations_of(seats).count(),
        said=changes.count() + views.count() + answers.exclude(reason="").count(),
        answers=answers.count(),
        statements=cleared.count(),
    )


def hold(user: User) -> None:
    """Lock all notes of the areas they sit or sat in, before any seat: whoever logs or answers holds one for it."""
    departing.hold(StudyArea.objects.filter(seats__user=user))


def forget(user: User) -> None:
    """What is left after their consent was taken back: what they said or logged as whoever ran a group, and before.

    A suggestion that was taken up is in the version that was sent with it, and needs no second copy under their seat.
    """
    _words_of_all_seats(user)
    theirs = Q(responder__seat__user=user)
    Amendment.objects.filter(theirs).update(text="", reason="")
    Answer.objects.filter(theirs).update(reason="")
    DifferingView.objects.filter(theirs).delete()
    Reopening.objects.filter(asked_by__user=user).update(reason="")


def _words_of_all_seats(user: User) -> None:
    """Quotations and logged points, also of whoever facilitated: there is no consent that could be taken back.

    Another person's words that they logged stay with that person's quotation.
    """
    seats = Seat.objects.filter(user=user)
    first = seats.exclude(area=None).order_by("started_on", "id").first()
    if first is None:
        return
    workshops = departing.touched(seats)
    notes = [moves.lock(workshop) for workshop in workshops]
    departing.take_quotations_back(seats, first)
    for note in notes:
        departing.forget_logged(note, seats)
