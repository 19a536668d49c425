"""Handing out files: whoever calls this has asked whether the reader may have them (trust X5)."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from pipd.kit import documents
from pipd.kit.models import Document


def handed_out(document: Document) -> HttpResponse:
    """The file of `document`, counted as one download. Raises Http404 when it may not be opened any more."""
    try:
        found = documents.open_file(document)
    except documents.NotAvailable:
        raise Http404 from None
    return attached(found.content, found.filename, "application/pdf")


def attached(content: bytes, filename: str, content_type: str) -> HttpResponse:
    """A file to be saved. `filename` is made of codes and versions: no word of anybody's is in a header (trust X17)."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
