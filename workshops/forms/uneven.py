"""Why the sectors of a group were not even again by a session."""

from __future__ import annotations

from pipd.kit.fields import Form, RevisionField
from pipd.kit.layout import Helper
from pipd.kit.text import LineField

LONGEST_REASON = 300


class UnevenForm(Form):
    """The reason, which stands on the session's page for everybody who opens it."""

    reason = LineField(
        max_length=LONGEST_REASON,
        label="Why were the sectors not even again by this session?",
        help_text="For example: nobody of that sector waits for a place. Everybody in the group reads it, so name "
        "nobody and give nobody’s reasons for leaving.",
        error_messages={"required": "Say why the sectors were not even again"},
    )

    @property
    def helper(self) -> Helper:
        return Helper("Record why", "reason")


class CorrectForm(UnevenForm):
    """The reason as it should have been recorded."""

    revision = RevisionField()

    @property
    def helper(self) -> Helper:
        return Helper("Save the correction", "reason", "revision")
