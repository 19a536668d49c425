"""Arranging statements: where one goes, which are merged, and how one is split."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from pipd.kit.fields import Form, RevisionField
from pipd.kit.text import PlainTextField
from workshops.clearance.desk import Draft
from workshops.forms.desk import StatementForm
from workshops.logbook import LONGEST

FIRST = "first"
NOT_HERE = "Choose a place that is in the list"


class PlaceForm(Form):
    """Behind which statement another one goes."""

    after = forms.ChoiceField(
        label="Where should it go?",
        error_messages={"required": "Choose where it should go", "invalid_choice": NOT_HERE},
    )

    def __init__(self, *args: Any, drafts: Sequence[Draft], moved: Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [draft for draft in drafts if draft.id != moved.id]
        places = [
            (str(draft.id), f"After {draft.number} {draft.topic or draft.text[:60]}") for draft in others
        ]
        self.offer("after", [("", "Choose a place"), (FIRST, "At the top"), *places])


class MergeForm(StatementForm):
    """One statement worded from several; the revision is the sum of theirs."""

    revision = RevisionField()


class SplitForm(Form):
    """What stays, and what becomes a statement of its own."""

    revision = RevisionField()
    text = PlainTextField(
        label="What stays in this statement",
        max_length=LONGEST,
        rows=4,
        error_messages={"required": "Enter what stays in this statement"},
    )
    new_text = PlainTextField(
        label="The new statement",
        max_length=LONGEST,
        rows=4,
        error_messages={"required": "Enter the new statement"},
    )
    sources = forms.MultipleChoiceField(
        required=False,
        error_messages={"invalid_choice": "A point you ticked is not part of this statement any more"},
    )

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("sources", [(str(source.id), "") for source in draft.sources])
