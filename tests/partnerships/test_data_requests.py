"""Requests and complaints about personal data: asked by the person, due in a month, answered by a coordinator alone."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import data_requests, membership
from partnerships.membership import NotPossible
from partnerships.models import DataRequest, Programme, Role, Seat
from pipd.home import owed_by, seats_of
from pipd.kit import clock, workdays
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.build import NEIGHBOURS_WORDS, OUR_WORDS
from tests.client import Client

WORDS = f"{OUR_WORDS.request} my job title is wrong"


def asked(seat: Seat, kind: str = "correct", words: str = WORDS) -> DataRequest:
    return data_requests.ask(seat.user, kind=kind, words=words)


def detail(request: DataRequest) -> str:
    return reverse("partnerships:request-detail", kwargs={"asked": request.pk})


def owed_to(seat: Seat) -> list[object]:
    return [row for row in owed_by(seats_of(seat.user)) if row.kind == "data request"]


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2027, 1, 4), date(2027, 2, 4)),
        (date(2027, 1, 6), date(2027, 2, 8)),  # a Saturday: the Monday after it
        (date(2027, 1, 31), date(2027, 3, 1)),  # February ends on the 28th, a Sunday
        (
            date(2026, 11, 25),
            date(2026, 12, 29),
        ),  # Christmas, a weekend, and the holiday in place of the 26th
        (date(2026, 12, 31), date(2027, 2, 1)),
    ],
)
def test_due_is_the_same_day_of_the_next_month_or_the_next_working_day(day, due):
    assert data_requests.due(day) == due


def test_due_beyond_the_known_holidays_is_the_day_itself():
    last = workdays.last_known_day()
    assert data_requests.due(last) == workdays.months_after(last, 1)


def test_a_request_is_acknowledged_on_the_page_with_reference_and_day(area):
    reader = Client().as_(area.la_officer, may_see={OUR_WORDS.request})
    page = reader.post(
        reverse("my-data-ask"), {"kind": "correct", "words": WORDS}, follow=True
    ).content.decode()
    one = DataRequest.objects.get()
    assert (one.person_id, one.due_on) == (area.la_officer.user_id, date(2027, 2, 4))
    assert f"Your reference is {one.reference}. You have an answer by Thursday 4 February 2027." in page
    assert page.count(WORDS) == 1


def test_a_complaint_is_acknowledged_with_today_s_date(area):
    reader = Client().as_(area.la_officer, may_see={OUR_WORDS.request})
    page = reader.post(reverse("my-data-ask"), {"kind": "complaint", "words": WORDS}, follow=True)
    assert "It is acknowledged today, Monday 4 January 2027." in page.content.decode()
    body = OutgoingMail.objects.get(kind="data_request_received").body_text
    assert "With this message we acknowledge it." in body


@pytest.mark.parametrize("typed", [{}, {"kind": "correct"}, {"words": "x"}, {"kind": "free", "words": "x"}])
def test_what_is_missing_is_said_and_what_was_typed_stays(area, typed):
    page = Client().as_(area.la_officer).post(reverse("my-data-ask"), typed)
    assert "There is a problem" in page.content.decode()
    assert not DataRequest.objects.exists()


def test_no_mail_and_no_log_holds_the_words(area):
    one = asked(area.la_officer)
    data_requests.answer(one, f"{OUR_WORDS.request} put right", by=area.coordinator)
    mails = OutgoingMail.objects.filter(kind__startswith="data_request")
    assert sorted(mails.values_list("kind", "to")) == [
        ("data_request_answered", area.la_officer.user.email),
        ("data_request_received", area.la_officer.user.email),
    ]
    told = [f"{m.subject_line}{m.body_text}{m.body_html}{m.about}" for m in mails]
    told += [f"{e.verb}{e.facts}" for e in LogEntry.objects.filter(subject=one.pk)]
    assert [text for text in told if OUR_WORDS.secret in text or "job title" in text] == []
    assert len(told) == 4


def test_the_same_words_again_are_the_same_request(area):
    assert asked(area.la_officer).pk == asked(area.la_officer).pk
    assert asked(area.la_officer, "erase").pk != asked(area.la_lead).pk
    assert DataRequest.objects.count() == 3
    assert OutgoingMail.objects.filter(kind="data_request_received").count() == 3


def test_ten_may_wait_at_once(area):
    for n in range(data_requests.MOST_OPEN):
        one = asked(area.la_officer, words=f"Number {n}")
    with pytest.raises(NotPossible):
        asked(area.la_officer, words="One more")
    data_requests.answer(one, "Done", by=area.coordinator)
    assert asked(area.la_officer, words="One more").is_open


def test_who_left_and_who_never_had_a_seat_may_ask(area):
    membership.leave(area.la_officer, by=area.la_officer)
    assert asked(area.la_officer).programme == area.programme
    nobody = build.user("nobody@pipd.example", "No Seat")
    assert data_requests.ask(nobody, kind="other", words="Am I known here?").programme == area.programme


def test_coordinators_owe_the_answer_until_it_is_given(area):
    one = asked(area.la_officer)
    [row] = owed_to(area.coordinator)
    assert row.title == "Answer a request about personal data"
    assert (row.due_at, row.url) == (clock.local(date(2027, 2, 4), 17), detail(one))
    assert OUR_WORDS.secret not in f"{row}"
    assert area.la_officer.user.full_name not in f"{row}"
    others = (area.facilitator, area.la_officer, build.programme_seat(Role.ADMINISTRATOR))
    assert [owed_to(seat) for seat in others] == [[], [], []]
    data_requests.answer(one, "Done", by=area.coordinator)
    assert owed_to(area.coordinator) == []


def test_the_coordinator_reads_and_answers_and_the_person_alone_reads_that(area, neighbour):
    one = asked(area.la_officer)
    reader = Client(may_see={OUR_WORDS.request}).as_(area.coordinator, may_see={OUR_WORDS.request})
    assert WORDS in reader.get(detail(one)).content.decode()
    said = reader.post(detail(one), {"answer": "Your title is put right"}, follow=True).content.decode()
    assert f"Request {one.reference} is answered" in said
    mine = Client().as_(area.la_officer, may_see={OUR_WORDS.request}).get(reverse("my-data"))
    assert "Your title is put right" in mine.content.decode()
    for seat in (area.la_lead, area.facilitator, neighbour.la_officer):
        page = Client().as_(seat).get(reverse("my-data")).content.decode()
        assert (one.reference in page, "put right" in page) == (False, False)


@pytest.mark.parametrize("who", ["la_officer", "la_lead", "facilitator"])
def test_nobody_else_opens_requests(area, who):
    one = asked(area.la_officer)
    reader = Client().as_(getattr(area, who))
    pages = [reader.get(detail(one)), reader.get(reverse("partnerships:request-list"))]
    assert [page.status_code for page in pages] == [403, 403]
    with pytest.raises(PermissionDenied):
        data_requests.answer(one, "No", by=getattr(area, who))


def test_a_coordinator_of_another_programme_finds_nothing(area):
    other = Programme.objects.create(name="Another", run_by="Them", readable_by="Them")
    theirs = membership.appoint(other, user=build.user("c@x.example", "Other C"), role=Role.COORDINATOR)
    one = asked(area.la_officer)
    assert Client().as_(theirs).get(detail(one)).status_code == 404
    assert owed_to(theirs) == []
    with pytest.raises(NotPossible):
        data_requests.answer(one, "No", by=theirs)


def test_nobody_answers_their_own_request_and_none_is_answered_twice(area):
    own = data_requests.ask(area.coordinator.user, kind="other", words="Mine")
    assert owed_to(area.coordinator) == []
    with pytest.raises(NotPossible):
        data_requests.answer(own, "Yes", by=area.coordinator)
    assert "Somebody else answers" in Client().as_(area.coordinator).get(detail(own)).content.decode()
    one = asked(area.la_officer)
    data_requests.answer(one, "First", by=area.coordinator)
    with pytest.raises(NotPossible):
        data_requests.answer(one, "Second", by=area.coordinator)
    one.refresh_from_db()
    assert one.answer == "First"


def test_an_answer_without_words_is_refused_by_the_database(area):
    one = asked(area.la_officer)
    with pytest.raises(IntegrityError), transaction.atomic():
        DataRequest.objects.filter(pk=one.pk).update(
            state="answered", answered_at=clock.now(), answered_by=area.coordinator
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        DataRequest.objects.filter(pk=one.pk).update(words="")


def test_the_list_holds_no_words_and_takes_as_many_queries_for_three(area, neighbour):
    reader = Client().as_(area.coordinator)
    asked(area.la_officer)
    one = _queries(reader)
    asked(neighbour.la_officer, "complaint", f"{NEIGHBOURS_WORDS.request} misused")
    asked(area.la_lead, "erase")
    clock.set_to(clock.local(date(2027, 2, 5), 9))
    assert _queries(reader) == one
    page = reader.get(reverse("partnerships:request-list")).content.decode()
    assert page.count("Late") == 3


def _queries(reader: Client) -> int:
    reader.get(reverse("partnerships:request-list"))
    with CaptureQueriesContext(connection) as seen:
        reader.get(reverse("partnerships:request-list"))
    return len(seen)
