"""The answers of the page for checking notes: one plain pass over what was posted, because a form object for each of
eighty statements would cost more than the page itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pipd.kit.text import PlainTextField
from workshops.clearance.answering import GROUNDS, LABELS, LONGEST, LONGEST_REASON, VERDICTS
from workshops.clearance.asked import Asked, absent
from workshops.forms.check_line import CHOSEN, Line
from workshops.forms.meanwhile import WORDS_CHANGED, Sent
from workshops.forms.passed import Passed, passed, quotes_passed, shown_in
from workshops.forms.quotations import QuoteLine, quote_lines
from workshops.forms.seen import Seen

LABEL_CHOICES = [(LABELS.MEANING.value, LABELS.MEANING.label), (LABELS.WORDING.value, LABELS.WORDING.label)]
# A statement has several boxes, and the summary must say which one is meant.
BOXES = {"text": "the words", "reason": "why", "out": "how it was", "view": "how we see it"}
WORDS = PlainTextField(max_length=LONGEST, required=False)
REASON = PlainTextField(max_length=LONGEST_REASON, required=False)


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
                line.filled_in = line.left_blank
                line.verdict = str(VERDICTS.FAIR) if line.filled_in else line.verdict
        self.changed = [] if data is None else self._unread(data)
        self.passed = [] if data is None else self._passed(data)

    @staticmethod
    def _line(asked: Asked, data: Mapping[str, Any] | None) -> Line:
        """Of a statement that was not on the page that was posted: what is stored."""
        key = str(asked.statement.number)
        if data is None:
            return _stored(asked)
        if f"digest_{key}" not in data:
            return replace(_stored(asked), view=asked.my_view)
        return _sent(asked, data).line()

    def _passed(self, data: Mapping[str, Any]) -> list[Passed]:
        """What was sent about statements, or quotations, that are asked about no more."""
        there = {int(line.key) for line in self.lines}
        quotes = quotes_passed(data, [quote.key for line in self.lines for quote in line.quotes])
        gone = {number: _sent(absent(number), data) for number in shown_in(data) - there}
        found = [passed(number, gone.get(number), quotes.get(number, ())) for number in {*gone, *quotes}]
        told = [one for one in found if one.answer or one.view or one.quotes]
        return sorted(told, key=lambda one: one.number)

    def _unread(self, data: Mapping[str, Any]) -> list[int]:
        """The statements whose words changed since the page was made, so that what it had ticked, or what stands for
        everything left blank, does not answer them."""
        lines = [line for line in self.lines if line.is_stale and not (line.verdict or line.meanwhile)]
        return [int(line.key) for line in lines if self.rest_is_fair or data.get(f"verdict_{line.key}")]

    @property
    def rest_is_ticked(self) -> bool:
        """Whether the page shows it ticked again: not where it would now speak for what is asked once more."""
        asked_again = any(line.meanwhile or line.lapsed for line in self.lines)
        return self.rest_is_fair and not self.changed and not asked_again

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
            {"href": f"#{place}", "text": f"Statement {line.key}: {words[:1].lower()}{words[1:]}"}
            for line in self.lines
            for place, words in line.faults
        ]
        said = self.answered or self.changed_views or self.answered_quotes
        if self.posted and (found or not said):
            words = WORDS_CHANGED[:1].lower() + WORDS_CHANGED[1:]
            found += [{"href": f"#verdict_{n}_0", "text": f"Statement {n}: {words}"} for n in self.changed]
        if self.posted and not found and not said:
            if self.passed:
                return [{"href": "#passed", "text": "What was sent is not asked about any more"}]
            first = next(iter([*self.blank, *self.lines]), None)
            words = (
                "Answer at least one statement" if self.blank else "Nothing is different from what you sent"
            )
            found = [{"href": f"#verdict_{first.key}_0" if first else "", "text": words}]
        return found

    def in_group(self, group: str) -> list[Line]:
        return [line for line in self.lines if line.asked.group == group]


def _stored(asked: Asked) -> Line:
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


def _sent(asked: Asked, data: Mapping[str, Any]) -> Sent:
    key, line = str(asked.statement.number), _typed(asked, data)
    # Whoever records for somebody else has no such box. It takes as much as a wording: whose suggestion the group keeps
    # as a view finds it there.
    line.view = _cleaned(line, "view", str(data.get(f"view_{key}", asked.my_view)), WORDS)
    seen = Seen.read(str(data.get(f"was_{key}", "")))
    return Sent(line, _stored(asked), seen, has_view=f"view_{key}" in data)


def _typed(asked: Asked, data: Mapping[str, Any]) -> Line:
    key = str(asked.statement.number)
    got = {name: str(data.get(f"{name}_{key}", "")) for name in ("verdict", "ground", "digest")}
    line = Line(asked, verdict=got["verdict"], ground=got["ground"], digest=got["digest"])
    for name, known in CHOSEN.items():
        value = str(data.get(f"{name}_{key}", ""))
        setattr(line, name, value if value in known else "")
    texts = {"text": ("new_text", WORDS), "reason": ("reason", REASON), "out": ("out_reason", REASON)}
    for name, (attribute, checks) in texts.items():
        setattr(line, attribute, _cleaned(line, name, str(data.get(f"{name}_{key}", "")), checks))
    return line


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
        if line.removal and line.says_more:
            found["text"] = "Either change the words, or ask for the statement to be taken out"
        elif not line.removal and (same or not line.new_text):
            found["text"] = "Change the words to what they should be"
        if not line.reason and "reason" not in line.errors:
            found["reason"] = "Say why, in a few words"
    if line.verdict == VERDICTS.OUT:
        if line.ground not in GROUNDS.values:
            found["ground"] = "Say why it should not be in"
        elif line.ground == GROUNDS.NOT_SAID and not line.out_reason and "out" not in line.errors:
            found["out"] = "Say in a few words how it was"
    return found
