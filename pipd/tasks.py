"""The wiring's own tasks: one call each. Run twice, late or after a crash, they do it once."""

from celery import shared_task

from pipd import digest, retention


@shared_task
def send_digests() -> None:
    """Queue today's lists of what needs each person."""
    digest.send_due()


@shared_task
def propose_retention() -> None:
    """Put to the coordinators what has been kept long enough: of each kind once a month."""
    retention.propose()
