"""Deciding one suggested change."""

from __future__ import annotations

from typing import Any

from django import forms

from partnerships.models import Programme
from pipd.kit.fields import Chips, Form, Radios, RevisionField
from pipd.kit.text import PlainTextField
from workshops.clearance.answering import LONGEST
from workshops.clearance.settling import OUTCOMES
from workshops.clearance.table import Change
from workshops.models import Position

WORDS = {
    "accepted": "Use the suggested words",
    "in_part": "Use other words",
    "not_accepted": "Keep the words as they were",
}


class DecideForm(Form):
    """The outcome, the words when they are others, and who holds the view."""

    outcome = forms.ChoiceField(
        choices=[(value, WORDS[value]) for value in OUTCOMES],
        widget=Radios,
        label="What did you decide?",
        error_messages={"required": "Say what was decided", "invalid_choice": "Choose one of the outcomes"},
    )
    text = PlainTextField(max_length=LONGEST, rows=3, required=False, label="The other words")
    position_la = forms.ChoiceField(choices=Position.choices, required=False, widget=Chips)
    position_tso = forms.ChoiceField(choices=Position.choices, required=False, widget=Chips)
    revision = RevisionField()

    def __init__(self, *args: Any, change: Change, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.change = change
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
        """The keyword arguments of the workflow."""
        found = dict(self.cleaned_data)
        found["revision"] = found["revision"] if self.change.point_id else None
        return found
