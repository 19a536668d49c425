"""An area that was discontinued, walked as each of its people: every form a page offers is one whose press is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.messages import WARNING, get_messages

from partnerships import ending
from partnerships.forms import consents
from partnerships.models import Role, Seat
from tests import build
from tests.client import Client
from tests.journeys import world as worlds
from tests.journeys.refusals import undone
from tests.journeys.world import BOTH, World

REASON = "The council is abolished"


# Not refused as ended: what a filling lacks, and what no area would put together.
MISSING = ("Choose ", "Nothing is cleared or agreed yet")
# What is typed into a field, by its type or by the last part of its name.
WRITTEN = {"email": "somebody@new.example", "day": "1", "month": "9", "year": "2027"}


@dataclass
class Form:
    """A form that posts, with what a browser would send; `choices` are the ways in which it can be filled in."""

    action: str
    data: dict[str, str] = field(default_factory=dict)
    choices: list[tuple[str, str]] = field(default_factory=list)
    may_be_sent: bool = False

    def fillings(self) -> list[dict[str, str]]:
        """Everything filled in, once with each choice; and once as it stands, with nothing ticked."""
        ticked = {name for name, _ in self.choices}
        bare = {name: value for name, value in self.data.items() if name not in ticked}
        return [bare, *({**bare, **dict(self.choices), name: value} for name, value in self.choices)]


class Forms(HTMLParser):
    """The forms of a page that post, each with its fields filled in."""

    def __init__(self, text: str, address: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.address = address
        self._form: Form | None = None
        self._select = ""
        self.feed(text)
        self.found = [form for form in self.found if form.may_be_sent]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            posts = given.get("method", "").lower() == "post"
            self._form = Form(given.get("action") or self.address) if posts else None
            self.found += [self._form] if self._form else []
        elif self._form is not None and tag in {"input", "button", "textarea", "select", "option"}:
            self._fill(tag, given, self._form)

    def _fill(self, tag: str, given: dict[str, str], form: Form) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if tag == "select":
            self._select = name
        elif tag == "option" and given.get("value"):
            form.choices.append((self._select, given["value"]))
        elif kind in {"radio", "checkbox"} or (tag == "button" and name):
            form.choices.append((name, given.get("value") or "on"))
        elif kind == "hidden":
            form.data[name] = given.get("value", "")
        elif name:
            form.data[name] = given.get("value") or WRITTEN.get(
                kind, WRITTEN.get(name.rpartition("_")[2], "Words")
            )
        form.may_be_sent |= tag == "button" and given.get("type") != "button"

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


def groups(world: World) -> list[build.Group]:
    return [world.checking, world.drafting, world.delivering]


@pytest.fixture
def world(db: None, base_moment: Any) -> World:
    """Three areas that end in the midst of things: notes being checked, a plan drafted, a plan in progress."""
    made = worlds.made(printed=False)
    by = build.programme_seat(build.Role.ADMINISTRATOR)
    for group in groups(made):
        ending.discontinue(group.area, reason="The council is abolished", by=by)
    return made


def stand_ins(group: build.Group) -> list[build.Seat]:
    return list(Seat.objects.filter(area=group.area, role=Role.SUBSTITUTE))


def starts(group: build.Group) -> list[str]:
    """Where a walk begins. Not everybody has the page of the area, or one of their own."""
    return ["/", f"/areas/{group.slug}/"]


def walked(client: Client, group: build.Group) -> Iterator[tuple[str, Any]]:
    """Every page of the area that links lead to, from home on; and home."""
    ahead, seen = starts(group), set()
    while ahead:
        address = ahead.pop()
        if address in seen:
            continue
        seen.add(address)
        response = client.get(address)
        yield address, response
        if "html" in response["Content-Type"]:
            links = re.findall(r'href="([^"#]+)', response.text)
            ahead += [link.replace("&amp;", "&") for link in links if f"/areas/{group.slug}/" in link]


def refused(client: Client, form: Form) -> list[str]:
    """What a press of `form` is refused with, however it is filled in; empty where it is taken."""
    found = []
    for data in form.fillings():
        with undone():
            found += _refusals(client, client.post(form.action, data), form.action)
    return found


def _refusals(client: Client, response: Any, address: str) -> list[str]:
    told = [str(m) for m in get_messages(response.wsgi_request) if m.level >= WARNING]
    if response.status_code == 302 or "html" not in response["Content-Type"]:
        return told
    page = response.text.partition("<main")[2]
    summary = " ".join(re.findall(r"(?s)error-summary__list.*?</ul>", page))
    told += re.findall(r">\s*([^<>]*[a-z][^<>]*?)\s*<", summary)
    told += [] if response.status_code == 200 else [f"{response.status_code}: {page[:200]}"]
    if told:
        return told
    # What was filled in is shown once more, with a press that sends it.
    again = [form for form in Forms(page, address).found if ("step", "send") in form.choices]
    return [said for form in again for said in _sent(client, form)]


def _sent(client: Client, form: Form) -> list[str]:
    response = client.post(form.action, {**form.data, "step": "send"})
    said = Forms(response.text.partition("<main")[2], form.action).found
    return ["sent, and asked again"] if said else []


def walk(world: World, whole: list[tuple[build.Group, list[build.Seat]]]) -> tuple[int, set[str], set[str]]:
    """How many forms were pressed, what was refused, and the links that lead nowhere, as each of those readers."""
    pressed, wrong, dead = 0, set(), set()
    for group, people in whole:
        for seat in people:
            client = Client().as_(seat, may_see=BOTH)
            for address, response in walked(client, group):
                if response.status_code != 200 and address not in starts(group):
                    dead.add(f"{seat.role}: {address} is {response.status_code}")
                if response.status_code != 200 or "html" not in response["Content-Type"]:
                    continue
                for form in Forms(response.text.partition("<main")[2], urlsplit(address).path).found:
                    pressed += 1
                    said = [words for words in refused(client, form) if not words.startswith(MISSING)]
                    wrong |= {f"{seat.role}: {address}: {words}" for words in said}
    return pressed, wrong, dead


def test_every_form_that_pages_of_an_ended_area_offer_is_taken(world: World) -> None:
    """A walk as nine people; the whole one is heavy."""
    checking, drafting, delivering = groups(world)
    some = [
        (checking, [checking.tso_officer, checking.facilitator, *stand_ins(checking)]),
        (drafting, [drafting.tso_lead, drafting.facilitator, drafting.coordinator]),
        (delivering, [delivering.la_officer, delivering.tso_lead]),
    ]
    pressed, wrong, dead = walk(world, some)
    assert (wrong, dead) == (set(), set())
    assert pressed > 40


@pytest.mark.heavy
def test_every_form_that_anybody_is_offered_there_is_taken(world: World) -> None:
    everybody = [
        (group, [*group.participants, *group.facilitators, *stand_ins(group), group.coordinator])
        for group in groups(world)
    ]
    pressed, wrong, dead = walk(world, everybody)
    assert (wrong, dead) == (set(), set())
    assert pressed > 200


def test_control_a_form_that_offers_what_cannot_be_done_any_more_is_found(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consents.ConsentsForm, "_offer_what_stands", lambda self, standing: None)
    _, wrong, _ = walk(world, [(world.drafting, [world.drafting.la_officer])])
    assert [said for said in wrong if "/consents/: Nine Elders was discontinued" in said]
