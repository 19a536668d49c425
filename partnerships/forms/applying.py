"""An application as it is typed: one thing on each page, in an order that depends on the sector."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from partnerships.applications import kinds_for
from partnerships.models import Application, Organisation, Programme, Sector
from partnerships.signing_in.forms import EMAIL
from pipd.kit.fields import Form, Radios, YesNoField
from pipd.kit.layout import Field, Fieldset, Helper
from pipd.kit.text import LineField, PlainTextField

LONGEST_NAME, LONGEST_NEEDS, LONGEST_INTEREST = 120, 1000, 2000


class EmailForm(Form):
    """The address to which the link is mailed."""

    email = forms.EmailField(
        max_length=254,
        label="Your email address",
        help_text="We mail you a link. With it you fill in your application, now or later.",
        error_messages={"required": "Enter your email address", "invalid": EMAIL},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs |= {"autocomplete": "email", "spellcheck": "false"}

    @property
    def helper(self) -> Helper:
        return Helper("Email me the link", "email")


class StepForm(Form):
    """One page of the application; `sector` decides what is offered."""

    heading: ClassVar[str] = ""

    def __init__(self, *args: Any, sector: str, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sector, self.programme = sector, programme

    @classmethod
    def is_asked(cls, sector: str) -> bool:
        """Whether applicants of `sector` are asked this."""
        return True

    @property
    def helper(self) -> Helper:
        if len(self.fields) == 1:
            return Helper("Continue", *(Field(name, size="l", heading=True) for name in self.fields))
        return Helper("Continue", Fieldset(self.heading, *self.fields, size="l", heading=True))


class NameStep(StepForm):
    """Who applies."""

    full_name = LineField(
        max_length=LONGEST_NAME,
        label="What is your full name?",
        error_messages={"required": "Enter your full name"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["full_name"].widget.attrs["autocomplete"] = "name"


class OrganisationStep(StepForm):
    """For whom they work, or volunteer."""

    heading = "Your organisation"
    organisation_name = LineField(
        max_length=LONGEST_NAME,
        label="Name of your organisation",
        error_messages={"required": "Enter the name of your organisation"},
    )
    organisation_kind = forms.ChoiceField(
        label="What kind of organisation is it?",
        widget=Radios(
            hints={
                Organisation.Kind.LOCAL_INFRASTRUCTURE: "It supports, represents or brings together other "
                "organisations, such as a council for voluntary service or a volunteer centre.",
                Organisation.Kind.FRONT_LINE: "It works directly with people or places.",
            }
        ),
        error_messages={"required": "Choose what kind of organisation it is", "invalid_choice": "Choose one"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = kinds_for(self.programme, self.sector)
        self.offer("organisation_kind", [(kind.value, kind.label) for kind in kinds])


class PlaceStep(StepForm):
    """Whether a third sector organisation works in the area (domain R7)."""

    operates_here = YesNoField(
        label="Does your organisation work in this area?",
        missing="Say whether your organisation works in this area",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["operates_here"].help_text = "Only organisations that do are given a place."

    @classmethod
    def is_asked(cls, sector: str) -> bool:
        return sector == Sector.TSO


class RoleStep(StepForm):
    """What they do there (domain R13)."""

    heading = "Your role"
    job_title = LineField(
        max_length=LONGEST_NAME,
        label="Your job title or role",
        error_messages={"required": "Enter your job title or role"},
    )
    seniority = forms.ChoiceField(
        label="Which of these are you?",
        choices=Application.Seniority.choices,
        widget=Radios,
        error_messages={"required": "Choose which of these you are", "invalid_choice": "Choose one"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.sector == Sector.TSO:  # councillors are of the local authority (domain R11)
            seniorities = Application.Seniority
            self.offer("seniority", [one for one in seniorities.choices if one[0] != seniorities.COUNCILLOR])


class ResponsibilityStep(StepForm):
    """Whether an officer leads on work with the third sector (domain R11)."""

    lead_responsibility = YesNoField(
        label="Do you have lead responsibility for work with third sector organisations?",
        missing="Say whether you have lead responsibility",
    )

    @classmethod
    def is_asked(cls, sector: str) -> bool:
        return sector == Sector.LA


class AuthorityStep(StepForm):
    """Whether they can decide (domain R13)."""

    authority = forms.ChoiceField(
        label="Can you commit your organisation to what the group agrees?",
        choices=Application.Authority.choices,
        widget=Radios,
        help_text="Any answer is fine. If you have a place the group reads it beside your name, to know what to expect "
        "when it plans actions. You can change it then under “Your details”.",
        error_messages={"required": "Say whether you can commit your organisation"},
    )


class FundingStep(StepForm):
    """What the organisation has from the authority (domain R19): optional, and read by the facilitators alone."""

    funding_link = forms.ChoiceField(
        label="Does the local authority fund your organisation? (optional)",
        choices=[*Application.Funding.choices, ("", "I prefer not to say")],
        widget=Radios,
        required=False,
        help_text="Only the two facilitators of this area read this. It changes nothing in who is chosen: the "
        "coordinator, who decides, does not see it.",
    )

    @classmethod
    def is_asked(cls, sector: str) -> bool:
        return sector == Sector.TSO


class NeedsStep(StepForm):
    """What they need to take part."""

    access_needs = PlainTextField(
        max_length=LONGEST_NEEDS,
        rows=4,
        required=False,
        label="Is there anything you need to take part? (optional)",
        help_text="For example step-free access, a hearing loop, large print, breaks, or a language. The coordinator "
        "and the facilitators of this area read this, to arrange it. If you have a place you can change it at any time "
        "under “Your details”.",
    )


class InterestStep(StepForm):
    """Why they apply."""

    interest = PlainTextField(
        max_length=LONGEST_INTEREST,
        rows=6,
        required=False,
        label="Why do you want to take part? (optional)",
        help_text="The coordinator and the facilitators of this area read this.",
    )


STEPS: dict[str, type[StepForm]] = {
    "name": NameStep,
    "organisation": OrganisationStep,
    "place": PlaceStep,
    "role": RoleStep,
    "responsibility": ResponsibilityStep,
    "authority": AuthorityStep,
    "funding": FundingStep,
    "needs": NeedsStep,
    "interest": InterestStep,
}


def steps_for(sector: str) -> list[str]:
    """The pages that applicants of `sector` see, in order."""
    return [name for name, form in STEPS.items() if form.is_asked(sector)]


def typed(application: Application, form: type[StepForm]) -> dict[str, Any]:
    """What stands in the fields of one page: as it was said before."""
    return {name: getattr(application, name) for name in form.base_fields}
