"""What a coordinator types while an area recruits: the last day, a decision, and why an area does not go on."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms

from partnerships.models import Application
from pipd.kit.fields import DateField, Form, Radios
from pipd.kit.layout import Helper
from pipd.kit.text import PlainTextField

LONGEST_REASON = 600
S = Application.State
ACTS = {
    S.ACCEPTED: "Give them a place",
    S.WAITING: "Put them on the wait-list",
    S.DECLINED: "Decline",
}
# Of a place that was given, and that its person has not said they take.
BACK = {
    S.WAITING: "Take the place back, and put them on the wait-list",
    S.DECLINED: "Take the place back, and decline",
}
HINTS: dict[str, str] = {
    S.ACCEPTED: "They can sign in at once, and are asked for their consents.",
    S.WAITING: "You can give them a place when one opens.",
    S.DECLINED: "They read the reason you give below.",
}


class LastDayForm(Form):
    """Until when people may apply."""

    closes_on = DateField(
        label="Last day for applications",
        words="The last day",
        help_text="Until 5pm. It must be a working day, and leave people at least ten working days.",
    )

    def __init__(self, *args: Any, extends: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.extends = extends
        if extends:
            self.fields["closes_on"].help_text = "A working day after the present one. Until 5pm."

    @property
    def helper(self) -> Helper:
        return Helper("Extend to this day" if self.extends else "Open applications", "closes_on")


class DecisionForm(Form):
    """What is decided of one application."""

    decision = forms.ChoiceField(
        label="What do you decide?",
        widget=Radios(hints=HINTS),
        error_messages={"required": "Choose what you decide", "invalid_choice": "Choose from the list"},
    )
    override = PlainTextField(
        max_length=LONGEST_REASON,
        rows=3,
        required=False,
        label="If you give them a place: why, although they are outside the usual terms",
        help_text="Kept with the application. The facilitators read it, and so can the applicant once they have "
        "joined. Name nobody else in it.",
    )
    reason = PlainTextField(
        max_length=LONGEST_REASON,
        rows=3,
        required=False,
        label="If you decline: why",
        help_text="The applicant reads these words in the email.",
    )

    def __init__(
        self, *args: Any, offered: Collection[str], is_outside: bool, has_place: bool, **kwargs: Any
    ) -> None:
        """`has_place`: what is decided is whether they keep the place they were given."""
        super().__init__(*args, **kwargs)
        self.has_place = has_place
        acts = BACK if has_place else ACTS
        self.offer("decision", [(one.value, words) for one, words in acts.items() if one in offered])
        if not is_outside or S.ACCEPTED not in offered:
            del self.fields["override"]
        if S.DECLINED not in offered:
            del self.fields["reason"]
        elif has_place:
            self.fields["reason"].label = "Why you take it back"

    def clean(self) -> dict[str, Any]:
        told = {"override": "", "reason": "", **(super().clean() or {})}
        decision = told.get("decision")
        wants_why = decision == S.ACCEPTED and "override" in self.fields and "override" not in self.errors
        if wants_why and not told["override"]:
            self.add_error("override", "Say why they get a place although they are outside the usual terms")
        wants_reason = decision == S.DECLINED or (bool(decision) and self.has_place)
        if wants_reason and not told["reason"] and "reason" not in self.errors:
            self.add_error("reason", "Say why, in words the applicant can read")
        return told

    @property
    def helper(self) -> Helper:
        return Helper("Continue", *self.fields)


class NotProceedForm(Form):
    """Why an area does not take part after all."""

    reason = PlainTextField(
        max_length=LONGEST_REASON,
        rows=3,
        label="Why does this area not go on?",
        help_text="Everybody who applied, or has a place, reads these words in an email.",
        error_messages={"required": "Say why the area does not go on"},
    )

    @property
    def helper(self) -> Helper:
        return Helper("End recruitment, and tell them by email", "reason")
