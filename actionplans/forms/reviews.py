"""Reviews, closing and publication as they are typed."""

from __future__ import annotations

from typing import Any

from django import forms

from actionplans.models import ActionPlan
from partnerships.models import Programme, Seat
from partnerships.words import sector_name
from pipd.kit.fields import Checkboxes, DateField, Form, Radios, RevisionField
from pipd.kit.layout import Field, Helper, Submit
from pipd.kit.text import PlainTextField

LONGEST = 4000
LONGEST_REASON = 1000
CHOOSE = "Continue"  # nothing is done yet: the page that comes says what will be, and its button does it
LEVEL_HINTS: dict[str, str] = {
    ActionPlan.Publication.PARTNERS: "Participants may hand the document to partner organisations. It says so, and "
    "that it is not public. Partners get no sign-in here.",
    ActionPlan.Publication.PUBLIC: "It has a public page here, without names, posts, organisations or statements.",
}


class ReviewForm(Form):
    """One review as one sector's lead writes it down."""

    held_on = DateField(
        label="When was it held?", words="The day of the review", help_text="For example, 31 3 2027"
    )
    present = forms.MultipleChoiceField(
        label="Who was there?",
        widget=Checkboxes,
        help_text="At least one person of each sector.",
        error_messages={"required": "Choose who was there", "invalid_choice": "Choose people from the list"},
    )
    lessons = PlainTextField(
        max_length=LONGEST,
        rows=6,
        label="What was learned",
        help_text="Write it as both sectors would put it.",
        error_messages={"required": "Say what was learned"},
    )
    changes = PlainTextField(
        max_length=LONGEST,
        rows=6,
        label="What changes because of it",
        help_text="New dates and statuses are entered with each action; new words need a new version of the plan.",
        error_messages={"required": "Say what changes, or that nothing does"},
    )
    revision = RevisionField()

    def __init__(self, *args: Any, programme: Programme, people: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("present", [(str(seat.pk), _told(programme, seat)) for seat in people])

    @property
    def helper(self) -> Helper:
        fields = [Field(name) for name in ("held_on", "present", "lessons", "changes")]
        return Helper("Save, and ask the other sector to confirm", *fields, "revision")


def _told(programme: Programme, seat: Seat) -> str:
    side = sector_name(programme, seat.sector).lower() if seat.sector else "facilitator"
    return f"{seat.user}, {side}"


class ReviewDateForm(Form):
    """Another day for a review."""

    due_on = DateField(label="When will it be?", words="The new date", help_text="For example, 31 3 2027")
    revision = RevisionField()

    @property
    def helper(self) -> Helper:
        return Helper("Set this date", Field("due_on"), "revision")


class CloseForm(Form):
    """Why the plan is closed. Where the other sector has signed already, its reason stands here unchanged."""

    reason = PlainTextField(
        max_length=LONGEST_REASON,
        rows=4,
        label="Why is the plan closed?",
        help_text="One or two sentences that both sectors sign. No names.",
        error_messages={"required": "Say why the plan is closed"},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args: Any, button: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.button = button

    @property
    def helper(self) -> Helper:
        return Helper(self.button, Field("reason"), "seen")


class PublicationForm(Form):
    """Who may read the plan."""

    level = forms.ChoiceField(
        label="Who may read the plan?",
        choices=ActionPlan.Publication.choices,
        widget=Radios(hints=LEVEL_HINTS),
        error_messages={
            "required": "Choose who may read the plan",
            "invalid_choice": "Choose one of the list",
        },
    )

    def __init__(self, *args: Any, beside: bool = False, **kwargs: Any) -> None:
        """`beside`: whether an answer is asked for on the same page, whose button then is the main one."""
        super().__init__(*args, **kwargs)
        self.beside = beside

    @property
    def helper(self) -> Helper:
        return Helper("", Field("level"), Submit(CHOOSE, kind="secondary" if self.beside else ""))
