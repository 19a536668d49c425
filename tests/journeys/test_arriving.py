"""Points appear on the page of who writes up while people still talk, and take nothing away from what is being done."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests import build
from tests.journeys.kept_points import begun
from tests.journeys.office import Office
from tests.journeys.people import MAKE

ROWS = "#logged-list > li"
FOCUSED = "() => document.activeElement.id"


@pytest.fixture
def group(office: Office) -> build.Group:
    return begun()


def test_points_arrive_without_a_reload(office: Office, group: build.Group, width: int) -> None:
    workshop = build.area_with_sessions(group)[0]
    writer = office.seat(group.facilitator, width=width)
    writer.may_see = group.words.uncleared
    writer.opens("workshops:desk-detail", number=1)
    page = writer.page
    texts = [f"{group.words.logged} number {n}" for n in range(3)]

    build.log_point(workshop, group.la_officer, texts[0])
    expect(page.locator(ROWS)).to_have_count(1)
    writer.sees("1 new point")
    first = page.locator(ROWS).get_by_role("checkbox").first
    first.check(force=True)
    first.focus()

    build.log_point(workshop, group.tso_officer, texts[1])
    build.log_point(workshop, group.tso_lead, texts[2])
    expect(page.locator(ROWS)).to_have_count(3)
    expect(page.locator("#arrived")).to_have_text("2 new points, at the end of the list")
    expect(page.locator(".app-counts")).to_contain_text("3points logged")
    assert page.evaluate(FOCUSED) == "id_points"
    expect(first).to_be_checked()
    writer.looks()

    page.locator(ROWS).last.get_by_role("checkbox").check(force=True)
    writer.presses(MAKE)
    writer.sees(texts[0])


def test_nothing_is_asked_while_nobody_looks(office: Office, group: build.Group) -> None:
    writer = office.seat(group.facilitator)
    writer.opens("workshops:desk-detail", number=1)
    page, asked = writer.page, []
    page.on("request", lambda request: asked.append(request.url) if "arrived" in request.url else None)
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    page.wait_for_timeout(8_000)
    assert asked == []
    page.evaluate("delete document.hidden")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(500)
    assert len(asked) == 1
