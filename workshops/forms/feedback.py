"""A minute's feedback: a comment, and before the first and after the last session two questions."""

from __future__ import annotations

from typing import Any

from django import forms

from pipd.kit.fields import Form, Radios
from pipd.kit.layout import Field, Fieldset, Helper
from pipd.kit.text import PlainTextField
from workshops.feedback import QUESTIONS, Feedback
from workshops.models.feedback import LONGEST_COMMENT

WORDS = {name: (words, answers) for name, words, answers in QUESTIONS}


def _question(name: str) -> forms.TypedChoiceField:
    words, answers = WORDS[name]
    return forms.TypedChoiceField(
        label=words,
        choices=answers.choices,
        coerce=int,
        empty_value=None,
        widget=Radios,
        required=False,
        error_messages={"invalid_choice": "Choose one of the answers, or none"},
    )


class QuestionsForm(Form):
    """The two questions; either may be left out."""

    trust = _question("trust")
    understanding = _question("understanding")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            self.add_error(None, "Answer one of the questions, or leave this page")
        return cleaned

    @property
    def helper(self) -> Helper:
        return Helper("Send my answers", Field("trust"), Field("understanding"))

    def said(self) -> Feedback:
        return Feedback(**self.cleaned_data)


class CommentForm(Form):
    """How the session went, in one's own words."""

    text = PlainTextField(
        label="How did it go?",
        help_text="What helped, what did not, what should be different next time. No names, please: neither yours nor "
        "anybody’s.",
        max_length=LONGEST_COMMENT,
        rows=5,
        error_messages={"required": "Write a few words, or leave this page"},
    )
    show_sector = forms.BooleanField(label="My sector may be shown beside it", required=False)
    quotable = forms.BooleanField(
        label="It may be quoted, without my name and without naming the area", required=False
    )

    @property
    def helper(self) -> Helper:
        return Helper("Send it", *self.parts())

    def parts(self) -> list[Any]:
        return [Field("text"), Fieldset("If you like", Field("show_sector"), Field("quotable"), size="s")]

    def said(self) -> Feedback:
        return Feedback(**self.cleaned_data)


class LastForm(CommentForm):
    """After the last session the two questions are asked once more; any of the three may be left out."""

    trust = _question("trust")
    understanding = _question("understanding")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False

    def parts(self) -> list[Any]:
        return [Field("trust"), Field("understanding"), *super().parts()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(name) for name in ("text", "trust", "understanding")):
            self.add_error("text", "Write a few words, answer a question, or leave this page")
        return cleaned
