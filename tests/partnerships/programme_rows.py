"""What the programme's own pages need: a sponsor, an organisation that ended, and areas that may be selected."""

from __future__ import annotations

from typing import Any

from partnerships import organisations, sampling, setting_up
from partnerships.models import Organisation, Programme, StudyArea
from pipd.kit import clock
from tests import build

ATTRIBUTES = {
    "size": "small",
    "region": "wales",
    "settlement": "coastal",
    "authority_type": "unitary",
    "deprivation": "high",
    "diversity": "low",
    "political_control": "Labour",
}


def entered() -> dict[str, Any]:
    """One of each, by what an address calls it; two candidates, of which one lacks an attribute."""
    by, programme = build.programme_seat(build.Role.ADMINISTRATOR), build.programme()
    kind = Organisation.Kind.QUASI_GOVERNMENTAL
    sponsor = setting_up.add_sponsor(programme, organisation=None, name="Agency", kind=kind, by=by)
    candidate = sampling.add(programme, name="Aberthistle", by=by, **ATTRIBUTES)
    sampling.add(programme, name="Half Known", by=by, size="large")
    out = sampling.add(programme, name="Looked At", by=by, **ATTRIBUTES)
    sampling.leave_out(out, reason="It is like another", revision=0, by=by)
    told: dict[str, Any] = {"kind": "front_line", "valid_from": None, "areas": [candidate], "by": by}
    old, free = (organisations.add(name=name, **told) for name in ("Old Trust", "Free Trust"))
    organisations.end(old, how="renamed", name="New Trust", last_day=clock.today(), by=by)
    return {"sponsor": sponsor.pk, "candidate": candidate.pk, "ended": old.pk, "organisation": free.pk}


def candidate(programme: Programme) -> StudyArea:
    """The first that is still a candidate."""
    return StudyArea.objects.filter(programme=programme, state=StudyArea.State.CANDIDATE)[0]
