"""A summary pasted or uploaded, and which of its paragraphs become statements."""

from __future__ import annotations

from typing import Any

from django import forms

from pipd.kit import word_files
from pipd.kit.fields import Form
from pipd.kit.text import PlainTextField, clean
from pipd.kit.uploads import LARGEST
from pipd.kit.wording import count
from workshops import pasting
from workshops.forms.logging import KindForm

MEGABYTE = 1024 * 1024


class SummaryForm(Form):
    """Text, or a file whose text takes its place."""

    words = PlainTextField(
        label="Paste the text",
        max_length=pasting.LONGEST_SUMMARY,
        rows=12,
        required=False,
    )
    file = forms.FileField(
        label="Or choose a Word file (.docx)",
        required=False,
        allow_empty_file=True,
        max_length=None,
        error_messages={"invalid": "Choose the file again"},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file and cleaned.get("words"):
            self.add_error("file", "Paste text or choose a file, not both. Empty the box to use the file")
            return cleaned
        if file:
            self._take(cleaned, file)
        elif not cleaned.get("words") and not self.errors:
            self.add_error("words", "Paste the text of the summary, or choose a file")
        if not self.errors:
            self._judge(cleaned["words"], "file" if file else "words")
        return cleaned

    def _take(self, cleaned: dict[str, Any], file: Any) -> None:
        """Read the file into the box, where its text is read through, changed and kept like any other."""
        if file.is_too_large:
            size = f"{file.size / MEGABYTE:.1f} MB"
            most = f"{LARGEST // MEGABYTE} MB"
            self.add_error("file", f"This file has {size}, and the most is {most}. Paste its text instead")
            return
        try:
            cleaned["words"] = clean(pasting.as_lines(word_files.paragraphs(file.read())))
        except word_files.Unreadable as refusal:
            self.add_error("file", str(refusal))
            return
        self.data = {**self.data, "words": cleaned["words"]}

    def _judge(self, words: str, field: str) -> None:
        found = pasting.read(words).paragraphs
        if not found:
            self.add_error(field, "No paragraphs were found in it")
        elif len(found) > pasting.MOST:
            paragraphs = count(len(found), "paragraph")
            self.add_error(
                "words", f"It has {paragraphs}, and {pasting.MOST} is the most at once. Take some out"
            )


class PickForm(KindForm):
    """Which paragraphs of the text become statements, and of which kind."""

    kind_label = "What kind of statements are they?"
    words = forms.CharField(widget=forms.HiddenInput)
    token = forms.UUIDField(widget=forms.HiddenInput)
    pick = forms.MultipleChoiceField(
        error_messages={
            "required": "Tick at least one paragraph",
            "invalid_choice": "Tick paragraphs that are in the list",
        }
    )

    def __init__(self, *args: Any, summary: pasting.Summary, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("pick", [(str(p.index), "") for p in summary.usable])
        self.summary = summary

    @property
    def picked(self) -> list[pasting.Brought]:
        chosen = {int(index) for index in self.cleaned_data["pick"]}
        return [p for p in self.summary.usable if p.index in chosen]
