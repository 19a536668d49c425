"""A list as its address asks for it: the words sought, how it is narrowed, and which page of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from pipd.kit.text import clean

LONGEST_SOUGHT = 120
PER_PAGE = 25
Rows = TypeVar("Rows", bound=QuerySet)


class Listing:
    """What `asked` asks of a list: what was typed into its search, and what its links narrow it to."""

    def __init__(self, asked: Mapping[str, str]) -> None:
        self.asked = asked
        self.sought = clean(asked.get("q", ""))[:LONGEST_SOUGHT]

    def chosen(self, name: str, known: Collection[str]) -> str:
        """What `name` narrows it to, if that is one of the `known` values; else nothing."""
        said = self.asked.get(name, "")
        return said if said in {str(one) for one in known} else ""

    def search(self, rows: Rows, *names: str) -> Rows:
        """Those of `rows` that have the words sought in one of the fields `names`; all where nothing is sought."""
        if not self.sought:
            return rows
        found = Q()
        for name in names:
            found |= Q(**{f"{name}__icontains": self.sought})
        return rows.filter(found)

    def page(self, rows: Any, *, per_page: int = PER_PAGE) -> Page:
        """The page that is asked for, else the nearest there is."""
        return Paginator(rows, per_page).get_page(self.asked.get("page"))
