"""Invitations: made, mailed, and used once (trust X19, X21).

The link's secret is made of the row and the server's key, so that it need not be kept: the row has its digest, the
message gets it when it is sent, and a copy of the database holds no link that works.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Invitation, Role, Seat, StudyArea, User
from pipd.kit import clock, mail
from pipd.kit.models import OutgoingMail

KIND = "invitation"
HOLDS = timedelta(hours=48)
AT_MOST = 3  # to one person in a day
# To what somebody is invited, from a seat in an area or of the whole.
TO = {
    Role.PARTICIPANT: "take part in the group of {area}",
    Role.SUBSTITUTE: "stand in for somebody at one session in {area}",
    Role.FACILITATOR: "facilitate the group of {area}",
    Role.REGISTER: "keep the register of partnerships of {area}",
    Role.COORDINATOR: "coordinate {programme}",
    Role.ADMINISTRATOR: "set up {programme}, as an administrator",
    Role.ANALYST: "analyse what is cleared in {programme}",
    Role.SPONSOR: "have an account with {programme}, as a sponsor",
}


def secret_of(invitation_id: UUID, email: str) -> str:
    """What stands in the link; another for another address."""
    told = f"{invitation_id.hex}:{email}"
    return salted_hmac("partnerships.invitations", told, algorithm="sha256").hexdigest()


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def invite(user: User, *, to: str, by: Seat, area: StudyArea | None = None) -> None:
    """Mail `user` a link that signs them in once within 48 hours, and the role `to` which they are invited.

    One sent before works no more.

    Whoever calls it has judged whether `by` may. Raises NotPossible when there were enough for a day.
    """
    now = clock.now()
    held = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if Invitation.objects.filter(user=held, made_at__gt=now - timedelta(days=1)).count() >= AT_MOST:
        raise NotPossible(
            f"{held.full_name} was sent {AT_MOST} invitations within a day. Wait until tomorrow."
        )
    withdraw(held)
    key = uuid4()
    Invitation.objects.create(
        id=key,
        user=held,
        email=held.email,
        digest=digest_of(secret_of(key, held.email)),
        made_at=now,
        made_by=by,
        expires_at=now + HOLDS,
    )
    history.record(by, "invitation sent", subject=held.pk, area=area)
    _mail(key, held, to, by, area)


def withdraw(user: User) -> None:
    """No link that was sent to `user` works any more; the caller holds their account."""
    sent = Invitation.objects.filter(user=user, used_at=None, replaced_at=None)
    sent.update(replaced_at=clock.now())


def _mail(key: UUID, user: User, to: str, by: Seat, area: StudyArea | None) -> None:
    what = TO[Role(to)].format(area=area.name if area else "", programme=by.programme.name)
    role = by.get_role_display().lower()
    mail.queue(
        kind=KIND,
        key=f"{KIND}:{key}",
        to=user.email,
        recipient=user.pk,
        chain=area.chain if area else str(by.programme_id),
        essential=True,
        template="notice",
        subject="You are invited to a Partnership Improvement Project",
        context={
            "about": area.name if area else by.programme.name,
            "before": [f"You are invited to {what}. An account was made for you, at this address."],
            "act": "Sign in",
            "link": mail.link(reverse("invitation", kwargs={"token": mail.PUT_IN})),
            "after": [
                "The link works once, for 48 hours. After that, or from another device, sign in with your address: "
                "we email you a code each time, and there is no password to remember."
            ],
            "why": f"You get this because the {role} of {by.programme.name} invited you.",
        },
    )


def secret_for(row: OutgoingMail) -> str:
    """What the link of the message `row` says: asked when it is sent."""
    return secret_of(UUID(row.key.split(":")[1]), row.to)


def still_open(row: OutgoingMail) -> bool:
    """Whether the link of the message would still work (domain I-38)."""
    return Invitation.objects.open(clock.now()).filter(pk=UUID(row.key.split(":")[1])).exists()


def found(secret: str) -> Invitation | None:
    """The invitation whose link says `secret`; None for one that is unknown, used, replaced or too old."""
    rows = Invitation.objects.open(clock.now()).select_related("user")
    return rows.filter(digest=digest_of(secret)).first()


@transaction.atomic
def use(secret: str) -> User | None:
    """The person whom the link signs in, now and never again; None where it does not, or another was quicker."""
    invitation = found(secret)
    if invitation is None:
        return None
    now = clock.now()
    taken = Invitation.objects.filter(pk=invitation.pk, used_at=None, replaced_at=None).update(used_at=now)
    return invitation.user if taken else None
