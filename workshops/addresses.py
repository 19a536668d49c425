"""Where the pages of a session are."""

from __future__ import annotations

from django.urls import reverse

from workshops.models import Workshop


def page_of(workshop: Workshop, page: str) -> str:
    """The address of the page named `page` of this session."""
    return reverse(f"workshops:{page}", kwargs={"area": workshop.area.slug, "number": workshop.number})
