"""The settings of the programme as they are typed, a form for each group of them, and its sponsors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator

from partnerships.models import Organisation, Programme
from pipd.kit import clock, workdays
from pipd.kit.fields import Checkboxes, DateField, Form, Radios, RevisionField, YesNoField
from pipd.kit.layout import Helper
from pipd.kit.text import LineField, PlainTextField

YEARS_AHEAD = 5  # no report is dated later: a slip of a digit would keep answers for ever
LONGEST_NAME, LONGEST_AIM, LONGEST_WORDS, LONGEST_STATEMENT, LONGEST_PAID = 120, 1000, 40, 200, 300
LONGEST_PHONE = 30
EMAIL = "Enter an email address in the correct format, like name@example.org"
PHONE = RegexValidator(
    r"^\+?[0-9 ()-]{5,}$", "Enter a telephone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192"
)
CHOOSE = {"invalid_choice": "Choose from the list"}


class NumberField(forms.IntegerField):
    """A small whole number, typed. `least` and `most` are the bounds, and `what` begins the messages."""

    def __init__(self, *, what: str, least: int, most: int, **kwargs: Any) -> None:
        bounds = f"{what} must be from {least} to {most}"
        told = {
            "required": f"Enter {what[:1].lower()}{what[1:]}",
            "invalid": f"{what} must be a whole number",
        }
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"})
        super().__init__(
            min_value=least,
            max_value=most,
            widget=widget,
            error_messages={**told, "min_value": bounds, "max_value": bounds},
            **kwargs,
        )


class SettingsForm(Form):
    """One group of settings."""

    revision = RevisionField()

    @property
    def helper(self) -> Helper:
        return Helper("Save these settings", *self.fields)


class AboutForm(SettingsForm):
    name = LineField(
        max_length=LONGEST_NAME, label="Name of the programme", error_messages={"required": "Enter its name"}
    )
    aim = PlainTextField(max_length=LONGEST_AIM, rows=4, required=False, label="Aim (optional)")
    starts_on = DateField(label="First day (optional)", words="The first day", required=False)
    ends_on = DateField(
        label="Last day (optional)", words="The last day", required=False, help_text="For example, 31 3 2029"
    )
    reported_on = DateField(
        label="Date of the programme report (optional)",
        words="The date of the report",
        required=False,
        help_text="Not before the last session. Twelve months after it, who answered what about notes of areas that "
        "have ended may be reduced to numbers.",
    )
    policy_fields = forms.MultipleChoiceField(
        label="Which fields of policy it is about",
        choices=Programme.PolicyField.choices,
        widget=Checkboxes,
        required=False,
        error_messages=CHOOSE,
    )
    other_policy_fields = PlainTextField(
        max_length=LONGEST_AIM,
        rows=3,
        required=False,
        label="Other fields of policy (optional)",
        help_text="One in a line.",
    )

    def clean_policy_fields(self) -> list[str]:
        chosen = self.cleaned_data["policy_fields"]
        return [value for value in Programme.PolicyField.values if value in chosen]

    def clean_other_policy_fields(self) -> str:
        lines = (line.strip() for line in self.cleaned_data["other_policy_fields"].splitlines())
        return "\n".join(dict.fromkeys(filter(None, lines)))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        starts, ends = told.get("starts_on"), told.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "The last day must be on or after the first day")
        if reported := told.get("reported_on"):
            if starts and reported < starts:
                self.add_error("reported_on", "The date of the report must be on or after the first day")
            elif reported > workdays.months_after(clock.today(), 12 * YEARS_AHEAD):
                self.add_error(
                    "reported_on", f"The date of the report must be within {YEARS_AHEAD} years from today"
                )
        return told


class NumbersForm(SettingsForm):
    target_areas = NumberField(
        what="The number of areas", least=1, most=99, label="Areas", help_text="How many are to take part."
    )
    min_group = NumberField(
        what="The smallest group",
        least=2,
        most=60,
        label="Smallest group",
        help_text="People of both sectors together, when a group starts.",
    )
    max_group = NumberField(what="The largest group", least=2, most=60, label="Largest group")
    parity_tolerance = NumberField(
        what="The difference",
        least=0,
        most=10,
        label="How many more people one sector may have",
        help_text="0 means that both have as many, so that neither outnumbers the other.",
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        least, most = told.get("min_group"), told.get("max_group")
        if least is not None and most is not None and most < least:
            self.add_error("max_group", "The largest group must be at least as large as the smallest")
        return told


class NotesForm(SettingsForm):
    clearance = forms.ChoiceField(
        label="When a statement of the notes is agreed",
        choices=Programme.Clearance.choices,
        widget=Radios(
            hints={
                "quorum": "At least half of each sector’s people who were there, and at least two. "
                "Saying nothing is never agreement.",
                "everyone": "One person who says nothing keeps a statement out.",
            }
        ),
        error_messages={"required": "Choose when a statement is agreed", **CHOOSE},
    )
    circulate_within = NumberField(
        what="The days for writing up",
        least=1,
        most=60,
        label="Working days to send the notes for checking",
        help_text="Counted from the session.",
    )
    read_at_least = NumberField(
        what="The days for reading",
        least=1,
        most=60,
        label="Working days to read the notes before the next session",
        help_text="Notes sent later are marked as late, and can be sent all the same.",
    )
    correspondence = NumberField(
        what="The days for answering",
        least=1,
        most=60,
        label="Working days to answer by email",
        help_text="For notes that no session follows, such as those of session 4. Notes already sent keep their date.",
    )
    days_between_sessions = NumberField(
        what="The days between sessions", least=1, most=120, label="Working days between two sessions"
    )


class SectorsForm(SettingsForm):
    la_words = LineField(max_length=LONGEST_WORDS, label="What people read for the local authority side")
    tso_words = LineField(max_length=LONGEST_WORDS, label="What people read for the third sector side")
    other_public_on_la_side = YesNoField(
        label="May people from other public bodies take part on the local authority side?",
        help_text="Such as health, police, and fire and rescue.",
    )
    front_line_admitted = YesNoField(
        label="May people from front-line third sector organisations, social enterprises and mutuals take part?",
        help_text="If not, the third sector side is for infrastructure organisations. People from others can still "
        "apply, and are given a place by an exception with its reason.",
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        ours, theirs = told.get("la_words"), told.get("tso_words")
        if ours and theirs and ours.casefold() == theirs.casefold():
            self.add_error("tso_words", "The two sectors need different words")
        return told


class StatementsForm(SettingsForm):
    run_by = LineField(
        max_length=LONGEST_STATEMENT,
        label="Run by",
        help_text="Who is responsible for this service. It goes on after “Run by”, such as: the university",
        error_messages={"required": "Enter who runs this service"},
    )
    readable_by = LineField(
        max_length=LONGEST_STATEMENT,
        label="Readable by",
        help_text="Whose administrators could read the database, and whether Freedom of Information applies.",
        error_messages={"required": "Enter who could read the database"},
    )
    contact_email = forms.EmailField(
        max_length=254,
        required=False,
        label="Contact: email address (optional)",
        help_text="For questions of people who take part or apply. It stands in help, on the pages for applicants and "
        "in all mail, and answers to our mail go there. Where it is empty people are told who runs the service.",
        error_messages={"invalid": EMAIL},
    )
    contact_phone = LineField(
        max_length=LONGEST_PHONE,
        required=False,
        label="Contact: telephone number (optional)",
        validators=[PHONE],
    )
    paid = LineField(
        max_length=LONGEST_PAID,
        required=False,
        label="What is paid for taking part (optional)",
        help_text="A sentence that people read before they apply, such as: Travel is paid back. Where it is empty they "
        "read that nothing is paid.",
    )


class SponsorForm(Form):
    """An organisation that is entered already, or a new one."""

    organisation = forms.ChoiceField(
        label="An organisation that is entered already", required=False, error_messages=CHOOSE
    )
    name = LineField(max_length=LONGEST_NAME, required=False, label="Or the name of another")
    kind = forms.ChoiceField(
        label="What kind of organisation the other is",
        choices=[("", "Choose one"), *Organisation.Kind.choices],
        required=False,
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, known: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in known}
        self.offer(
            "organisation", [("", "None of them"), *((key, one.name) for key, one in self.known.items())]
        )

    def clean_organisation(self) -> Organisation | None:
        return self.known.get(self.cleaned_data["organisation"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("organisation"):
            return told | {"name": "", "kind": ""}
        if not told.get("name") and not {"organisation", "name"} & set(self.errors):
            self.add_error("name", "Choose an organisation, or enter the name of another")
        if told.get("name") and not told.get("kind") and "kind" not in self.errors:
            self.add_error("kind", "Choose what kind of organisation it is")
        return told

    @property
    def helper(self) -> Helper:
        return Helper("Add this sponsor", *self.fields)
