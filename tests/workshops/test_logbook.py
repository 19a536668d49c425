"""Logging points: one's own, at a session one was at, until the notes are sent; a repeated save makes no second."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from partnerships.membership import NotPossible
from pipd.kit import revisions
from tests import build
from workshops import cycle, logbook
from workshops.clearance.moves import Settled
from workshops.clearance.working import DraftPoint, LoggedPoint


def log(workshop: build.Workshop, seat: build.Seat, text: str, client_id: uuid.UUID) -> logbook.Logged:
    return logbook.log(
        workshop, by=seat, client_id=client_id, text=text, kind="barrier", said_by="la", is_quotation=False
    )


def texts(workshop: build.Workshop, seat: build.Seat) -> list[str]:
    return [p.text for p in logbook.own_points(workshop, seat)]


def test_saving_twice_makes_one_point(area):
    workshop, client = build.delivered(area), uuid.uuid4()
    one, two = (log(workshop, area.la[0], "Said once", client) for _ in range(2))
    assert (one.id, texts(workshop, area.la[0])) == (two.id, ["Said once"])


def test_other_words_under_a_used_client_id_are_not_lost(area):
    workshop, client = build.delivered(area), uuid.uuid4()
    log(workshop, area.la[0], "Said first", client)
    log(workshop, area.la[0], "Said after going back", client)
    assert sorted(texts(workshop, area.la[0])) == ["Said after going back", "Said first"]


def test_the_same_client_id_of_two_people_makes_two_points(area):
    workshop, client = build.delivered(area), uuid.uuid4()
    for seat in area.la[:2]:
        log(workshop, seat, "Said", client)
    assert LoggedPoint.objects.count() == 2


def test_points_are_logged_before_and_during_the_session(area):
    workshop = build.area_with_sessions(area)[0]
    assert logbook.why_not(workshop, area.la[5]) == ""


def test_who_was_not_there_logs_nothing_once_attendance_is_in(area):
    workshop = build.delivered(area)
    with pytest.raises(NotPossible) as refused:
        build.log_point(workshop, area.la[5], "From hearsay")
    assert refused.value.reasons == ["You were not at this session, so you cannot log points for it."]


@pytest.mark.parametrize("who", ["coordinator"])
def test_who_is_not_of_the_group_logs_nothing(area, who):
    with pytest.raises(PermissionDenied):
        build.log_point(build.delivered(area), getattr(area, who), "Said")


def test_a_neighbour_logs_nothing_here(area, neighbour):
    with pytest.raises(PermissionDenied):
        build.log_point(build.delivered(area), neighbour.la[0], "Said")


@pytest.mark.parametrize("state", ["circulated", "cleared", "parked"])
def test_nothing_is_logged_edited_or_removed_after_circulation(area, state):
    workshop = build.note_at(state, area)
    seat = area.la[2]
    own = logbook.own_points(workshop, seat)[0]
    for act in (
        lambda: build.log_point(workshop, seat, "Late"),
        lambda: logbook.edit(
            workshop, own.id, by=seat, revision=1, text="x", kind="fact", said_by="la", is_quotation=False
        ),
        lambda: logbook.remove(workshop, own.id, by=seat),
    ):
        with pytest.raises(Settled):
            act()
    assert texts(workshop, seat) == [own.text]


def test_editing_from_an_old_tab_is_a_conflict_and_loses_nothing(area):
    workshop, seat = build.delivered(area), area.la[0]
    own = build.log_point(workshop, seat, "First words")
    told = {"kind": "fact", "said_by": "la", "is_quotation": True}
    logbook.edit(workshop, own.id, by=seat, revision=1, text="Second words", **told)
    with pytest.raises(revisions.Conflict) as conflict:
        logbook.edit(workshop, own.id, by=seat, revision=1, text="From the old tab", **told)
    assert (conflict.value.stored.text, texts(workshop, seat)) == ("Second words", ["Second words"])


@pytest.mark.parametrize("whose", ["colleague", "facilitator", "neighbour"])
def test_a_point_of_somebody_else_is_unknown(area, neighbour, whose):
    workshop = build.delivered(area)
    reader = {"colleague": area.la[1], "facilitator": area.facilitator, "neighbour": area.la[0]}[whose]
    theirs = build.delivered(neighbour)
    point = (
        build.log_point(theirs, neighbour.la[0], "Theirs")
        if whose == "neighbour"
        else build.log_point(workshop, area.la[0], "Mine")
    )
    for act in (
        lambda: logbook.own_point(workshop, point.id, reader),
        lambda: logbook.remove(workshop, point.id, by=reader),
    ):
        with pytest.raises(Http404):
            act()
    assert LoggedPoint.objects.filter(pk=point.id).exists()


def test_removing_a_point_leaves_the_statement_made_from_it(area):
    workshop, seat = build.delivered(area), area.la[0]
    point = build.log_point(workshop, seat, "Said")
    made = build.writing.make(workshop, sources=[point.id], by=area.facilitator)
    logbook.remove(workshop, point.id, by=seat)
    statement = DraftPoint.objects.get(pk=made)
    assert (statement.text, statement.sources.count(), LoggedPoint.objects.count()) == ("Said", 0, 0)


def test_nobody_logs_for_a_session_that_is_cancelled(area):
    workshop = cycle.cancel(build.area_with_sessions(area)[0], reason="Snow", by=area.facilitator)
    with pytest.raises(NotPossible) as refused:
        build.log_point(workshop, area.la[0], "Said")
    assert refused.value.reasons == ["This session is not going ahead on that date."]
