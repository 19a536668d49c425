"""Asking for an access copy: in which form, and for whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from partnerships.models import Programme
from pipd.kit.fields import Form, Radios
from workshops.clearance.copies import FORMATS, Recipient

HINTS = {
    FORMATS.STANDARD.value: "12 point, with headings.",
    FORMATS.LARGE.value: "18 point, for print or screen.",
}


class CopyForm(Form):
    """In which form."""

    format = forms.ChoiceField(
        label="Which form?",
        choices=FORMATS.choices,
        initial=FORMATS.STANDARD,
        widget=Radios(hints=HINTS),
        error_messages={"required": "Choose a form", "invalid_choice": "Choose a form from the list"},
    )


class CopyForForm(CopyForm):
    """For somebody who is asked about these notes."""

    field_order = ("person", "format")
    person = forms.ChoiceField(
        label="Who needs it?",
        error_messages={"required": "Choose who needs it", "invalid_choice": "Choose somebody from the list"},
    )

    def __init__(self, *args: Any, people: Sequence[Recipient], programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.id), f"{one.name}, {programme.words_for(one.sector)}") for one in people]
        self.offer("person", [("", "Choose a person"), *named])
