"""Objectives, actions and reasons as they are typed."""

from __future__ import annotations

from typing import Any

from django import forms

from actionplans.models import Objective
from actionplans.words import kind_choices, mode_choices
from partnerships.models import Programme, Sector
from partnerships.words import sector_words
from pipd.kit.fields import Form, InlineRadios, Radios, RevisionField
from pipd.kit.layout import Field, Helper, Submit
from pipd.kit.text import PlainTextField

LONGEST, LONGEST_CONCERN, LONGEST_REASON = 600, 400, 400


class WrittenForm(Form):
    """Something is added by it, or changed: `adding` leaves the revision out. `words` name the button."""

    def __init__(self, *args: Any, words: str, adding: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words
        if adding:
            del self.fields["revision"]

    @property
    def helper(self) -> Helper:
        return Helper(self.words, *(Field(name) for name in self.fields))


class ItemForm(WrittenForm):
    """What objective and action share."""

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.adapt(programme)

    def adapt(self, programme: Programme) -> None:
        """Put the programme's own words into labels."""


class ObjectiveForm(ItemForm):
    """One local objective."""

    text = PlainTextField(
        max_length=LONGEST,
        rows=4,
        label="Local objective",
        help_text="What both sectors want, in one sentence. It reads best when it begins with “To”.",
        error_messages={"required": "Enter the objective"},
    )
    priority = forms.ChoiceField(
        label="Joint priority",
        choices=Objective.Priority.choices,
        widget=InlineRadios,
        error_messages={"required": "Choose a priority", "invalid_choice": "Choose high, medium or low"},
    )
    concern_la = PlainTextField(max_length=LONGEST_CONCERN, rows=2, required=False)
    concern_tso = PlainTextField(max_length=LONGEST_CONCERN, rows=2, required=False)
    revision = RevisionField()

    def adapt(self, programme: Programme) -> None:
        for sector in Sector:
            field = self.fields[f"concern_{sector}"]
            field.label = f"The {sector_words(programme, sector)} concern it answers (optional)"


class ActionForm(ItemForm):
    """One local partnership improvement action."""

    text = PlainTextField(
        max_length=LONGEST,
        rows=4,
        label="Local partnership improvement action",
        help_text="What will be done. Who leads it and by when comes after both sectors have signed.",
        error_messages={"required": "Enter the action"},
    )
    mode = forms.ChoiceField(
        label="How it is delivered",
        widget=Radios,
        error_messages={"required": "Choose how it is delivered", "invalid_choice": "Choose one of the list"},
    )
    kind = forms.ChoiceField(
        label="Kind of action",
        help_text="For comparing plans. It is not part of what is signed.",
        widget=forms.Select,
        error_messages={"required": "Choose a kind", "invalid_choice": "Choose a kind from the list"},
    )
    revision = RevisionField()

    def adapt(self, programme: Programme) -> None:
        self.offer("mode", mode_choices(programme))
        self.offer("kind", kind_choices(programme))


class ReasonForm(Form):
    """Why no statement stands behind an objective."""

    reason = PlainTextField(
        max_length=LONGEST_REASON,
        rows=3,
        required=False,
        label="Reason",
        help_text="Both sectors accept the reason together with the objective.",
    )
    revision = RevisionField()

    @property
    def helper(self) -> Helper:
        return Helper("", Field("reason"), Field("revision"), Submit("Save this reason", kind="secondary"))
