"""The wiring's own tasks: one call each. Run twice, late or after a crash, they do it once."""

from celery import shared_task

from pipd import digest


@shared_task
def send_digests() -> None:
    """Queue today's lists of what needs each person."""
    digest.send_due()
