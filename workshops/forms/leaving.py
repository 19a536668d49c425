"""Taking back the consent to take part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.text import Truncator

from pipd.kit.fields import Checkboxes, Form
from pipd.kit.layout import Field, Helper, Submit
from workshops.models import ClearedPoint

SHOWN = 160  # characters: enough to know a statement again


class ConsentForm(Form):
    """Which cleared statements would tell people who one is, if any."""

    statements = forms.MultipleChoiceField(
        label="Would one of these tell people who you are?",
        help_text="Tick those that should go. The facilitators are asked to withdraw them. Your name is not kept with "
        "that.",
        widget=Checkboxes,
        required=False,
        error_messages={
            "invalid_choice": "One of these statements is gone meanwhile. Look at the list again."
        },
    )

    def __init__(self, *args: Any, statements: Iterable[ClearedPoint], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(point.pk), _words(point)) for point in statements]
        self.offer("statements", choices)
        self.asks = bool(choices)

    @property
    def helper(self) -> Helper:
        # No question where there is nothing to choose from.
        asked = [Field("statements")] if self.asks else []
        return Helper("", *asked, Submit("Take back my consent", kind="warning"))


def _words(point: ClearedPoint) -> str:
    words = Truncator(point.text).chars(SHOWN)
    return f"Session {point.note.workshop.number}, statement {point.number}: {words}"
