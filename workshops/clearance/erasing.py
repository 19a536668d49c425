"""What is held of one person behind the door: how much goes when they are erased, and what consent leaves."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from partnerships.models import User
from workshops.clearance.working import Amendment, Answer, DifferingView, LoggedPoint, Quotation, Reopening
from workshops.models import Attendance, ClearedPoint


@dataclass(frozen=True)
class Own:
    """Numbers of what there is of one person: no words, for whoever may read none."""

    logged: int
    quotations: int
    said: int
    answers: int
    statements: int


def own(user: User) -> Own:
    """How much there is of `user`, in all areas."""
    answers = Answer.objects.filter(responder__seat__user=user)
    changes = Amendment.objects.filter(responder__seat__user=user).exclude(text="", reason="")
    views = DifferingView.objects.filter(responder__seat__user=user)
    there = Attendance.objects.filter(seat__user=user, presence__in=Attendance.THERE)
    cleared = ClearedPoint.objects.filter(note__workshop__in=there.values("workshop"))
    return Own(
        logged=LoggedPoint.objects.filter(seat__user=user).exclude(text="").count(),
        quotations=Quotation.objects.filter(speaker__user=user, withdrawn_at=None).count(),
        said=changes.count() + views.count() + answers.exclude(reason="").count(),
        answers=answers.count(),
        statements=cleared.count(),
    )


def forget(user: User) -> None:
    """What is left after their consent was taken back: reasons they gave as whoever ran a group, and old suggestions.

    A suggestion that was taken up is in the version that was sent with it, and needs no second copy under their seat.
    """
    theirs = Q(responder__seat__user=user)
    Amendment.objects.filter(theirs).update(text="", reason="")
    Answer.objects.filter(theirs).update(reason="")
    DifferingView.objects.filter(theirs).delete()
    Reopening.objects.filter(asked_by__user=user).update(reason="")
