"""Closing one's own account (domain R20): every seat ends by their own act, and nobody signs in with it any more.

What they said and did stays, as after leaving; erasing is asked for before.
"""

from __future__ import annotations

from partnerships import applying, history, invitations, locks, own_application, post_requests
from partnerships.membership import NotPossible
from partnerships.models import Seat, User
from partnerships.models.seats import RUNS
from partnerships.of_account import chain_of
from partnerships.signing_in import sessions
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
    """End what seats are left, withdraw what waits, erase what was only begun, sign out, close the account and say so.

    In the caller's transaction, after `begin`, when they have left their areas.
    """
    applying.withdraw_all(person.email)
    own_application.erase_begun(person.email)
    invitations.withdraw(person)
    for seat in Seat.objects.live().filter(user=person):
        Seat.objects.filter(pk=seat.pk).end()
        history.record(seat, "left", subject=seat.pk, facts={"role": seat.role})
    # Nobody arranges anything for them any more.
    User.objects.filter(pk=person.pk).update(is_active=False, access_needs="")
    sessions.end_all(person)
    chain = chain_of(person)
    post_requests.closed(person, chain)
    log.record(chain, "account closed", subject=person.pk, actor=None, role="person")
