"""A partnership, its members and its closure checklist as they are typed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms

from partnerships import closure, members, register
from partnerships.models import ClosureChecklist, Partnership, Seat
from pipd.kit import clock
from pipd.kit.fields import Checkboxes, DateField, Form, Radios, RevisionField
from pipd.kit.layout import Fieldset, Helper
from pipd.kit.text import LineField, PlainTextField

LONGEST_NAME, LONGEST_PURPOSE, LONGEST_ITEM = 120, 600, 1000
NOBODY = ""
LONG_PAST = timedelta(days=730)
WHAT_IT_IS = ("name", "purpose", "form", "other_form", "mainly_contract", "origin", "orientation")
DATES = ("starts_on", "indicative_end", "reviewed_on", "review_on")


class PartnershipForm(Form):
    """One entry of the register."""

    name = LineField(max_length=LONGEST_NAME, label="Name", error_messages={"required": "Enter its name"})
    purpose = PlainTextField(
        max_length=LONGEST_PURPOSE, rows=3, required=False, label="What it is for (optional)"
    )
    form = forms.ChoiceField(
        label="What form it has",
        choices=Partnership.Form.choices,
        widget=Radios,
        error_messages={"required": "Choose its form", "invalid_choice": "Choose from the list"},
    )
    other_form = LineField(
        max_length=LONGEST_NAME, required=False, label="If it has another form, which (optional)"
    )
    mainly_contract = forms.BooleanField(
        required=False,
        label="It is mainly a contract",
        help_text="One side buys and the other delivers, whatever it is called.",
    )
    origin = forms.ChoiceField(
        label="How it came about",
        choices=Partnership.Origin.choices,
        widget=Radios,
        error_messages={"required": "Choose how it came about", "invalid_choice": "Choose from the list"},
    )
    orientation = forms.ChoiceField(
        label="How its members stand to each other",
        choices=[(NOBODY, "Not known"), *Partnership.Orientation.choices],
        required=False,
        error_messages={"invalid_choice": "Choose from the list"},
    )
    stage = forms.ChoiceField(
        label="Where it stands now",
        choices=[(one, Partnership.Stage(one).label) for one in register.FIRST],
        widget=Radios,
        error_messages={"required": "Choose where it stands", "invalid_choice": "Choose from the list"},
    )
    starts_on = DateField(label="Began or begins (optional)", words="The first day", required=False)
    indicative_end = DateField(
        label="Likely to end (optional)",
        words="The likely end",
        required=False,
        help_text="Its lead member is reminded before. For example, 31 3 2029",
    )
    reviewed_on = DateField(label="Last reviewed (optional)", words="The last review", required=False)
    review_on = DateField(label="Next review (optional)", words="The next review", required=False)
    revision = RevisionField()

    def __init__(self, *args: Any, stored: bool, **kwargs: Any) -> None:
        """`stored` is an entry that is changed: where it stands is moved by buttons of its own."""
        super().__init__(*args, **kwargs)
        self.stored = stored
        del self.fields["stage" if stored else "revision"]

    def clean_reviewed_on(self) -> date | None:
        day: date | None = self.cleaned_data["reviewed_on"]
        if day and day > clock.today():
            raise forms.ValidationError("The last review must be today or in the past")
        return day

    def clean_review_on(self) -> date | None:
        return _not_long_past(self.cleaned_data["review_on"], "The next review")

    def clean_indicative_end(self) -> date | None:
        return _not_long_past(self.cleaned_data["indicative_end"], "The likely end")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        other = Partnership.Form.OTHER
        if told.get("form") == other and not told.get("other_form") and "other_form" not in self.errors:
            self.add_error("other_form", "Enter which form it has")
        if told.get("form") != other:
            told["other_form"] = ""  # words left from another choice say nothing of this one
        starts, ends = told.get("starts_on"), told.get("indicative_end")
        if starts and ends and ends < starts:
            self.add_error("indicative_end", "The likely end must be on or after the first day")
        return told

    @property
    def helper(self) -> Helper:
        where = [] if self.stored else [Fieldset("Where it stands", "stage", size="m")]
        last = ["revision"] if self.stored else []
        parts = [Fieldset("What it is", *WHAT_IT_IS), *where, Fieldset("Dates", *DATES), *last]
        return Helper("Save" if self.stored else "Enter this partnership", *parts)


class MemberForm(Form):
    """An organisation, or somebody of the group for theirs."""

    person = forms.ChoiceField(
        label="Somebody of this group (optional)",
        required=False,
        error_messages={"invalid_choice": "Choose somebody from the list"},
    )
    organisation = LineField(
        max_length=LONGEST_NAME,
        required=False,
        label="Organisation",
        help_text="Of somebody of the group it is their own, and may be left empty here.",
    )
    is_lead = forms.BooleanField(
        required=False,
        label="They lead the partnership",
        help_text="Whoever led it before no longer does. Reminders go to them if they are of this group, "
        "otherwise to the leads of both sectors.",
    )
    started_on = DateField(label="Since when", words="The first day", help_text="For example, 1 4 2026")

    def __init__(self, *args: Any, people: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(seat.pk): seat for seat in people}
        told = [(key, f"{one.user}, {one.organisation}") for key, one in self.people.items()]
        if people:
            self.offer("person", [(NOBODY, "Nobody of the group"), *told])
        else:
            del self.fields["person"]

    def clean_person(self) -> Seat | None:
        return self.people.get(self.cleaned_data["person"])

    def clean_started_on(self) -> date:
        return _not_to_come(self.cleaned_data["started_on"])

    def clean(self) -> dict[str, Any]:
        told = {"person": None, **(super().clean() or {})}
        nobody = not told.get("person") and not told.get("organisation")
        if nobody and not {"person", "organisation"} & set(self.errors):
            self.add_error("organisation", "Enter the organisation, or choose somebody of the group")
        return told

    @property
    def helper(self) -> Helper:
        return Helper("Enter this member", *self.fields)


class MemberEndForm(Form):
    """The last day of a membership."""

    ended_on = DateField(label="Last day", words="The last day", help_text="Today, or a day before")

    def __init__(self, *args: Any, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.since = since

    def clean_ended_on(self) -> date:
        day = _not_to_come(self.cleaned_data["ended_on"])
        if day < self.since:
            raise forms.ValidationError("The last day must be on or after the first")
        return day

    @property
    def helper(self) -> Helper:
        return Helper("End this membership", "ended_on")


def _not_long_past(day: date | None, words: str) -> date | None:
    """A day that somebody is reminded of: one long past was typed wrongly, and its working days are not known."""
    if day and day < clock.today() - LONG_PAST:
        raise forms.ValidationError(f"{words} cannot be more than two years ago")
    return day


def _not_to_come(day: date) -> date:
    if day > clock.today():
        raise forms.ValidationError(members.FUTURE)
    return day


class ChecklistForm(Form):
    """What is arranged before a partnership closes. It may be saved half said."""

    reason = forms.ChoiceField(
        label="Why it closes",
        choices=ClosureChecklist.Reason.choices,
        widget=Radios,
        required=False,
        error_messages={"invalid_choice": "Choose from the list"},
    )
    revision = RevisionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ClosureChecklist.ITEMS:
            words = closure.WHAT[name]
            label = words[:1].upper() + words[1:]
            self.fields[name] = PlainTextField(max_length=LONGEST_ITEM, rows=2, required=False, label=label)

    @property
    def helper(self) -> Helper:
        return Helper("Save the checklist", "reason", *ClosureChecklist.ITEMS, "revision")


class StillActiveForm(Form):
    """Which of one's own memberships are not active any more; the others are."""

    gone = forms.MultipleChoiceField(
        label="Which of them have ended for you?",
        help_text="A membership you tick ends today, for good.",
        widget=Checkboxes,
        required=False,
        error_messages={"invalid_choice": "Choose from the list"},
    )

    def __init__(self, *args: Any, mine: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mine = {str(one.pk): one for one in mine}
        self.offer("gone", [(key, one.partnership.name) for key, one in self.mine.items()])

    def clean_gone(self) -> list[Any]:
        return [self.mine[key] for key in self.cleaned_data["gone"]]

    @property
    def helper(self) -> Helper:
        return Helper("Save", "gone")
