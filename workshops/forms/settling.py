"""Deciding one suggested change."""

from __future__ import annotations

from typing import Any

from django import forms

from partnerships.models import Programme
from pipd.kit.fields import Chips, InlineRadios, Radios, RevisionField
from pipd.kit.text import PlainTextField
from workshops.clearance.answering import LONGEST
from workshops.clearance.settling import LABELS, OUTCOMES
from workshops.clearance.table import Change
from workshops.forms.logging import KindForm
from workshops.models import Position

WORDS = {
    "accepted": "Use the suggested words",
    "in_part": "Use other words",
    "not_accepted": "Keep the words as they were",
}
TAKE_OUT = {
    "accepted": "Take it out of the notes",
    "in_part": "Keep it, in other words",
    "not_accepted": "Keep it as it is",
}


class DecideForm(KindForm):
    """The outcome, the words when they are others, who holds the view, and whether the meaning changes."""

    kind_label = "What it is about"

    outcome = forms.ChoiceField(
        choices=[(value, WORDS[value]) for value in OUTCOMES],
        widget=Radios,
        label="What did you decide?",
        error_messages={"required": "Say what was decided", "invalid_choice": "Choose one of the outcomes"},
    )
    text = PlainTextField(max_length=LONGEST, rows=3, required=False, label="The other words")
    position_la = forms.ChoiceField(choices=Position.choices, required=False, widget=Chips)
    position_tso = forms.ChoiceField(choices=Position.choices, required=False, widget=Chips)
    label = forms.ChoiceField(
        choices=[(value, LABELS(value).label) for value in (LABELS.MEANING, LABELS.WORDING)],
        required=False,
        widget=InlineRadios,
        label="Does the meaning change?",
        help_text="Everyone is asked again either way. The page that asks them says which it is.",
    )
    revision = RevisionField()

    def __init__(self, *args: Any, change: Change, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, programme=programme, **kwargs)
        self.change = change
        self.fields["kind"].required = False
        if change.is_removal:
            self.offer("outcome", [(value, TAKE_OUT[value]) for value in OUTCOMES])
        self.fields["position_la"].label = programme.la_words
        self.fields["position_tso"].label = programme.tso_words

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("outcome") == "in_part" and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", "Write the words you agreed on")
        return cleaned

    @property
    def words(self) -> str:
        """The words that were decided on."""
        return str(
            self.cleaned_data["text"] if self.cleaned_data["outcome"] == "in_part" else self.change.text
        )

    def decision(self) -> dict[str, Any]:
        """The keyword arguments of the workflow; a button of the room leaves most of them to the suggestion."""
        found = dict(self.cleaned_data)
        found["revision"] = found["revision"] if self.change.point_id else None
        return found
