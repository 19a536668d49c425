"""Leads, dates, measures and progress as they are typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from actionplans.models.delivery import ENDED, Rag, Status
from partnerships.models import Programme, Seat, Sector
from partnerships.words import sector_words
from pipd.kit.fields import DateField, Form, Radios, RevisionField
from pipd.kit.layout import Field, Fieldset, Helper
from pipd.kit.text import PlainTextField

LONGEST_LEAD, LONGEST = 120, 300
NOBODY = ""


class DeliveryForm(Form):
    """One action's delivery. A lead may be somebody without an account."""

    lead_la = PlainTextField(max_length=LONGEST_LEAD, required=False)
    lead_la_seat = forms.ChoiceField(required=False)
    lead_tso = PlainTextField(max_length=LONGEST_LEAD, required=False)
    lead_tso_seat = forms.ChoiceField(required=False)
    starts_on = DateField(label="Starts (optional)", words="The start date", required=False)
    due_on = DateField(label="Due", words="The due date", required=False, help_text="For example, 31 3 2027")
    resources = PlainTextField(max_length=LONGEST, rows=2, required=False, label="Resources (optional)")
    measure = PlainTextField(
        max_length=LONGEST,
        rows=2,
        required=False,
        label="Measure of success",
        help_text="How everybody will see that it has worked.",
    )
    revision = RevisionField()

    def __init__(self, *args: Any, programme: Programme, people: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
        own = [(key, str(one.user)) for key, one in self.people.items() if one.sector == sector]
        assert isinstance(seat, forms.ChoiceField)  # noqa: S101  for the type checker
        seat.choices = [(NOBODY, "Nobody with an account"), *own]
        seat.error_messages["invalid_choice"] = "Choose somebody from the list"

    def clean_lead_la_seat(self) -> Seat | None:
        return self.people.get(self.cleaned_data["lead_la_seat"])

    def clean_lead_tso_seat(self) -> Seat | None:
        return self.people.get(self.cleaned_data["lead_tso_seat"])

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
        leads = [name for sector in Sector for name in (f"lead_{sector}", f"lead_{sector}_seat")]
        rest = ("starts_on", "due_on", "resources", "measure", "revision")
        return Helper("Save", Fieldset("Who leads it", *leads), Fieldset("When and how", *rest))


class ProgressForm(Form):
    """How an action goes."""

    status = forms.ChoiceField(
        label="Where does it stand?",
        choices=[(s.value, s.label) for s in Status if s != Status.DEFERRED],
        widget=Radios(
            hints={
                Status.BLOCKED: "Something has to happen first. Say what in the note.",
                Status.COMPLETE: "The other sector’s lead is asked to acknowledge it.",
                Status.STOPPED: "It will not be done. The other sector’s lead is asked to agree.",
                Status.TRANSFERRED: "Somebody else does it now. The other sector’s lead is asked to agree.",
            }
        ),
        error_messages={"required": "Choose where it stands", "invalid_choice": "Choose one of the list"},
    )
    rag = forms.ChoiceField(
        label="Is it on track?",
        required=False,
        choices=[("", "Not said"), *Rag.choices],
        widget=Radios(
            hints={Rag.AMBER: "Say in the note what is being done.", Rag.RED: "Say what is needed."}
        ),
    )
    note = PlainTextField(
        max_length=LONGEST,
        rows=3,
        required=False,
        label="Note",
        help_text="It is printed in the plan. No names.",
    )

    @property
    def helper(self) -> Helper:
        return Helper("Save this update", Field("status"), Field("rag"), Field("note"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        needs_note = told.get("rag") in (Rag.AMBER, Rag.RED) and "note" not in self.errors
        if needs_note and not told.get("note"):
            self.add_error("note", ValidationError("Amber and red need a note", code="required"))
        if told.get("status") in ENDED:
            told["rag"] = ""
        return told
