"""A mail server that fails as often as a test says, and a message for it."""

from datetime import UTC, datetime
from uuid import UUID

from django.core.mail.backends.base import BaseEmailBackend

from pipd.kit import clock, mail
from pipd.kit.models import OutgoingMail

SEAT = UUID("00000000-0000-4000-8000-000000000002")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
failures: list[Exception] = []
seen: list[str] = []
wanted = [True]
CONTEXT = {
    "about": "Vexbridge: Partnership Improvement Action Plan, version 1",
    "before": ["The third sector participants have signed."],
    "act": "Read the plan and sign",
    "link": "https://plans.example/t/p4x0d",
    "after": ["Nothing happens by itself if you do not answer."],
    "why": "You get this at once because a signature waits on you.",
    "run_by": "Run by the Agency. Readable by its two administrators.",
    "questions": "01632 960 114",
}


class Flaky(BaseEmailBackend):
    """A server that fails as often as `failures` says."""

    def send_messages(self, messages):
        if failures:
            raise failures.pop(0)
        seen.extend(message.extra_headers["Message-ID"] for message in messages)
        return len(messages)


def is_wanted(row):
    return wanted[0]


def shared(chain):
    return {"run_by": f"Run for {chain}."}


def posting(settings):
    """Nothing has failed or gone yet, everything is wanted, and it is noon: the whole of a fixture."""
    failures.clear()
    seen.clear()
    wanted[:] = [True]
    settings.EMAIL_BACKEND = f"{__name__}.Flaky"
    settings.MAIL_CONDITIONS = {"chaser": f"{__name__}.is_wanted"}
    settings.MAIL_CONTEXT = settings.MAIL_WANTED = settings.MAIL_STOP = settings.MAIL_REPLY_TO = ""
    settings.BASE_URL = "https://plans.example"
    with clock.at(NOON):
        yield


def queued(**more):
    given = {
        "kind": "signature-awaited",
        "key": "signature-awaited:1:2",
        "to": "helen@council.example",
        "recipient": SEAT,
        "chain": "A01",
        "subject": "Your signature is awaited",
        "template": "notice",
        "context": CONTEXT,
    }
    return mail.queue(**given | more)


def stored():
    return OutgoingMail.objects.get()
