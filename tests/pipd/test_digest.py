"""One list a day for each person: when it goes out, what is on it, and that it is asked again before it is sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache

from partnerships import consenting, membership
from partnerships.models import Programme, Sector, User
from pipd import digest, tasks
from pipd.kit import clock, workdays
from pipd.kit.models import OutgoingMail
from pipd.kit.owed import Marks, Owed
from tests import build
from tests.client import CANARY

MONDAY = date(2027, 3, 15)
HALF_PAST_EIGHT = clock.local(MONDAY, 8, 30)
GOOD_FRIDAY = date(2027, 3, 26)


@pytest.fixture(autouse=True)
def _forget_rounds(db):
    yield
    cache.clear()


@pytest.fixture
def person(db):
    """Somebody with a seat, so that the round comes by; what is due from them is up to the test."""
    clock.set_to(HALF_PAST_EIGHT)
    seat = build.programme_seat(build.Role.ANALYST)
    return seat.user


@pytest.fixture
def due(monkeypatch):
    """The rows that everybody owes in this test."""
    rows: list[Owed] = []
    monkeypatch.setattr(digest, "owed_by", lambda seats: sorted(rows, key=lambda row: row.due_at))
    return rows


def owed(day: date, *, n: int = 1, area: str = "Quillshire") -> Owed:
    return Owed(
        kind="note to check",
        title=f"Check the notes of session {n}",
        what=f"{area}: 3 new to you. About two minutes.",
        sees="",
        url=f"/areas/{area.lower()}/sessions/{n}/check/",
        due_at=workdays.deadline(day),
        button="Check the notes",
        area_name=area,
        subject=uuid4(),
    )


def digests() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(kind="digest").order_by("to"))


def next_day(moment: datetime) -> datetime:
    day = workdays.add_wd(moment.astimezone(clock.LONDON).date(), 1)
    return clock.local(day, 8, 30)


def a_new_round() -> int:
    """The next working day's round."""
    clock.set_to(next_day(clock.now()))
    return digest.send_due()


# When


@pytest.mark.parametrize(
    ("moment", "queued"),
    [
        (HALF_PAST_EIGHT, 1),
        (clock.local(MONDAY, 16), 1),
        (HALF_PAST_EIGHT - timedelta(minutes=1), 0),
        (clock.local(MONDAY - timedelta(days=1), 9), 0),
        (clock.local(GOOD_FRIDAY, 8, 30), 0),
    ],
    ids=["on time", "caught up", "too early", "Sunday", "Good Friday"],
)
def test_digest_goes_out_on_working_days_from_half_past_eight(person, due, moment, queued):
    due.append(owed(GOOD_FRIDAY + timedelta(days=4)))
    clock.set_to(moment)
    assert digest.send_due() == queued
    assert len(digests()) == queued


def test_half_past_eight_is_london_time_in_summer(person, due):
    due.append(owed(date(2027, 6, 30)))
    clock.set_to(datetime(2027, 6, 30, 7, 29, tzinfo=UTC))
    assert digest.send_due() == 0
    clock.set_to(datetime(2027, 6, 30, 7, 30, tzinfo=UTC))
    assert digest.send_due() == 1


def test_nobody_gets_an_empty_digest(person, due):
    assert digest.send_due() == 0
    assert digests() == []


def test_no_digest_for_a_closed_account_or_without_a_live_seat(person, due):
    due.append(owed(MONDAY))
    User.objects.create_user("nobody@pipd.example", full_name="No Seat")
    person.is_active = False
    person.save()
    assert digest.send_due() == 0


def test_second_round_of_a_day_queues_nothing(person, due):
    due.append(owed(MONDAY))
    assert digest.send_due() == 1
    due.append(owed(MONDAY, n=2))
    assert digest.send_due() == 0
    cache.clear()  # as if Redis or the table were flushed: the key still holds
    assert digest.send_due() == 0
    assert len(digests()) == 1


def test_what_fails_for_one_costs_nobody_else_theirs(area, monkeypatch, caplog):
    clock.set_to(HALF_PAST_EIGHT)
    unlucky = area.la_lead.user
    rows = [owed(MONDAY)]

    def owed_by(seats):
        if seats[0].user_id == unlucky.pk:
            raise ZeroDivisionError("QUAGGA-NOTE")
        return rows

    monkeypatch.setattr(digest, "owed_by", owed_by)
    others = User.objects.filter(seats__isnull=False).distinct().count() - 1
    assert digest.send_due() == others
    assert "ZeroDivisionError" in caplog.text
    assert not CANARY.search(caplog.text)
    monkeypatch.setattr(digest, "owed_by", lambda seats: rows)
    assert digest.send_due() == 1
    assert {row.to for row in digests()} >= {unlucky.email}


# What


@pytest.mark.parametrize(
    ("working_days", "told"),
    [(11, False), (10, True), (9, False), (5, True), (4, False), (2, True), (1, True), (0, True),
     (-1, True), (-2, False), (-5, True), (-10, True), (-15, False), (-20, True)],
)  # fmt: skip
def test_what_was_told_before_is_told_again_at_its_marks(person, due, working_days, told):
    today = workdays.add_wd(MONDAY, 1)
    there = (
        workdays.add_wd(today, working_days) if working_days >= 0 else workdays.sub_wd(today, -working_days)
    )
    due.append(owed(there))
    digest.send_due()
    assert a_new_round() == int(told)


def test_what_is_new_is_told_at_once_and_what_is_late_with_it(person, due):
    late, later, new = (
        owed(day, n=n) for n, day in enumerate([date(2027, 3, 12), date(2027, 4, 30), date(2027, 4, 28)], 1)
    )
    due += [late, later]
    digest.send_due()
    clock.set_to(next_day(clock.now()))
    due.append(new)
    cache.clear()
    assert digest.digest_for(person, clock.today()) == [late, new]


@pytest.mark.parametrize(("known", "told"), [(False, True), (True, False)])
def test_what_came_up_at_a_known_moment_is_new_once_however_long_it_waits(person, due, known, told):
    """Otherwise a signature that is awaited for a year would be asked for every sixty days (domain 3J)."""
    marks = Marks(before=(), day=False, after=(), every=0, since=clock.now() if known else None)
    due.append(replace(owed(MONDAY), marks=marks))
    assert digest.send_due() == 1
    assert a_new_round() == 0
    clock.set_to(clock.now() + timedelta(days=61))
    assert a_new_round() == int(told)


def test_what_came_up_again_after_it_was_told_of_is_new(person, due):
    """As a signature that was lifted and given anew: it is about the same plan."""
    row = owed(GOOD_FRIDAY)
    due.append(row)
    digest.send_due()
    again = clock.now() + timedelta(hours=3)
    due[:] = [replace(row, marks=Marks(before=(), every=0, since=again))]
    assert a_new_round() == 1
    assert a_new_round() == 0


def test_a_list_that_was_not_sent_has_told_nothing(person, due):
    due.append(owed(date(2027, 4, 30)))
    digest.send_due()
    OutgoingMail.objects.update(state=OutgoingMail.State.SKIPPED)
    assert a_new_round() == 1


def test_sixty_partnerships_one_digest(person, due):
    """Domain 3N, 15: an officer with sixty things due in many areas gets one message."""
    due += [owed(MONDAY, n=n % 4 + 1, area=f"Area{n}") for n in range(60)]
    digest.send_due()
    (row,) = digests()
    assert row.subject_line == "60 things need you, the first by 5pm on Monday 15 March"
    assert row.body_text.count("/check/") == 60
    assert row.body_html.count("<h2") == 60


def test_digest_of_somebody_in_two_areas_is_one_list(area, neighbour):
    """Ten working days before two first sessions that fall on one day."""
    person = area.la_officer.user
    there = membership.join(
        neighbour.area, user=person, sector=Sector.TSO, organisation=neighbour.tso[0].organisation,
        job_title="Trustee",
    )  # fmt: skip
    for group in (area, neighbour):
        build.area_with_sessions(group)
    consenting.choose(there, ["take_part"], seen=[], by=there)
    clock.set_to(clock.local(workdays.sub_wd(build.FIRST_SESSION, 10), 8, 30))
    digest.send_due()
    (mine,) = [row for row in digests() if row.to == person.email]
    assert mine.subject_line == "2 things need you, the first by 10am on Monday 18 January"
    assert mine.body_html.count(">Quillshire<") == mine.body_html.count(">Nine Elders<") == 1


def test_digest_comes_from_a_programme_its_reader_still_belongs_to(person, due):
    """The seat that was given up sorts first; who ran that programme is not whom this list is from."""
    left = build.group(name="Alderholt", number=0).la_officer
    left.programme = Programme.objects.create(name="Before", run_by="Somebody else", readable_by="Them")
    left.user, left.started_on, left.ended_on = person, date(2027, 1, 4), date(2027, 3, 12)
    left.save()
    due.append(owed(MONDAY, area="Elsewhere"))
    digest.send_due()
    (row,) = [row for row in digests() if row.to == person.email]
    held = person.seats.get(ended_on=None)
    assert row.chain == str(held.programme_id)
    assert f"Run by {held.programme.run_by}" in row.body_text
    assert "Somebody else" not in row.body_text


def test_digest_over_two_programmes_comes_from_the_one_that_is_due_first(area, neighbour):
    other = Programme.objects.create(name="Other", run_by="The others", readable_by="Them")
    one, two = area.la_officer, neighbour.la_officer
    two.programme = two.area.programme = other
    seats = [one, two]
    assert digest.programme_of(seats, [two.area.name, one.area.name]) == str(other.pk)
    assert digest.programme_of(seats, [one.area.name, two.area.name]) == str(one.programme_id)
    two.ended_on = clock.today()
    assert digest.programme_of(seats, [two.area.name]) == str(one.programme_id)
    one.ended_on = clock.today() - timedelta(days=9)
    assert digest.programme_of(seats, []) == str(other.pk)


def test_subject_of_late_things_says_since_when(person, due):
    due += [owed(date(2027, 3, 11)), owed(MONDAY, n=2)]
    digest.send_due()
    assert digests()[0].subject_line == "2 things need you; the first was due on Thursday 11 March"
    assert "Was due on Thursday 11 March." in digests()[0].body_text


def test_each_row_is_one_link_under_its_area_once(person, due):
    due += [owed(MONDAY), owed(MONDAY, n=2), owed(MONDAY, area="Vexbridge")]
    digest.send_due()
    row = digests()[0]
    linked = [part.split('"')[0] for part in row.body_html.split('<a href="')[1:]]
    rows = [address for address in linked if address.endswith("/check/")]
    assert len(rows) == len(set(rows)) == 3
    assert (
        len(linked) == row.body_html.count("<a ") == len(rows) + 1
    )  # and where one chooses what comes by mail
    assert row.body_html.count(">Choose what we mail you<") == 1
    assert row.body_html.count(">Quillshire<") == 1
    assert "Due 5pm on Monday 15 March. 3 new to you. About two minutes." in row.body_text
    assert "Run by" in row.body_text


def test_task_queues_the_round(person, due):
    due.append(owed(MONDAY))
    tasks.send_digests()
    assert len(digests()) == 1
