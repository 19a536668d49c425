"""Recording who came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from partnerships.models import Seat
from pipd.kit.fields import Form, InlineRadios, RevisionField
from pipd.kit.text import PlainTextField
from workshops.models import Attendance
from workshops.standing_in import Expected


@dataclass(frozen=True)
class Place:
    """One line on the attendance page: a participant, or a substitute with whom they stand in for."""

    seat: Seat
    name: str
    choices: list[tuple[str, str]]
    chosen: str
    error: str
    stands_in_for: Seat | None = None

    @property
    def chosen_words(self) -> str:
        return dict(self.choices).get(self.chosen, "")


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
    revision = RevisionField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        needs_reason = cleaned.get("facilitated_by") == 1 and "deviation" not in self.errors
        if needs_reason and not cleaned.get("deviation"):
            self.add_error("deviation", "Enter why only one facilitator was there")
        if cleaned.get("facilitated_by") == 2:
            cleaned["deviation"] = ""
        return cleaned


P = Attendance.Presence
# What is kept of somebody who was stood in for, or is to come, and how a facilitator first sees it.
SHOWN_AS = {P.SUBSTITUTE.value: P.APOLOGIES.value, P.EXPECTED.value: P.ATTENDED.value}


def places(
    seats: Iterable[Seat], named: Iterable[Expected], stored: dict[Any, str], data: QueryDict | None = None
) -> list[Place]:
    """One line for each of `seats` and for each substitute who has agreed: as posted, else as stored, else *attended*.

    A plain loop draws them.
    """
    found = [_place(seat, None, stored, data) for seat in seats]
    return found + [_place(one.seat, one.stands_in_for, stored, data) for one in named if one.has_agreed]


def _place(seat: Seat, stands_in_for: Seat | None, stored: dict[Any, str], data: QueryDict | None) -> Place:
    of = Attendance.OF_SUBSTITUTES if stands_in_for else Attendance.OF_PARTICIPANTS
    choices = [(how.value, str(how.label)) for how in of]
    name, kept = f"seat_{seat.pk}", stored.get(seat.pk, P.ATTENDED.value)
    chosen = data.get(name, "") if data is not None else SHOWN_AS.get(kept, kept)
    error = "" if chosen in dict(choices) else f"Choose whether {seat.user} was there"
    return Place(seat, name, choices, chosen, error, stands_in_for)
