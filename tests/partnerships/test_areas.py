"""The one table of moves of an area, and the parity of its group (domain 3D, I-1)."""

from __future__ import annotations

from itertools import product

import pytest

from partnerships import areas
from partnerships.membership import NotPossible
from partnerships.models import Seat, StudyArea
from partnerships.parity import launch_parity, parity_of
from pipd.kit import clock
from pipd.kit.models import LogEntry
from tests import build

STATES = StudyArea.State.values


def noted(state: str, by: Seat) -> dict[str, object]:
    """What the database wants to know of an area in `state`."""
    if state != StudyArea.State.DISCONTINUED:
        return {}
    return {"discontinued_at": clock.now(), "discontinued_by": by, "discontinued_reason": "It was abolished"}


@pytest.mark.parametrize(("before", "after"), list(product(STATES, STATES)))
def test_every_pair_of_states(db, base_moment, before, after):
    """What the table has happens and is logged; what it has not is refused and changes nothing."""
    coordinator = build.programme_seat(build.Role.COORDINATOR)
    area = build.study_area(name="Vexbridge", number=3, state=before, **noted(before, coordinator))
    if (before, after) in areas.MOVES:
        areas.advance(area, after, by=coordinator, **noted(after, coordinator))
        assert LogEntry.objects.filter(subject=area.pk).get().facts == {"from": before, "to": after}
    else:
        with pytest.raises(NotPossible):
            areas.advance(area, after, by=coordinator)
    area.refresh_from_db()
    assert area.state == (after if (before, after) in areas.MOVES else before)


def test_an_area_is_moved_from_where_it_is_and_not_from_where_it_was_read(area):
    stale = StudyArea.objects.get(pk=area.area.pk)
    build.area_with_sessions(area)
    with pytest.raises(NotPossible):
        areas.advance(stale, StudyArea.State.CONFIRMED, by=area.coordinator)


def test_parity_counts_participants_alone(area):
    build.membership.system_seat(area.programme)
    found = parity_of(area.programme, Seat.objects.all())
    assert (found.la, found.tso, found.total, found.is_even, found.reasons) == (6, 6, 12, True, [])


def test_launch_parity_leaves_out_leavers_and_who_does_not_consent(area):
    build.membership.leave(area.la[5], by=area.la[5])
    area.tso[5].consents.update(withdrawn_at=clock.now())
    assert (launch_parity(area.area).la, launch_parity(area.area).tso) == (5, 5)


def test_a_tolerance_of_one_admits_one_apart(db, base_moment):
    group = build.group(la=6, tso=5)
    assert launch_parity(group.area).reasons == ["The sectors are not even: 6 and 5."]
    group.programme.parity_tolerance = 1
    assert launch_parity(group.area).reasons == []
