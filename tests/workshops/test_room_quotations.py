"""The wall says that a quotation stands beside a statement, and neither its words nor whose they are (domain I-25)."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests import build
from tests.build.quotations import digest_of, quoted
from tests.client import Client
from workshops.clearance import answering

SAID = "A quotation stands beside this statement, and is not agreed here"


def wall(area: build.Group, workshop: build.Workshop) -> str:
    """What the wall shows of statement 1. The client fails where the words of a quotation are on it."""
    build.enter_room(area, workshop, area.la[:2] + area.tso[:2])
    client = Client().as_(area.facilitator, may_see={area.words.cleared})
    page = client.get(reverse("workshops:room", kwargs={"area": area.slug, "number": 1})).content.decode()
    return re.sub(r'value="[^"]*"|/[0-9a-f-]{36}/|(id|for)="[^"]*"', "", page)


@pytest.mark.parametrize("stance", ["", "permits", "refuses", "identifies"])
def test_the_wall_says_the_same_of_a_quotation_whatever_was_answered(area, stance):
    workshop, quotation = quoted(area, words=f"{area.words.quote} we wait", speaker=area.tso[2])
    if stance:
        said = {quotation: (stance, digest_of(quotation))}
        answering.give(workshop, [], quotes=said, by=area.la[2] if stance == "identifies" else area.tso[2])
    page = wall(area, workshop)
    assert SAID in page
    assert "Third sector participant" not in page
    assert [words for words in (" permi", "refuse", "identif", "known by") if words in page] == []


def test_the_wall_says_the_same_where_nobody_is_noted(area):
    workshop, _ = quoted(area, words=f"{area.words.quote} we wait", speaker=None)
    assert SAID in wall(area, workshop)


def test_the_wall_says_nothing_where_there_is_none(area):
    assert "quotation" not in wall(area, build.circulated(area, texts=[f"{area.words.cleared} one"]))
