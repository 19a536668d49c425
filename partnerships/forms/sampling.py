"""A candidate area and the decision about it as they are typed."""

from __future__ import annotations

from typing import Any

from django import forms

from partnerships import sampling
from pipd.kit.fields import Form, RevisionField
from pipd.kit.layout import Fieldset, Helper
from pipd.kit.text import LineField, PlainTextField

LONGEST_NAME, LONGEST_CONTROL, LONGEST_REASON = 80, 40, 1000
HINTS = {
    "size": "Small is under 100,000 people, medium to 250,000, large to 500,000, very large above.",
    "political_control": "The party, such as Labour, or “No overall control”. Write it as for other areas.",
}


class CandidateForm(Form):
    """An area that may be selected: what is not known yet stays empty until it is."""

    name = LineField(
        max_length=LONGEST_NAME, label="Name of the area", error_messages={"required": "Enter its name"}
    )
    revision = RevisionField()

    def __init__(self, *args: Any, stored: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stored = stored
        if not stored:
            del self.fields["revision"]
        for name, words in sampling.NAMES.items():
            self.fields[name] = _field(name, words)

    @property
    def helper(self) -> Helper:
        groups = [Fieldset(words, *names) for words, names in sampling.ATTRIBUTES.items()]
        last = ["revision"] if self.stored else []
        return Helper("Save" if self.stored else "Enter this candidate", "name", *groups, *last)


def _field(name: str, words: str) -> forms.Field:
    choices, hint = sampling.choices_of(name), HINTS.get(name, "")
    if not choices:
        return LineField(max_length=LONGEST_CONTROL, label=words, required=False, help_text=hint)
    return forms.ChoiceField(
        choices=[("", "Not known yet"), *choices],
        label=words,
        required=False,
        help_text=hint,
        error_messages={"invalid_choice": "Choose from the list"},
    )


class DecisionForm(Form):
    """Why an area is selected, or is not."""

    reason = PlainTextField(max_length=LONGEST_REASON, rows=4)
    revision = RevisionField()

    def __init__(self, *args: Any, selecting: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.selecting, field = selecting, self.fields["reason"]
        field.label = "Why is it selected?" if selecting else "Why is it not selected?"
        field.help_text = "Which difference it brings among the areas." if selecting else ""
        field.error_messages["required"] = f"Say why it is {'' if selecting else 'not '}selected"

    @property
    def helper(self) -> Helper:
        return Helper(
            "Select this area" if self.selecting else "Do not select this area", "reason", "revision"
        )
