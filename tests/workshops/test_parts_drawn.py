"""Parts of long notes: how they are divided, and that statements drawn once look as if each were drawn for itself."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.template.loader import get_template
from django.utils.safestring import SafeString

from pipd.kit import fragments
from tests import build
from tests.client import Client
from tests.workshops.parts import MANY, address, asks, read, texts
from workshops.clearance import checking
from workshops.clearance.parts import Division, Part, Wanted
from workshops.forms.check_line import Line
from workshops.templatetags.stamping import Drawing


@pytest.fixture
def workshop(area: build.Group) -> build.Workshop:
    return build.circulated(area, texts=texts(area))


@pytest.fixture
def officer(area: build.Group, workshop: build.Workshop) -> Client:
    return Client().as_(area.la[2], may_see=area.words.uncleared)


# What is drawn once


def for_itself(drawing: Drawing, name: str, line: Line) -> SafeString:
    """A part of one statement, drawn with that statement's own words."""
    return get_template(name).template.render(drawing.context)


def test_statements_drawn_once_look_as_if_each_were_drawn_for_itself(area, workshop, officer, monkeypatch):
    build.answer(workshop, area.la[0], numbers=range(1, 8))
    build.answer(workshop, area.la[1], numbers=range(4, 12))
    build.answer(workshop, area.tso[0], numbers=range(2, 20, 2))
    for number, values in ((3, {"topic": ""}), (5, {"kind": "driver"}), (6, {"position_la": "mixed"})):
        cp = build.shown(workshop)[number - 1]
        type(cp).objects.filter(pk=cp.pk).update(**values)
    data = {
        **asks(read(officer)),
        "step": "back",
        "verdict_8": "fair",
        "verdict_9": "out",
        "ground_9": "identifies",
    }
    stamped = [read(officer), officer.post(address(), data).content.decode()]
    monkeypatch.setattr(Drawing, "part", for_itself)
    monkeypatch.setattr(Line, "is_bare", False)
    drawn = [read(officer), officer.post(address(), data).content.decode()]
    for one, other in zip(stamped, drawn, strict=True):
        assert [words.split() for words in without_token(one)] == [
            words.split() for words in without_token(other)
        ]


@pytest.mark.parametrize("where", ["a statement", "a facilitator who records", "answers given earlier"])
def test_what_is_kept_in_the_process_has_no_words_of_anybody(area, workshop, officer, monkeypatch, where):
    build.answer(workshop, area.la[2], numbers=range(1, 4))
    build.answer(
        workshop, area.la[2], build.CHANGE, numbers=[4], reason="QUAGGA why", new_text="QUAGGA instead"
    )
    kept: list[str] = []

    def noting(make: Any) -> Any:
        def made(name: str, values: Any) -> Any:
            found = make(name, values)
            kept.append(f"{values} {vars(found) if isinstance(found, fragments.Shape) else found}")
            return found

        return made

    monkeypatch.setattr(fragments, "_drawn", noting(fragments._draw))
    monkeypatch.setattr(fragments, "_shape", noting(fragments._form))
    if where == "a facilitator who records":
        clerk = Client().as_(area.facilitators[0], may_see=area.words.uncleared)
        page = clerk.get(address("answers-record", responder=build.responder(workshop, area.la[2]).pk))
        page = page.content.decode()
        name = area.la[2].user.full_name
    else:
        page = read(officer, "?show=earlier" if where == "answers given earlier" else "")
        name = area.la[2].user.full_name
    assert "QUAGGA" in page  # there are words that could have been kept
    assert name in page
    digests = set(re.findall('name="digest_[0-9]+" value="([0-9a-f]+)"', page))
    assert len(digests) > 2
    assert kept
    told = " ".join(kept)
    assert "quagga" not in told.lower()
    assert name not in told
    assert not any(digest in told for digest in digests)


def around(page: str) -> str:
    """What stands around the statements, without the token that every page has of its own."""
    first, last = page.index('<section class="app-clear"'), page.rindex("</section>")
    return re.sub('name="csrfmiddlewaretoken" value="[^"]*"', "", page[:first] + page[last:])


def test_what_stands_around_tells_of_its_own_page_alone(area, workshop, officer):
    """Drawn once for all, and drawn anew for each page, it is the same; a name in it is escaped."""
    person = area.la[2]
    person.user.full_name = "Ann <b>Lee</b>"
    person.user.save()
    record = address("answers-record", responder=build.responder(workshop, person).pk)
    clerk = Client().as_(area.facilitators[0], may_see=area.words.uncleared)
    ways = [(officer, address()), (clerk, record), (officer, address(query="?part=2")), (officer, address())]
    kept = [around(client.get(way).content.decode()) for client, way in ways]
    anew = []
    for client, way in ways:
        fragments.forget()
        anew.append(around(client.get(way).content.decode()))
    assert kept == anew
    assert "Record answers of Ann &lt;b&gt;Lee" in kept[1]
    assert "<b>Lee" not in "".join(kept)
    assert "Record answers" not in kept[0] + kept[2] + kept[3]
    assert "Part 1 of 3" in kept[0]
    assert "Part 2 of 3: 20 of the 45" in kept[2]


def test_marks_that_people_type_stand_for_no_part_of_the_page(area, officer, workshop):
    cp = build.shown(workshop)[0]
    type(cp).objects.filter(pk=cp.pk).update(text="before \ue000one\ue001 after")
    assert "before \ue000one\ue001 after" in read(officer)


def without_token(page: str) -> list[str]:
    """The statements of a page, which have no form of their own."""
    return page.split("<section")[1:]


# The division itself


def ids(many: int) -> list[Any]:
    return list(range(many))


@pytest.mark.parametrize(
    ("asked", "earlier", "wanted", "shown"),
    [
        (20, 0, Wanted(), [*range(20)]),
        (12, 8, Wanted(earlier=True), [*range(12), *range(8)]),
        (12, 9, Wanted(), [*range(12)]),
        (12, 9, Wanted(earlier=True), [*range(9)]),
        (21, 0, Wanted(2), [20]),
        (21, 0, Wanted(2, earlier=True), [20]),
        (0, 41, Wanted(3), [40]),
        (0, 0, Wanted(), []),
    ],
)
def test_a_page_shows_all_of_short_notes_and_one_part_of_long_ones(asked, earlier, wanted, shown):
    division = Division(ids(asked), ids(earlier))
    assert list(division.shown(division.part(wanted))) == shown


def test_a_part_knows_its_neighbours():
    middle = Part(2, 3, 45)
    assert (middle.previous, middle.following) == (Part(1, 3, 45), Part(3, 3, 45))
    assert (middle.first, middle.last, Part(3, 3, 45).last) == (21, 40, 45)
    assert Part(1, 3, 45).previous is None
    assert Part(3, 3, 45).following is None


def test_the_figures_of_a_part_are_those_of_the_whole_note(area, workshop):
    for seat in (area.la[0], area.la[1], area.tso[0], area.tso[1]):
        build.answer(workshop, seat, numbers=range(1, 41))
    page = checking.check_page(workshop, area.la[2], Wanted(3))
    assert page is not None
    assert page.progress is not None
    assert (page.progress.statements, page.progress.agreed) == (MANY, 40)
    assert (page.total, page.left, page.earlier, len(page.asked)) == (MANY, MANY, 0, 5)
