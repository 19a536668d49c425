"""A statement that somebody misses in the notes."""

from pipd.kit.fields import Form
from pipd.kit.layout import Field, Helper
from pipd.kit.text import PlainTextField
from workshops.clearance.answering import LONGEST, LONGEST_REASON


class MissingForm(Form):
    """The words, and why they belong in."""

    text = PlainTextField(
        max_length=LONGEST,
        rows=4,
        label="What is missing?",
        help_text="One statement, without names.",
        error_messages={"required": "Write the statement that is missing"},
    )
    reason = PlainTextField(
        max_length=LONGEST_REASON,
        rows=2,
        label="Why does it belong in?",
        error_messages={"required": "Say why it belongs in, in a few words"},
    )

    @property
    def helper(self) -> Helper:
        return Helper("Suggest this statement", Field("text"), Field("reason"))
