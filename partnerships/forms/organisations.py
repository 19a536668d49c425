"""An organisation, and its end, as they are typed."""

from __future__ import annotations

from typing import Any

from django import forms

from partnerships.models import Organisation, StudyArea
from pipd.kit.fields import Checkboxes, DateField, Form, Radios, RevisionField
from pipd.kit.layout import Helper
from pipd.kit.text import LineField

LONGEST_NAME = 120
CHOOSE = {"invalid_choice": "Choose from the list"}


class OrganisationForm(Form):
    """One organisation. The name of one that people sit from is not asked: that is a new name, from a day on."""

    name = LineField(max_length=LONGEST_NAME, label="Name", error_messages={"required": "Enter its name"})
    kind = forms.ChoiceField(
        label="What kind of organisation it is",
        choices=Organisation.Kind.choices,
        widget=Radios,
        error_messages={"required": "Choose what kind it is", **CHOOSE},
    )
    valid_from = DateField(
        label="First day (optional)",
        words="The first day",
        required=False,
        help_text="Only if it began lately. For example, 1 4 2026",
    )
    areas = forms.MultipleChoiceField(
        label="In which areas it operates",
        help_text="Somebody takes part for the third sector where their organisation operates.",
        widget=Checkboxes,
        required=False,
        error_messages=CHOOSE,
    )
    revision = RevisionField()

    def __init__(
        self, *args: Any, places: list[StudyArea], stored: bool, is_used: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.stored, self.places = stored, {str(area.pk): area for area in places}
        self.offer("areas", [(key, area.name) for key, area in self.places.items()])
        if is_used:
            del self.fields["name"]
        if not stored:
            del self.fields["revision"]
        if not places:
            del self.fields["areas"]

    def clean_areas(self) -> list[StudyArea]:
        return [self.places[key] for key in self.cleaned_data["areas"]]

    def clean(self) -> dict[str, Any]:
        return {"areas": [], **(super().clean() or {})}

    @property
    def helper(self) -> Helper:
        return Helper("Save" if self.stored else "Enter this organisation", *self.fields)


class EndForm(Form):
    """How an organisation ended, and what it became."""

    how = forms.ChoiceField(
        label="What happens to it?",
        choices=Organisation.End.choices,
        widget=Radios,
        error_messages={"required": "Choose what happens to it", **CHOOSE},
    )
    name = LineField(max_length=LONGEST_NAME, required=False, label="Its new name, if it has one")
    into = forms.ChoiceField(
        label="The organisation it becomes part of, if it does", required=False, error_messages=CHOOSE
    )
    last_day = DateField(
        label="Last day as it is now", words="The last day", help_text="For example, 31 3 2027"
    )

    def __init__(self, *args: Any, others: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {str(one.pk): one for one in others}
        self.offer("into", [("", "Choose one"), *((key, one.name) for key, one in self.others.items())])

    def clean_into(self) -> Organisation | None:
        return self.others.get(self.cleaned_data["into"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        how = told.get("how")
        if how == Organisation.End.RENAMED and not told.get("name") and "name" not in self.errors:
            self.add_error("name", "Enter its new name")
        if how == Organisation.End.MERGED and not told.get("into") and "into" not in self.errors:
            self.add_error("into", "Choose the organisation it becomes part of")
        return told

    @property
    def helper(self) -> Helper:
        return Helper("Save this", *self.fields)
