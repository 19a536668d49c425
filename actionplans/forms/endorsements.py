"""An endorsement as it is typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from actionplans import endorsing
from actionplans.models import ActionPlan
from partnerships.models import Organisation
from pipd.kit.fields import DateField, Form, Radios
from pipd.kit.layout import Helper
from pipd.kit.text import PlainTextField

LONGEST_BODY = 120


class EndorsementForm(Form):
    """Whose body it was, which body, and when."""

    organisation = forms.ChoiceField(
        label="Organisation",
        widget=Radios,
        error_messages={"required": "Choose an organisation", "invalid_choice": "Choose one of the list"},
    )
    body = PlainTextField(
        max_length=LONGEST_BODY,
        label="Its body that endorsed the plan",
        help_text="For example, cabinet, board of trustees or management committee. No names.",
        error_messages={"required": "Enter which body endorsed the plan"},
    )
    endorsed_on = DateField(
        label="When", words="The date", help_text="The day of the decision, for example 27 3 2027"
    )

    def __init__(self, *args: Any, plan: ActionPlan, of: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.of = plan, {str(one.pk): one for one in of}
        self.offer("organisation", [(key, one.name) for key, one in self.of.items()])

    def clean_organisation(self) -> Organisation:
        return self.of[self.cleaned_data["organisation"]]

    def clean_endorsed_on(self) -> Any:
        day = self.cleaned_data["endorsed_on"]
        if problem := endorsing.date_problem(self.plan, day):
            raise ValidationError(problem)
        return day

    @property
    def helper(self) -> Helper:
        return Helper("Record this endorsement", *self.fields)
