"""The new job of somebody who takes part, as a coordinator types it."""

from __future__ import annotations

from typing import Any

from django import forms

from partnerships.models import Organisation
from pipd.kit.fields import Form
from pipd.kit.layout import Helper
from pipd.kit.text import LineField


class NewJobForm(Form):
    """Where they work now, and as what; the organisation says for which sector they take part."""

    organisation = forms.ChoiceField(
        label="Where do they work now?",
        help_text="If it is not in the list, enter it under Organisations first.",
        error_messages={"required": "Choose where they work now", "invalid_choice": "Choose from the list"},
    )
    job_title = LineField(
        max_length=120, label="Their job title there", error_messages={"required": "Enter their job title"}
    )

    def __init__(self, *args: Any, known: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in known}
        self.offer("organisation", [("", "Choose one"), *((pk, one.name) for pk, one in self.known.items())])

    def clean_organisation(self) -> Organisation:
        return self.known[self.cleaned_data["organisation"]]

    @property
    def helper(self) -> Helper:
        return Helper("Enter their new job", "organisation", "job_title")
