"""Files asked for and handed out, after the caller asked who may have them (trust X5); and telling what failed."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse

from partnerships.models import Role, Seat, StudyArea, User
from pipd.kit import documents, mail
from pipd.kit.models import Document
from pipd.kit.tasks import render_document


def one_of(shelves: Iterable[Iterable[Document]], key: UUID) -> Document:
    """The document `key` among those that the reader may have. Raises Http404 for any other."""
    found = next((row for rows in shelves for row in rows if row.pk == key), None)
    if found is None:
        raise Http404
    return found


def rung_for(document: Document, words: str = "It") -> str:
    """Ring a worker for `document` if it is still owed; a sweep comes if none hears. Returns what to say.

    Nothing where the page shows how far it is; else that `words`, which name the document, are there already.
    """
    if document.state == Document.State.OWED:
        render_document.delay_on_commit(str(document.pk))
        return ""
    return f"{words} is there already: nothing has changed since it was made."


def handed_out(document: Document) -> HttpResponse:
    """The file of `document`, counted as one download. Raises Http404 when it may not be opened any more."""
    try:
        found = documents.open_file(document)
    except documents.NotAvailable:
        raise Http404 from None
    return attached(found.content, found.filename, found.content_type)


def attached(content: bytes, filename: str, content_type: str) -> HttpResponse:
    """A file to be saved. `filename` is made of codes and versions: no word of anybody's is in a header (trust X17)."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def say_failed(document: Document) -> None:
    """Tell whoever asked for `document`, and the administrators, that it could not be made (settings.DOCUMENT_FAILED).

    What the system asked for is for the administrators alone. No word of the document is in it.
    """
    asked = Seat.objects.select_related("user").filter(pk=document.requested_by).first()
    area = StudyArea.objects.select_related("programme").filter(pk=document.chain).first()
    if asked is None or area is None:
        return
    keepers = Seat.objects.live().filter(programme=area.programme, role=Role.ADMINISTRATOR)
    for seat in [asked, *keepers.select_related("user")]:
        if seat.user is not None and seat.is_live:
            _failed_notice(seat, seat.user, document, area, is_asker=seat.pk == asked.pk)


def _failed_notice(seat: Seat, user: User, document: Document, area: StudyArea, *, is_asker: bool) -> None:
    page = reverse(settings.DOCUMENT_PAGES[document.kind], kwargs={"area": area.slug})
    before = f"A document you asked for in {area.name} could not be made. Nothing else was lost or changed."
    if not is_asker:
        before = f"A document of {area.name} could not be made. Whoever asked for it was told."
    context = {
        "about": area.name,
        "before": [before],
        "act": "Ask for it again" if is_asker else "",
        "link": mail.link(page) if is_asker else "",
        "after": [f"If it fails again, tell the coordinator this reference: {document.failure}."]
        if is_asker
        else [f"Document {document.pk}, reference {document.failure}."],
        "why": "You get this at once because you asked for the document."
        if is_asker
        else "You get this at once because you look after the service.",
        "preheader": before,
    }
    mail.queue(
        kind="document_failed",
        key=f"document_failed:{document.pk}:{seat.pk}:{document.requested_at.isoformat()}",
        to=user.email,
        recipient=user.pk,
        chain=area.chain,
        subject="Your document could not be made" if is_asker else "A document could not be made",
        template="notice",
        context=context,
        essential=True,
    )
