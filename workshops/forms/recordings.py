"""Whether a session was recorded, and whether one may be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from partnerships.models import Seat
from pipd.kit.fields import Checkboxes, DateField, Form, InlineRadios, Radios, RevisionField
from pipd.kit.text import PlainTextField

YES, NO = "yes", "no"
SAID = {YES: "They agree to be recorded", NO: "They do not agree, or take it back"}


class RecordingForm(Form):
    """A recording has a holder and a last day; "notes only" needs neither."""

    made = forms.ChoiceField(
        label="Was the session recorded?",
        choices=[(NO, "No, notes only"), (YES, "Yes")],
        widget=InlineRadios,
        error_messages={"required": "Choose whether the session was recorded"},
    )
    held_by = PlainTextField(
        label="If it was, who holds the recording?",
        help_text="The group and the coordinator can read this. It is not kept here.",
        max_length=120,
        required=False,
    )
    destroy_on = DateField(
        label="By which day is it destroyed?",
        words="The last day of the recording",
        required=False,
    )
    revision = RevisionField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("made") == YES:
            for name, words in (
                ("held_by", "Enter who holds the recording"),
                ("destroy_on", "Enter the day by which it is destroyed"),
            ):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, words)
        elif cleaned.get("made") == NO:
            # What stands in fields that do not count is no mistake.
            self.errors.pop("destroy_on", None)
            self.errors.pop("held_by", None)
        return cleaned


class ConsentForm(Form):
    """Who said what of being recorded, and how."""

    people = forms.MultipleChoiceField(
        label="Who told you?",
        widget=Checkboxes,
        error_messages={"required": "Choose who told you", "invalid_choice": "Choose people from the list"},
    )
    said = forms.ChoiceField(
        label="What did they say?",
        choices=list(SAID.items()),
        widget=Radios,
        error_messages={"required": "Choose what they said"},
    )
    channel = forms.ChoiceField(
        label="How?",
        choices=[("spoken", "In speech, in the room"), ("paper", "On paper")],
        widget=InlineRadios,
        error_messages={"required": "Choose how they told you"},
    )

    def __init__(self, *args: Any, people: Iterable[Seat], only_back: bool = False, **kwargs: Any) -> None:
        """`only_back` for an area that was discontinued, where nobody agrees to anything new."""
        super().__init__(*args, **kwargs)
        self.offer("people", [(str(seat.pk), str(seat.user)) for seat in people])
        if only_back:
            self.offer("said", [(NO, SAID[NO])])
