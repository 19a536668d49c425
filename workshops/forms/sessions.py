"""Recording who came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict

from partnerships.models import Seat
from pipd.kit.fields import Form, InlineRadios
from pipd.kit.text import PlainTextField
from workshops.models import Attendance


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
