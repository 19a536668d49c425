"""Mail as rows first: worded and queued in the caller's transaction, sent by a worker, tried again until it goes.

One message per key (domain I-38). A worker killed after the server took a message sends it once more under the same
Message-ID (trust R3): never none, at most one too many.
"""

import logging
import re
import smtplib
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.core.validators import validate_email
from django.template.loader import render_to_string
from django.utils.module_loading import import_string

from pipd.kit import calendars, clock
from pipd.kit.models.mail import OutgoingMail
from pipd.kit.undelivered import Undelivered

LEASE = timedelta(minutes=2)  # above the hard limit in tasks.py
# How long a try waits after each that failed; the last wait goes for all that follow.
LADDER = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))
TRIES = 48  # about two days, then it is shown as failed (trust R7)
TRIES_IF_REFUSED = 5  # where the server says for good that there is no such address

# Stands in a message for what no row may hold, such as the secret of a link; settings.MAIL_SECRETS tells it per kind.
PUT_IN = "put-in-when-it-is-sent"

logger = logging.getLogger(__name__)


class Refused(ValueError):
    """A header that could carry more than one line: it fails once and is never tried again (trust X16)."""


def queue(
    *,
    kind: str,
    key: str,
    to: str,
    recipient: UUID,
    chain: str,
    template: str,
    context: dict[str, Any],
    subject: str = "",
    about: Collection[str] = (),
    essential: bool = False,
    calendar: str = "",
) -> OutgoingMail | None:
    """Word one message and leave it to be sent; None if `key` has a message already (domain I-38).

    Call it inside the transaction of what the message tells of. `template` names templates/mail/<template>.txt and
    .html, which both get `context` and `subject`; what they say is never a note's text, a quotation or another's
    name. Without a `subject` the text's first line is it (its block of that name). `recipient` is the person's id,
    `chain` the area's key. `about` lists keys of the things it tells of, for whoever asks later what was told.
    `essential` marks kinds nobody can opt out of. `calendar` is the text of a calendar file to go with it. An address
    or subject that could smuggle a header is stored as failed: the caller's own work goes on.
    """
    subject, text, html = _worded(template, chain, context, subject)
    now, mail_id = clock.now(), uuid4()
    row = OutgoingMail(id=mail_id, key=key, kind=kind, recipient=recipient, chain=chain, essential=essential)
    row.about = list(about)
    row.message_id, row.queued_at, row.next_attempt_at = message_id(mail_id), now, now
    if code := fault(to=to, subject=subject):
        # Nothing of it will be sent, so nothing is kept: PostgreSQL could not even store a NUL.
        row.state, row.failure = OutgoingMail.State.FAILED, code
    else:
        row.to, row.subject_line, row.body_text, row.body_html = to, subject[:250], text, html
        row.calendar = calendar.replace("\r\n", "\n")
    return _add(row)


def _worded(template: str, chain: str, context: dict[str, Any], subject: str) -> tuple[str, str, str]:
    """Subject, text and HTML, over what settings.MAIL_CONTEXT says for every mail of the area and the context."""
    of_all = getattr(settings, "MAIL_CONTEXT", "")
    shared = import_string(of_all)(chain) if of_all else {}
    told = {**shared, **context, "subject": subject, "base_url": settings.BASE_URL}
    text = tidy(render_to_string(f"mail/{template}.txt", told))
    told["subject"] = subject or text.partition("\n")[0]
    return told["subject"], text, render_to_string(f"mail/{template}.html", told)


def already(keys: Collection[str]) -> set[str]:
    """Those of `keys` that have a message: saves wording the same message again for a whole room."""
    return set(OutgoingMail.objects.filter(key__in=keys).values_list("key", flat=True))


def _add(row: OutgoingMail) -> OutgoingMail | None:
    """Insert `row` unless its key is taken; one statement, so two callers at once leave one message."""
    OutgoingMail.objects.bulk_create([row], ignore_conflicts=True)
    return OutgoingMail.objects.filter(pk=row.pk).first()


def tidy(text: str) -> str:
    """Plain text with never more than one empty line between paragraphs, which template tags leave behind."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def message_id(mail_id: UUID) -> str:
    """The same for every try, so that a mail server or reader drops the second copy."""
    return f"<{mail_id}@{urlsplit(settings.BASE_URL).hostname or 'localhost'}>"


def link(path: str) -> str:
    """A path of ours as an address that can stand in a message."""
    return urljoin(settings.BASE_URL, path)


def fault(*, to: str, subject: str) -> str:
    """Why these headers may not be sent, as a code; empty if they may."""
    if not subject.strip() or any(ord(char) < 32 or char in "\x7f\x85\u2028\u2029" for char in subject):
        return "bad-header"
    try:
        validate_email(to)
    except ValidationError:
        return "bad-address"
    return ""


def sweep(limit: int = 500) -> list[UUID]:
    """The ids of messages that are due, oldest first."""
    due = OutgoingMail.objects.due(clock.now()).order_by("next_attempt_at")
    return list(due.values_list("pk", flat=True)[:limit])


def send(mail_id: UUID) -> None:
    """Send one message if it is due, still wanted, and nobody else sends it. Safe to call any number of times."""
    row = _lease(mail_id)
    if row is None:
        return
    try:
        if not still_due(row):
            _settle(row, state=OutgoingMail.State.SKIPPED)
            return
        deliver(row)
    except Exception as error:
        # The code only: a server's answer may quote the message or the address (trust X35).
        code = code_of(error)
        logger.warning("Mail %s, try %s: %s", row.pk, row.attempts, code)
        _put_off(row, code, tries_for(error))
    else:
        _settle(row, state=OutgoingMail.State.SENT, sent_at=clock.now())


def drop_due() -> int:
    """Count whatever is due as sent now, and hand it to nobody; how many. For the demonstration's past alone.

    Raises RuntimeError outside the demo mode, where every message must reach somebody.
    """
    if not settings.DEMO:
        raise RuntimeError("Only the demonstration drops mail.")
    now = clock.now()
    return OutgoingMail.objects.due(now).update(
        state=OutgoingMail.State.SENT, sent_at=now, lease_until=None, attempts=1
    )


def _lease(mail_id: UUID) -> OutgoingMail | None:
    now = clock.now()
    row = OutgoingMail.objects.due(now).filter(pk=mail_id).first()
    if row is None:
        return None
    mine = OutgoingMail.objects.filter(
        pk=row.pk, state=row.state, lease_until=row.lease_until, attempts=row.attempts
    )
    if row.attempts >= TRIES:
        # Its workers never came back: one that ends whoever touches it must not do so for ever (trust R16).
        mine.update(state=OutgoingMail.State.FAILED, lease_until=None, failure="worker-lost")
        return None
    row.state, row.lease_until, row.attempts = OutgoingMail.State.SENDING, now + LEASE, row.attempts + 1
    taken = mine.update(state=row.state, lease_until=row.lease_until, attempts=row.attempts)
    return row if taken else None


def still_due(row: OutgoingMail) -> bool:
    """Whether what the message asks for still waits: asked again at the moment of sending (domain I-38)."""
    conditions = [
        getattr(settings, "MAIL_CONDITIONS", {}).get(row.kind),
        getattr(settings, "MAIL_WANTED", ""),
    ]
    return all(import_string(condition)(row) for condition in conditions if condition)


def deliver(row: OutgoingMail) -> None:
    """Hand one message to Django's mail back end. Raises whatever that raises, or Refused."""
    if fault(to=row.to, subject=row.subject_line):
        raise Refused
    secret = getattr(settings, "MAIL_SECRETS", {}).get(row.kind)
    told = import_string(secret)(row) if secret else PUT_IN
    message = EmailMultiAlternatives(
        subject=row.subject_line,
        body=row.body_text.replace(PUT_IN, told),
        to=[row.to],
        reply_to=_reply_to(row),
        headers={"Message-ID": row.message_id, "Auto-Submitted": "auto-generated", **_way_out(row)},
    )
    message.attach_alternative(row.body_html.replace(PUT_IN, told), "text/html")
    if row.calendar:
        message.attach("sessions.ics", row.calendar.replace("\n", "\r\n"), calendars.MIME)
    if not message.send():
        raise ConnectionError


def _reply_to(row: OutgoingMail) -> list[str]:
    address = getattr(settings, "MAIL_REPLY_TO", "")
    return list(import_string(address)(row.chain)) if address else []


def _way_out(row: OutgoingMail) -> dict[str, str]:
    """The headers by which a mail program ends mail like this with one press (RFC 8058); none on what is essential."""
    address = getattr(settings, "MAIL_STOP", "")
    stop = import_string(address)(row) if address and not row.essential else ""
    return (
        {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
        if stop
        else {}
    )


def code_of(error: Exception) -> str:
    """A short code for the row: the server's number where it gave one, else the error's name."""
    if isinstance(error, Refused | BadHeaderError):
        return "bad-header"
    if isinstance(error, Undelivered):
        return error.code
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return f"refused-{next((answer[0] for answer in error.recipients.values()), 0)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"smtp-{error.smtp_code}"
    return type(error).__name__[:40]


def tries_for(error: Exception) -> int:
    """How often a message is tried that `error` stopped: once, a few times, or for about two days."""
    code = code_of(error)
    if code == "bad-header":
        return 0
    return TRIES_IF_REFUSED if getattr(error, "for_good", code.startswith("refused-5")) else TRIES


def _put_off(row: OutgoingMail, code: str, tries: int) -> None:
    """Climb one rung of the ladder, or give up."""
    if row.attempts >= tries:
        _settle(row, state=OutgoingMail.State.FAILED, failure=code)
        return
    wait = LADDER[min(row.attempts, len(LADDER)) - 1]
    _settle(row, state=OutgoingMail.State.OWED, failure=code, next_attempt_at=clock.now() + wait)


def _settle(row: OutgoingMail, *, failure: str = "", **values: Any) -> None:
    """End this worker's lease, if it still is this worker's."""
    mine = OutgoingMail.objects.filter(
        pk=row.pk, state=OutgoingMail.State.SENDING, lease_until=row.lease_until, attempts=row.attempts
    )
    mine.update(lease_until=None, failure=failure, **values)
