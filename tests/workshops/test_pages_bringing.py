"""Bringing in a summary: pasted or uploaded, looked through, then made in one go; nothing pasted is lost."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from partnerships.membership import NotPossible
from pipd.kit import uploads
from pipd.kit.models import LogEntry
from tests import build
from tests.word_files import MACROS, by_hand, honest, p
from tests.workshops.test_pages_area import at, said, text
from tests.workshops.test_pages_desk import drafts
from workshops import pasting
from workshops.clearance import bringing, moves
from workshops.models import Workshop


@pytest.fixture
def session(area) -> Workshop:
    return build.delivered(area)


@pytest.fixture
def address(area, session) -> str:
    return at(area, "desk-bring", 1)


def file(content: bytes, name: str = "summary.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def pick(page: object, *picked: int, **changes: object) -> dict[str, object]:
    """What the preview sends when its button is pressed."""
    form = page.context["form"]
    given = {name: form[name].value() for name in ("words", "token", "kind")}
    return {**given, "pick": [str(n) for n in picked], "step": "make", **changes}


def test_pasted_paragraphs_are_looked_through_then_made(area, session, address, writer):
    writer.post(
        at(area, "desk-new", 1),
        {"text": "before", "kind": "fact", "position_la": "holds", "position_tso": "holds"},
    )
    words = f"{area.words.note} zero\nReporting back:\n• {area.words.note} one\n• Present: three people"
    page = writer.post(address, {"words": words})
    assert "3 paragraphs: untick what is no statement" in text(page)
    assert page.context["picked"] == [0, 1, 2]
    assert len(drafts(session)) == 1
    done = writer.post(address, pick(page, 0, 1))
    assert said(done)[-1] == "2 statements added. Say for each who holds it."
    made = drafts(session)
    assert [(d.number, d.topic, d.text) for d in made[1:]] == [
        (2, "", f"{area.words.note} zero"),
        (3, "Reporting back", f"{area.words.note} one"),
    ]
    assert {(d.kind, d.position_la, d.position_tso) for d in made[1:]} == {
        ("driver", "not_discussed", "not_discussed")
    }


def test_a_word_file_is_read_into_the_same_form(area, session, address, writer):
    content = honest(["# Reporting back", f"{area.words.note} one", f"{area.words.note} two"])
    page = writer.post(address, {"words": "", "file": file(content)})
    assert "2 paragraphs" in text(page)
    writer.post(address, pick(page, 0, 1))
    assert [(d.topic, d.text) for d in drafts(session)] == [
        ("Reporting back", f"{area.words.note} one"),
        ("Reporting back", f"{area.words.note} two"),
    ]


def test_pressing_twice_makes_each_once(area, session, address, writer):
    page = writer.post(address, {"words": "One\nTwo\nThree"})
    writer.post(address, pick(page, 0, 1))
    again = writer.post(address, pick(page, 0, 1))
    assert (again.status_code, said(again)[1:]) == (302, [])
    writer.post(address, pick(page, 1, 2))
    assert [d.text for d in drafts(session)] == ["One", "Two", "Three"]
    assert [d.number for d in drafts(session)] == [1, 2, 3]


def test_changing_the_text_brings_it_back(address, writer):
    page = writer.post(address, {"words": "One\n# Two\nThree"})
    back = writer.post(address, pick(page, 0, step="back"))
    assert back.context["form"]["words"].value().splitlines() == ["One", "# Two", "Three"]
    assert "There is a problem" not in text(back)


BIG = honest(["x"])
FAULTS = {
    "nothing": ({}, "Paste the text of the summary, or choose a file"),
    "headings alone": ({"words": "# One\n# Two"}, "No paragraphs were found in it"),
    "no word file": ({"file": b"%PDF-1.7"}, "This is not a Word document"),
    "an empty file": ({"file": b""}, "This is not a Word document"),
    "no words": ({"file": honest([])}, "No paragraphs were found in it"),
    "macros": ({"file": by_hand(p("x"), kind=MACROS)}, "may hold macros"),
    "both": ({"words": "KEPT", "file": BIG}, "Paste text or choose a file, not both"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_what_cannot_be_brought_in_says_why_and_is_kept(session, address, writer, what):
    data, why = FAULTS[what]
    given = {name: file(value) if isinstance(value, bytes) else value for name, value in data.items()}
    response = writer.post(address, given)
    assert (response.status_code, why in text(response)) == (200, True)
    assert str(data.get("words", "")) in response.content.decode()
    assert drafts(session) == []


def test_a_file_that_is_too_large_says_how_large(address, writer, monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 10_000)
    monkeypatch.setattr("workshops.forms.bringing.LARGEST", 5 * 1024 * 1024)
    page = text(writer.post(address, {"file": file(b"PK" + b"a" * 2_000_000)}))
    assert "This file has 1.9 MB, and the most is 5 MB" in page


def test_too_many_paragraphs_of_a_file_are_kept_in_the_box(session, address, writer):
    lines = [f"Paragraph {n}" for n in range(pasting.MOST + 1)]
    response = writer.post(address, {"file": file(honest(lines))})
    assert "It has 201 paragraphs, and 200 is the most at once" in text(response)
    assert "Paragraph 200" in response.content.decode()
    assert len(writer.post(address, {"words": "\n".join(lines[:-1])}).context["picked"]) == 200


def test_what_is_too_long_is_named_and_cannot_be_picked(session, address, writer):
    page = writer.post(address, {"words": "One\n" + "b" * 2001})
    assert "Too long: 2001 characters" in text(page)
    refused = writer.post(address, pick(page, 0, 1))
    assert "Tick paragraphs that are in the list" in text(refused)
    assert drafts(session) == []


def test_ticks_are_kept_when_none_fits(session, address, writer):
    page = writer.post(address, {"words": "One\nTwo\nThree"})
    refused = writer.post(address, pick(page, 1, kind="gossip"))
    assert "Choose a kind from the list" in text(refused)
    assert refused.context["picked"] == [1]
    assert "Tick at least one paragraph" in text(writer.post(address, pick(page)))
    tampered = writer.post(address, pick(page) | {"pick": ["2", "9" * 5000, "x"]})
    assert tampered.context["picked"] == [2]


def test_hostile_words_are_words(session, address, writer):
    words = "<script>alert(1)</script>\n\u202eevil\x00"
    page = writer.post(address, {"words": words})
    assert "&lt;script&gt;" in page.content.decode()
    writer.post(address, pick(page, 0, 1))
    assert [d.text for d in drafts(session)] == ["<script>alert(1)</script>", "evil"]


def test_after_sending_nothing_is_brought_in(area, writer):
    workshop = build.circulated(area)
    address = at(area, "desk-bring", 1)
    assert "These notes have been sent for checking" in text(writer.get(address))
    page = writer.post(address, {"words": "Late"})
    refused = writer.post(address, pick(page, 0))
    assert "These notes have been sent for checking" in text(refused)
    assert refused.context["picked"] == [0]
    assert len(drafts(workshop)) == 3


# The workflow function


def paragraph(**values: object) -> pasting.Brought:
    return pasting.Brought(**{"index": 0, "topic": "", "text": "One", **values})


def test_all_or_none_are_made(area, session):
    two = [paragraph(), paragraph(index=1, text="a" * 2001)]
    with pytest.raises(NotPossible):
        bringing.bring_in(session, paragraphs=two, kind="fact", token=uuid4(), by=area.facilitator)
    with pytest.raises(NotPossible):
        bringing.bring_in(session, paragraphs=[], kind="fact", token=uuid4(), by=area.facilitator)
    assert drafts(session) == []


def test_bringing_in_is_logged_once_and_without_words(area, session):
    token = uuid4()
    for _ in range(2):
        bringing.bring_in(session, paragraphs=[paragraph()], kind="fact", token=token, by=area.facilitator)
    entry = LogEntry.objects.get(verb="summary brought in")
    assert entry.facts == {"statements": 1}


def test_who_may_not_write_up_brings_nothing_in(area, session):
    with pytest.raises(PermissionDenied):
        bringing.bring_in(session, paragraphs=[paragraph()], kind="fact", token=uuid4(), by=area.la_lead)


def test_nothing_is_brought_into_notes_that_are_sent(area):
    workshop = build.circulated(area)
    with pytest.raises(moves.Settled):
        bringing.bring_in(workshop, paragraphs=[paragraph()], kind="fact", token=uuid4(), by=area.facilitator)
