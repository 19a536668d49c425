"""The kit's tasks: ids only, one workflow call each. Run twice, late or after a crash, they do it once."""

import logging
from uuid import UUID

from celery import shared_task
from celery.signals import worker_init

from pipd.kit import documents, mail, pdf

logger = logging.getLogger(__name__)


# Limits in seconds, below printing.LEASE: a page that never ends is stopped before its lease is (trust X13).
@shared_task(soft_time_limit=60, time_limit=75)
def render_document(document_id: str) -> None:
    """Render one document if it is due."""
    documents.render_owed(UUID(document_id))


@shared_task
def sweep_documents() -> None:
    """Ring for every document that is due."""
    for document_id in documents.sweep():
        render_document.delay(str(document_id))


# Limit in seconds, below mail.LEASE: a server that hangs is let go before the lease is (trust R8).
@shared_task(soft_time_limit=90, time_limit=100)
def send_mail(mail_id: str) -> None:
    """Send one message if it is due."""
    mail.send(UUID(mail_id))


@shared_task
def sweep_mail() -> None:
    """Ring for every message that is due."""
    for mail_id in mail.sweep():
        send_mail.delay(str(mail_id))


@worker_init.connect
def warm_up(**_: object) -> None:
    """Load the printing library once, before the pool forks: the first document is as quick as the second."""
    if lacking := pdf.problem():
        logger.error(lacking)
