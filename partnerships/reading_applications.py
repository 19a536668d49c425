"""An application as lines of words, for its applicant and for those who may read it (domain 3K)."""

from __future__ import annotations

from dataclasses import dataclass

from partnerships.models import Application, Sector

# Of who has a place these words are deleted after a time (retention_restricted): which it was, nobody can tell then.
NO_MORE = "Nothing said, or deleted since"


@dataclass(frozen=True)
class Line:
    """One answer. `step` names the page on which it is changed."""

    label: str
    said: str
    step: str


def lines_of(application: Application, *, own: bool = False, funding: bool = False) -> list[Line]:
    """What the applicant said. `own`: for themself; `funding`: with what the authority pays, for facilitators."""
    a, is_la = application, application.sector == Sector.LA
    nothing = NO_MORE if a.state == Application.State.ACCEPTED else "Nothing said"
    found = [
        Line("Full name", a.full_name, "name"),
        Line("Organisation", a.organisation_name, "organisation"),
        Line("Kind of organisation", a.get_organisation_kind_display(), "organisation"),
        *([] if is_la else [Line("Works in this area", _yes(a.operates_here), "place")]),
        Line("Job title or role", a.job_title, "role"),
        Line("Seniority", a.get_seniority_display(), "role"),
        *(
            [Line("Leads on work with the third sector", _yes(a.lead_responsibility), "responsibility")]
            if is_la
            else []
        ),
        Line("Can commit the organisation", a.get_authority_display(), "authority"),
    ]
    if (own or funding) and not is_la:
        found.append(
            Line("Funded by the local authority", a.get_funding_link_display() or nothing, "funding")
        )
    found.append(Line("Needs to take part", a.access_needs or nothing, "needs"))
    found.append(Line("Why they apply", a.interest or nothing, "interest"))
    return found


def _yes(said: bool | None) -> str:
    return {True: "Yes", False: "No"}.get(said, "Not said") if said is not None else "Not said"
