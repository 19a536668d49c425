"""What the rule and the pages look at of a statement and of an answer: a whole row of the database, or a few columns.

Eighty statements with the answers of fourteen people are a thousand rows; making an object of each would cost more
than judging them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID


class Marked(Protocol):
    """Anything that says what it is about and who holds it."""

    @property
    def kind(self) -> str: ...
    @property
    def position_la(self) -> str: ...
    @property
    def position_tso(self) -> str: ...


class Worded(Marked, Protocol):
    """The same with the words of a statement."""

    @property
    def topic(self) -> str: ...
    @property
    def text(self) -> str: ...


class Salted(Worded, Protocol):
    """The same with the salt of its digest."""

    @property
    def salt(self) -> str: ...


class Shown(Worded, Protocol):
    """A statement as a version shows it."""

    @property
    def point_id(self) -> UUID: ...
    @property
    def number(self) -> int: ...
    @property
    def digest(self) -> str: ...


class Grounded(Protocol):
    """An answer, as far as it may stand over a change of words."""

    @property
    def verdict(self) -> str: ...
    @property
    def ground(self) -> str: ...


class Said(Grounded, Protocol):
    """An answer, as far as the rule looks at it."""

    @property
    def point_id(self) -> UUID: ...
    @property
    def responder_id(self) -> UUID: ...
    @property
    def digest(self) -> str: ...
    @property
    def channel(self) -> str: ...


class Eligible(Protocol):
    """Somebody whose answers count, as far as the rule and a page look at them."""

    @property
    def pk(self) -> Any: ...
    @property
    def seat_id(self) -> UUID: ...
    @property
    def sector(self) -> str: ...
    @property
    def present_since(self) -> datetime | None: ...
