"""When the closing meeting is held."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pipd.kit import clock
from pipd.kit.fields import DateField, Form
from pipd.kit.layout import Field, Helper

TIME = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
MIDDAY = {"midday", "noon", "12 noon"}
UNREAL = "Enter a time such as 10am or 2.30pm"


class TimeField(forms.Field):
    """A time of day as people write it: 10am, 2.30pm, 14:30, midday."""

    def to_python(self, value: Any) -> Any:
        typed = str(value or "").strip()
        if not typed:
            return None
        if typed.lower() in MIDDAY:
            return time(12)
        found = TIME.fullmatch(typed)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
        half = (found[3] or "").lower() if found else ""
        if half and not 1 <= hour <= 12:
            hour = 99
        elif half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        if hour > 23 or minute > 59:
            raise ValidationError(UNREAL)
        return time(hour, minute)


class MeetingForm(Form):
    """The day and the time."""

    day = DateField(label="On which day?", help_text="For example, 12 4 2027", words="The day of the meeting")
    at = TimeField(
        label="When does it begin?",
        help_text="For example, 10am or 2.30pm",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={"required": "Enter when it begins"},
    )

    @property
    def helper(self) -> Helper:
        return Helper("Set the closing meeting", Field("day"), Field("at"))

    @property
    def moment(self) -> datetime:
        """The moment that was chosen, in London."""
        at = self.cleaned_data["at"]
        return clock.local(self.cleaned_data["day"], at.hour, at.minute)
