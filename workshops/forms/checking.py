"""The answers of the page for checking notes: one plain pass over what was posted, because a form object for each of
eighty statements would cost more than the page itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from pipd.kit.text import PlainTextField
from workshops.clearance.answering import GROUNDS, LONGEST, LONGEST_REASON, VERDICTS, Reply
from workshops.clearance.checking import Asked

VERDICT_CHOICES = VERDICTS.choices
GROUND_CHOICES = GROUNDS.choices
CHOICES = ("verdict", "ground")  # a link of the summary leads to the first of the radios
# A statement has several boxes, and the summary must say which one is meant.
BOXES = {"text": "the words", "reason": "why", "out": "how it was", "view": "how we see it"}
WORDS = PlainTextField(max_length=LONGEST, required=False)
REASON = PlainTextField(max_length=LONGEST_REASON, required=False)


@dataclass
class Line:
    """One statement on the page: what was asked, what was typed, and what is wrong with it."""

    asked: Asked
    verdict: str = ""
    new_text: str = ""
    reason: str = ""
    ground: str = ""
    out_reason: str = ""
    view: str = ""
    digest: str = ""
    filled_in: bool = False
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The end of the names and ids of this statement's controls."""
        return str(self.asked.statement.number)

    @property
    def is_answered(self) -> bool:
        return bool(self.verdict)

    @property
    def chosen(self) -> str:
        """The answer that was ticked here, not the one "everything left blank" stands for."""
        return "" if self.filled_in else self.verdict

    @property
    def is_new(self) -> bool:
        """Whether this is another answer than the one that is kept already."""
        return self.is_answered and self._said != _kept(self.asked)

    @property
    def _said(self) -> tuple[str, ...]:
        """The answer with what its choice asks for; what was typed under another choice does not count."""
        details: dict[str, tuple[str, ...]] = {
            VERDICTS.CHANGE: (self.new_text, self.reason),
            VERDICTS.OUT: (self.ground, self.out_reason),
        }
        return (self.verdict, *details.get(self.verdict, ()))

    @property
    def view_is_new(self) -> bool:
        return self.view != self.asked.my_view

    @property
    def words(self) -> str:
        """The answer in the words of the choice."""
        return dict(VERDICT_CHOICES).get(self.verdict, "No answer yet")

    @property
    def ground_words(self) -> str:
        return dict(GROUND_CHOICES).get(self.ground, "")

    def reply(self) -> Reply:
        """What the workflow takes."""
        return Reply(
            point_id=UUID(str(self.asked.statement.id)),
            digest=self.digest,
            verdict=self.verdict,
            ground=self.ground,
            reason=self.out_reason if self.verdict == VERDICTS.OUT else self.reason,
            new_text=self.new_text,
        )

    def hidden(self) -> list[tuple[str, str]]:
        """Names and values that carry this answer through *check your answers*."""
        values = {
            "verdict": self.chosen,
            "text": self.new_text,
            "reason": self.reason,
            "ground": self.ground,
            "out": self.out_reason,
            "view": self.view,
            "digest": self.digest,
        }
        return [(f"{name}_{self.key}", value) for name, value in values.items() if value]


def _kept(asked: Asked) -> tuple[str, ...]:
    """The stored answer, as `Line` tells it."""
    details: dict[str, tuple[str, ...]] = {
        VERDICTS.CHANGE: (asked.new_text, asked.reason),
        VERDICTS.OUT: (asked.ground, asked.reason),
    }
    return (asked.verdict, *details.get(asked.verdict, ())) if asked.verdict else ()


class CheckForm:
    """All lines of the page, from what is stored or from what was posted."""

    def __init__(self, asked: tuple[Asked, ...], data: Mapping[str, Any] | None = None) -> None:
        self.posted = data is not None
        self.refusal = ""
        self.lines = [self._line(a, data) for a in asked]
        self.rest_is_fair = bool(data and data.get("rest"))
        if self.rest_is_fair:
            for line in self.lines:
                line.filled_in = not line.verdict
                line.verdict = line.verdict or str(VERDICTS.FAIR)

    @staticmethod
    def _line(asked: Asked, data: Mapping[str, Any] | None) -> Line:
        if data is None:
            is_out = asked.verdict == VERDICTS.OUT
            return Line(
                asked,
                verdict=asked.verdict,
                new_text=asked.new_text,
                reason="" if is_out else asked.reason,
                ground=asked.ground,
                out_reason=asked.reason if is_out else "",
                view=asked.kept_view,
                digest=asked.statement.digest,
            )
        key = str(asked.statement.number)
        got = {name: str(data.get(f"{name}_{key}", "")) for name in ("verdict", "ground", "digest")}
        line = Line(asked, verdict=got["verdict"], ground=got["ground"], digest=got["digest"])
        texts = {"text": ("new_text", WORDS), "reason": ("reason", REASON), "out": ("out_reason", REASON)}
        for name, (attribute, checks) in {**texts, "view": ("view", REASON)}.items():
            setattr(line, attribute, _cleaned(line, name, str(data.get(f"{name}_{key}", "")), checks))
        return line

    def is_valid(self) -> bool:
        """Whether every answer given is whole. Blank statements are no fault: they may be answered later."""
        for line in self.lines:
            line.errors.update(_faults(line))
        return not self.errors

    @property
    def answered(self) -> list[Line]:
        """What is said now and was not said before; what was sent already is not sent again."""
        return [line for line in self.lines if line.is_new]

    @property
    def blank(self) -> list[Line]:
        return [line for line in self.lines if not line.is_answered]

    @property
    def changed_views(self) -> list[Line]:
        return [line for line in self.lines if line.view_is_new]

    @property
    def errors(self) -> list[dict[str, str]]:
        """Links for the summary, in the order of the page."""
        if self.refusal:
            return [{"href": "", "text": self.refusal}]
        found = [
            {
                "href": f"#{name}_{line.key}{'_0' if name in CHOICES else ''}",
                "text": f"Statement {line.key}: {words[:1].lower()}{words[1:]}",
            }
            for line in self.lines
            for name, words in line.errors.items()
        ]
        if self.posted and not found and not self.answered and not self.changed_views:
            first = next(iter([*self.blank, *self.lines]), None)
            words = (
                "Answer at least one statement" if self.blank else "Nothing is different from what you sent"
            )
            found = [{"href": f"#verdict_{first.key}_0" if first else "", "text": words}]
        return found

    def in_group(self, group: str) -> list[Line]:
        return [line for line in self.lines if line.asked.group == group]


def _cleaned(line: Line, name: str, typed: str, checks: forms.CharField) -> str:
    try:
        return checks.clean(typed) if typed.strip() else ""
    except ValidationError as error:
        words = " ".join(error.messages)
        line.errors[name] = f"In “{BOXES[name]}”, {words[:1].lower()}{words[1:]}"
        return typed


def _faults(line: Line) -> dict[str, str]:
    """What is missing for the answer that was chosen, by control."""
    if line.verdict and line.verdict not in VERDICTS.values:
        return {"verdict": "Choose one of the answers"}
    found = {}
    if line.verdict == VERDICTS.CHANGE and "text" not in line.errors:
        if not line.new_text or line.new_text == line.asked.statement.text:
            found["text"] = "Change the words to what they should be"
        if not line.reason and "reason" not in line.errors:
            found["reason"] = "Say why, in a few words"
    if line.verdict == VERDICTS.OUT:
        if line.ground not in GROUNDS.values:
            found["ground"] = "Say why it should not be in"
        elif line.ground == GROUNDS.NOT_SAID and not line.out_reason and "out" not in line.errors:
            found["out"] = "Say in a few words how it was"
    return found
