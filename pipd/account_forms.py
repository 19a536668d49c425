"""Forms on one's own details, and with which a coordinator carries out what somebody asked of their data."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django import forms

from partnerships import correcting
from partnerships.forms.requests import LONGEST
from partnerships.models import Seat, User
from pipd import objecting
from pipd.kit.fields import Checkboxes, Form
from pipd.kit.layout import Helper, Submit
from pipd.kit.text import LineField, PlainTextField

LONGEST_LINE = 120


def answer_field() -> PlainTextField:
    return PlainTextField(
        max_length=LONGEST,
        rows=6,
        label="Your answer",
        help_text="Whoever asked reads it on their own page: name nobody else, and write nothing that others said.",
        error_messages={"required": "Enter your answer"},
    )


class DetailsForm(Form):
    """Name, and the job title of each seat that is held now."""

    words = "Save these details"
    full_name = LineField(
        max_length=LONGEST_LINE,
        label="Full name",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        min_length=correcting.SHORTEST,
        error_messages={
            "required": "Enter the name",
            "min_length": "Enter a name of at least %(limit_value)d characters",
        },
    )

    def __init__(self, *args: Any, person: User, seats: Collection[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["full_name"].initial = person.full_name
        for seat in seats:
            place = seat.area.name if seat.area else seat.programme.name
            field = LineField(
                max_length=LONGEST_LINE,
                required=False,
                label=f"Job title in {place}",
                help_text=f"At {seat.organisation}.",
                initial=seat.job_title,
            )
            self.fields[f"title_{seat.pk.hex}"] = field

    @property
    def titles(self) -> dict[UUID, str]:
        """The job titles as they were typed, by seat."""
        named = {name: said for name, said in self.cleaned_data.items() if name.startswith("title_")}
        return {UUID(hex=name.removeprefix("title_")): said for name, said in named.items()}

    @property
    def helper(self) -> Helper:
        return Helper(self.words, *self.fields)


class CorrectForm(DetailsForm):
    """The same by a coordinator, with the answer."""

    words = "Put it right, and send this answer"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"] = answer_field()


class ObjectForm(Form):
    """What is stopped for whoever objects, and the answer."""

    stop = forms.MultipleChoiceField(
        label="What do you stop?",
        choices=list(objecting.STOPS.items()),
        widget=Checkboxes,
        error_messages={
            "required": "Choose what you stop, or answer in words alone",
            "invalid_choice": "Choose from the list",
        },
    )
    answer = answer_field()

    @property
    def helper(self) -> Helper:
        return Helper("", "stop", "answer", Submit("Stop it, and send this answer"))
