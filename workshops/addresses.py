"""Where the pages of a session are."""

from __future__ import annotations

from functools import lru_cache

from django.urls import get_script_prefix, reverse

from workshops.models import Workshop


def page_of(workshop: Workshop, page: str) -> str:
    """The address of the page named `page` of this session."""
    return _page(get_script_prefix(), workshop.area.slug, workshop.number, page)


@lru_cache(maxsize=2048)  # a page links to several, and finding an address costs more than drawing the link
def _page(prefix: str, area: str, number: int, page: str) -> str:
    """The same by what stands in it; `prefix` is where the site begins."""
    return reverse(f"workshops:{page}", kwargs={"area": area, "number": number})
