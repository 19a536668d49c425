"""Which mail a person may switch off, and what they have switched off (domain 3J: opt-out of the non-essential).

What is in no topic is essential: somebody waits for an answer, or a date or a right of the reader depends on it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from partnerships.models import MailOff, User
from pipd.kit import clock, mail
from pipd.kit.models import OutgoingMail

MARK = 40  # characters of proof in an address


@dataclass(frozen=True)
class Topic:
    """What is switched off together: kinds of mail, and kinds of things in the daily list."""

    code: str
    words: str
    hint: str
    mails: frozenset[str] = frozenset()
    owed: frozenset[str] = frozenset()


TOPICS = (
    Topic(
        "sessions",
        "Sessions that come up",
        "In the daily list, ten and two working days before. News of a moved or cancelled session still comes.",
        owed=frozenset({"session coming"}),
    ),
    Topic(
        "points",
        "Your own points",
        "A reminder after a session to log what you noted, and word that somebody suggests a change to it.",
        owed=frozenset({"points to log", "own points changed"}),
    ),
    Topic(
        "group",
        "Whether the sectors are even",
        "In the daily list, every five working days while a group is too small to start, or is uneven.",
        owed=frozenset({"sectors uneven", "group not complete"}),
    ),
    Topic(
        "news",
        "News of notes and plans",
        "That notes were cleared or are not used, that you can read notes others check, that the plan is agreed, that "
        "your sector has a lead.",
        mails=frozenset(
            {"note_cleared", "note_parked", "note_for_information", "plan_agreed", "lead_settled"}
        ),
    ),
    Topic(
        "actions",
        "Actions before they are due",
        "In the daily list, before an action you lead is due, and when a word on it is. "
        "An action that is overdue still comes.",
        owed=frozenset({"action due", "progress update"}),
    ),
)
OF_MAIL = {kind: topic.code for topic in TOPICS for kind in topic.mails}
OF_OWED = {kind: topic.code for topic in TOPICS for kind in topic.owed}


def off(user: UUID) -> set[str]:
    """The topics that this person has switched off."""
    return set(MailOff.objects.filter(user=user).values_list("topic", flat=True))


@transaction.atomic
def choose(user: User, wanted: Collection[str]) -> None:
    """From now on `user` gets mail of the topics `wanted`, and of no other one; what is essential always comes."""
    stop(user, [topic.code for topic in TOPICS if topic.code not in wanted])
    MailOff.objects.filter(user=user, topic__in=wanted).delete()


def stop(user: User, topics: Collection[str]) -> None:
    """Switch `topics` off for `user`. Doing it twice changes nothing."""
    known = [topic.code for topic in TOPICS if topic.code in topics]
    rows = [MailOff(user=user, topic=code, switched_off_at=clock.now()) for code in known]
    MailOff.objects.bulk_create(rows, ignore_conflicts=True)


def topics_of(row: OutgoingMail) -> list[str]:
    """The topics that a message is of, in their order; none for one that is essential.

    A list of what needs somebody is of the topics of what stands on it.
    """
    found = {OF_MAIL.get(row.kind, "")} | {
        OF_OWED.get(str(told).rpartition(":")[0], "") for told in row.about
    }
    return [topic.code for topic in TOPICS if topic.code in found]


def wanted(row: OutgoingMail) -> bool:
    """Whether its reader still wants a message, asked when it is sent: a list while one thing on it is wanted."""
    if row.kind in OF_MAIL:
        return OF_MAIL[row.kind] not in off(row.recipient)
    told = {OF_OWED.get(str(one).rpartition(":")[0], "") for one in row.about}
    return not told or "" in told or not told <= off(row.recipient)


def address_to_stop(row: OutgoingMail) -> str:
    """Where one press ends mail like this one; empty for what is essential."""
    topics = topics_of(row)
    return mail.link(reverse("mail-stop", args=[token(row.recipient, topics)])) if topics else ""


def token(user: UUID, topics: Collection[str]) -> str:
    """What stands in such an address. It works until the secret key changes, and can do nothing else."""
    said = "-".join([user.hex, *topics])
    return f"{said}-{_mark(said)}"


def holder(given: str) -> tuple[User, list[Topic]] | None:
    """Whose token `given` is, and of what; None for one that was never given out, or of a closed account."""
    said, _, mark = given.rpartition("-")
    if not said or not constant_time_compare(mark, _mark(said)):
        return None
    user, *codes = said.split("-")
    found = User.objects.filter(pk=UUID(hex=user), is_active=True).first()
    topics = [topic for topic in TOPICS if topic.code in codes]
    return (found, topics) if found and topics else None


def _mark(said: str) -> str:
    return salted_hmac("partnerships.mail_choices", said, algorithm="sha256").hexdigest()[:MARK]
