"""How an action goes, what it waits for, and a challenge to what was said, as they are typed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from actionplans.content import ActionLine
from actionplans.models import Delivery
from actionplans.models.delivery import Rag, Status
from actionplans.progress import is_lead, next_states, note_wanted, why_not
from partnerships.models import Seat
from pipd.kit import text
from pipd.kit.fields import INCOMPLETE, Checkboxes, DateField, Form, Radios, RevisionField
from pipd.kit.layout import Field, Helper
from pipd.kit.text import PlainTextField

LONGEST, LONGEST_LINK = 300, 500
FACTS = ""  # no colour of one's own: the facts set it
HINTS: dict[str, str] = {
    Status.BLOCKED: "Something has to happen first. Say what in the note.",
    Status.COMPLETE: "The other sector’s lead is asked to acknowledge it.",
    Status.DEFERRED: "It is put off to a later date. Say why in the note. The other sector’s lead is asked to agree.",
    Status.STOPPED: "It will not be done. Say why in the note. The other sector’s lead is asked to agree.",
    Status.TRANSFERRED: "Somebody else does it now. Say why in the note. The other sector’s lead is asked to agree.",
}


class StatusField(forms.ChoiceField):
    """It offers where the action may go on to. Any other state is refused by the table of moves, in its own words."""

    def valid_value(self, value: str) -> bool:
        return value in Status.values


class ProgressForm(Form):
    """How an action goes. Only its leads may set a colour other than that of the facts."""

    status = StatusField(
        label="Where does it stand?",
        widget=Radios(hints=HINTS),
        error_messages={"required": "Choose where it stands", "invalid_choice": "Choose one of the list"},
    )
    due_on = DateField(
        label="New date, if you put it off",
        words="The new date",
        required=False,
        help_text="Later than the present due date. Leave it empty otherwise.",
    )
    rag = forms.ChoiceField(
        label="Is it on track?",
        required=False,
        widget=Radios(hints={FACTS: "It is worked out anew every day."}),
        help_text="A colour of your own stands until the next update. Say why in the note.",
    )
    note = PlainTextField(
        max_length=LONGEST,
        rows=3,
        required=False,
        label="Note",
        help_text="It is printed in the plan. No names.",
    )
    link = forms.URLField(
        max_length=LONGEST_LINK,
        required=False,
        assume_scheme="https",
        label="Web address of something to see (optional)",
        help_text="Such as a published report",
        error_messages={"invalid": "Enter a web address, such as https://www.example.org/report"},
    )

    def __init__(self, *args: Any, row: Delivery, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, self.seat = row, seat
        self.may_put_off = row.status != Status.DEFERRED
        self.offer("status", [(s.value, self._label(row, s)) for s in next_states(row.status)])
        self.offer("rag", [(FACTS, f"As the facts show ({self._facts(row)})"), *Rag.choices])
        if not is_lead(row, seat):
            del self.fields["rag"]
        if not self.may_put_off:
            del self.fields["due_on"]

    @staticmethod
    def _label(row: Delivery, status: Status) -> str:
        return f"{status.label}, as it is now" if status == row.status else status.label

    @staticmethod
    def _facts(row: Delivery) -> str:
        return str(Rag(row.derived_rag).label).lower() if row.derived_rag else "no colour"

    @property
    def helper(self) -> Helper:
        names = [name for name in ("status", "due_on", "rag", "note", "link") if name in self.fields]
        return Helper("Save this update", *(Field(name) for name in names))

    def clean_link(self) -> str:
        """Without what turns letters round: people see the address they follow (trust X17)."""
        return text.clean(self.cleaned_data["link"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        puts_off = self.may_put_off and told.get("status") == Status.DEFERRED
        if puts_off and not told.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Enter the new date that you propose")
        if not told.get("note") and "note" not in self.errors and (wanted := self._note_wanted(told)):
            self.add_error("note", wanted.removesuffix("."))
        return told

    def _note_wanted(self, told: dict[str, Any]) -> str:
        """What the note has to say; nothing while the status itself is refused, which is then said instead."""
        status = told.get("status")
        if not status or why_not(self.row, status, by=self.seat):
            return ""
        return note_wanted(self.row, status, told.get("rag", ""))


class NeedsForm(Form):
    """Which other actions of the plan have to be complete first."""

    needs = forms.MultipleChoiceField(
        label="Which of these have to be complete first?",
        required=False,
        widget=Checkboxes(),
        error_messages={
            "invalid_choice": "One of these is no action of this plan any more. Read the list again."
        },
    )
    revision = RevisionField()

    def __init__(self, *args: Any, others: list[ActionLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("needs", [(str(line.action.pk), f"{line.ref} {line.short}") for line in others])

    def clean_needs(self) -> list[UUID]:
        return [UUID(key) for key in self.cleaned_data["needs"]]

    @property
    def helper(self) -> Helper:
        return Helper("Save", Field("needs", size="m"), "revision")


class ChallengeForm(Form):
    """How it looks from the other sector."""

    update = forms.UUIDField(
        widget=forms.HiddenInput(), error_messages={"required": INCOMPLETE, "invalid": INCOMPLETE}
    )
    words = PlainTextField(
        max_length=1000,
        rows=4,
        label="How does it look to you?",
        help_text="What you see, and what would settle it.",
        error_messages={"required": "Say how it looks to you"},
    )

    @property
    def helper(self) -> Helper:
        return Helper("Send this challenge", Field("words"), "update")
