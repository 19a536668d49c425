"""Large parts of a page that are put in once everything around them is drawn.

Each block of a template, and each template it extends, copies all that it holds: of a page whose statements make nine
tenths of it, that took longer than drawing them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.template.response import TemplateResponse
from django.utils.safestring import SafeString, mark_safe

from pipd.kit.fragments import CLOSES, OPENS

PLACE = re.compile(f"{OPENS}([0-9]+){CLOSES}")


class Late:
    """The large parts of one page, in the order in which they were drawn."""

    def __init__(self) -> None:
        self.parts: list[list[SafeString]] = []

    def keep(self, pieces: Iterable[SafeString]) -> SafeString:
        """What stands for `pieces` until they are put in; they are HTML already."""
        self.parts.append(list(pieces))
        return mark_safe(f"{OPENS}{len(self.parts) - 1}{CLOSES}")  # noqa: S308  a number between marks of ours

    def put_in(self, drawn: str) -> str:
        """`drawn` with each part in its place. What people type has no such marks (pipd.kit.text)."""
        found: list[str] = []
        for at, piece in enumerate(PLACE.split(drawn)):
            found.extend(self.parts[int(piece)] if at % 2 else [piece])
        return "".join(found)


class LateResponse(TemplateResponse):
    """A page whose template may keep large parts in `late`, which its context names."""

    @property
    def rendered_content(self) -> str:
        late: Late = (self.context_data or {})["late"]
        return late.put_in(super().rendered_content)
