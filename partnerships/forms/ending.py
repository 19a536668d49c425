"""Why an area is discontinued, as it is typed."""

from __future__ import annotations

from typing import Any

from django import forms

from pipd.kit.fields import Form
from pipd.kit.layout import Helper
from pipd.kit.text import PlainTextField

LONGEST_REASON = 600


class DiscontinueForm(Form):
    """The reason, and a word that it is meant: there is no way back."""

    reason = PlainTextField(
        max_length=LONGEST_REASON,
        rows=3,
        label="Why is this area discontinued?",
        help_text="Everybody with a seat there, and whose application is open, reads these words in an email. The "
        "group reads them on its pages.",
        error_messages={"required": "Say why the area is discontinued"},
    )
    sure = forms.BooleanField(
        label="I have read what will happen, and that it cannot be undone",
        error_messages={"required": "Confirm that you have read what will happen"},
    )

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name

    @property
    def helper(self) -> Helper:
        return Helper(f"Discontinue {self.name}", "reason", "sure")
