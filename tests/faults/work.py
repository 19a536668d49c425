"""Becomes a worker or a beat of pipd on the settings beside this file, with leases that are waited for in seconds.

FAULTS, as JSON: `lease` and `rung` in seconds, and `control`, the name of one protection to take away.
"""

import json
import os
import sys
import uuid
from datetime import timedelta

import django


def shorten(told):
    """What takes minutes in life takes seconds here; nothing else is another."""
    from pipd.kit import mail, printing

    printing.LEASE = mail.LEASE = timedelta(seconds=told.get("lease", 3))
    rung = timedelta(seconds=told.get("rung", 1))
    mail.LADDER = (rung,)
    printing.BACK_OFF = (rung,)


def take_away(control):
    """The protection that a control goes without."""
    from pipd.kit import mail
    from pipd.kit.models import OutgoingMail

    handed_over = mail.deliver
    if control == "mark first":  # counted as sent before the server has said so

        def deliver(row):
            OutgoingMail.objects.filter(pk=row.pk).update(
                state="sent", sent_at=row.queued_at, lease_until=None
            )
            handed_over(row)

        mail.deliver = deliver
    elif control == "new id":  # each try under an id of its own

        def deliver(row):
            row.message_id = f"<{uuid.uuid4()}@plans.example>"
            handed_over(row)

        mail.deliver = deliver


def main():
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.faults.settings"
    django.setup()
    told = json.loads(os.environ.get("FAULTS", "{}"))
    shorten(told)
    take_away(told.get("control"))
    from pipd.celery import app

    if sys.argv[1] == "worker":
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        app.worker_main(["--quiet", "worker", "--loglevel", "WARNING", "--concurrency", sys.argv[2], *quiet])
    else:
        app.start(["--quiet", "beat", "--loglevel", "WARNING", "--schedule", sys.argv[2], "--pidfile="])


if __name__ == "__main__":
    main()
