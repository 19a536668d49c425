"""Sweeps of recruitment. Run twice, late or after a crash, they do it once."""

from celery import shared_task

from partnerships import closing_soon, post_requests


@shared_task
def remind_applicants() -> None:
    """Mail whoever has begun an application and not sent it, before applications close."""
    closing_soon.remind()


@shared_task
def forget_last_mail() -> None:
    """Delete the last mail to whoever was erased, once it is sent."""
    post_requests.forget_the_last()
