"""Naming a substitute, and the substitute's own consent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from partnerships.consent_words import IN_FORCE, ONE_SESSION, WORDING, WORDINGS
from partnerships.models import Consent, Organisation
from partnerships.substitutes import Named
from pipd.kit.fields import Form, Radios
from pipd.kit.layout import Field, Helper, More
from pipd.kit.text import LineField

ANOTHER = "another"
EMAIL = "Enter an email address in the correct format, like name@example.org"


class SubstituteForm(Form):
    """Who comes instead, and where they come from: one of the group's organisations of that side, or another."""

    full_name = LineField(
        label="Their full name", max_length=120, error_messages={"required": "Enter their full name"}
    )
    email = forms.EmailField(
        label="Their email address",
        max_length=254,
        help_text="They sign in with it and agree to take part themselves.",
        error_messages={"required": "Enter their email address", "invalid": EMAIL},
    )
    job_title = LineField(
        label="Their job title", max_length=120, error_messages={"required": "Enter their job title"}
    )
    organisation = forms.ChoiceField(
        label="Where do they work?",
        widget=Radios,
        error_messages={"required": "Choose where they work", "invalid_choice": "Choose where they work"},
    )
    other_name = LineField(
        label="Name of the other organisation",
        max_length=120,
        required=False,
    )
    other_kind = forms.ChoiceField(label="What kind of organisation is it?", required=False)

    def __init__(
        self, *args: Any, kinds: Iterable[Organisation.Kind], known: Iterable[Organisation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in known}
        named = [(pk, one.name) for pk, one in self.known.items()]
        self.offer("organisation", [*named, (ANOTHER, "Another organisation of that sector")])
        self.offer("other_kind", [("", "Choose one"), *((one.value, str(one.label)) for one in kinds)])

    @property
    def helper(self) -> Helper:
        who = [Field("full_name"), Field("email"), Field("job_title")]
        another = More(Field("other_name"), Field("other_kind"), when=ANOTHER)
        return Helper("Ask them to stand in", *who, Field("organisation"), another)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("organisation") == ANOTHER:
            if not cleaned.get("other_name") and "other_name" not in self.errors:
                self.add_error("other_name", "Enter the name of the other organisation")
            if not cleaned.get("other_kind") and "other_kind" not in self.errors:
                self.add_error("other_kind", "Choose what kind of organisation it is")
        return cleaned

    def named(self) -> Named:
        """Who was named, for the workflow."""
        said = self.cleaned_data
        known = self.known.get(said["organisation"])
        organisation = known or Organisation(name=said["other_name"], kind=said["other_kind"])
        return Named(said["email"], said["full_name"], said["job_title"], organisation)


class AgreeForm(Form):
    """The substitute's own consent; to be recorded is asked apart and may be left out."""

    take_part = forms.BooleanField(
        label=WORDINGS[Consent.Kind.TAKE_PART][ONE_SESSION].says,
        error_messages={
            "required": "Tick the box if you agree to take part; if not, say that you cannot come"
        },
    )
    recording = forms.BooleanField(
        label=WORDING[Consent.Kind.RECORDING].says,
        help_text=f"If you take it back: {WORDING[Consent.Kind.RECORDING].undone}",
        required=False,
    )
    read = forms.CharField(widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False)

    @staticmethod
    def shown() -> str:
        """The versions of the words on the page, as it sends them along."""
        return f"{ONE_SESSION} {IN_FORCE[Consent.Kind.RECORDING]}"

    @property
    def versions(self) -> dict[str, str]:
        """The version in which each kind was shown; none where the page did not say."""
        kinds = [Consent.Kind.TAKE_PART.value, Consent.Kind.RECORDING.value]
        return dict(zip(kinds, str(self.cleaned_data["read"]).split(), strict=False))

    @property
    def helper(self) -> Helper:
        return Helper("Agree to stand in", Field("take_part"), Field("recording"), "read")
