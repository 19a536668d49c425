"""Parts of pages that a few plain values decide alone: drawn once in a process, then handed out again.

Such a part knows no request, no reader and no row. Its template sees what is named here and nothing else, so that
nothing of one page reaches another; what differs from row to row is filled into slots, escaped, and is not kept.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django.conf import settings
from django.template import Context, Engine
from django.utils.safestring import SafeData, SafeString, mark_safe

MOST = 512  # parts that are kept; a few kilobytes each
# Private-use characters: what people type is freed of them (pipd.kit.text).
OPENS, CLOSES = "\ue000", "\ue001"
SLOT = re.compile(f"{OPENS}([a-z_]+){CLOSES}")
INDENTED = re.compile(r"\n\s+")


def slot(name: str) -> str:
    """Stands for what `Shape.fill` puts in: give it to a template in place of the value."""
    return f"{OPENS}{name}{CLOSES}"


class Shape:
    """A drawn part with slots."""

    def __init__(self, drawn: str) -> None:
        # Sent once for each row, so without the indentation of the template. Text and names take turns.
        self.pieces = SLOT.split(INDENTED.sub("\n", drawn))
        self.names = self.pieces[1::2]
        self.wanted = frozenset(self.names)
        self.as_bytes = [piece.encode() for piece in self.pieces]

    def fill(self, values: Mapping[str, str]) -> SafeString:
        """The part with `values` by slot, each escaped unless it is HTML of ours already."""
        escaped = {name: _escaped(values[name]) for name in self.wanted}
        pieces = self.pieces.copy()
        pieces[1::2] = map(escaped.__getitem__, self.names)
        return mark_safe("".join(pieces))  # noqa: S308  drawn by a template, and what was filled in is escaped

    def filled(self, values: Mapping[str, str]) -> list[bytes]:
        """The same in pieces as they are sent: what stands in every page was made bytes of once (pipd.kit.late)."""
        escaped = {name: _escaped(values[name]).encode() for name in self.wanted}
        pieces = self.as_bytes.copy()
        pieces[1::2] = map(escaped.__getitem__, self.names)
        return pieces


def _escaped(value: str) -> str:
    """`value` as HTML. Letters and digits alone, such as a digest, are HTML as they are."""
    return value if isinstance(value, SafeData) or value.isalnum() else escape(value)


def drawn(name: str, /, **values: Any) -> SafeString:
    """The template `name` with `values`, which are words, yes or no, nothing, or tuples of these."""
    return (_draw if settings.DEBUG else _drawn)(name, tuple(values.items()))


def shape(name: str, /, **values: Any) -> Shape:
    """The same with slots among the words."""
    return (_form if settings.DEBUG else _shape)(name, tuple(values.items()))


def forget() -> None:
    """Draw everything anew from now on."""
    _drawn.cache_clear()
    _shape.cache_clear()


def _draw(name: str, values: tuple[tuple[str, Any], ...]) -> SafeString:
    _check(values)
    return Engine.get_default().get_template(name).render(Context(dict(values)))


def _form(name: str, values: tuple[tuple[str, Any], ...]) -> Shape:
    return Shape(_draw(name, values))


def _check(value: object) -> None:
    """Refuse what could carry more than it shows: a row, a person, or words that pass for HTML."""
    if isinstance(value, tuple):
        for one in value:
            _check(one)
    elif not (value is None or isinstance(value, bool | str)) or isinstance(value, SafeData):
        raise TypeError(f"A part that is kept is given plain values alone, and not {type(value).__name__}.")


_drawn = lru_cache(maxsize=MOST)(_draw)
_shape = lru_cache(maxsize=MOST)(_form)
