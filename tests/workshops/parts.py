"""Long notes, and what a browser reads and sends of one part of them."""

from __future__ import annotations

import html
import re

from django.urls import reverse

from tests import build
from tests.client import Client
from workshops.clearance.working import Answer

MANY = 45
REST = {"rest": "1"}


def texts(group: build.Group, many: int = MANY) -> list[str]:
    return [f"{group.words.note} statement {n} of many" for n in range(1, many + 1)]


def address(page: str = "note-check", query: str = "", **more: object) -> str:
    return reverse(f"workshops:{page}", kwargs={"area": "quillshire", "number": 1, **more}) + query


def asks(page: str) -> dict[str, str]:
    """What the form of a page carries of every statement, by the name of the field: the digest of its words, and a mark
    of what is kept of it already."""
    return dict(re.findall(r'<input type="hidden" name="((?:digest|was)_\d+)" value="([0-9a-f.-]+)"', page))


def numbers(page: str) -> list[int]:
    return sorted(int(name.removeprefix("digest_")) for name in asks(page) if name.startswith("digest_"))


def read(client: Client, query: str = "") -> str:
    response = client.get(address(query=query))
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def send(client: Client, page: str, query: str = "", **data: str) -> str:
    """Send what was said on `page`, by way of *check your answers*."""
    typed = {**asks(page), **data}
    asked = client.post(address(query=query), typed).content.decode()
    assert "Check your answers" in asked, asked
    carried = dict(re.findall(r'<input type="hidden" name="([a-z_0-9]+)" value="([^"]*)"', asked))
    response = client.post(address(query=query), {**carried, "step": "send"}, follow=True)
    return html.unescape(response.content.decode())


def verdicts(workshop: build.Workshop, seat: build.Seat) -> dict[int, str]:
    mine = Answer.objects.filter(responder=build.responder(workshop, seat), superseded_at=None)
    return dict(mine.values_list("point__number", "verdict"))
