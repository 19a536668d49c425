"""An account moves to another email address: by its person, who has proven the new one, or by whoever runs this (0020).

The old address stays until then. Nothing that was sent to it opens the account any more, and it is told.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from partnerships import history, invitations, locks, post_addresses
from partnerships.applications import OPEN
from partnerships.membership import NotPossible, system_seat
from partnerships.models import Application, Programme, User
from partnerships.of_account import NO_PROGRAMME, last_seat, programme_of
from partnerships.signing_in import sessions
from partnerships.signing_in.demo import is_fictional
from pipd.kit import log
from pipd.kit.models import OutgoingMail

CHANGED = "email address changed"
SAME = "That is the address of this account already."
TAKEN = "There is an account at this address already. Sign in with that one, or give another address."
FICTIONAL = "The people of the demonstration keep their addresses: others sign in with them too."
CLOSED = "This account is closed."
AT_ONCE = "This address was given to somebody at the same moment. Try again."
# What warns its reader of an act by somebody else stays where it was sent.
WARNS = (post_addresses.CHANGED, "details_put_right", "second_step_removed")


def is_taken(address: str, user: User) -> bool:
    """Whether another account than that of `user` is at `address`. At the door nobody is told (trust X19)."""
    others = User.objects.filter(email__iexact=address).exclude(pk=user.pk)
    kept = EmailAddress.objects.filter(email__iexact=address).exclude(user=user)
    return others.exists() or kept.exists()


def require_another(user: User, address: str) -> None:
    """Raise NotPossible for the address that `user` has, and for the people of the demonstration, who are shared."""
    if is_fictional(user):
        raise NotPossible(FICTIONAL)
    if address == user.email:
        raise NotPossible(SAME)


def change(user: User, address: str, *, keep: str = "", by_operator: bool = False) -> str:
    """Move the account of `user` to `address`; the address it had before.

    Whoever calls it knows that `address` is theirs: by a code that was sent there, or as `by_operator`. All sessions
    end but the one of the key `keep`. Raises NotPossible for a closed account, for an address that another account has
    or gets at the same moment, and where they have applied for one area from both.
    """
    try:
        with transaction.atomic():
            return _change(user, address.strip().lower(), keep, by_operator)
    except IntegrityError:  # an account was made at it, or applied from it, while this was written
        raise NotPossible(AT_ONCE) from None


def _change(user: User, address: str, keep: str, by_operator: bool) -> str:
    person = locks.whole_person(user)
    before, programme = person.email, programme_of(person)
    if programme is None:
        raise NotPossible(NO_PROGRAMME)
    if not person.is_active:
        raise NotPossible(CLOSED)
    require_another(person, address)
    if is_taken(address, person):
        raise NotPossible(TAKEN)
    _move_applications(before, address)
    User.objects.filter(pk=person.pk).update(email=address)
    person.email = address
    EmailAddress.objects.filter(user=person).delete()
    EmailAddress.objects.create(user=person, email=address, primary=True, verified=not by_operator)
    invitations.withdraw(person)
    _move_mail(person, before)
    sessions.end_all(person, keep=keep)
    _told(person, before, programme, by_operator)
    return before


def _move_applications(before: str, address: str) -> None:
    """What they applied for from the old address is told to the new one, and found by it: theirs stays theirs."""
    mine = Application.objects.filter(email__iexact=before)
    again = Application.objects.filter(email__iexact=address, state__in=OPEN)
    both = mine.filter(state__in=OPEN, area__in=again.values("area")).select_related("area").first()
    if both:
        raise NotPossible(
            f"Somebody applied for {both.area.name} from both addresses. Take the application from the new one back "
            "first, by the link in its email."
        )
    mine.update(email=address)


def _move_mail(person: User, before: str) -> None:
    """Mail that is on its way goes to the new address, but for what warns of an act that may be somebody else's."""
    applied = Application.objects.filter(email=person.email).values_list("pk", flat=True)
    waiting = OutgoingMail.objects.unsent().filter(to__iexact=before, recipient__in=[person.pk, *applied])
    waiting.exclude(kind__in=WARNS).update(to=person.email)


def _told(person: User, before: str, programme: Programme, by_operator: bool) -> None:
    """That it was changed, and by whom; never an address (I-40). Both addresses learn what they cannot see here."""
    facts = {"by": "operator" if by_operator else "person"}
    if by_operator:
        entry = history.record(system_seat(programme), CHANGED, subject=person.pk, facts=facts)
    else:
        seat = last_seat(person)
        actor, role = (seat.pk, seat.role) if seat else (None, "person")
        chain = str(programme.pk)
        entry = log.record(chain, CHANGED, subject=person.pk, actor=actor, role=role, facts=facts)
    post_addresses.changed(person, before, programme, mark=entry.pk, by_operator=by_operator)
