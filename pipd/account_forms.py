"""Forms on one's own details, and with which a coordinator carries out what somebody asked of their data."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django import forms

from partnerships import access_needs, correcting
from partnerships.forms.requests import LONGEST
from partnerships.models import Role, Seat, User
from partnerships.models.seats import Authority
from pipd import objecting
from pipd.kit.fields import Checkboxes, Form, Radios
from pipd.kit.layout import Helper, Submit
from pipd.kit.text import LineField, PlainTextField

LONGEST_LINE = 120
NEEDS = (
    "For example step-free access, a hearing loop, large print, breaks, or a language. The facilitators of your area "
    "read it with your name before each session you are expected at, the coordinator without your name. Nobody else "
    "does. Empty the box and it is gone."
)


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
        return self.of_seats("title_")

    def of_seats(self, begin: str) -> dict[UUID, str]:
        """What was typed into the fields whose names `begin` so, by the seat that they end with."""
        named = {name: said for name, said in self.cleaned_data.items() if name.startswith(begin)}
        return {UUID(hex=name.removeprefix(begin)): said for name, said in named.items()}

    @property
    def helper(self) -> Helper:
        return Helper(self.words, *self.fields)


class OwnDetailsForm(DetailsForm):
    """One's own, with what is nobody else's to say: whether one can commit (R13), and what one needs to take part."""

    def __init__(
        self, *args: Any, person: User, seats: Collection[Seat], asks_needs: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, person=person, seats=seats, **kwargs)
        for seat in seats:
            if seat.role == Role.PARTICIPANT and seat.area:
                self.fields[f"authority_{seat.pk.hex}"] = forms.ChoiceField(
                    choices=[*Authority.choices, ("", "I prefer not to say")],
                    required=False,
                    widget=Radios,
                    label=f"Can you commit your organisation to what the group of {seat.area.name} agrees?",
                    help_text="The group reads it beside your name, to know what to expect when it plans actions.",
                    initial=seat.authority,
                    error_messages={"invalid_choice": "Choose from the list"},
                )
        if asks_needs:
            self.fields["access_needs"] = PlainTextField(
                max_length=access_needs.LONGEST,
                rows=4,
                required=False,
                label="What you need to take part (optional)",
                help_text=NEEDS,
                initial=person.access_needs,
            )

    @property
    def authority(self) -> dict[UUID, str]:
        """Whether they can commit, by seat."""
        return self.of_seats("authority_")


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
