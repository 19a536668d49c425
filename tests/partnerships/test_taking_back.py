"""A place that was given and not taken up: taken back by a coordinator, given back by its person, until their word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships import applying, areas, consenting, ending, held, membership, recruiting, selection
from partnerships.membership import NotPossible
from partnerships.models import Application, Consent, Role, Seat, StudyArea
from partnerships.parity import places_left
from partnerships.places import LEADS, NO_MORE, TAKEN_UP, awaits_word
from partnerships.uneven import who_left
from partnerships.verify import verify
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from pipd.kit.wording import short_date
from tests import build
from tests.partnerships import applicants
from tests.refused import refused

S = Application.State
WHY = "You were given this place by mistake."


@pytest.fixture
def area(db, base_moment) -> StudyArea:
    return applicants.recruiting_area()


@pytest.fixture
def coordinator(db) -> Seat:
    return build.programme_seat(Role.COORDINATOR)


@pytest.fixture
def placed(area, coordinator) -> Application:
    application = applicants.sent(area, email="new@x.example")
    selection.accept(application, by=coordinator)
    return application


def agree(application: Application) -> None:
    seat = Seat.objects.get(application=application)
    consenting.give(seat, Consent.Kind.TAKE_PART, by=seat)


def mails(application: Application) -> list[OutgoingMail]:
    rows = OutgoingMail.objects.filter(kind="application_decided", recipient=application.pk)
    return list(rows.order_by("queued_at"))


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        (S.WAITING, "You are on the wait-list for Quillshire"),
        (S.DECLINED, "Your place in Quillshire has ended"),
    ],
)
def test_a_wrong_acceptance_is_taken_back(area, placed, coordinator, to, subject):
    seat = placed.seat
    before = places_left(area)["la"]
    clock.set_to(clock.now() + timedelta(minutes=1))
    selection.take_back(placed, to=to, reason=WHY, by=coordinator)
    seat.refresh_from_db()
    assert (placed.state, placed.seat, placed.reason, seat.is_live) == (to, None, WHY, False)
    assert places_left(area)["la"] == before + 1
    told = mails(placed)[-1]
    assert (told.subject_line, told.to) == (subject, "new@x.example")
    assert WHY in told.body_text
    entry = LogEntry.objects.filter(verb="application decided").latest("number")
    assert entry.facts == {"sector": "la", "from": "accepted", "to": to}
    assert LogEntry.objects.get(verb="place ended").subject == seat.pk
    assert list(verify()) == []


def test_whoever_waits_again_can_be_given_a_place_again(area, placed, coordinator):
    selection.take_back(placed, to=S.WAITING, reason=WHY, by=coordinator)
    seat = selection.accept(placed, by=coordinator)
    assert (seat.is_live, placed.reason, placed.state) == (True, "", S.ACCEPTED)


def test_it_needs_a_reason(placed, coordinator):
    assert refused(selection.take_back, placed, to=S.DECLINED, reason="", by=coordinator) == [
        selection.SAY_REASON
    ]
    assert placed.seat.is_live


def test_nobody_ends_the_place_of_whoever_takes_part(placed, coordinator):
    agree(placed)
    for to in (S.WAITING, S.DECLINED):
        assert refused(selection.take_back, placed, to=to, reason=WHY, by=coordinator) == [TAKEN_UP]
    assert refused(applying.withdraw, placed) == [TAKEN_UP]
    placed.refresh_from_db()
    assert (placed.state, placed.seat.is_live) == (S.ACCEPTED, True)


def test_consent_to_an_earlier_place_is_none_to_this_one(area, placed, coordinator):
    agree(placed)
    seat = placed.seat
    membership.leave(seat, by=seat)
    clock.set_to(clock.now() + timedelta(days=1))
    again = applicants.sent(area, email="new@x.example")
    selection.accept(again, by=coordinator)
    assert (awaits_word(again), awaits_word(placed)) == (True, False)
    selection.take_back(again, to=S.DECLINED, reason=WHY, by=coordinator)


def test_whoever_left_has_no_place_that_is_taken_back(placed, coordinator):
    seat = placed.seat
    membership.leave(seat, by=seat)
    assert refused(selection.take_back, placed, to=S.DECLINED, reason=WHY, by=coordinator) == [NO_MORE]


def test_whom_their_sector_has_named_keeps_their_place(placed, coordinator):
    Seat.objects.filter(pk=placed.seat_id).update(is_lead=True)
    assert refused(selection.take_back, placed, to=S.DECLINED, reason=WHY, by=coordinator) == [LEADS]


def test_a_place_is_not_taken_by_the_ways_of_other_decisions(placed, coordinator):
    for act in (
        lambda: selection.wait(placed, by=coordinator),
        lambda: selection.decline(placed, reason=WHY, by=coordinator),
    ):
        with pytest.raises(NotPossible, match="accepted"):
            act()


@pytest.mark.parametrize("state", [s for s in S if s not in (S.ACCEPTED, S.BEGUN)])
def test_only_a_place_is_taken_back(area, coordinator, state):
    application = applicants.sent(area)
    decided = {"decided_at": clock.now(), "decided_by": coordinator, "reason": "Because."}
    Application.objects.filter(pk=application.pk).update(state=state, **decided)
    for to in (S.WAITING, S.DECLINED):
        with pytest.raises(NotPossible):
            selection.take_back(application, to=to, reason=WHY, by=coordinator)


def test_only_a_coordinator_takes_it_back(area, placed):
    person = build.user("f@pipd.example", "Fay Facilitator")
    facilitator = membership.appoint(area.programme, user=person, role=Role.FACILITATOR, area=area)
    for by in (facilitator, build.programme_seat(Role.ADMINISTRATOR), placed.seat):
        with pytest.raises(PermissionDenied):
            selection.take_back(placed, to=S.DECLINED, reason=WHY, by=by)


def test_the_applicant_gives_it_back_themself(area, placed):
    seat = placed.seat
    applying.withdraw(placed)
    seat.refresh_from_db()
    assert (placed.state, placed.seat, seat.is_live) == (S.WITHDRAWN, None, False)
    assert [one.verb for one in LogEntry.objects.order_by("-number")[:2]] == [
        "application withdrawn",
        "place ended",
    ]


def test_in_a_group_that_runs_nobody_takes_the_place_of_whoever_never_took_part(db, base_moment, coordinator):
    group = build.group()
    areas.advance(group.area, StudyArea.State.CONFIRMED, by=coordinator)
    left = group.tso[5]
    membership.leave(left, by=left)
    application = applicants.to_decide(group, "tso")
    given = selection.accept(application, by=coordinator)
    assert given.replaces == left
    clock.set_to(clock.now() + timedelta(days=3))
    selection.take_back(application, to=S.WAITING, reason=WHY, by=coordinator)
    given.refresh_from_db()
    assert given.replaces is None
    assert who_left(group.area, "tso") == left
    assert selection.accept(application, by=coordinator).replaces == left


def test_an_area_that_was_discontinued_stays_as_it_is(area, placed, coordinator):
    ending.discontinue(area, reason="No money.", by=build.programme_seat(Role.ADMINISTRATOR))
    placed.refresh_from_db()
    assert not applying.may_withdraw(placed)
    with pytest.raises(NotPossible):
        applying.withdraw(placed)
    with pytest.raises(NotPossible):
        selection.take_back(placed, to=S.DECLINED, reason=WHY, by=coordinator)


def test_what_is_held_says_why_the_place_was_taken_back(placed, coordinator):
    user = placed.seat.user
    selection.take_back(placed, to=S.WAITING, reason=WHY, by=coordinator)
    told = [row for section in held.held(user) for row in section.rows]
    assert ("Why your place was taken back", WHY) in told


# Pages


def address(application: Application) -> str:
    at = {"area": application.area.slug, "application": application.pk}
    return reverse("partnerships:application-detail", kwargs=at)


def test_the_coordinator_reads_who_has_not_agreed_and_takes_the_place_back(area, placed, coordinator, client):
    other = applicants.sent(area, email="agreed@x.example", full_name="Grace Hopper")
    selection.accept(other, by=coordinator)
    agree(other)
    reader = client.as_(coordinator)
    listing = reader.get(
        reverse("partnerships:application-list", kwargs={"area": area.slug}) + "?show=accepted"
    )
    assert listing.text.count("Has not agreed") == 1
    assert f"since {short_date(placed.decided_at)}" in listing.text
    assert "Take the place back" not in reader.get(address(other)).text
    assert "Take the place back" in reader.get(address(placed)).text
    missing = reader.post(address(placed), {"decision": "waiting", "reason": ""})
    assert "Say why, in words the applicant can read" in missing.text
    told = {"decision": "waiting", "reason": WHY}
    check = reader.post(address(placed), told)
    assert "Take the place of Ada Byron back?" in check.text
    assert "Number 1, after everybody" in check.text
    placed.refresh_from_db()
    assert placed.state == S.ACCEPTED
    changed = reader.post(address(placed), {**told, "step": "change"})
    assert WHY in changed.text
    done = reader.post(address(placed), {**told, "step": "confirm"}, follow=True)
    assert "The place of Ada Byron has ended." in done.text


def test_the_applicant_gives_their_place_back_on_their_own_page(area, placed, client):
    clock.set_to(clock.now() + timedelta(minutes=1))
    client.post(applicants.start(area), {"email": "new@x.example"})
    assert Application.objects.count() == 1
    row = OutgoingMail.objects.filter(kind="application_link", recipient=placed.pk).latest("queued_at")
    assert "give the place back with this link" in row.body_text
    page = client.post(applicants.link_of(row), follow=True)
    assert "Give your place back" in page.text
    asked = client.get(f"{page.request['PATH_INFO']}withdraw/")
    assert "Give your place back?" in asked.text
    done = client.post(f"{page.request['PATH_INFO']}withdraw/", follow=True)
    assert "Your application: withdrawn" in done.text
    placed.refresh_from_db()
    assert placed.state == S.WITHDRAWN


def test_whoever_takes_part_is_offered_no_such_way(area, placed, client):
    agree(placed)
    clock.set_to(area.window.closes_at)
    client.post(applicants.start(area), {"email": "new@x.example"})
    row = OutgoingMail.objects.filter(kind="application_link", recipient=placed.pk).latest("queued_at")
    page = client.post(applicants.link_of(row), follow=True)
    assert "Give your place back" not in page.text
    assert client.get(f"{page.request['PATH_INFO']}withdraw/").status_code == 302
    refusal = client.post(f"{page.request['PATH_INFO']}withdraw/")
    assert TAKEN_UP in refusal.text


def test_the_reason_is_read_on_their_page(area, placed, coordinator, client):
    selection.take_back(placed, to=S.WAITING, reason=WHY, by=coordinator)
    client.post(applicants.start(area), {"email": "new@x.example"})
    page = client.post(applicants.link_in_mail("new@x.example"), follow=True)
    assert WHY in page.text
    assert "The place you were given has ended." in page.text


def test_where_the_area_does_not_go_on_nothing_is_left_to_take_back(area, placed, coordinator):
    recruiting.not_proceed(area, reason="Too few.", by=coordinator)
    with pytest.raises(NotPossible, match="nothing is decided there"):
        selection.take_back(placed, to=S.DECLINED, reason=WHY, by=coordinator)
