"""Apologies: who cannot come to a session says so before it begins, and has no say over others (domain E2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from partnerships import membership
from partnerships.membership import NotPossible
from partnerships.models import Seat
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests import build
from workshops import cycle, owed, scheduling, standing_in, verify
from workshops.clearance import circulating
from workshops.clearance.whole import read_page
from workshops.models import Attendance, Workshop

P = Attendance.Presence


@pytest.fixture
def first(area) -> Workshop:
    return build.area_with_sessions(area)[0]


def presence_of(workshop: Workshop, seat: Seat) -> str:
    rows = Attendance.objects.filter(workshop=workshop, seat=seat)
    return rows.values_list("presence", flat=True).first() or ""


def hold(area: build.Group, workshop: Workshop, **told: str) -> None:
    """The session is held: all were there but those who sent apologies, and substitutes who had agreed."""
    build.forward_to(workshop.ends_at)
    kept = dict(Attendance.objects.filter(workshop=workshop).values_list("seat", "presence"))
    presence = {seat: kept.get(seat.pk, P.ATTENDED) for seat in scheduling.expected_at(workshop)}
    presence |= {one.seat: P.ATTENDED for one in standing_in.named_for(workshop) if one.has_agreed}
    for seat in presence:
        presence[seat] = told.get(str(seat.pk), presence[seat])
    scheduling.deliver(workshop, presence=presence, by=area.facilitator)


def refused(act: object, *args: object, **kwargs: object) -> str:
    with pytest.raises(NotPossible) as refusal:
        act(*args, **kwargs)
    return str(refusal.value)


# Apologies


def test_apologies_are_sent_once_and_may_be_taken_back(area, first):
    for _ in (1, 2):
        standing_in.send_apologies(first, by=area.la_officer)
    assert presence_of(first, area.la_officer) == P.APOLOGIES
    standing_in.take_back(first, by=area.la_officer)
    assert presence_of(first, area.la_officer) == ""


@pytest.mark.parametrize("act", [standing_in.send_apologies, standing_in.take_back])
def test_apologies_end_when_the_session_begins(area, first, act):
    clock.set_to(first.starts_at - timedelta(seconds=1))
    act(first, by=area.la_officer)
    clock.set_to(first.starts_at)
    assert refused(act, first, by=area.la_officer).startswith("This session has begun.")


@pytest.mark.parametrize("state", ["cancelled", "postponed"])
def test_apologies_for_a_session_that_is_not_going_ahead_are_refused(area, first, state):
    halt = {"postponed": cycle.postpone, "cancelled": cycle.cancel}[state]
    halt(first, reason="Snow", by=area.facilitator)
    first.refresh_from_db()
    assert "not going ahead" in refused(standing_in.send_apologies, first, by=area.la_officer)


def test_apologies_are_a_participants_of_that_area(area, neighbour, first):
    for seat in (area.facilitator, area.coordinator, neighbour.la_officer):
        with pytest.raises(PermissionDenied):
            standing_in.send_apologies(first, by=seat)


def test_who_sent_apologies_gets_the_notes_to_read_and_is_not_asked(area, first):
    """Domain E2: the notes for information; no eligible responder."""
    standing_in.send_apologies(first, by=area.la_officer)
    hold(area, first)
    build.write_up(area, first, build.uncleared_texts(area))
    circulating.circulate(first, by=area.facilitator)
    kinds = OutgoingMail.objects.filter(recipient=area.la_officer.user_id).values_list("kind", flat=True)
    assert [kind for kind in kinds if kind.startswith("note")] == ["note_for_information"]
    with pytest.raises(Http404):
        build.answer(first, area.la_officer)
    assert read_page(first, area.la_officer) is not None


def test_apologies_of_somebody_who_left_before_the_session_go_with_them(area, first):
    given = build.substitute(area, first, area.la_officer)
    membership.leave(area.la_officer, by=area.la_officer)
    clock.set_to(clock.now() + timedelta(days=1))
    hold(area, first)
    assert not Attendance.objects.filter(seat__in=[area.la_officer, given]).exists()
    assert Seat.objects.get(pk=given.pk).ended_on == clock.today()
    assert list(verify.verify()) == []


def test_who_cannot_come_is_not_told_to_be_there(area):
    session = build.area_with_sessions(area)[0]
    build.forward_to(session.starts_at - timedelta(days=3))
    coming = [row.kind for row in owed.owed([area.la_officer])]
    standing_in.send_apologies(session, by=area.la_officer)
    assert "session coming" in coming
    assert "session coming" not in [row.kind for row in owed.owed([area.la_officer])]
