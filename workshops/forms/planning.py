"""Planning the four sessions, and changing, postponing or cancelling one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import takewhile
from typing import Any

from django import forms
from django.forms import BoundField

from partnerships.models import Seat, StudyArea
from pipd.kit.fields import Checkboxes, DateField, Form, InlineRadios, RevisionField
from pipd.kit.text import PlainTextField
from workshops.models import Workshop
from workshops.models.sessions import SESSIONS
from workshops.slots import AFTERNOON, MORNING, Slot, problems, slot_of, usual_gap

HALVES = [
    (MORNING, "10am to 1pm"),
    (AFTERNOON, "2pm to 5pm"),
]
ROOM, ONLINE = "room", "online"
PLACES = [(ROOM, "In a room"), (ONLINE, "Online")]
NUMBERS = range(1, SESSIONS + 1)
PARTS = ("day", "half", "where", "venue", "topic", "facilitators", "revision")
LONGEST_REASON = 300
WIDEST_GAP = 120  # working days, about half a year


def session_fields(named: str, people: Mapping[str, Seat]) -> dict[str, forms.Field]:
    """The fields of one session, by part; `named` is the session in messages, such as "session 2"."""
    pair = [(pk, str(seat.user)) for pk, seat in people.items()]
    return {
        "day": DateField(label="Date", words=f"The date of {named}"),
        "half": forms.ChoiceField(
            label="Morning or afternoon?",
            choices=HALVES,
            widget=InlineRadios,
            error_messages={"required": f"Choose morning or afternoon for {named}"},
        ),
        "where": forms.ChoiceField(label="Where?", choices=PLACES, widget=InlineRadios, required=False),
        "venue": PlainTextField(
            label="Venue, or whose online meeting",
            max_length=120,
            error_messages={"required": f"Enter the venue of {named}"},
        ),
        "topic": PlainTextField(label="Topic", max_length=80, required=False),
        "facilitators": forms.MultipleChoiceField(
            label="Who facilitates?",
            choices=pair,
            widget=Checkboxes,
            error_messages={"required": f"Choose two facilitators for {named}"},
        ),
        "revision": RevisionField(),
    }


def initial_of(workshop: Workshop) -> dict[str, Any]:
    """What the fields of one session hold at first, by part."""
    slot = slot_of(workshop)
    return {
        "day": slot.day,
        "half": slot.half,
        "where": ONLINE if slot.online else ROOM,
        "venue": slot.venue,
        "topic": slot.topic,
        "further_topics": workshop.further_topics,
        "revision": slot.revision,
    }


def slot_from(values: Mapping[str, Any], people: Mapping[str, Seat]) -> Slot:
    """The slot that cleaned `values`, by part, stand for."""
    return Slot(
        values["day"],
        values["half"],
        values["venue"],
        values["where"] == ONLINE,
        values["topic"],
        values.get("further_topics"),
        tuple(people[pk] for pk in values["facilitators"]),
        values["revision"],
    )


class PlanForm(Form):
    """The dates, places, topics and facilitators of all four sessions.

    Those that were held, postponed or cancelled are not asked for: they are `fixed`, by number.
    """

    def __init__(
        self,
        *args: Any,
        area: StudyArea,
        fixed: Mapping[int, Workshop],
        facilitators: Iterable[Seat],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.area, self.fixed = area, fixed
        self.people = {str(seat.pk): seat for seat in facilitators}
        self.open = [number for number in NUMBERS if number not in fixed]
        for number in self.open:
            made = session_fields(f"session {number}", self.people)
            self.fields |= {f"{part}_{number}": field for part, field in made.items()}
        least = area.programme.days_between_sessions
        self.fields["gap"] = forms.IntegerField(
            label="Working days between sessions",
            min_value=least,
            max_value=WIDEST_GAP,
            initial=usual_gap(area),
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
            error_messages={
                "invalid": "Enter a whole number of working days",
                "min_value": f"Leave at least {least} working days between sessions",
                "max_value": f"Leave at most {WIDEST_GAP} working days between sessions",
            },
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.errors.pop("gap", None) if self.data.get("act") != "dates" else None
        for number in self.open:
            chosen = cleaned.get(f"facilitators_{number}")
            if chosen and len(chosen) != 2:
                self.add_error(f"facilitators_{number}", f"Choose two facilitators for session {number}")
        self._judge_days()
        return cleaned

    def _judge_days(self) -> None:
        held = sum(workshop.is_delivered for workshop in self.fixed.values())
        halted = {number for number, workshop in self.fixed.items() if workshop.is_halted}
        in_front = takewhile(lambda number: number in self.days, NUMBERS)  # as far as they can be read
        days = [self.days[number] for number in in_front]
        found = problems(self.area, days, held=held, without=halted)
        for number, words in found.items():
            if f"day_{number}" in self.fields:
                self.add_error(f"day_{number}", f"Session {number}: {words}")

    @property
    def days(self) -> dict[int, date]:
        """The dates by session, as far as they can be read."""
        found = {number: self._day(number) for number in NUMBERS}
        return {number: day for number, day in found.items() if isinstance(day, date)}

    @property
    def standing(self) -> dict[int, date]:
        """The dates of the sessions that are to be or were, if all can be read; none otherwise.

        Not some of them: the last would seem to be followed by no session.
        """
        halted = {number for number, workshop in self.fixed.items() if workshop.is_halted}
        all_of_them = len(self.days) == SESSIONS
        return {n: day for n, day in self.days.items() if n not in halted} if all_of_them else {}

    def _day(self, number: int) -> Any:
        if number in self.fixed:
            return self.fixed[number].local_start.date()
        values = self.cleaned_data if self.is_bound else self.initial
        return values.get(f"day_{number}")

    def slots(self) -> list[Slot]:
        """All four sessions in order, for the workflow."""
        return [self._slot(number) for number in NUMBERS]

    @property
    def overtaken(self) -> list[int]:
        """The sessions that the page still asked for, and that were held, postponed or cancelled meanwhile."""
        return [number for number in self.fixed if f"revision_{number}" in self.data]

    def _slot(self, number: int) -> Slot:
        if number in self.fixed:
            slot = slot_of(self.fixed[number])
            return replace(slot, revision=0) if number in self.overtaken else slot
        values = {part: self.cleaned_data[f"{part}_{number}"] for part in PARTS}
        return slot_from(values, self.people)

    def sessions(self) -> list[tuple[int, list[BoundField]]]:
        """The fields of each session still to come, for the page."""
        return [(n, [self[f"{part}_{n}"] for part in PARTS]) for n in self.open]

    def typed(self) -> dict[str, Any]:
        """Everything as it was typed, to begin a page with."""
        return {name: self[name].value() for name in self.fields}


class ChangeForm(Form):
    """One session: its date, place, agenda and facilitators."""

    def __init__(self, *args: Any, named: str, facilitators: Iterable[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(seat.pk): seat for seat in facilitators}
        self.fields |= session_fields(named, self.people)
        self.fields["further_topics"] = PlainTextField(
            label="Further topics",
            help_text="One on each line, if there are any.",
            max_length=300,
            rows=3,
            required=False,
        )
        self.order_fields([*PARTS[:-2], "further_topics"])

    def clean_facilitators(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["facilitators"]
        if len(chosen) != 2:
            raise forms.ValidationError("Choose two facilitators")
        return chosen

    def slot(self) -> Slot:
        return slot_from(self.cleaned_data, self.people)


class CloserForm(Form):
    """A date nearer to another session than the setting says."""

    day = DateField(
        label="On which day should the session be?",
        help_text="For example, 12 4 2027",
        words="The date of the session",
    )


class ReasonForm(Form):
    """Why a session is postponed or cancelled."""

    reason = PlainTextField(
        label="Why?",
        help_text="A sentence. The group and the coordinator can read it on the session’s page; it is in no email.",
        max_length=LONGEST_REASON,
        rows=2,
        error_messages={"required": "Enter why, in a sentence"},
    )
    revision = RevisionField()
