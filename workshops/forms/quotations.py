"""What is said of quotations on the page for checking notes, and the forms for attaching and printing one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms

from pipd.kit.fields import Form, Radios, RevisionField
from pipd.kit.layout import Field, Helper
from pipd.kit.text import PlainTextField
from workshops import editorial
from workshops.clearance.quotes_reading import Quoted
from workshops.clearance.quoting import STANCES
from workshops.logbook import LONGEST

NOTHING = "none"
NOTHING_TO_SAY = "Neither: I have nothing to say about it"
OWN_CHOICES = [
    (STANCES.PERMITS.value, "Yes, it may be used, under my sector only"),
    (STANCES.REFUSES.value, "No, do not use it"),
]
OTHERS_CHOICES = [*[(s.value, s.label) for s in STANCES], (NOTHING, NOTHING_TO_SAY)]
NOT_RECORDED = "unknown"


@dataclass
class QuoteLine:
    """One quotation on the page, with what the reader says of it now.

    `instead` is what was chosen on an older page, while something else was said elsewhere: it is asked once more.
    """

    key: str
    number: str
    quoted: Quoted
    stance: str
    instead: str | None = None

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Whoever is noted as having said it is asked for leave; others may say that it is theirs, or tells on them."""
        return OWN_CHOICES if self.quoted.is_mine else OTHERS_CHOICES

    @property
    def chosen(self) -> str:
        """What is ticked: nothing where it is asked once more."""
        return self.stance if self.instead is None else ""

    @property
    def is_new(self) -> bool:
        return self.stance != self.quoted.stance

    @property
    def words(self) -> str:
        """What was chosen, in the words of the choice."""
        return self._in_words(self.stance)

    @property
    def error(self) -> str:
        if self.instead is None:
            return ""
        saved = f"“{self._in_words(self.quoted.stance)}”" if self.quoted.stance else "no answer"
        both = f"Saved now: {saved}. Sent from here: “{self._in_words(self.instead)}”."
        return f"This quotation, or what you said of it, changed meanwhile. {both} Choose again"

    def _in_words(self, stance: str) -> str:
        return dict(self.choices).get(stance, NOTHING_TO_SAY)

    def hidden(self) -> list[tuple[str, str]]:
        """Names and values that carry this through *check your answers*."""
        return [
            (f"quote_{self.key}", self.stance or NOTHING),
            (f"quote_digest_{self.key}", self.quoted.digest),
            (f"quote_was_{self.key}", self.quoted.stance),
        ]


def in_words(posted: str) -> str:
    """What was chosen for a quotation, where it is not known any more whose it was; empty for no choice of ours."""
    return dict([*OTHERS_CHOICES, *OWN_CHOICES]).get(posted, "")


def quote_lines(number: str, quotes: tuple[Quoted, ...], data: Mapping[str, Any] | None) -> list[QuoteLine]:
    """The quotations beside statement `number`, from what is stored or from what was posted."""
    return [_line(f"{number}_{n}", number, quoted, data or {}) for n, quoted in enumerate(quotes, start=1)]


def _line(key: str, number: str, quoted: Quoted, data: Mapping[str, Any]) -> QuoteLine:
    """What counts of what was posted: what the page had ticked already was not said, and neither replaces the other."""
    line = QuoteLine(key, number, quoted, quoted.stance)
    posted, was = str(data.get(f"quote_{key}", "")), str(data.get(f"quote_was_{key}", ""))
    stance = "" if posted == NOTHING else posted
    if posted not in dict(line.choices) or stance in (was, quoted.stance):
        return line
    if was == quoted.stance and data.get(f"quote_digest_{key}") == quoted.digest:
        line.stance = stance
    else:
        line.instead = stance
    return line


class AttachForm(Form):
    """Exact words from a logged point, and who said them."""

    text = PlainTextField(
        label="The quotation",
        max_length=LONGEST,
        rows=3,
        help_text="The exact words as logged. You may leave words out: put … where you do so in the middle.",
        error_messages={"required": "Enter the words that were said"},
    )
    speaker = forms.ChoiceField(
        label="Who said it?",
        widget=Radios,
        help_text="They alone are told, and the words are used only if they say yes. Everybody else reads the sector.",
        error_messages={"required": "Say who said it", "invalid_choice": "Choose somebody from the list"},
    )

    def __init__(self, *args: Any, logged: str, speakers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.logged = logged
        self.offer("speaker", [*speakers, (NOT_RECORDED, "Not recorded")])

    @property
    def helper(self) -> Helper:
        return Helper("Add this quotation", Field("text"), Field("speaker"))

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if reason := editorial.why_not_exact(text, logged=self.logged):
            raise forms.ValidationError(reason)
        return text

    @property
    def spoken_by(self) -> UUID | None:
        said_by = self.cleaned_data["speaker"]
        return None if said_by == NOT_RECORDED else UUID(said_by)


class PrintedForm(Form):
    """How a quotation is printed: brackets and ellipses beside the cleared words."""

    text = PlainTextField(
        label="As it is printed",
        max_length=2 * LONGEST,
        rows=4,
        help_text=f"Add words in [square brackets], at most {editorial.EACH} characters in each and "
        f"{editorial.TOGETHER} in all. Put … for words you leave out. Change nothing else.",
        error_messages={"required": "Enter the words as they are to be printed"},
    )
    revision = RevisionField()

    def __init__(self, *args: Any, cleared: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cleared = cleared

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if reason := editorial.why_not_printed(text, cleared=self.cleared):
            raise forms.ValidationError(reason)
        return text

    @property
    def helper(self) -> Helper:
        return Helper("Print it like this", Field("text"), "revision")
