"""One person erased: their account, ways in, name, post and mail (domain E6, right to erasure).

What proves that others' decisions were lawful stays: that somebody sat there for a sector, and consented, and when.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet

from partnerships import history
from partnerships.models import (
    Application,
    AreaPaused,
    CalendarFeed,
    Consent,
    DataRequest,
    Erased,
    Invitation,
    LeadVoice,
    MailOff,
    PartnershipMember,
    Seat,
    User,
)
from partnerships.models.seats import RUNS
from partnerships.signing_in import sessions
from pipd.kit import clock
from pipd.kit.erased import NAME, WORDS, Fate
from pipd.kit.models import LogEntry, OutgoingMail
from pipd.kit.wording import listed

WAYS: tuple[Any, ...] = (Authenticator, SocialAccount, Invitation)
OWN: tuple[Any, ...] = (*WAYS, EmailAddress, CalendarFeed, MailOff)
UNAGREED = "The reason goes, where nobody agreed to it; that it was asked stays."


def blockers(user: User, programme: object) -> list[str]:
    """Why `user` cannot be erased yet, in sentences: others have to take over what they run, or answer elsewhere."""
    held = Seat.objects.live().filter(~Q(programme=programme) | Q(role__in=RUNS), user=user)
    roles = listed(sorted({seat.get_role_display().lower() for seat in held}))
    return (
        [f"They hold a seat as {roles}. It has to be ended first, and named to somebody else."]
        if roles
        else []
    )


def fates(user: User) -> list[Fate]:
    """What goes of this app's, and what stays and why."""
    return [*_goes(user), *_stays(user)]


def _goes(user: User) -> list[Fate]:
    titles = Seat.objects.filter(user=user).exclude(job_title="").count()
    ways = sum(rows.objects.filter(user=user).count() for rows in WAYS)
    return [
        Fate("Name, email address and account", 1, True, "Nobody signs in with it any more."),
        Fate("Ways to sign in", ways, True, "Passkeys, codes, sign-in of {their} organisation, invitations."),
        Fate("Job titles", titles, True, "They are taken off {their} seats, with whether {they} can commit."),
        Fate(
            "What {they} need to take part",
            1 if user.access_needs else 0,
            True,
            "Nobody arranges for it any more.",
        ),
        Fate(
            "Applications to take part", _applications(user).count(), True, "With all that was said in them."
        ),
        Fate(
            "Mail to {them}",
            _mail(user).count(),
            True,
            "One last email says that it is done, and then goes too.",
        ),
        Fate("Why {they} asked that a group stands still", _alone(user).count(), True, UNAGREED, said=True),
        Fate(
            "Whom {they} name as lead or deputy", _voices(user).count(), True, "And that others name {them}."
        ),
        Fate(
            "Partnerships {they} sit in", _memberships(user).count(), True, "The organisation stays a member."
        ),
    ]


def _stays(user: User) -> list[Fate]:
    seats = Seat.objects.filter(user=user)
    given = Consent.objects.filter(seat__in=seats).count()
    sat = "That somebody sat there for a sector and an organisation: signatures and clearances rest on it."
    return [
        Fate(
            "Requests about {their} data",
            _requests(user).count(),
            False,
            "That they were made, without words.",
        ),
        Fate("Seats", seats.count(), False, sat),
        Fate("Consents", given, False, "What was agreed to and taken back, and when, without a name."),
        Fate(
            "Entries of the log", _entries(seats), False, "They hold ids and no words, and are never changed."
        ),
    ]


def _applications(user: User) -> QuerySet[Application]:
    return Application.objects.filter(Q(email=user.email) | Q(seat__user=user))


def _mail(user: User) -> QuerySet[OutgoingMail]:
    """All to them or to their address: also about applications, and to a place they were asked to fill."""
    ids = [user.pk, *_applications(user).values_list("pk", flat=True)]
    return OutgoingMail.objects.filter(Q(recipient__in=ids) | Q(to__iexact=user.email))


def _requests(user: User) -> QuerySet[DataRequest]:
    return DataRequest.objects.filter(person=user)


def _memberships(user: User) -> QuerySet[PartnershipMember]:
    return PartnershipMember.objects.filter(person__user=user)


def _voices(user: User) -> QuerySet[LeadVoice]:
    return LeadVoice.objects.filter(Q(given_by__user=user) | Q(names__user=user))


def _entries(seats: QuerySet[Seat]) -> int:
    held = list(seats)
    ids = [seat.pk for seat in held]
    chains = {str(key) for seat in held for key in (seat.area_id, seat.programme_id) if key}
    return LogEntry.objects.filter(Q(actor__in=ids) | Q(subject__in=ids), chain__in=chains).count()


def _alone(user: User) -> QuerySet[AreaPaused]:
    """What they asked for as a lead and nobody agreed to: the reason is their own words."""
    return AreaPaused.objects.filter(Q(la_by__user=user) | Q(tso_by__user=user), voided_at__isnull=False)


def applications(rows: QuerySet[Application]) -> None:
    """Delete applications with all that was said in them and the mail about them, in the caller's transaction.

    Whoever asked for it, and whatever for: that they were made, sent and decided stays in the log, without words.
    """
    ids = list(rows.values_list("pk", flat=True))
    OutgoingMail.objects.filter(recipient__in=ids).delete()
    Application.objects.filter(pk__in=ids).delete()


def erase(user: User) -> None:
    """Do it, in the caller's transaction and after every other app: the name is what they find things by."""
    _mail(user).delete()
    applications(_applications(user))
    _memberships(user).update(person=None)
    _alone(user).update(reason=WORDS)
    _voices(user).delete()
    seats = Seat.objects.filter(user=user)
    for seat in seats.live().order_by("pk"):
        Seat.objects.filter(pk=seat.pk).end()
        history.record(seat, "left", subject=seat.pk, facts={"role": seat.role})
    seats.end()  # whoever was named for a day to come has not begun
    seats.update(job_title="", end_reason="", authority="")
    answered = _requests(user).filter(state=DataRequest.State.ANSWERED)
    answered.update(answer=WORDS)
    _requests(user).update(words=WORDS)
    for place in UserSession.objects.filter(user=user):
        place.end()
    sessions.forget_person(user)
    for rows in OWN:
        rows.objects.filter(user=user).delete()
    user.full_name, user.email, user.is_active = NAME, f"{user.pk.hex}@erased.invalid", False
    user.last_login, user.access_needs = None, ""
    user.set_unusable_password()
    user.save()
    Erased.objects.get_or_create(person=user.pk, defaults={"erased_at": clock.now()})
