"""Writing up: which points are ticked, and the wording of one statement."""

from __future__ import annotations

from typing import Any

from django import forms

from partnerships.models import Programme, Sector
from pipd.kit.fields import Chips, Form, RevisionField
from pipd.kit.text import LineField, PlainTextField
from workshops.clearance.desk import Desk
from workshops.forms.logging import KindForm
from workshops.logbook import LONGEST, LONGEST_TOPIC
from workshops.models import Position

MAKE, ADD = "make", "add"
GONE = "A point you ticked was taken back by whoever logged it. Look at the list again"


class TickedForm(Form):
    """Points ticked, and what to do with them. Drawn by a plain loop: there may be a hundred points."""

    act = forms.ChoiceField(choices=[(MAKE, ""), (ADD, "")], widget=forms.HiddenInput)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["points"] = forms.MultipleChoiceField(
            choices=[(str(point.id), "") for point in desk.logged],
            error_messages={"required": "Tick at least one point", "invalid_choice": GONE},
        )
        self.fields["statement"] = forms.ChoiceField(
            required=False,
            choices=[(str(draft.id), "") for draft in desk.drafts],
            error_messages={"invalid_choice": "Choose a statement that is in the list"},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("act") == ADD and not cleaned.get("statement") and "statement" not in self.errors:
            self.add_error("statement", "Choose the statement to add them to")
        return cleaned


class StatementForm(KindForm):
    """The topic and the words of a statement, its kind, and whether each sector holds it."""

    kind_label = "What kind of statement is it?"
    field_order = ("topic", "text", "position_la", "position_tso", "kind")
    topic = LineField(label="Topic", max_length=LONGEST_TOPIC, required=False)
    text = PlainTextField(
        label="The statement, as people will read it",
        max_length=LONGEST,
        rows=4,
        error_messages={"required": "Enter the statement"},
    )
    position_la = forms.ChoiceField(choices=Position.choices, widget=Chips, initial=Position.NOT_DISCUSSED)
    position_tso = forms.ChoiceField(choices=Position.choices, widget=Chips, initial=Position.NOT_DISCUSSED)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, programme=programme, **kwargs)
        message = "Choose whether the sector holds this view"
        for sector in Sector:
            field = self.fields[f"position_{sector}"]
            field.label = programme.words_for(sector)
            field.error_messages.update(required=message, invalid_choice=message)


class StatementEditForm(StatementForm):
    """A statement that exists, with the revision it was read at."""

    revision = RevisionField()
