"""Large parts of a page that are put in once everything around them is drawn.

Each block of a template, and each template it extends, copies all that it holds: of a page whose statements make nine
tenths of it, that took longer than drawing them. They are kept as the bytes that are sent, so that a page of a hundred
thousand letters is not made bytes of letter by letter for each reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django.template.response import TemplateResponse
from django.utils.safestring import SafeString, mark_safe

from pipd.kit.fragments import CLOSES, OPENS

PLACE = re.compile(f"{OPENS}([0-9]+){CLOSES}")


class Late:
    """The large parts of one page, in the order in which they were drawn."""

    def __init__(self) -> None:
        self.parts: list[list[bytes]] = []

    def keep(self, pieces: Iterable[bytes]) -> SafeString:
        """What stands for `pieces` until they are put in; they are HTML already."""
        self.parts.append(list(pieces))
        return mark_safe(f"{OPENS}{len(self.parts) - 1}{CLOSES}")  # noqa: S308  a number between marks of ours

    def put_in(self, drawn: str) -> bytes:
        """`drawn` with each part in its place. What people type has no such marks (pipd.kit.text)."""
        found: list[bytes] = []
        for at, piece in enumerate(PLACE.split(drawn)):
            found.extend(self.parts[int(piece)] if at % 2 else [piece.encode()])
        return b"".join(found)


class LateResponse(TemplateResponse):
    """A page whose template may keep large parts in `late`, which its context names."""

    @property
    def rendered_content(self) -> Any:  # Django takes bytes as they are, and says that it wants letters
        late: Late = (self.context_data or {})["late"]
        return late.put_in(super().rendered_content)
