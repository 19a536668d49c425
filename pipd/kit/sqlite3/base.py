"""Django writes its marks for parameters (%s) anew into SQLite’s (?) for every query, which costs as much as running
a short one. Here that is done once for each text of a query; everything else is Django’s."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

REMEMBERED = 1024  # texts of queries; a few kilobytes each


@lru_cache(maxsize=REMEMBERED)
def marked(query: str) -> str:
    """`query` with SQLite’s marks."""
    written: str = base.SQLiteCursorWrapper.convert_query(None, query)  # type: ignore[arg-type]  # asks nothing of it
    return written


class Remembering(base.SQLiteCursorWrapper):
    """Runs queries as Django does."""

    def convert_query(self, query: str, *, param_names: Any = None) -> Any:
        return marked(query) if param_names is None else super().convert_query(query, param_names=param_names)


class DatabaseWrapper(base.DatabaseWrapper):
    """The back end that settings name for the embedded database."""

    def create_cursor(self, name: str | None = None) -> Remembering:
        make = self.connection.cursor
        return make(factory=Remembering)
