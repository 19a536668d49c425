"""Closing one's own account (domain R20): every seat ends by their own act, and nobody signs in with it any more.

What they said and did stays, as after leaving; erasing is asked for before.
"""

from __future__ import annotations

from allauth.usersessions.models import UserSession

from partnerships import applying, history, invitations, locks
from partnerships.membership import NotPossible
from partnerships.models import Programme, Seat, User
from partnerships.models.seats import RUNS
from pipd.kit import log
from pipd.kit.wording import listed


def blockers(user: User) -> list[str]:
    """Why `user` cannot close their account yet, in sentences: others rely on what they run."""
    held = Seat.objects.live().filter(user=user, role__in=RUNS)
    roles = listed(sorted({seat.get_role_display().lower() for seat in held}))
    return [f"You are {roles}. Ask whoever named you to end that first."] if roles else []


def begin(user: User) -> User:
    """Lock all that hangs on `user`, in the caller's transaction, before they leave their areas; who they are then.

    Raises NotPossible while they run anything, and for a closed account.
    """
    person = locks.whole_person(user)
    if not person.is_active:
        raise NotPossible("This account is closed already.")
    if reasons := blockers(person):
        raise NotPossible(*reasons)
    return person


def close(person: User) -> None:
    """End what seats are left, withdraw what waits, sign out everywhere and close the account.

    In the caller's transaction, after `begin`, when they have left their areas.
    """
    applying.withdraw_all(person.email)
    invitations.withdraw(person)
    for seat in Seat.objects.live().filter(user=person):
        Seat.objects.filter(pk=seat.pk).end()
        history.record(seat, "left", subject=seat.pk, facts={"role": seat.role})
    User.objects.filter(pk=person.pk).update(
        is_active=False, access_needs=""
    )  # nobody arranges anything for them
    for place in UserSession.objects.filter(user=person):
        place.end()
    last = Seat.objects.filter(user=person).order_by("-started_on", "id").first()
    programme = last.programme_id if last else Programme.objects.values_list("pk", flat=True).first()
    log.record(str(programme), "account closed", subject=person.pk, actor=None, role="person")
