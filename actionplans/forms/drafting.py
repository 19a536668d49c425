"""What is typed beside the draft: a comment, why a challenge has no response, why a draft is given up."""

from __future__ import annotations

from actionplans.forms.items import WrittenForm
from pipd.kit.fields import Form, RevisionField
from pipd.kit.layout import Field, Helper
from pipd.kit.text import PlainTextField

LONGEST_COMMENT, LONGEST_REASON = 1000, 400


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
        help_text="It stands on the evidence sheet beside the statement. Leave it empty to take a reason back.",
    )
    revision = RevisionField()

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
