"""What is held of how a person signs in: ways in without their secrets, places, councils, and invitations."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from partnerships.models import Invitation, User
from partnerships.signing_in.sessions import device
from pipd.kit.held import Row, Section, moment, section, told

WAYS_WHY = (
    "So that nobody else signs in as you. Secrets are not written here. Kept until you take a way away."
)
PLACES_WHY = (
    "So that you can see where you are signed in, and end it. Kept until you sign out there, or it runs out."
)
NAMES = {
    Authenticator.Type.RECOVERY_CODES: "Recovery codes",
    Authenticator.Type.TOTP: "Authenticator app",
    Authenticator.Type.WEBAUTHN: "Passkey",
}


def sections(user: User) -> list[Section]:
    """All of it."""
    ways = chain(_second_steps(user), _councils(user), _invitations(user))
    return [
        section("How you sign in", WAYS_WHY, ways),
        section("Where you are signed in", PLACES_WHY, _places(user)),
    ]


def _second_steps(user: User) -> Iterator[Row]:
    for one in Authenticator.objects.filter(user=user).order_by("created_at", "pk"):
        name = str(one.data.get("name", "")) if one.type == Authenticator.Type.WEBAUTHN else ""
        used = f"last used {moment(one.last_used_at)}" if one.last_used_at else "not used yet"
        yield NAMES[Authenticator.Type(one.type)], told(name, f"set up {moment(one.created_at)}", used)


def _councils(user: User) -> Iterator[Row]:
    for one in SocialAccount.objects.filter(user=user).order_by("date_joined", "pk"):
        facts = [f"{name}: {value}" for name, value in sorted(_flat(one.extra_data))]
        since = f"connected {moment(one.date_joined)}"
        yield (
            f"Sign-in of your organisation ({one.provider})",
            told(f"known there as {one.uid}", since, f"last used {moment(one.last_login)}", *facts),
        )


def _flat(told_there: object, name: str = "") -> Iterator[tuple[str, str]]:
    """What the organisation's sign-in told of the person, each with the way to it."""
    if isinstance(told_there, dict):
        for key, value in told_there.items():
            yield from _flat(value, f"{name} {key}".strip())
    else:
        yield name, str(told_there)


def _invitations(user: User) -> Iterator[Row]:
    for one in Invitation.objects.filter(user=user).order_by("made_at", "pk"):
        used = f"used {moment(one.used_at)}" if one.used_at else ""
        replaced = f"replaced {moment(one.replaced_at)}" if one.replaced_at else ""
        until = f"good until {moment(one.expires_at)}"
        yield "Invitation", told(f"to {one.email}", f"made {moment(one.made_at)}", until, used, replaced)


def _places(user: User) -> Iterator[Row]:
    for one in UserSession.objects.filter(user=user).order_by("created_at", "pk"):
        itself = f"what the browser says of itself: {one.user_agent}" if one.user_agent else ""
        yield device(one.user_agent), told(f"from {one.ip}", f"since {moment(one.created_at)}", itself)
