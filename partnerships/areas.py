"""The one table of moves of a study area (domain 3D). Later apps call `advance` when their own work moves it on."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import LeadVoice, Seat, StudyArea
from pipd.kit import clock

S = StudyArea.State

# An area that takes part may end at any time; a candidate is not selected, and what is closed has come to its end.
LIVE = (S.SELECTED, S.RECRUITING, S.CONFIRMED, S.IN_WORKSHOPS, S.PLANNING, S.DELIVERING)
MOVES: frozenset[tuple[str, str]] = frozenset(
    {
        *((state, S.DISCONTINUED) for state in LIVE),
        (S.CANDIDATE, S.SELECTED),
        (S.CANDIDATE, S.NOT_SELECTED),
        (S.SELECTED, S.RECRUITING),
        (S.RECRUITING, S.CONFIRMED),
        (S.RECRUITING, S.NOT_PROCEEDED),
        (S.CONFIRMED, S.IN_WORKSHOPS),
        (S.IN_WORKSHOPS, S.PLANNING),
        (S.PLANNING, S.DELIVERING),
        (S.DELIVERING, S.CLOSED),
    }
)


@transaction.atomic
def waive_parity(area: StudyArea, reason: str, *, la: int, tso: int, by: Seat) -> None:
    """Record that the group starts with `la` and `tso` people, which are one apart, and why (domain I-1)."""
    area.waiver_reason, area.waived_at, area.waived_by = reason, clock.now(), by
    area.save(update_fields=["waiver_reason", "waived_at", "waived_by"])
    history.record(by, "parity waived", subject=area.pk, area=area, facts={"la": la, "tso": tso})


@transaction.atomic
def advance(area: StudyArea, to: str, *, by: Seat, **noted: Any) -> None:
    """Take `area` to state `to`, which the caller's own guard has earned. Raises NotPossible for any other move.

    `noted` are fields of the area that come with that state, by name.
    """
    stored = StudyArea.objects.select_for_update(no_key=True).get(pk=area.pk)
    if (stored.state, to) not in MOVES:
        raise NotPossible(
            f"{area.name} is {stored.get_state_display().lower()} and cannot become {S(to).label.lower()}."
        )
    before = stored.state
    for row in (stored, area):
        for name, value in {**noted, "state": to}.items():
            setattr(row, name, value)
    stored.save(update_fields=["state", *noted])
    if stored.has_ended:  # nobody is named there any more (domain I-7)
        LeadVoice.objects.filter(given_by__area=stored).delete()
    history.record(by, "area moved on", subject=area.pk, area=area, facts={"from": before, "to": to})
