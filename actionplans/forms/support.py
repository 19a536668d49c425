"""The answers of one person to a whole draft, in plain loops: one line for each objective and action."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from actionplans.asking import Reply, digest
from actionplans.content import ActionLine, Line, item_of
from actionplans.models import Support
from pipd.kit.text import PlainTextField

LONGEST_REASON = 600
NOTHING_CHOSEN = "Answer at least one item, or tick that you support all the rest"
Choice = Support.Choice


@dataclass
class SupportLine:
    """One item with its question. `was` is the last answer, `changed` whether that was to other words."""

    line: Line
    objective: str  # what an action answers
    was: Support | None
    changed: bool
    digest: str
    answer: str = ""
    reason: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    shown: bool = False  # whether it was on the page that was posted

    @property
    def key(self) -> str:
        return str(item_of(self.line).pk)

    @property
    def is_new(self) -> bool:
        return self.was is None or self.changed

    @property
    def answer_words(self) -> str:
        return Choice(self.answer).label if self.answer else ""

    def read(self, data: Mapping[str, str]) -> None:
        """Take what was posted for this line; a line that was not on the page keeps its answer."""
        posted = data.get(f"digest_{self.key}")
        if posted is None:
            return
        self.shown = True
        self.answer, self.reason = data.get(f"answer_{self.key}", ""), data.get(f"reason_{self.key}", "")
        if posted != self.digest:
            # Nobody answers for words they did not read; the reason that was typed stays.
            self.answer, self.changed, name = "", True, self.line.name.lower()
            self.errors["answer"] = f"The words of {name} changed meanwhile. Read them and answer again"
            return
        if self.answer and self.answer not in Choice.values:
            self.errors["answer"] = f"{self.line.name}: choose one of the answers"
            self.answer = ""
        if self.answer in ("", Choice.SUPPORT):
            return
        try:
            words = PlainTextField(max_length=LONGEST_REASON, required=self.answer == Choice.CANNOT)
            self.reason = words.clean(self.reason)
        except ValidationError as fault:
            said = (
                "say why you can’t support this"
                if fault.error_list[0].code == "required"
                else fault.messages[0]
            )
            self.errors["reason"] = f"{self.line.name}: {said[:1].lower()}{said[1:]}"

    @property
    def is_said_anew(self) -> bool:
        """Whether the answer is another than the one that stands."""
        if not self.answer:
            return False
        reason = "" if self.answer == Choice.SUPPORT else self.reason
        return self.is_new or (
            self.was is not None and (self.was.answer, self.was.reason) != (self.answer, reason)
        )


class SupportForm:
    """All lines of the draft, what was posted of them, and what would be kept."""

    def __init__(
        self, lines: Iterable[Line], mine: Mapping[Any, Support], data: Mapping[str, str] | None = None
    ) -> None:
        self.lines: list[SupportLine] = []
        words = ""
        for line in lines:
            if not isinstance(line, ActionLine):
                words = line.objective.text
            self.lines.append(_line(line, words if isinstance(line, ActionLine) else "", mine))
        self.rest_is_ticked = bool(data and data.get("rest"))
        self.errors: list[dict[str, str]] = []
        if data is not None:
            self._read(data)

    def _read(self, data: Mapping[str, str]) -> None:
        for line in self.lines:
            line.read(data)
            for name in line.errors:
                self.errors.append({"href": f"#{name}_{line.key}", "text": line.errors[name]})
        if not self.errors and not self.replies:
            first = next((line for line in self.lines if line.is_new), None)
            href = f"#answer_{first.key}" if first else "#main"
            self.errors.append({"href": href, "text": NOTHING_CHOSEN})

    @property
    def changed(self) -> list[SupportLine]:
        return [line for line in self.lines if line.changed]

    @property
    def new(self) -> list[SupportLine]:
        return [line for line in self.lines if line.is_new and not line.changed]

    @property
    def earlier(self) -> list[SupportLine]:
        return [line for line in self.lines if not line.is_new]

    @property
    def said(self) -> list[SupportLine]:
        """What is answered one by one, and differs from what stands."""
        return [line for line in self.lines if line.is_said_anew]

    @property
    def _open(self) -> list[SupportLine]:
        return [line for line in self.lines if line.is_new and not line.answer]

    @property
    def rest(self) -> list[SupportLine]:
        """What "I support all the rest" is about: what was on the page and has no answer, here or before."""
        return [line for line in self._open if line.shown] if self.rest_is_ticked else []

    @property
    def blank(self) -> list[SupportLine]:
        """What stays without an answer."""
        return [line for line in self._open if line not in self.rest]

    @property
    def replies(self) -> list[Reply]:
        said = [Reply(item_of(one.line).pk, one.digest, one.answer, one.reason) for one in self.said]
        return said + [Reply(item_of(one.line).pk, one.digest, Choice.SUPPORT) for one in self.rest]

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What *check your answers* carries on: everything that was on the page."""
        found = [("rest", "1")] if self.rest_is_ticked else []
        for line in self.lines:
            if line.shown:
                typed = {"digest": line.digest, "answer": line.answer, "reason": line.reason}
                found += [(f"{name}_{line.key}", value) for name, value in typed.items() if value]
        return found


def _line(line: Line, objective: str, mine: Mapping[Any, Support]) -> SupportLine:
    item = item_of(line)
    was, words = mine.get(item.pk), digest(item)
    changed = was is not None and was.digest != words
    kept = was if was is not None and not changed else None
    return SupportLine(
        line, objective, was, changed, words, kept.answer if kept else "", kept.reason if kept else ""
    )
