"""Leads, contacts, dates, costs and measures of one action as they are typed."""

from __future__ import annotations

from typing import Any

from django import forms

from partnerships.models import Partnership, Programme, Seat, Sector
from partnerships.words import sector_words
from pipd.kit.fields import Checkboxes, DateField, Form, RevisionField
from pipd.kit.layout import Fieldset, Helper
from pipd.kit.text import LineField, PlainTextField

LONGEST_LEAD, LONGEST_CONTACT, LONGEST = 120, 200, 300
NOBODY = ""
LAST_PARTS = ("starts_on", "due_on", "resources", "cost", "measure", "partnerships", "revision")
LEAD_PARTS = (("lead", ""), ("lead", "_seat"), ("contact", ""))


class PoundsField(forms.DecimalField):
    """A sum in pounds as people type it: "4000", "£4,000" or "4000.50"."""

    def __init__(self, **kwargs: Any) -> None:
        told = {
            "invalid": "Enter the cost in pounds, such as 4,000",
            "min_value": "A cost is nothing or more",
            "max_digits": "Enter a cost below a thousand million pounds",
            "max_whole_digits": "Enter a cost below a thousand million pounds",
            "max_decimal_places": "Enter pounds, or pounds and pence",
        }
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"})
        super().__init__(
            max_digits=11, decimal_places=2, min_value=0, widget=widget, error_messages=told, **kwargs
        )

    def to_python(self, value: Any) -> Any:
        typed = value.replace("£", "").replace(",", "").strip() if isinstance(value, str) else value
        return super().to_python(typed)


class DeliveryForm(Form):
    """One action's delivery. A lead may be somebody without an account."""

    lead_la = PlainTextField(max_length=LONGEST_LEAD, required=False)
    lead_la_seat = forms.ChoiceField(required=False)
    contact_la = LineField(max_length=LONGEST_CONTACT, required=False)
    lead_tso = PlainTextField(max_length=LONGEST_LEAD, required=False)
    lead_tso_seat = forms.ChoiceField(required=False)
    contact_tso = LineField(max_length=LONGEST_CONTACT, required=False)
    starts_on = DateField(label="Starts (optional)", words="The start date", required=False)
    due_on = DateField(label="Due", words="The due date", required=False, help_text="For example, 31 3 2027")
    resources = PlainTextField(max_length=LONGEST, rows=2, required=False, label="Resources (optional)")
    cost = PoundsField(
        required=False, label="Cost in pounds (optional)", help_text="Of both sectors together"
    )
    measure = PlainTextField(
        max_length=LONGEST,
        rows=2,
        required=False,
        label="Measure of success",
        help_text="How everybody will see that it has worked.",
    )
    partnerships = forms.MultipleChoiceField(
        label="Partnerships this action rests on (optional)",
        help_text="Both leads are told when one of them closes. They are named in no document of the plan.",
        widget=Checkboxes,
        required=False,
        error_messages={"invalid_choice": "Choose from the list"},
    )
    revision = RevisionField()

    def __init__(
        self, *args: Any, programme: Programme, people: list[Seat], register: list[Partnership], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.register = {str(one.pk): one for one in register}
        if register:
            self.offer("partnerships", [(key, _told(one)) for key, one in self.register.items()])
        else:
            del self.fields["partnerships"]
        self.programme = programme
        self.people = {str(seat.pk): seat for seat in people}
        for sector in Sector:
            self._name(sector)

    def _name(self, sector: Sector) -> None:
        words = sector_words(self.programme, sector)
        lead, seat = self.fields[f"lead_{sector}"], self.fields[f"lead_{sector}_seat"]
        lead.label = f"The {words} lead: job title and organisation"
        lead.help_text = "It is printed in the plan, so write the post rather than a name."
        seat.label = f"Somebody of the {words} who is reminded of it (optional)"
        contact = self.fields[f"contact_{sector}"]
        contact.label = f"How to reach the {words} lead (optional)"
        contact.help_text = "An email address or telephone number at work. It is never printed in the plan."
        own = [(key, str(one.user)) for key, one in self.people.items() if one.sector == sector]
        self.offer(f"lead_{sector}_seat", [(NOBODY, "Nobody with an account"), *own])
        seat.error_messages["invalid_choice"] = "Choose somebody from the list"

    def clean_lead_la_seat(self) -> Seat | None:
        return self.people.get(self.cleaned_data["lead_la_seat"])

    def clean_lead_tso_seat(self) -> Seat | None:
        return self.people.get(self.cleaned_data["lead_tso_seat"])

    def clean_partnerships(self) -> list[Partnership]:
        return [self.register[key] for key in self.cleaned_data["partnerships"]]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        starts, due = told.get("starts_on"), told.get("due_on")
        if starts and due and due < starts:
            self.add_error("due_on", "The due date must be on or after the start")
        for sector in Sector:
            seat = told.get(f"lead_{sector}_seat")
            if seat and not told.get(f"lead_{sector}"):
                told[f"lead_{sector}"] = f"{seat.job_title}, {seat.organisation}"[:LONGEST_LEAD]
        return told

    @property
    def helper(self) -> Helper:
        leads = [f"{kind}_{sector}{more}" for sector in Sector for kind, more in LEAD_PARTS]
        rest = [name for name in LAST_PARTS if name in self.fields]
        return Helper("Save", Fieldset("Who leads it", *leads), Fieldset("When and how", *rest))


def _told(one: Partnership) -> str:
    """The name, and where it stands once an action cannot rest on it for long."""
    return f"{one.name} ({one.get_stage_display().lower()})" if one.is_ending else one.name
