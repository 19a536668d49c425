"""Mail about the address of an account: the old one is told what happened, and what to do if it was somebody else."""

from __future__ import annotations

from django.urls import reverse

from partnerships.models import Programme, User
from pipd.kit import mail

CHANGED = "address_changed"
WHY = "You get this at once because it changes who can sign in as you."


def changed(person: User, before: str, programme: Programme, *, mark: int, by_operator: bool) -> None:
    """Tell the address `before`, which nobody can sign in with any more; and the new one, where they did not do it."""
    who = "Whoever runs this service has" if by_operator else "Somebody who was signed in as you has"
    old = [
        f"{who} moved your account here to another email address. Codes, invitations and mail go there from now on, "
        "and nobody signs in with this address any more.",
        "If you asked for it, there is nothing to do. If you did not, somebody else may be using your account: tell "
        "whoever runs the programme at once. They can move it back.",
    ]
    _tell(person, before, programme, f"{mark}:old", old, page="")
    if by_operator:
        new = [
            "Whoever runs this service has moved your account here to this email address. You are signed out "
            "everywhere: sign in with a code that we send to this address.",
            "If you did not ask for it, tell them.",
        ]
        _tell(person, person.email, programme, f"{mark}:new", new, page=reverse("account_login"))


def _tell(person: User, to: str, programme: Programme, mark: str, words: list[str], *, page: str) -> None:
    mail.queue(
        kind=CHANGED,
        key=f"{CHANGED}:{mark}",
        to=to,
        recipient=person.pk,
        chain=str(programme.pk),
        template="notice",
        subject="The email address of your account was changed",
        context={
            "about": programme.name,
            "before": words,
            "act": "Sign in",
            "link": mail.link(page) if page else "",
            "settings_link": "",  # nobody chooses mail at an address that is left behind
            "why": WHY,
        },
        essential=True,
    )
