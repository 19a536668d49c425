"""What the pages of a session share: the session that the address names."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnerships.access import AreaMixin
from workshops.models import Workshop


def ids(values: list[str]) -> list[UUID]:
    """Those of `values` that are ids; what is none was not made by our page."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


class SessionMixin(AreaMixin):
    """A page of one session of the area."""

    section = "sessions"

    @cached_property
    def workshop(self) -> Workshop:
        workshop = get_object_or_404(Workshop, area=self.area, number=self.kwargs["number"])
        workshop.area = self.area
        return workshop

    def address(self, page: str) -> str:
        return reverse(f"workshops:{page}", kwargs={"area": self.area.slug, "number": self.workshop.number})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(workshop=self.workshop, **kwargs)
