"""Why a group starts although its sectors are one apart."""

from __future__ import annotations

from pipd.kit.fields import Form
from pipd.kit.layout import Helper
from pipd.kit.text import LineField

LONGEST_REASON = 300


class WaiverForm(Form):
    """The reason, which stands on the area's page for everybody who opens it."""

    reason = LineField(
        max_length=LONGEST_REASON,
        label="Why does the group start one apart?",
        help_text="Everybody in the group reads it, with your name.",
        error_messages={"required": "Say why the group starts one apart"},
    )

    @property
    def helper(self) -> Helper:
        return Helper("Start the group one apart", "reason")
