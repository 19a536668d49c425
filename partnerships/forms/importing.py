"""The file of applications that a coordinator chooses."""

from __future__ import annotations

from typing import Any

from django import forms

from pipd.kit.fields import Form

LARGEST = 1024 * 1024  # bytes; a file of two hundred applications has a tenth of it
MEGABYTE = 1024 * 1024


class FileForm(Form):
    """One file; what is in it is the workflow's to judge."""

    file = forms.FileField(
        label="Choose the file",
        allow_empty_file=True,
        max_length=None,
        error_messages={"required": "Choose a file", "invalid": "Choose the file again"},
    )

    def clean_file(self) -> bytes:
        """What is in it. How large it is, is judged before it is read."""
        file: Any = self.cleaned_data["file"]
        if file.size > LARGEST or file.is_too_large:
            size, most = f"{file.size / MEGABYTE:.1f} MB", f"{LARGEST // MEGABYTE} MB"
            raise forms.ValidationError(
                f"This file has {size}, and the most is {most}. Take pictures and other sheets out of it"
            )
        content: bytes = file.read()
        if not content:
            raise forms.ValidationError("This file is empty")
        return content
