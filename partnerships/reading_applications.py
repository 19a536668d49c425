"""An application as lines of words, for its applicant and for those who may read it (domain 3K)."""

from __future__ import annotations

from dataclasses import dataclass

from partnerships.models import Application, Sector

LEADS = "Leads on work with the third sector"
# What applicants read of themselves, where those who decide read of somebody else.
YOURS = {
    "Full name": "Your full name",
    "Organisation": "Your organisation",
    "Works in this area": "Your organisation works in this area",
    "Job title or role": "Your job title or role",
    "Seniority": "Your seniority",
    LEADS: "You lead on work with the third sector",
    "Can commit the organisation": "You can commit your organisation",
    "Funded by the local authority": "The local authority funds your organisation",
    "Needs to take part": "What you need to take part",
    "Why they apply": "Why you apply",
}
# Of who has a place these words are deleted after a time (retention_restricted): which it was, nobody can tell then.
NO_MORE = "Nothing said, or deleted since"


@dataclass(frozen=True)
class Line:
    """One answer. `step` names the page on which it is changed."""

    label: str
    said: str
    step: str


def lines_of(application: Application, *, own: bool = False, funding: bool = False) -> list[Line]:
    """What the applicant said. `own`: for themself, who is spoken to; `funding`: with what the authority pays."""
    a, is_la = application, application.sector == Sector.LA
    nothing = NO_MORE if a.state == Application.State.ACCEPTED else "Nothing said"
    found = [
        ("Full name", a.full_name, "name"),
        ("Organisation", a.organisation_name, "organisation"),
        ("Kind of organisation", a.get_organisation_kind_display(), "organisation"),
        *([] if is_la else [("Works in this area", _yes(a.operates_here), "place")]),
        ("Job title or role", a.job_title, "role"),
        ("Seniority", a.get_seniority_display(), "role"),
        *([(LEADS, _yes(a.lead_responsibility), "responsibility")] if is_la else []),
        ("Can commit the organisation", a.get_authority_display(), "authority"),
    ]
    if (own or funding) and not is_la:
        found.append(("Funded by the local authority", a.get_funding_link_display() or nothing, "funding"))
    found.append(("Needs to take part", a.access_needs or nothing, "needs"))
    found.append(("Why they apply", a.interest or nothing, "interest"))
    return [Line(YOURS.get(label, label) if own else label, said, step) for label, said, step in found]


def _yes(said: bool | None) -> str:
    return {True: "Yes", False: "No"}.get(said, "Not said") if said is not None else "Not said"
