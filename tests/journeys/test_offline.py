"""Bad wifi while people talk: what was typed stays on the device until the server has it, once and in order."""

from __future__ import annotations

import re

from django.urls import reverse
from playwright.sync_api import Route, expect

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
from tests.journeys.office import Office, Person


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
