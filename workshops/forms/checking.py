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
from workshops.clearance.answering import GROUNDS, LABELS, LONGEST, LONGEST_REASON, VERDICTS, Reply
from workshops.clearance.checking import Asked, Suggested
from workshops.forms.quotations import QuoteLine, quote_lines
from workshops.models import Kind, Position

VERDICT_CHOICES = VERDICTS.choices
GROUND_CHOICES = GROUNDS.choices
LABEL_CHOICES = [(LABELS.MEANING.value, LABELS.MEANING.label), (LABELS.WORDING.value, LABELS.WORDING.label)]
CHOICES = ("verdict", "ground")  # a link of the summary leads to the first of the radios
# A statement has several boxes, and the summary must say which one is meant.
BOXES = {"text": "the words", "reason": "why", "out": "how it was", "view": "how we see it"}
WORDS = PlainTextField(max_length=LONGEST, required=False)
REASON = PlainTextField(max_length=LONGEST_REASON, required=False)
# What a suggested change may choose besides words; whatever else is posted counts as "as it is".
CHOSEN = {
    "removal": {"1"},
    "kind": set(Kind.values),
    "position_la": set(Position.values),
    "position_tso": set(Position.values),
    "label": set(LABELS.values),
}


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
    removal: str = ""
    kind: str = ""
    position_la: str = ""
    position_tso: str = ""
    label: str = ""
    filled_in: bool = False
    errors: dict[str, str] = field(default_factory=dict)
    quotes: list[QuoteLine] = field(default_factory=list)

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
            VERDICTS.CHANGE: (self.reason, *_told(self.suggestion)),
            VERDICTS.OUT: (self.ground, self.out_reason),
        }
        return (self.verdict, *details.get(self.verdict, ()))

    @property
    def suggestion(self) -> Suggested:
        """The change that is suggested; whoever wants the statement out suggests nothing else."""
        if self.removal:
            return Suggested(is_removal=True)
        label = "" if self.changes_marks else self.label
        return Suggested(self.new_text, False, self.kind, self.position_la, self.position_tso, label)

    @property
    def changes_marks(self) -> bool:
        """Whether another kind or another holder is suggested: that always changes the meaning."""
        return bool(self.kind or self.position_la or self.position_tso)

    @property
    def marks_in_words(self) -> list[tuple[str, str]]:
        """What is suggested besides words, by field; a kind as its value, which the page words for the programme."""
        held = [(name, getattr(self, name)) for name in ("position_la", "position_tso")]
        kind = [("kind", self.kind)] if self.kind else []
        return [(name, str(Position(value).label)) for name, value in held if value] + kind

    @property
    def label_in_words(self) -> str:
        return str(LABELS(self.suggestion.label or LABELS.MEANING).label)

    @property
    def waits(self) -> bool:
        """Whether the reader is noted as having said something here, and has not said whether it may be used."""
        return any(quote.quoted.is_mine and not quote.quoted.stance for quote in self.quotes)

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
            new_text=self.suggestion.text,
            is_removal=self.suggestion.is_removal,
            kind=self.suggestion.kind,
            position_la=self.suggestion.position_la,
            position_tso=self.suggestion.position_tso,
            label=self.suggestion.label,
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
            **{name: getattr(self, name) for name in CHOSEN},
        }
        own = [(f"{name}_{self.key}", value) for name, value in values.items() if value]
        return own + [pair for quote in self.quotes for pair in quote.hidden()]


def _kept(asked: Asked) -> tuple[str, ...]:
    """The stored answer, as `Line` tells it."""
    details: dict[str, tuple[str, ...]] = {
        VERDICTS.CHANGE: (asked.reason, *_told(asked.suggested)),
        VERDICTS.OUT: (asked.ground, asked.reason),
    }
    return (asked.verdict, *details.get(asked.verdict, ())) if asked.verdict else ()


def _told(change: Suggested) -> tuple[str, ...]:
    """A suggestion, comparable: a change that says nothing of its meaning is taken to change it."""
    marks = (change.kind, change.position_la, change.position_tso)
    return (change.text, "out" if change.is_removal else "", *marks, change.label or str(LABELS.MEANING))


class CheckForm:
    """All lines of the page, from what is stored or from what was posted."""

    def __init__(self, asked: tuple[Asked, ...], data: Mapping[str, Any] | None = None) -> None:
        self.posted = data is not None
        self.refusal = ""
        self.lines = [self._line(a, data) for a in asked]
        for line in self.lines:
            line.quotes = quote_lines(line.key, line.asked.statement.quotes, data)
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
                new_text=asked.suggested.text,
                removal="1" if asked.suggested.is_removal else "",
                kind=asked.suggested.kind,
                position_la=asked.suggested.position_la,
                position_tso=asked.suggested.position_tso,
                label=asked.suggested.label,
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
        for name, known in CHOSEN.items():
            value = str(data.get(f"{name}_{key}", ""))
            setattr(line, name, value if value in known else "")
        # As long as a wording: whoever's suggestion the group keeps as a view finds it in this box.
        for name, (attribute, checks) in {**texts, "view": ("view", WORDS)}.items():
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
    def answered_quotes(self) -> list[QuoteLine]:
        """The quotations on which something is said that was not said before."""
        return [quote for line in self.lines for quote in line.quotes if quote.is_new]

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
        said = self.answered or self.changed_views or self.answered_quotes
        if self.posted and not found and not said:
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
        same = line.new_text == line.asked.statement.text and not line.changes_marks
        if not line.removal and (same or not line.new_text):
            found["text"] = "Change the words to what they should be"
        if not line.reason and "reason" not in line.errors:
            found["reason"] = "Say why, in a few words"
    if line.verdict == VERDICTS.OUT:
        if line.ground not in GROUNDS.values:
            found["ground"] = "Say why it should not be in"
        elif line.ground == GROUNDS.NOT_SAID and not line.out_reason and "out" not in line.errors:
            found["out"] = "Say in a few words how it was"
    return found
