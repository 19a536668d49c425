"""Whoever logs, leaves, recruits, closes an account or erases somebody locks in the one order of all locks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from partnerships import data_requests, recruiting
from partnerships.models import Programme, Seat, StudyArea, User
from pipd import erasing, objecting, own_account
from pipd.kit.models import LogChain
from tests import build
from tests.build import quotations
from tests.partnerships import applicants
from tests.workshops.locks_taken import Taken, locked, out_of_order
from tests.workshops.test_races import fresh
from workshops import logbook
from workshops.clearance import departing, moves
from workshops.clearance.working import LoggedPoint, Note

pytestmark = pytest.mark.django_db

LOGGING = {Note, Seat, LogChain}
LEAVING = {StudyArea, Note, Seat, LogChain}
PERSON = {StudyArea, Note, Seat, User, LogChain}


def reworded(workshop: build.Workshop, seat: Seat, point: LoggedPoint) -> None:
    told = {"text": "Other words", "kind": point.kind, "said_by": point.said_by, "is_quotation": False}
    logbook.edit(workshop, point.pk, by=seat, revision=point.revision, **told)


@pytest.fixture
def worded(area: build.Group, neighbour: build.Group) -> build.Group:
    """Somebody who is in two areas, with words in the notes of several sessions of the first."""
    build.note_at("cleared", area, 1, quoted=True)
    build.circulated(area, 2)
    quotations.quoted(area, 3, words="In these very words", speaker=area.tso[2])
    Seat.objects.filter(pk=neighbour.tso[2].pk).update(user=area.tso[2].user_id)
    build.note_at("drafting", neighbour, 1)
    return area


def acts(area: build.Group) -> dict[str, tuple[Callable[[], Any], set[type]]]:
    """Each act, and what it locks at least."""
    speaker, last = area.tso[2], build.area_with_sessions(area)[3]
    point = LoggedPoint.objects.get(pk=build.log_point(last, speaker, "Some words").id)
    asked = {
        kind: data_requests.ask(speaker.user, kind=kind, words="Please") for kind in ("erase_all", "object")
    }
    return {
        "log": (lambda: build.log_point(fresh(last), speaker, "More words"), LOGGING),
        "edit": (lambda: reworded(fresh(last), speaker, point), LOGGING),
        "remove": (lambda: logbook.remove(fresh(last), point.pk, by=speaker), LOGGING),
        "leave": (lambda: departing.leave(area.area, by=speaker), {StudyArea, LogChain}),
        "withdraw": (lambda: departing.withdraw_consent(area.area, by=speaker), LEAVING),
        "unquote": (lambda: departing.unquote(area.area, speaker, by=area.coordinator), LEAVING),
        "object": (
            lambda: objecting.heed(
                asked["object"], stop=["mail", "quotations"], answer="Done", by=area.coordinator
            ),
            PERSON,
        ),
        "close": (lambda: own_account.close(speaker.user), PERSON - {Note}),
        "erase": (lambda: erasing.carry_out(asked["erase_all"], by=area.coordinator), PERSON),
    }


ACTS = ["log", "edit", "remove", "leave", "withdraw", "unquote", "object", "close", "erase"]


@pytest.mark.parametrize("name", ACTS)
def test_an_act_of_or_about_a_person_locks_in_the_order_of_all_locks(worded, monkeypatch, name):
    act, least = acts(worded)[name]
    with locked(monkeypatch) as taken:
        act()
    assert out_of_order(taken) == []
    assert least <= {model for model, rows in taken if rows}


def test_every_act_is_tried(worded):
    assert sorted(acts(worded)) == sorted(ACTS)


RECRUITING: dict[str, Callable[[StudyArea, Seat], Any]] = {
    "extend": lambda area, by: recruiting.extend(area, closes_on=applicants.in_days(30), by=by),
    "not proceed": lambda area, by: recruiting.not_proceed(area, reason="Too few", by=by),
}


@pytest.mark.parametrize("name", RECRUITING)
def test_recruiting_locks_its_area_first(base_moment, monkeypatch, name):
    area = applicants.recruiting_area()
    applicants.sent(area)
    with locked(monkeypatch) as taken:
        RECRUITING[name](area, build.programme_seat(build.Role.COORDINATOR))
    assert out_of_order(taken) == []
    assert taken[0][0] is StudyArea


def test_opening_applications_locks_the_area_first(coordinator, monkeypatch):
    area = build.study_area(name="Quillshire", number=1, state=StudyArea.State.SELECTED)
    with locked(monkeypatch) as taken:
        recruiting.open_window(area, closes_on=applicants.in_days(20), by=coordinator)
    assert out_of_order(taken) == []
    assert taken[0][0] is StudyArea


# Controls: the watch sees what it is to see


def noted(act: Callable[[], Any], monkeypatch: pytest.MonkeyPatch) -> Taken:
    with locked(monkeypatch) as taken, transaction.atomic():
        act()
    return taken


def test_control_a_seat_before_a_note_is_seen(worded, monkeypatch):
    workshop, seat = build.area_with_sessions(worded)[0], worded.tso[2]

    def as_it_was() -> None:
        Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)
        moves.lock(workshop)

    assert out_of_order(noted(as_it_was, monkeypatch)) == ["Note"]


def test_control_sessions_backwards_and_a_programme_last_are_seen(worded, monkeypatch):
    sessions = build.area_with_sessions(worded)

    def backwards() -> None:
        moves.lock(sessions[1])
        moves.lock(sessions[0])
        moves.lock(sessions[1])  # held already
        Programme.objects.select_for_update(no_key=True).get(pk=worded.programme.pk)

    assert out_of_order(noted(backwards, monkeypatch)) == ["Note", "Programme"]
