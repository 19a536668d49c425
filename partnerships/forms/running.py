"""Who is named to run something, and why a group stands still, as they are typed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms

from partnerships.models import Role
from partnerships.signing_in.forms import EMAIL
from pipd.kit.fields import Form, Radios
from pipd.kit.layout import Helper
from pipd.kit.text import LineField

LONGEST_NAME, LONGEST_REASON = 120, 300
HINTS: dict[str, str] = {
    Role.FACILITATOR: "Runs the sessions and writes up the notes. A group has two.",
    Role.REGISTER: "Keeps the register of partnerships, and sees nothing else of the group.",
    Role.COORDINATOR: "Runs recruitment, dates and documents of all areas. Sees no uncleared words.",
    Role.ADMINISTRATOR: "Sets up the programme and chooses areas. Sees no content.",
    Role.ANALYST: "Reads cleared statements and agreed plans across areas, without names.",
    Role.SPONSOR: "Has an account, and reads what is published. Sees nothing else.",
}


class AppointForm(Form):
    """Somebody who is named, and as what."""

    role = forms.ChoiceField(
        label="As what?",
        widget=Radios(hints=HINTS),
        error_messages={"required": "Choose as what", "invalid_choice": "Choose from the list"},
    )
    full_name = LineField(
        max_length=LONGEST_NAME, label="Full name", error_messages={"required": "Enter their full name"}
    )
    email = forms.EmailField(
        max_length=254,
        label="Email address",
        help_text="If there is no account at this address yet, one is made and they are invited.",
        error_messages={"required": "Enter their email address", "invalid": EMAIL},
    )

    def __init__(self, *args: Any, roles: Collection[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("role", [(role.value, role.label) for role in roles])

    @property
    def helper(self) -> Helper:
        return Helper("Name this person", "role", "full_name", "email")


class ReplaceForm(Form):
    """Who facilitates from now on."""

    full_name = LineField(
        max_length=LONGEST_NAME, label="Full name", error_messages={"required": "Enter their full name"}
    )
    email = forms.EmailField(
        max_length=254,
        label="Email address",
        help_text="If there is no account at this address yet, one is made and they are invited.",
        error_messages={"required": "Enter their email address", "invalid": EMAIL},
    )

    @property
    def helper(self) -> Helper:
        return Helper("Replace the facilitator", "full_name", "email")


class PauseForm(Form):
    """Why a group stands still."""

    reason = LineField(
        max_length=LONGEST_REASON,
        label="Why does the group stand still?",
        help_text="Everybody in the group reads it on the area’s page.",
        error_messages={"required": "Say why the group stands still"},
    )

    def __init__(self, *args: Any, asks: bool = False, paused: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.button = "Ask the other sector’s lead" if asks else "Pause the group"
        if paused:
            self.fields["reason"].label = "Why can the group go on?"
            self.fields[
                "reason"
            ].help_text = "Everybody in the group reads it until the other sector’s lead answers."
            self.fields["reason"].error_messages["required"] = "Say why the group can go on"

    @property
    def helper(self) -> Helper:
        return Helper(self.button, "reason")
