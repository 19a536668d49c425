"""What the start of a group does to applications: nobody applies any more, and who had begun one is told (domain 3D).

Those that were sent stay to be decided: whoever sent one is told, after the start too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from partnerships import applying, history, post_recruitment_over, selection
from partnerships.models import Application, ApplicationWindow, Seat, StudyArea
from pipd.kit import clock

S = Application.State


@dataclass(frozen=True)
class StillOpen:
    """Applications of which something may still come: how many are sent, how many begun, until when people apply."""

    to_decide: int
    begun: int
    until: datetime | None

    @property
    def is_any(self) -> bool:
        return bool(self.to_decide or self.begun or self.until)


def still_open(area: StudyArea) -> StillOpen:
    """What the start of the group of `area` would meet. Of what is only begun nobody learns more than the number."""
    states = list(Application.objects.filter(area=area).values_list("state", flat=True))
    window = ApplicationWindow.objects.filter(area=area).select_related("area").first()
    until = window.closes_at if window and window.is_open else None
    return StillOpen(states.count(S.SUBMITTED), states.count(S.BEGUN), until)


def close_applications(area: StudyArea, *, by: Seat) -> None:
    """Close applications of the locked `area`, whose group starts. Whoever had begun one is told, which ends it.

    Raises PermissionDenied where there is such a one, for whoever ends no recruitment.
    """
    window = ApplicationWindow.objects.select_for_update(of=("self",), no_key=True).filter(area=area).first()
    if window and clock.now() < window.closes_at:
        window.closed_at, window.closes_on = clock.now(), clock.today()
        window.save(update_fields=["closed_at", "closes_on"])
    found = [one for one in selection.hold(area) if one.state == S.BEGUN]
    for application in found:
        applying.set_aside(application, by=by)
        post_recruitment_over.closed(application)
    if window and window.closed_at:
        facts = {"from": window.opens_on.isoformat(), "to": window.closes_on.isoformat()}
        history.record(by, "applications closed", subject=area.pk, area=area, facts=facts)
