"""Forms of acts on notes as a whole: recording somebody's answers, opening statements again."""

from __future__ import annotations

from typing import Any

from django import forms

from pipd.kit.fields import Form, Radios
from pipd.kit.layout import Field, Helper
from pipd.kit.text import PlainTextField
from workshops.clearance.answering import LONGEST_REASON
from workshops.clearance.assisting import CHANNELS
from workshops.clearance.reopening import Choice


class ChannelForm(Form):
    """How somebody told a facilitator their answers."""

    channel = forms.ChoiceField(
        choices=CHANNELS,
        widget=Radios,
        label="How were you told?",
        error_messages={"required": "Say how you were told", "invalid_choice": "Choose one of the ways"},
    )


class ReopenForm(Form):
    """Which cleared statements, and why."""

    points = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        label="Which statements?",
        error_messages={
            "required": "Choose at least one statement",
            "invalid_choice": "Choose statements of this session",
        },
    )
    reason = PlainTextField(
        max_length=LONGEST_REASON,
        rows=3,
        label="Why are they to be checked again?",
        help_text="The group reads this, without names of others, please.",
        error_messages={"required": "Say why, in a few words"},
    )

    def __init__(self, *args: Any, statements: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {s.id: f"{s.topic}: {s.text}" if s.topic else s.text for s in statements}
        self.offer("points", [(str(s.id), f"{s.number} {words[s.id]}") for s in statements])

    @property
    def helper(self) -> Helper:
        return Helper("Ask to open them again", Field("points"), Field("reason"))
