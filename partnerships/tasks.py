"""Sweeps of recruitment and accounts. Run twice, late or after a crash, they do it once."""

from celery import shared_task

from partnerships import closing_soon, post_recruitment_over, post_requests
from partnerships.signing_in import sessions


@shared_task
def remind_applicants() -> None:
    """Mail whoever has begun an application and not sent it, before applications close."""
    closing_soon.remind()


@shared_task
def forget_last_mail() -> None:
    """Delete, once it is sent, mail of which nothing else is kept: to whoever was erased, or never applied."""
    post_requests.forget_the_last()
    post_recruitment_over.forget_nothing()


@shared_task
def clear_sessions() -> None:
    """Delete the sessions that ran out: some hold the address of whoever asked for a code."""
    sessions.clear()
