"""People at their screens: each has a browser context of their own, and verbs for what they came to do."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, expect

from partnerships.models import Seat, User
from tests.client import BACKEND, canaries
from tests.journeys.judging import Watch, judge, seen_on

HEIGHTS = {1280: 900, 360: 740}
PATIENCE = 30_000  # milliseconds: a machine with other work needs them, a page that will not come does not
expect.set_options(timeout=PATIENCE)
OF_AN_AREA = {"workshops", "actionplans"}


class Office:
    """Opens screens. `javascript` and `width` hold for everybody who sits down afterwards."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.people: list[Person] = []
        self.width, self.javascript = 1280, True
        self.judged: dict[str, set[str]] = {}

    def seat(self, seat: Seat | None, *, width: int = 0) -> Person:
        """The screen of the person of `seat`, signed in; or of a visitor, for None."""
        wide = width or self.width
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": wide, "height": HEIGHTS[wide]},
            java_script_enabled=self.javascript,
            reduced_motion="reduce",
            locale="en-GB",
            timezone_id="Europe/London",
        )
        context.set_default_timeout(PATIENCE)
        watch = Watch(context, self.address)
        if seat is not None:
            assert seat.user is not None
            context.add_cookies([session_cookie(seat.user, self.address)])
        person = Person(self, seat, context.new_page(), watch)
        self.people.append(person)
        return person


def session_cookie(user: User, address: str) -> Any:
    """A session as signing in would leave it: the page of signing in has a journey of its own."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": address}


class Person:
    """One of the group at a screen. Every page they come to is judged once."""

    def __init__(self, office: Office, seat: Seat | None, page: Page, watch: Watch) -> None:
        self.office, self.given, self.page, self.watch = office, seat, page, watch
        self.may_see: frozenset[str] = frozenset()
        self.home_area = seat.area.slug if seat is not None and seat.area is not None else ""

    @property
    def seat(self) -> Seat:
        assert self.given is not None
        return self.given

    # Going somewhere

    def opens(self, name: str, *, status: int = 200, **kwargs: Any) -> None:
        """Open the page of that URL name; in `home_area` unless another is given. It answers with `status`."""
        if self.home_area and name.partition(":")[0] in OF_AN_AREA:
            kwargs.setdefault("area", self.home_area)
        response = self.page.goto(reverse(name, kwargs=kwargs))
        assert response is not None
        assert response.status == status, f"{response.status} for {response.url}"
        self.looks()

    def follows(self, words: str, *, exact: bool = False, nth: int = 0) -> None:
        """Follow a link by what it says."""
        button = self.page.get_by_role("button", name=words, exact=exact).and_(self.page.locator("a"))
        link = self.page.get_by_role("link", name=words, exact=exact).or_(button).nth(nth)
        self.goes(link)

    def goes(self, link: Locator) -> None:
        """Follow `link`. A click alone does not wait, and what is judged would be no page yet."""
        with self.page.expect_navigation():
            link.click()
        self.looks()

    def presses(self, words: str | re.Pattern, *, within: Locator | None = None, nth: int = 0) -> None:
        """Press a button by what it says, and come to the page it leads to."""
        place = within or self.page.locator("main")
        button = place.get_by_role("button", name=words).nth(nth)
        with self.page.expect_navigation():
            button.click()
        self.looks()

    # Seeing

    def looks(self) -> None:
        """Judge the page; in depth when it has a kind of element that nobody saw on a page of this route before."""
        seen = seen_on(self.page)
        uncleared = canaries(seen["html"], self.may_see)
        assert not uncleared, f"{self.page.url}: {uncleared}"
        route = re.sub(r"[0-9a-f]{8}-[0-9a-f-]+|\d+", "0", urlsplit(self.page.url).path)
        known = self.office.judged.setdefault(route, set())
        judge(
            self.page, self.watch, seen, deep=self.office.javascript and not known.issuperset(seen["kinds"])
        )
        known.update(seen["kinds"])

    def sees(self, *words: str) -> None:
        for said in words:
            expect(self.page.locator("body")).to_contain_text(said)

    def does_not_see(self, *words: str) -> None:
        for said in words:
            expect(self.page.locator("body")).not_to_contain_text(said)

    def is_at(self, heading: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)

    def is_told(self, words: str) -> None:
        """The one banner of the page says so."""
        expect(self.page.locator(".govuk-notification-banner__heading").first).to_contain_text(words)

    def is_stopped(self, *words: str) -> None:
        """The error summary says so."""
        for said in words:
            expect(self.page.locator(".govuk-error-summary")).to_contain_text(said)

    # Writing

    def writes(self, label: str, text: str) -> None:
        self.page.get_by_label(label).first.fill(text)

    def chooses(self, label: str, *, within: Locator | None = None) -> None:
        """Tick a radio or a checkbox by its label."""
        place = within or self.page
        place.get_by_label(label, exact=True).first.check(force=True)

    def unfolds(self, words: str) -> None:
        """Open a folded part, unless it is open."""
        summary = self.page.locator("summary", has_text=words).first
        if not summary.locator("xpath=..").evaluate("e => e.open"):
            summary.click()
