"""Points that wait on a device are their author's alone: signed out, or with somebody else at the same computer."""

from __future__ import annotations

import re

from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from tests import build
from tests.journeys.kept_points import (
    BOX,
    KEPT,
    WAITS,
    adds,
    goes_offline,
    looks_without_network,
    stored,
    until_stored,
)
from tests.journeys.office import Office, Person, session_cookie
from workshops.clearance.working import LoggedPoint


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
