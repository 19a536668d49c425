"""What is typed beside the draft: a comment, why a challenge has no response, why a draft is given up."""

from __future__ import annotations

from typing import Any

from django import forms

from actionplans.forms.items import WrittenForm
from pipd.kit.fields import Form, RevisionField
from pipd.kit.layout import Field, Helper
from pipd.kit.text import PlainTextField

LONGEST_COMMENT, LONGEST_REASON = 1000, 400
NOTHING_SAID = "Say why there is no response, or link the statement to an objective"


class CommentForm(WrittenForm):
    """A comment beside an objective or action."""

    text = PlainTextField(
        max_length=LONGEST_COMMENT,
        rows=3,
        label="Your comment",
        error_messages={"required": "Enter a comment"},
    )
    revision = RevisionField()


class NoResponseForm(Form):
    """Why nothing in the plan answers a challenge; empty takes back what was said."""

    reason = PlainTextField(
        max_length=LONGEST_REASON,
        rows=3,
        required=False,
        label="Why is there no response?",
    )
    revision = RevisionField()

    def __init__(self, *args: Any, said: bool, **kwargs: Any) -> None:
        """`said`: whether there is a reason already, which no words take back."""
        super().__init__(*args, **kwargs)
        self.said = said
        where = "It stands on the evidence sheet beside the statement."
        self.fields["reason"].help_text = (
            f"{where} Leave it empty to take the reason back." if said else where
        )

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if not reason and not self.said:
            raise forms.ValidationError(NOTHING_SAID)
        return reason

    @property
    def helper(self) -> Helper:
        return Helper("Save this reason", Field("reason"), Field("revision"))


class GiveUpForm(Form):
    """Why a draft is given up."""

    reason = PlainTextField(
        max_length=LONGEST_REASON,
        rows=3,
        label="Why should this draft be given up?",
        help_text="The other sector’s lead reads it and answers.",
        error_messages={"required": "Enter why the draft should be given up"},
    )

    @property
    def helper(self) -> Helper:
        return Helper("Ask the other sector", Field("reason"))
