"""Planning the four sessions, and recording who came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import takewhile
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from partnerships.models import Seat, StudyArea
from pipd.kit.fields import Checkboxes, DateField, Form, InlineRadios
from pipd.kit.text import PlainTextField
from workshops import scheduling
from workshops.models import Attendance, Workshop
from workshops.models.sessions import SESSIONS

HALVES = [
    (scheduling.MORNING, "10am to 1pm"),
    (scheduling.AFTERNOON, "2pm to 5pm"),
]
NUMBERS = range(1, SESSIONS + 1)


class PlanForm(Form):
    """The dates, halves and venues of all four sessions, and the two who facilitate.

    Sessions that were held are not asked for again.
    """

    def __init__(
        self,
        *args: Any,
        area: StudyArea,
        held: Sequence[Workshop],
        facilitators: Iterable[Seat],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.area, self.held = area, {workshop.number: workshop for workshop in held}
        self.people = {str(seat.pk): seat for seat in facilitators}
        for number in NUMBERS:
            if number not in self.held:
                self.fields |= _session_fields(number)
        self.fields["facilitators"] = forms.MultipleChoiceField(
            label="Who facilitates?",
            help_text="Two people, at every session.",
            choices=[(pk, str(seat.user)) for pk, seat in self.people.items()],
            widget=Checkboxes,
            error_messages={"required": "Choose two facilitators"},
        )

    def clean_facilitators(self) -> list[Seat]:
        chosen = self.cleaned_data["facilitators"]
        if len(chosen) != 2:
            raise forms.ValidationError("Choose two facilitators")
        return [self.people[pk] for pk in chosen]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number, words in scheduling.problems(self.area, self.days, held=len(self.held)).items():
            if f"day_{number}" in self.fields:
                self.add_error(f"day_{number}", f"Session {number}: {words}")
        return cleaned

    @property
    def days(self) -> list[date]:
        """The dates from session 1 on, as far as they can be read."""
        found = [self._day(number) for number in NUMBERS]
        return [day for day in takewhile(bool, found) if day]

    def _day(self, number: int) -> date | None:
        if number in self.held:
            return self.held[number].local_start.date()
        values = self.cleaned_data if self.is_bound else self.initial
        return values.get(f"day_{number}")

    def slots(self) -> list[scheduling.Slot]:
        """All four sessions in order, for the workflow."""
        return [self._slot(number) for number in NUMBERS]

    def _slot(self, number: int) -> scheduling.Slot:
        if number in self.held:
            return slot_of(self.held[number])
        day, half, venue = (self.cleaned_data[f"{name}_{number}"] for name in ("day", "half", "venue"))
        return scheduling.Slot(day, half, venue)

    def sessions(self) -> list[tuple[int, list[BoundField]]]:
        """The fields of each session still to come, for the page."""
        names = ("day", "half", "venue")
        return [(n, [self[f"{name}_{n}"] for name in names]) for n in NUMBERS if n not in self.held]


def slot_of(workshop: Workshop) -> scheduling.Slot:
    """When and where `workshop` is, as the form knows it."""
    half = scheduling.MORNING if workshop.local_start.hour < 12 else scheduling.AFTERNOON
    return scheduling.Slot(workshop.local_start.date(), half, workshop.venue)


def _session_fields(number: int) -> dict[str, forms.Field]:
    named = f"session {number}"
    return {
        f"day_{number}": DateField(label="Date", words=f"The date of {named}"),
        f"half_{number}": forms.ChoiceField(
            label="Morning or afternoon?",
            choices=HALVES,
            widget=InlineRadios,
            error_messages={"required": f"Choose morning or afternoon for {named}"},
        ),
        f"venue_{number}": PlainTextField(
            label="Venue",
            max_length=120,
            error_messages={"required": f"Enter the venue of {named}"},
        ),
    }


class Place(NamedTuple):
    """One participant's line on the attendance page."""

    seat: Seat
    name: str
    chosen: str
    error: str


class AttendanceForm(Form):
    """How many facilitators were there, and why if only one; who came is read by `presence`."""

    facilitated_by = forms.TypedChoiceField(
        label="How many facilitators were there?",
        coerce=int,
        choices=[(2, "Both"), (1, "One")],
        widget=InlineRadios,
        error_messages={"required": "Choose how many facilitators were there"},
    )
    deviation = PlainTextField(
        label="If only one, why?",
        help_text="A sentence. The group and the coordinator can read it.",
        max_length=300,
        rows=2,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needs_reason = cleaned.get("facilitated_by") == 1 and "deviation" not in self.errors
        if needs_reason and not cleaned.get("deviation"):
            self.add_error("deviation", "Enter why only one facilitator was there")
        if cleaned.get("facilitated_by") == 2:
            cleaned["deviation"] = ""
        return cleaned


def places(seats: Iterable[Seat], stored: dict[Any, str], data: QueryDict | None = None) -> list[Place]:
    """One line for each of `seats`: as posted, else as stored, else *attended*. A plain loop draws them."""
    found = []
    for seat in seats:
        name = f"seat_{seat.pk}"
        first = stored.get(seat.pk, Attendance.Presence.ATTENDED.value)
        chosen = data.get(name, "") if data is not None else first
        known = chosen in Attendance.Presence.values
        found.append(Place(seat, name, chosen, "" if known else f"Choose whether {seat.user} was there"))
    return found
