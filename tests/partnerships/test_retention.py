"""Applications nothing came of go six months later, on the day and not before; what leads somewhere stays."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships import applying, keeping, membership, retention, selection
from partnerships.keeping import Lot
from partnerships.membership import NotPossible
from partnerships.models import Application, Programme, RetentionProposal, Role, Seat, StudyArea
from pipd.home import owed_by, seats_of
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from pipd.kit.owed import Owed
from pipd.tasks import propose_retention
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


def delete(area: StudyArea, by: Seat) -> int:
    return keeping.confirm(area.programme, retention.KINDS, by=by)


def lots(declined: int, withdrawn: int, begun: int) -> list[Lot]:
    return [Lot("Declined", declined), Lot("Withdrawn", withdrawn), Lot("Begun and never sent", begun)]


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
    assert retention.look(recruited.programme).lots == lots(declined, withdrawn, begun)


def test_the_next_day_on_which_more_is_due_is_told(recruited):
    assert retention.look(recruited.programme).coming == date(2027, 7, 4)
    at(date(2027, 7, 4))
    assert retention.look(recruited.programme).coming == date(2027, 9, 30)
    at(date(2027, 9, 30))
    assert retention.look(recruited.programme).coming is None


def test_deleting_is_real_and_spares_what_is_not_due(recruited):
    by = build.programme_seat(Role.COORDINATOR)
    at(date(2027, 9, 29))
    assert delete(recruited, by) == 1
    assert left() == ["declined@x.example", "waits@x.example", "withdrawn@x.example"]
    at(date(2027, 9, 30))
    assert delete(recruited, by) == 2
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
        delete(recruited, by)


def test_a_decision_taken_back_keeps_the_application(recruited):
    by = build.programme_seat(Role.COORDINATOR)
    selection.wait(Application.objects.get(email="declined@x.example"), by=by)
    at(date(2027, 9, 30))
    assert retention.look(recruited.programme).lots == lots(0, 1, 1)


def test_an_accepted_application_stays_without_what_was_said_for_few(recruited):
    by = build.programme_seat(Role.COORDINATOR)
    selection.accept(Application.objects.get(email="waits@x.example"), by=by)
    at(date(2027, 11, 30))
    delete(recruited, by)
    assert left() == ["waits@x.example"]
    kept = Application.objects.get()
    assert (kept.access_needs, kept.interest, kept.funding_link) == ("", "", "")
    assert (kept.full_name, kept.state, kept.authority) == ("Ada Byron", "accepted", "commits")


def test_nobody_but_a_coordinator_of_the_programme_deletes(recruited):
    at(date(2027, 9, 30))
    other = Programme.objects.create(name="Another", run_by="Them", readable_by="Them")
    theirs = membership.appoint(other, user=build.user("c@x.example", "Other C"), role=Role.COORDINATOR)
    with pytest.raises(NotPossible):
        delete(recruited, theirs)
    with pytest.raises(PermissionDenied):
        delete(recruited, build.programme_seat(Role.ADMINISTRATOR))
    assert len(left()) == 4


def test_the_page_counts_and_confirming_deletes_once(recruited):
    at(date(2027, 9, 30))
    reader = Client().as_(build.programme_seat(Role.COORDINATOR))
    page = reader.get(reverse("retention")).content.decode()
    assert ("nothing came of (3)" in page, "x.example" in page) == (True, False)
    assert len(left()) == 4
    nothing = reader.post(reverse("retention")).content.decode()
    assert ("Choose what is to be deleted" in nothing, len(left())) == (True, 4)
    said = reader.post(reverse("retention"), {"kinds": ["applications"]}, follow=True).content.decode()
    assert ("3 things deleted for good." in said, left()) == (True, ["waits@x.example"])
    again = reader.post(reverse("retention"), {"kinds": ["applications"]}).content.decode()
    assert "Nothing of what you chose is due any more" in again


def proposals() -> list[tuple[str, int, bool]]:
    rows = RetentionProposal.objects.order_by("proposed_at")
    return [(row.kind, row.number, row.settled_at is None) for row in rows]


def owed_to(seat: Seat) -> list[Owed]:
    return [row for row in owed_by(seats_of(seat.user)) if row.kind == "retention"]


def test_the_job_proposes_once_a_month_and_the_coordinator_is_asked_until_it_is_confirmed(recruited):
    by = build.programme_seat(Role.COORDINATOR)
    propose_retention()
    assert (proposals(), owed_to(by)) == ([], [])
    at(date(2027, 7, 5))
    for _ in range(2):
        propose_retention()
    assert proposals() == [("applications", 1, True)]
    [row] = owed_to(by)
    assert (row.url, row.due_at) == (reverse("retention"), clock.local(date(2027, 8, 5), 17))
    assert owed_to(build.programme_seat(Role.ADMINISTRATOR)) == []
    delete(recruited, by)
    assert (proposals(), owed_to(by)) == ([("applications", 1, False)], [])
    at(date(2027, 9, 30))
    propose_retention()
    assert proposals() == [("applications", 1, False), ("applications", 2, True)]
    assert LogEntry.objects.filter(verb="retention proposed").count() == 2


def test_what_nothing_is_left_of_is_settled_by_the_job_and_not_put_forward_twice_in_a_month(recruited):
    at(date(2027, 7, 5))
    propose_retention()
    Application.objects.filter(email="begun@x.example").delete()
    propose_retention()
    assert proposals() == [("applications", 1, False)]
    assert owed_to(build.programme_seat(Role.COORDINATOR)) == []
    propose_retention()
    assert settled() == [("applications", None)]


def settled() -> list[tuple[str, Role | None]]:
    """What the log says is asked no more: of which kind, and the role of who settled it; None for the job."""
    rows = LogEntry.objects.filter(verb="retention settled").order_by("number")
    roles = dict(Seat.objects.exclude(user=None).values_list("pk", "role"))
    return [(row.facts["kind"], roles.get(row.actor)) for row in rows]


def test_what_is_confirmed_is_settled_in_the_log_and_only_where_it_was_asked(recruited):
    by = build.programme_seat(Role.COORDINATOR)
    at(date(2027, 7, 5))
    propose_retention()
    delete(recruited, by)
    assert settled() == [("applications", Role.COORDINATOR)]
    at(date(2027, 9, 30))
    delete(recruited, by)
    assert settled() == [("applications", Role.COORDINATOR)]
