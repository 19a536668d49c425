"""Bad wifi while people talk: what was typed stays on the device until the server has it, once and in order."""

from __future__ import annotations

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from partnerships.models import Seat
from pipd.kit.models import LogEntry
from tests import build
from tests.journeys.office import Office, Person, session_cookie
from workshops.clearance.working import LoggedPoint

BOX = "What was said?"
KEPT = "[data-kept] > li"
WAITS = "Not yet saved: kept on this device"
SETTLED = "() => navigator.serviceWorker.ready.then(found => Boolean(found.active))"


@pytest.fixture
def group(office: Office) -> build.Group:
    """A group whose first session is going on."""
    made = build.group()
    build.forward_to(build.area_with_sessions(made)[0].starts_at)
    return made


@pytest.fixture
def officer(office: Office, group: build.Group, width: int) -> Person:
    return sits(office, group.la_officer, group, width)


def sits(office: Office, seat: Seat, group: build.Group, width: int = 0) -> Person:
    person = office.seat(seat, width=width)
    person.may_see = group.words.uncleared
    person.opens("workshops:points-log", number=1)
    person.page.evaluate(SETTLED)
    return person


def adds(page: Page, *texts: str) -> None:
    for text in texts:
        page.get_by_label(BOX).fill(text)
        page.get_by_label(BOX).press("Enter")
        expect(page.get_by_label(BOX)).to_have_value("")


def stored() -> list[str]:
    """The words of all logged points, in the order in which the log has them."""
    words = {str(point.pk): point.text for point in LoggedPoint.objects.all()}
    acts = LogEntry.objects.filter(verb="point logged").order_by("number")
    return [words[str(entry.subject)] for entry in acts]


def until_stored(page: Page, *texts: str) -> None:
    """Wait until nothing waits on the device, then compare."""
    expect(page.locator(".app-points[data-saved] > li")).to_have_count(len(texts))
    expect(page.locator(KEPT)).to_have_count(0)
    assert stored() == list(texts)


def goes_offline(person: Person, *, back: bool = False) -> None:
    person.page.context.set_offline(not back)


def looks_without_network(person: Person) -> None:
    """Judge the page; the browser's own complaints about the missing network are expected."""
    person.watch.faults = [fault for fault in person.watch.faults if "ERR_INTERNET_DISCONNECTED" not in fault]
    person.looks()


def test_ten_points_survive_a_lost_network_and_a_closed_tab(office: Office, officer: Person) -> None:
    page, texts = officer.page, [f"Point {n} of a long afternoon" for n in range(10)]
    adds(page, *texts[:2])
    until_stored(page, *texts[:2])
    goes_offline(officer)
    adds(page, *texts[2:6])
    expect(page.locator(KEPT)).to_have_count(4)
    officer.sees("No connection.", WAITS, "Your points so far: 6")
    looks_without_network(officer)
    page.get_by_label(BOX).type("half a thou")

    page.close()
    page = officer.page = page.context.new_page()
    page.goto(reverse("workshops:points-log", kwargs={"area": "quillshire", "number": 1}))
    expect(page).to_have_title(re.compile("without a connection"))
    expect(page.get_by_label(BOX)).to_have_value("half a thou")
    expect(page.locator(KEPT)).to_have_count(4)
    looks_without_network(officer)
    adds(page, *texts[6:])
    expect(page.locator(KEPT)).to_have_count(8)
    assert stored() == texts[:2]

    goes_offline(officer, back=True)
    expect(page).to_have_title(re.compile("Log points, session 1"))
    until_stored(page, *texts)
    officer.watch.heard()
    officer.looks()


def test_an_answer_that_is_lost_makes_no_second_point(office: Office, officer: Person) -> None:
    page, reached = officer.page, []

    def lost(route: Route) -> None:
        if route.request.method == "POST" and not reached:
            reached.append(route.fetch().status)  # the server has it; the browser never hears
            route.abort()
        else:
            route.continue_()

    page.route("**/points/", lost)
    adds(page, "Heard once")
    expect(page.locator(KEPT)).to_contain_text("no answer came")
    assert page.locator(KEPT).get_by_role("button", name="Edit").count() == 0
    adds(page, "Said after it")
    until_stored(page, "Heard once", "Said after it")
    assert reached == [201]


def test_two_tabs_send_each_point_once(office: Office, officer: Person) -> None:
    first, second = officer.page, officer.page.context.new_page()
    second.goto(first.url)
    posts: list[str] = []
    first.context.on(
        "request", lambda request: posts.append(request.url) if request.method == "POST" else None
    )
    goes_offline(officer)
    adds(first, "From one tab")
    adds(second, "From the other")
    expect(first.locator(KEPT)).to_have_count(2)
    goes_offline(officer, back=True)
    for page in (first, second):
        until_stored(page, "From one tab", "From the other")
    assert len(posts) == 2


def test_a_session_that_ran_out_keeps_the_points_until_signing_in(office: Office, officer: Person) -> None:
    page = officer.page
    Session.objects.all().delete()
    adds(page, "Said after the session ran out")
    officer.sees("You have been signed out.", WAITS)
    assert stored() == []
    back = reverse("workshops:points-log", kwargs={"area": "quillshire", "number": 1})
    link = page.get_by_role("link", name="Sign in again").get_attribute("href")
    assert link == f"{reverse('account_login')}?next={back}"
    page.reload()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    page.context.add_cookies([session_cookie(officer.seat.user, office.address)])
    page.goto(back)
    until_stored(page, "Said after the session ran out")


def test_somebody_else_at_the_same_computer_sees_and_sends_nothing(
    office: Office, officer: Person, group: build.Group
) -> None:
    mine, context = officer.page, officer.page.context
    Session.objects.all().delete()
    adds(mine, "Nobody else's business")
    mine.get_by_label(BOX).type("nor this")
    officer.sees("You have been signed out.")
    context.add_cookies([session_cookie(group.tso_officer.user, office.address)])
    theirs = context.new_page()
    theirs.goto(mine.url)
    expect(theirs.get_by_label(BOX)).to_have_value("")
    expect(theirs.locator("body")).not_to_contain_text("Nobody else's business")
    adds(theirs, "My own words")
    until_stored(theirs, "My own words")
    mine.bring_to_front()
    mine.evaluate("window.dispatchEvent(new Event('online'))")
    expect(mine.locator("body")).not_to_contain_text("Nobody else's business")
    assert [point.seat_id for point in LoggedPoint.objects.all()] == [group.tso_officer.pk]
    goes_offline(officer)
    theirs.reload()
    expect(theirs.locator("body")).not_to_contain_text("Nobody else's business")
    goes_offline(officer, back=True)
    context.add_cookies([session_cookie(officer.seat.user, office.address)])
    mine.goto(mine.url)
    expect(mine.get_by_label(BOX)).to_have_value("nor this")
    until_stored_by_officer = LoggedPoint.objects.filter(seat=group.la_officer)
    expect(mine.locator(".app-points[data-saved] > li")).to_have_count(1)
    assert [point.text for point in until_stored_by_officer] == ["Nobody else's business"]


def test_signing_out_asks_before_it_clears_what_waits(office: Office, officer: Person) -> None:
    page = officer.page
    page.context.route(
        "**/points/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    adds(page, "Not yet saved")
    expect(page.locator(KEPT)).to_contain_text(WAITS)
    sign_out = page.locator("header").get_by_role("button", name="Sign out")
    sign_out.click()
    expect(page.get_by_role("dialog")).to_contain_text("1 point is not yet saved")
    officer.watch.heard()
    officer.looks()
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(KEPT)).to_have_count(1)
    page.get_by_label(BOX).type("half typed")
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_label(BOX)).to_have_value("half typed")
    sign_out.click()
    expect(page.get_by_role("dialog")).to_contain_text("2 points are not yet saved")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out and clear it").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    expect(other).to_have_url(re.compile("/accounts/login/"))
    assert page.evaluate("() => Object.keys(localStorage)") == []
    assert page.evaluate("() => caches.keys()") == []
    assert stored() == []


def test_signing_out_without_a_connection_says_that_it_cannot(office: Office, officer: Person) -> None:
    goes_offline(officer)
    officer.page.locator("header").get_by_role("button", name="Sign out").click()
    expect(officer.page.get_by_role("heading", name="You can’t sign out just now")).to_be_visible()
    looks_without_network(officer)
    officer.page.get_by_role("button", name="Stay signed in").click()
    expect(officer.page.get_by_role("dialog")).to_have_count(0)
    goes_offline(officer, back=True)


def test_points_refused_stay_with_the_reason(office: Office, officer: Person, group: build.Group) -> None:
    page = officer.page
    goes_offline(officer)
    adds(page, "Too late for these notes")
    page.get_by_label(BOX).type("and half of another")
    build.circulated(group)
    goes_offline(officer, back=True)
    expect(page.locator(KEPT)).to_contain_text("These notes have been sent for checking")
    officer.sees("A point could not be saved.")
    page.reload()
    expect(page.locator(KEPT)).to_have_count(2)
    officer.watch.heard()
    officer.looks()
    for _ in range(2):
        page.locator(KEPT).first.get_by_role("button", name="Remove").click()
        page.locator(KEPT).first.get_by_role("button", name="Remove for good").click()
    expect(page.locator(KEPT)).to_have_count(0)


def test_what_was_wrong_is_forgotten_once_it_is_put_right(office: Office, officer: Person) -> None:
    page = officer.page
    page.get_by_role("button", name="Add this point").click()
    expect(page).to_have_title(re.compile("^Error: Log points"))
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    expect(page.locator(".govuk-textarea--error")).to_be_visible()
    adds(page, "Said in time")
    until_stored(page, "Said in time")
    expect(page).to_have_title(re.compile("^Log points"))
    for told in (".govuk-error-summary", ".govuk-error-message", "[class*='--error']"):
        expect(page.locator(told)).to_have_count(0)
    expect(page.get_by_label(BOX)).to_have_attribute("aria-describedby", "text-hint")
    officer.looks()
