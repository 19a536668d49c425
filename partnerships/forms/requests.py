"""What people ask about their personal data, and what a coordinator answers."""

from __future__ import annotations

from django import forms

from partnerships.models import DataRequest
from pipd.kit.fields import Form, Radios
from pipd.kit.layout import Helper
from pipd.kit.text import PlainTextField

LONGEST = 2000
K = DataRequest.Kind
HINTS: dict[str, str] = {
    K.CORRECT: "Something here about you is wrong.",
    K.OBJECT: "You do not want something to be used as it is.",
    K.ERASE: "You want one thing to be deleted; your account stays. To leave, or to take back a consent, you need not "
    "ask. To have everything erased there is a page of its own, which My data leads to.",
    K.COMPLAINT: "We acknowledge it at once, look into it, and tell you what came of it.",
}


class RequestForm(Form):
    """One request in one's own words."""

    kind = forms.ChoiceField(
        label="What do you ask?",
        # Everything is asked for on a page of its own, which says first what goes and what stays.
        choices=[choice for choice in K.choices if choice[0] != K.ERASE_ALL],
        widget=Radios(hints=HINTS),
        error_messages={"required": "Choose what you ask", "invalid_choice": "Choose from the list"},
    )
    words = PlainTextField(
        max_length=LONGEST,
        rows=6,
        label="In your words",
        help_text="The coordinators of the programme read this, and nobody else. You need give no reason.",
        error_messages={"required": "Say in your words what you ask"},
    )

    @property
    def helper(self) -> Helper:
        return Helper("Send to the coordinators", "kind", "words")


class AnswerForm(Form):
    """The answer to one request."""

    answer = PlainTextField(
        max_length=LONGEST,
        rows=8,
        label="Your answer",
        help_text="Say what you have done, or why you do not do it. Whoever asked reads it on their own page: name "
        "nobody else, and write nothing that others said.",
        error_messages={"required": "Enter your answer"},
    )

    @property
    def helper(self) -> Helper:
        return Helper("Send this answer", "answer")
