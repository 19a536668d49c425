"""Who sees the whole programme signs in with a second step: coordinators and administrators (decision 0020).

What is owed is found out once, when somebody signs in, and kept in the session: no page asks the database for it. So
whoever is appointed while signed in is signed out (membership.appoint).
"""

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from partnerships import history
from partnerships.membership import NotPossible, system_seat
from partnerships.models import Seat, User
from partnerships.models.seats import SEES_ALL
from partnerships.of_account import NO_PROGRAMME, programme_of
from partnerships.signing_in import sessions
from partnerships.signing_in.demo import is_fictional
from pipd.kit import mail

OWED = "second_step_owed"
REMOVED = "second_step_removed"
SECOND_STEPS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
PAGES = "/accounts/"


def is_owed_by(user: User) -> bool:
    """Whether `user` has to set up a second step before anything else.

    The demonstration's people are left out: whoever set one up for a shared fictional account would lock all others
    out of it.
    """
    needed = Seat.objects.live().filter(user=user, role__in=SEES_ALL).exists()
    if not needed or Authenticator.objects.filter(user=user, type__in=SECOND_STEPS).exists():
        return False
    return not is_fictional(user)


@receiver([user_logged_in, authenticator_added, authenticator_removed])
def find_out(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Keep in the session whether a second step is owed."""
    if is_owed_by(user):
        request.session[OWED] = True
    else:
        request.session.pop(OWED, None)


@receiver(authenticator_added)
def has_shown_it(request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    """Whoever has just set up a second step has shown it: their recovery codes come without asking once more."""
    record_authentication(request, user, "mfa", type=authenticator.type, reauthenticated=True)


@transaction.atomic
def forget(user: User) -> int:
    """Remove all second steps of `user` and sign them out everywhere; how many there were.

    For whoever runs this, when somebody has lost them all: no page does it. Its person is told. Raises NotPossible
    before a programme is set up.
    """
    programme = programme_of(user)
    if programme is None:
        raise NotPossible(NO_PROGRAMME)
    rows = Authenticator.objects.filter(user=user)
    count = rows.count()
    rows.delete()
    sessions.end_all(user)
    entry = history.record(system_seat(programme), "second step removed", subject=user.pk)
    mail.queue(
        kind=REMOVED,
        key=f"{REMOVED}:{entry.pk}",
        to=user.email,
        recipient=user.pk,
        chain=str(programme.pk),
        essential=True,
        template="notice",
        subject="The second step of your sign-in was removed",
        context={
            "about": programme.name,
            "before": [
                "Whoever runs this service has removed your passkeys, your authenticator app and your recovery codes. "
                "Sign in with a code by email, and set up a new second step. If you did not ask for it, tell them."
            ],
            "act": "Sign in",
            "link": mail.link(reverse("account_login")),
            "why": "You get this at once because it changes who can sign in as you.",
        },
    )
    return count


class SecondStepMiddleware:
    """Until a second step is set up, every page leads to where that is done; public pages stay open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        is_open = not getattr(view, "login_required", True) or request.path.startswith(PAGES)
        if is_open or not request.session.get(OWED):
            return None
        return redirect("mfa_index")
