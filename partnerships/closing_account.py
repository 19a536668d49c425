"""Closing one's own account (domain R20): every seat ends by their own act, and nobody signs in with it any more.

What they said and did stays, as after leaving; erasing is asked for before.
"""

from __future__ import annotations

from allauth.usersessions.models import UserSession

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Programme, Role, Seat, User
from pipd.kit import log
from pipd.kit.wording import listed

RUNS = (Role.FACILITATOR, Role.COORDINATOR, Role.ADMINISTRATOR)


def blockers(user: User) -> list[str]:
    """Why `user` cannot close their account yet, in sentences: others rely on what they run."""
    held = Seat.objects.live().filter(user=user, role__in=RUNS)
    roles = listed(sorted({seat.get_role_display().lower() for seat in held}))
    return [f"You are {roles}. Ask whoever named you to end that first."] if roles else []


def close(user: User) -> None:
    """End what seats are left, sign out everywhere and close the account, in the caller's transaction.

    The caller has let them leave their areas. Raises NotPossible while they run anything, and for a closed account.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not person.is_active:
        raise NotPossible("This account is closed already.")
    if reasons := blockers(person):
        raise NotPossible(*reasons)
    for seat in Seat.objects.live().filter(user=person):
        Seat.objects.filter(pk=seat.pk).end()
        history.record(seat, "left", subject=seat.pk, facts={"role": seat.role})
    User.objects.filter(pk=person.pk).update(is_active=False)
    for place in UserSession.objects.filter(user=person):
        place.end()
    last = Seat.objects.filter(user=person).order_by("-started_on", "id").first()
    programme = last.programme_id if last else Programme.objects.values_list("pk", flat=True).first()
    log.record(str(programme), "account closed", subject=person.pk, actor=None, role="person")
