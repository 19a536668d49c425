"""The worker's half of documents: lease one, render it outside any transaction, store it whole (domain I-37).

Callers use it through pipd.kit.documents.
"""

import hashlib
import logging
import re
import traceback
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from pipd.kit import clock, pdf
from pipd.kit.frozen import digest_of
from pipd.kit.models.documents import Document, DocumentFile

LEASE = timedelta(seconds=90)  # above the hard limit in tasks.py, so two workers never hold one document
ATTEMPTS = 3  # then it is quarantined until somebody asks again (trust R16)
LOST = 8  # leases that may run out: a worker may be killed through no fault of the document (trust R1)
BACK_OFF = (timedelta(minutes=1), timedelta(minutes=5))
FILENAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,90}\.(pdf|docx|xlsx|zip)")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rendering:
    """What a kind's callable answers. `filename` comes from codes and versions, never from user text (trust X17).

    `value` is needed where the row keeps none: the page is refused unless its content is what was asked for. A file
    that is no PDF has no `html`: its bytes are the `content`.
    """

    html: str
    filename: str
    title: str
    styles: tuple[str, ...] = ("document.css",)
    value: Any = None
    content: bytes = b""


def sweep(limit: int = 200) -> list[UUID]:
    """The ids of documents that are due, oldest first."""
    due = Document.objects.due(clock.now()).order_by("due_at")
    return list(due.values_list("pk", flat=True)[:limit])


def render_owed(document_id: UUID) -> None:
    """Render one document if it is due and nobody else does. Safe to call at any time, any number of times."""
    document = _lease(document_id)
    if document is None:
        return
    try:
        made, content = _make(document)
    except Exception as error:
        code = error.code if isinstance(error, pdf.RenderFailed) else type(error).__name__
        # Where it failed, but not the message: that may quote what people wrote (trust X35).
        logger.error("Document %s: %s at %s", document.pk, code, place_of(error))
        _fail(document, code)
    else:
        _keep(document, made, content)


def place_of(error: Exception) -> str:
    """The files and lines an error came through, innermost last."""
    frames = traceback.extract_tb(error.__traceback__)
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)


def _lease(document_id: UUID) -> Document | None:
    now = clock.now()
    document = Document.objects.due(now).filter(pk=document_id).first()
    if document is None:
        return None
    lost = document.lost + (document.state == Document.State.RENDERING)
    mine = Document.objects.filter(pk=document.pk, state=document.state, lease_until=document.lease_until)
    if lost >= LOST:
        with transaction.atomic():
            given_up = {"state": Document.State.FAILED, "lease_until": None, "lost": lost}
            if mine.update(**given_up, failure="worker-lost"):
                _say_failed(document)
        return None
    begun = {"state": Document.State.RENDERING, "lease_until": now + LEASE, "lost": lost}
    if not mine.update(**begun, parts=0, parts_done=0):
        return None
    document.state, document.lease_until, document.lost = Document.State.RENDERING, now + LEASE, lost
    return document


def say_how_far(document: Document, done: int, parts: int) -> None:
    """Let the page show that `done` of so many `parts` are made. Whoever lost the lease says nothing any more."""
    mine = Document.objects.filter(
        pk=document.pk, state=Document.State.RENDERING, lease_until=document.lease_until
    )
    mine.update(parts_done=done, parts=parts)


def _make(document: Document) -> tuple[Rendering, pdf.Pdf]:
    """The page and its bytes; outside any transaction, because it takes seconds. Files of other kinds have no pages."""
    made: Rendering = import_string(settings.DOCUMENT_KINDS[document.kind])(document)
    if not FILENAME.fullmatch(made.filename):
        raise pdf.RenderFailed("bad-filename")
    is_read_again = document.value is None or made.value is not None
    if is_read_again and digest_of(made.value) != document.content_digest:
        raise pdf.RenderFailed("content-changed")
    return made, pdf.Pdf(made.content) if made.content else pdf.render(made.html, styles=made.styles)


@transaction.atomic
def _fail(document: Document, code: str) -> None:
    attempts = document.attempts + 1
    again = attempts < ATTEMPTS and code != "content-changed"
    mine = Document.objects.filter(
        pk=document.pk, state=Document.State.RENDERING, lease_until=document.lease_until
    )
    changed = mine.update(
        state=Document.State.OWED if again else Document.State.FAILED,
        lease_until=None,
        attempts=attempts,
        failure=code[:40],
        due_at=clock.now() + BACK_OFF[min(attempts, len(BACK_OFF)) - 1],
    )
    if changed and not again:
        _say_failed(document)


def _say_failed(document: Document) -> None:
    """Let whoever asked know: settings.DOCUMENT_FAILED names who writes to them, for the kit knows nobody."""
    document.refresh_from_db()
    if not settings.DOCUMENT_FAILED:
        return
    try:
        with transaction.atomic():  # within the caller's: what cannot be told takes nothing else back
            import_string(settings.DOCUMENT_FAILED)(document)
    except Exception as error:
        # Set aside all the same (trust R16): else it would be tried for ever. Its page says so to whoever comes.
        logger.error("Document %s: nobody told: %s at %s", document.pk, type(error).__name__, place_of(error))


@transaction.atomic
def _keep(document: Document, made: Rendering, content: pdf.Pdf) -> None:
    """Store the file, unless the document was retracted or leased anew meanwhile."""
    kin = Document.objects.of(document.kind, document.subject)
    held = kin.select_for_update().order_by("pk").values_list("pk", "state", "lease_until", "requested_at")
    rows = {pk: (state, lease, asked) for pk, state, lease, asked in held}
    state, lease, asked = rows[document.pk]
    if (state, lease) != (Document.State.RENDERING, document.lease_until):
        return
    current = [row for row in rows.values() if row[0] == Document.State.READY]
    late = any(row[2] > asked for row in current)  # something asked for later is ready already
    if not late:
        kin.filter(state=Document.State.READY).update(state=Document.State.SUPERSEDED)
    DocumentFile.objects.update_or_create(document=document, defaults={"content": bytes(content)})
    kin.filter(pk=document.pk).update(
        state=Document.State.SUPERSEDED if late else Document.State.READY,
        lease_until=None,
        failure="",
        filename=made.filename,
        title=made.title[:250],
        file_digest=hashlib.sha256(content).hexdigest(),
        pages=content.pages,
        ready_at=clock.now(),
    )
