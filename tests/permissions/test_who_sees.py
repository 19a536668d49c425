"""What a page says of who can see it, against what the declared policy gives to each reader (domain 3K)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from partnerships import readers as words
from partnerships.models import Role
from tests import figures
from tests.architecture.test_urls import PUBLIC, SIGNED_IN
from tests.permissions import policy
from tests.permissions import world as worlds
from tests.permissions.test_matrix import Outside
from tests.permissions.world import World

GROUP = words.OF_THE_GROUP[Role.PARTICIPANT]
# In these words a page speaks of each reader of the world; one of them is enough.
SPOKEN_OF = {
    "LA lead": {GROUP, words.LEADS},
    "LA officer": {GROUP},
    "TSO officer": {GROUP},
    "facilitator": {words.RUN_THE_AREA[Role.FACILITATOR]},
    "coordinator": {words.RUN_THE_PROGRAMME[Role.COORDINATOR]},
    "administrator": {words.RUN_THE_PROGRAMME[Role.ADMINISTRATOR]},
    "analyst": {words.RUN_THE_PROGRAMME[Role.ANALYST]},
    "sponsor": {words.RUN_THE_PROGRAMME[Role.SPONSOR]},
    "register officer": {words.RUN_THE_AREA[Role.REGISTER]},
    "left the group": {words.LEAVERS},
    "substitute": {words.SUBSTITUTES},
}
EVERYWHERE = {
    "coordinator",
    "administrator",
    "analyst",
    "sponsor",
}  # pages of the programme are theirs at most
LIST = re.compile(r'data-readers="may">(.*?)</ul>', re.DOTALL)


@pytest.fixture
def world(db, base_moment) -> World:
    return worlds.make()


@dataclass
class Shown:
    """What one address says to each reader of whom it is for; None to whom it shows no page."""

    name: str
    to: dict[str, set[str] | None]
    given: set[str]  # the readers to whom the policy gives it, if there is something for them


def shown(world: World) -> Iterator[Shown]:
    outside = Outside(world)
    for name, route, pattern in worlds.addresses():
        if name in PUBLIC or name in SIGNED_IN:
            continue
        address = reverse(name, kwargs=worlds.fill(world.area, name, route))
        mine = sorted(r for r in SPOKEN_OF if "area" in policy.kwargs_of(route) or r in EVERYWHERE)
        view, area = pattern.callback.view_class, world.area.area
        by_policy = {r: policy.expected(view, name, route, "GET", world.readers[r], area) for r in mine}
        yield Shown(
            name,
            to={reader: said(outside.ask(reader, "GET", address)[0]) for reader in mine},
            given={reader for reader, wanted in by_policy.items() if wanted == policy.ALLOWED},
        )


def said(response: Any) -> set[str] | None:
    """Whom a page says it is for. None where there is no page of ours: refused, sent on, a file, a part of one."""
    if response.status_code != 200 or b"<html" not in response.content:
        return None
    found = LIST.search(response.content.decode())
    return set(re.findall(r"<li>(.*?)</li>", unescape(found[1]))) if found else set()


def wrongly_said(page: Shown) -> list[str]:
    """Whoever is shown a page must be named on it; whom the policy gives nothing there, on nobody's."""
    named = set().union(*(words for words in page.to.values() if words is not None))
    return [
        f"{page.name}: shown to {who}, who is not named"
        for who, words in page.to.items()
        if words is not None and not words & SPOKEN_OF[who]
    ] + [
        f"{page.name}: names {who}, to whom it is not shown"
        for who, words in page.to.items()
        if words is None and who not in page.given and named & SPOKEN_OF[who]
    ]


def test_every_page_says_truly_who_can_see_it(world, record_property):
    seen, faults = 0, []
    for page in shown(world):
        seen += any(words is not None for words in page.to.values())
        faults += wrongly_said(page)
    figures.tell(record_property, "pages that say truly who can see them", f"{seen}")
    assert "\n".join(faults) == ""
    assert seen > 100


def test_control_said_of_a_smaller_table_pages_come_out_wrong(world, monkeypatch, request):
    table = {
        role: given if role != Role.COORDINATOR else frozenset()
        for role, given in words.ROLE_PERMISSIONS.items()
    }
    monkeypatch.setattr(words, "ROLE_PERMISSIONS", table)
    words.readers.cache_clear()  # what was said of the table as it is
    request.addfinalizer(words.readers.cache_clear)
    faults = [fault for page in shown(world) for fault in wrongly_said(page)]
    assert any("shown to coordinator" in fault for fault in faults)
