"""Points that wait on a device until the server has them, and how they come about in a browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from partnerships.models import Seat
from pipd.kit.models import LogEntry
from tests import build
from tests.journeys.office import Office, Person
from workshops.clearance.working import LoggedPoint

BOX = "What was said?"
KEPT = "[data-kept] > li"
WAITS = "Not yet saved: kept on this device"
SETTLED = "() => navigator.serviceWorker.ready.then(found => Boolean(found.active))"


def begun() -> build.Group:
    """A group whose first session is going on."""
    made = build.group()
    build.forward_to(build.area_with_sessions(made)[0].starts_at)
    return made


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
