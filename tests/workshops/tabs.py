"""Tabs of the page for checking notes as they were when they were opened, and what a browser sends of them."""

from __future__ import annotations

import html
import re

from django.urls import reverse

from tests import build
from tests.client import Client
from workshops.clearance import circulating
from workshops.clearance.working import Amendment, Answer

CHECK_YOUR_ANSWERS = "Check your answers</h1>"
ASKED_AGAIN = "This was answered elsewhere meanwhile".lower()
CHANGE = {"verdict_1": "change", "text_1": "My other words", "reason_1": "It was so"}
OUT = {"verdict_1": "out", "ground_1": "identifies", "out_1": "It is me"}


def address(page: str = "note-check", **more: object) -> str:
    return reverse(f"workshops:{page}", kwargs={"area": "quillshire", "number": 1, **more})


def filled_in(page: str) -> dict[str, str]:
    """What a browser sends of a page: hidden fields, what is ticked, and what stands in the boxes."""
    form = page.split("<main", 1)[1]
    inputs = re.findall(r"<input [^>]*>", form)
    named = [(re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag), tag) for tag in inputs]
    sent = {
        name[1]: html.unescape(value[1])
        for name, value, tag in named
        if name and value and ('type="hidden"' in tag or re.search(r"\schecked", tag))
    }
    boxes = re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL)
    return sent | {name: html.unescape(words) for name, words in boxes}


class Tab:
    """One tab with the page as it was when it was opened."""

    def __init__(self, client: Client, place: str = "") -> None:
        self.client, self.place = client, place or address()
        self.page = client.get(self.place).content.decode()

    def send(self, **typed: str) -> str:
        """Continue, then send, as far as the pages let one; what the last page said."""
        told = self.press(**typed)
        return self.press(step="send", channel="phone") if 'name="step" value="send"' in told else told

    def press(self, **typed: str) -> str:
        response = self.client.post(self.place, {**filled_in(self.page), **typed}, follow=True)
        self.page = response.content.decode()
        return html.unescape(self.page)


def verdicts(seat: build.Seat) -> dict[int, str]:
    standing = Answer.objects.filter(responder__seat=seat, superseded_at=None)
    return dict(standing.values_list("point__number", "verdict"))


def point(workshop: build.Workshop) -> object:
    return build.shown(workshop)[0].point_id


def other_words(group: build.Group, workshop: build.Workshop, **change: object) -> None:
    """Somebody else's change of the first statement is taken up and sent."""
    wanted = change or {"new_text": f"{group.words.note} in quite other words"}
    build.answer(workshop, group.tso[1], build.CHANGE, numbers=[1], reason="so", **wanted)
    build.decide(group, Amendment.objects.get())
    circulating.circulate_changes(workshop, by=group.facilitator)
