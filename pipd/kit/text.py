"""Plain text as people type it: normalised, bounded, free of what cannot be printed (trust X28)."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

KEPT_CONTROLS = {"\n", "\t"}
MOST_MARKS_IN_A_ROW = 8


def clean(value: str) -> str:
    """`value` in NFC, line ends as \\n, control and bidi-override characters gone, ends trimmed."""
    value = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    # Once more: what is taken out may have kept a letter from its accent.
    return unicodedata.normalize("NFC", "".join(_printable(value))).strip()


def _printable(value: str) -> list[str]:
    kept: list[str] = []
    marks = 0
    for char in value:
        category = unicodedata.category(char)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if char in KEPT_CONTROLS or (
            category not in {"Cc", "Cs", "Cn", "Co"}
            and char not in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u202c\u2069\u200e\u200f\ufeff"
            and marks <= MOST_MARKS_IN_A_ROW
        ):
            kept.append(char)
    return kept


def direction(words: str) -> str:
    """`rtl` if the first strong letter of `words` runs from right to left, else `ltr`."""
    for char in words:
        kind = unicodedata.bidirectional(char)
        if kind in {"L", "R", "AL"}:
            return "ltr" if kind == "L" else "rtl"
    return "ltr"


class PlainTextField(forms.CharField):
    """A form field whose value is cleaned by `clean` before its length is judged.

    `max_length` counts characters. What was typed is kept on an error: the widget shows the raw data.
    """

    default_error_messages = {
        "required": "Enter some words",
        "max_length": "Use %(limit_value)d characters or fewer; this has %(show_value)d",
    }

    def __init__(self, *, max_length: int, rows: int = 0, **kwargs: Any) -> None:
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, strip=False, **kwargs)
        # The browser must not cut what was pasted: the message says how much is too much.
        self.widget.attrs.pop("maxlength", None)

    def to_python(self, value: Any) -> str:
        # NUL is dropped here rather than refused: PostgreSQL cannot store it and nobody typed it on purpose.
        return clean(super().to_python(value) or "")

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not any(unicodedata.category(char)[0] in "LNPS" for char in value):
            raise ValidationError(self.error_messages["required"], code="required")


class LineField(PlainTextField):
    """Plain text of one line, such as a heading: whatever breaks a line is a space."""

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())
