"""Applications nothing came of go six months later, on the day and not before; what leads somewhere stays."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships import applying, membership, retention, selection
from partnerships.membership import NotPossible
from partnerships.models import Application, Programme, Role, StudyArea
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.client import Client
from tests.partnerships import applicants

DECIDED_ON = date(2027, 3, 31)  # six months on there is no 31 September: the 30th


def at(day: date, hour: int = 12) -> None:
    clock.set_to(clock.local(day, hour))


@pytest.fixture
def recruited(db: None, base_moment: object) -> StudyArea:
    """One application of each kind, all begun on 4 January; the first two are over on 31 March."""
    area = applicants.recruiting_area(days=80)
    kept = applicants.sent(area, email="waits@x.example")
    declined = applicants.sent(area, email="declined@x.example")
    withdrawn = applicants.sent(area, email="withdrawn@x.example", sector="tso")
    applying.begin(area, "la", "begun@x.example")
    at(DECIDED_ON)
    coordinator = build.programme_seat(Role.COORDINATOR)
    selection.wait(kept, by=coordinator)
    selection.decline(declined, reason="The places are taken", by=coordinator)
    applying.withdraw(withdrawn)
    return area


def left() -> list[str]:
    return sorted(Application.objects.values_list("email", flat=True))


@pytest.mark.parametrize(
    ("day", "declined", "withdrawn", "begun"),
    [
        (date(2027, 7, 3), 0, 0, 0),
        (date(2027, 7, 4), 0, 0, 1),
        (date(2027, 9, 29), 0, 0, 1),
        (date(2027, 9, 30), 1, 1, 1),
    ],
)
def test_each_is_due_from_the_day_six_months_later_on(recruited, day, declined, withdrawn, begun):
    at(day, hour=0)
    assert retention.due(recruited.programme) == retention.Due(declined, withdrawn, begun)


def test_deleting_is_real_and_spares_what_is_not_due(recruited):
    by = build.programme_seat(Role.COORDINATOR)
    at(date(2027, 9, 29))
    assert retention.delete(recruited.programme, by=by) == retention.Due(0, 0, 1)
    assert left() == ["declined@x.example", "waits@x.example", "withdrawn@x.example"]
    at(date(2027, 9, 30))
    assert retention.delete(recruited.programme, by=by) == retention.Due(1, 1, 0)
    assert left() == ["waits@x.example"]
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {"waits@x.example"}
    facts = (
        LogEntry.objects.filter(verb="applications deleted")
        .order_by("number")
        .values_list("facts", flat=True)
    )
    assert list(facts) == [
        {"declined": 0, "withdrawn": 0, "begun": 1},
        {"declined": 1, "withdrawn": 1, "begun": 0},
    ]
    with pytest.raises(NotPossible):
        retention.delete(recruited.programme, by=by)


def test_a_decision_taken_back_keeps_the_application(recruited):
    by = build.programme_seat(Role.COORDINATOR)
    selection.wait(Application.objects.get(email="declined@x.example"), by=by)
    at(date(2027, 9, 30))
    assert retention.due(recruited.programme) == retention.Due(0, 1, 1)


def test_an_accepted_application_stays_for_good(recruited):
    by = build.programme_seat(Role.COORDINATOR)
    selection.accept(Application.objects.get(email="waits@x.example"), by=by)
    at(date(2027, 11, 30))
    retention.delete(recruited.programme, by=by)
    assert left() == ["waits@x.example"]


def test_nobody_but_a_coordinator_of_the_programme_deletes(recruited):
    at(date(2027, 9, 30))
    other = Programme.objects.create(name="Another", run_by="Them", readable_by="Them")
    theirs = membership.appoint(other, user=build.user("c@x.example", "Other C"), role=Role.COORDINATOR)
    with pytest.raises(NotPossible):
        retention.delete(recruited.programme, by=theirs)
    with pytest.raises(PermissionDenied):
        retention.delete(recruited.programme, by=build.programme_seat(Role.ADMINISTRATOR))
    assert len(left()) == 4


def test_the_page_counts_and_the_press_deletes_once(recruited):
    at(date(2027, 9, 30))
    reader = Client().as_(build.programme_seat(Role.COORDINATOR))
    page = reader.get(reverse("partnerships:retention")).content.decode()
    assert ("Delete 3 applications" in page, "x.example" in page) == (True, False)
    assert len(left()) == 4
    said = reader.post(reverse("partnerships:retention"), follow=True).content.decode()
    assert ("3 applications deleted for good." in said, left()) == (True, ["waits@x.example"])
    again = reader.post(reverse("partnerships:retention"))
    assert (again.status_code, "Nothing is due" in again.content.decode()) == (409, True)
