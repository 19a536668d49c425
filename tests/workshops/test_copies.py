"""Access copies: numbered, named, logged; for those who are asked alone, and only while the notes are checked (3F)."""

from __future__ import annotations

import io
import re
import zipfile
from uuid import uuid4

import docx
import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from partnerships import membership
from pipd.kit import word_files
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.workshops.test_pages_area import at, text
from tests.workshops.test_races import at_once, fresh
from workshops import copying
from workshops.clearance import copies, moves, verifying, withdrawing
from workshops.clearance.working import AccessCopy
from workshops.models import Workshop

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def sent(area) -> Workshop:
    return build.note_at("answered", area)


def issue(area: build.Group, workshop: Workshop, seat: build.Seat, form: str = "standard") -> copies.Copy:
    return copies.issue(workshop, build.responder(workshop, seat).pk, format=form, by=area.facilitator)


def whole(content: bytes) -> str:
    """Every part of a file as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


# The workflow function


def test_copies_are_numbered_and_say_whose_they_are(area, sent):
    first = issue(area, sent, area.la[0])
    second = copies.take(sent, format="large", by=area.tso[0])
    assert (first.number, first.name, first.large) == (1, str(area.la[0].user), False)
    assert (second.number, second.name, second.large) == (2, str(area.tso[0].user), True)
    told = [(c.number, c.name, c.version, c.issued_by) for c in copies.issued(sent, area.facilitator)]
    assert told == [
        (2, str(area.tso[0].user), 1, str(area.tso[0].user)),
        (1, str(area.la[0].user), 1, str(area.facilitator.user)),
    ]


def test_each_copy_is_logged_without_words_and_mails_nothing(area, sent):
    before = OutgoingMail.objects.count()
    issue(area, sent, area.la[0], "large")
    entry = LogEntry.objects.get(verb="access copy made")
    assert entry.facts == {"copy": 1, "version": 1, "format": "large", "for": str(area.la[0].pk)}
    assert entry.chain_id == area.area.chain
    assert OutgoingMail.objects.count() == before


def test_one_sees_ones_own_copies_and_facilitators_all(area, sent):
    issue(area, sent, area.la[0])
    issue(area, sent, area.tso[0])
    assert [c.number for c in copies.issued(sent, area.la[0])] == [1]
    assert len(copies.issued(sent, area.other_facilitator)) == 2


def test_nobody_has_a_copy_who_is_not_asked(area, neighbour, sent):
    not_there = area.tso[5]
    with pytest.raises(Http404):
        copies.take(sent, format="standard", by=not_there)
    theirs = build.circulated(neighbour)
    for stranger in (uuid4(), build.responder(theirs, neighbour.la[0]).pk):
        with pytest.raises(Http404):
            copies.issue(sent, stranger, format="standard", by=area.facilitator)
    assert AccessCopy.objects.count() == 0


def test_only_facilitators_make_copies_for_others(area, neighbour, coordinator, sent):
    person = build.responder(sent, area.la[0]).pk
    for seat in (area.la[0], coordinator, neighbour.facilitator):
        with pytest.raises(PermissionDenied):
            copies.issue(sent, person, format="standard", by=seat)
    with pytest.raises(PermissionDenied):
        copies.take(sent, format="standard", by=area.facilitator)


@pytest.mark.parametrize("state", ["drafting", "cleared", "parked"])
def test_copies_are_made_only_while_notes_are_checked(area, state):
    workshop = build.note_at(state, area)
    with pytest.raises(moves.Settled):
        copies.issue(workshop, uuid4(), format="standard", by=area.facilitator)
    with pytest.raises(moves.Settled):
        copies.take(workshop, format="standard", by=area.la[0])


def test_who_left_takes_one_for_as_long_as_they_may_answer(area, sent):
    leaver = area.la[1]
    membership.leave(leaver, by=leaver)
    leaver.refresh_from_db()
    assert copies.take(sent, format="standard", by=leaver).number == 1
    build.after_the_window(sent)
    with pytest.raises(Http404):
        copies.take(sent, format="standard", by=leaver)


@pytest.mark.django_db(transaction=True)
def test_copies_made_at_once_have_numbers_of_their_own(area):
    workshop = build.circulated(area)
    acts = [lambda seat=seat: issue(area, fresh(workshop), seat) for seat in area.la[:3] + area.tso[:3]]
    assert sorted(copy.number for copy in at_once(*acts)) == [1, 2, 3, 4, 5, 6]


def test_withdrawing_counts_the_copies_that_showed_it(area):
    workshop = build.circulated(area, texts=[f"{area.words.cleared} one"])
    issue(area, workshop, area.la[0])
    issue(area, workshop, area.tso[0])
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(workshop, seat)
    build.after_the_window(workshop)
    build.approving.approve(workshop, by=area.other_facilitator)
    assert withdrawing.withdraw(area.area, build.cleared_point(area).pk, by=area.facilitator) == 2


def test_verify_names_a_missing_copy_and_a_stray_one(area, neighbour, sent):
    issue(area, sent, area.la[0])
    issue(area, sent, area.la[1])
    assert list(verifying.verify()) == []
    AccessCopy.objects.filter(number=1).delete()
    theirs = build.responder(build.circulated(neighbour), neighbour.la[0])
    AccessCopy.objects.update(responder=theirs)
    told = list(verifying.verify())
    assert [words.split(": ")[1] for words in told] == [
        "copy 2 is of other notes, or for somebody who was not asked.",
        "an access copy is missing.",
    ]


# The file


def test_the_file_says_on_every_page_whose_it_is_and_holds_the_notes(area, sent):
    copy = issue(area, sent, area.la[0])
    content = copying.word_file(copy, area.programme)
    made = docx.Document(io.BytesIO(content))
    head = f"Copy 1 for {area.la[0].user}, version 1, not cleared: do not pass on"
    assert [p.text for p in made.sections[0].header.paragraphs] == [head]
    assert len(made.sections) == 1
    assert not made.sections[0].different_first_page_header_footer
    read = word_files.paragraphs(content)
    headings = [p.text for p in read if p.is_heading]
    assert headings == ["Notes of session 1", *[f"{n} {area.words.note} topic" for n in (1, 2, 3)]]
    words = "\n".join(p.text for p in read)
    assert f"{area.words.note} statement 2" in words
    assert f"Third sector sees it like this: {area.words.view} how we see it" in words
    assert "Something in the way. Consensus." in words


def test_the_file_holds_nothing_of_who_said_what_and_no_name_but_in_its_head(area, neighbour, sent):
    build.circulated(neighbour)
    copy = issue(area, sent, area.la[0])
    content = copying.word_file(copy, area.programme)
    parts = whole(content)
    for secret in (
        area.words.logged,
        area.words.reason,
        area.words.amend,
        area.words.draft,
        neighbour.words.secret,
    ):
        assert secret not in parts
    names = {str(seat.user) for seat in area.participants + area.facilitators}
    assert {name for name in names if name in parts} == {str(area.la[0].user)}
    assert parts.count(str(area.la[0].user)) == 1
    told = docx.Document(io.BytesIO(content)).core_properties
    assert (told.title, told.language) == ("Notes of session 1, version 1, not cleared", "en-GB")
    assert (told.author, told.last_modified_by, told.comments) == ("", "", "")


@pytest.mark.parametrize(("form", "points"), [("standard", 12), ("large", 18)])
def test_the_file_is_in_the_size_asked_for_and_in_british_english(area, sent, form, points):
    content = copying.word_file(issue(area, sent, area.la[0], form), area.programme)
    made = docx.Document(io.BytesIO(content))
    sizes = {name: made.styles[name].font.size.pt for name in ("Normal", "Header", "Footer")}
    assert set(sizes.values()) == {points}
    assert made.styles["Heading 2"].font.size.pt > points
    styles = zipfile.ZipFile(io.BytesIO(content)).read("word/styles.xml").decode()
    assert re.findall(r'<w:lang w:val="([^"]+)"', styles)[0] == "en-GB"


def test_what_xml_cannot_hold_is_left_off(area, sent):
    copy = issue(area, sent, area.la[0])
    said = copy.notes.statements[0]._replace(text="a\x00b\x0bc \u202eevil <w:p>")
    notes = type(copy.notes)(copy.notes.version, copy.notes.state, (said,))
    content = copying.word_file(type(copy)(**{**vars(copy), "notes": notes}), area.programme)
    assert "abc evil <w:p>" in [p.text for p in word_files.paragraphs(content)]


# In the browser


def test_a_facilitator_downloads_a_copy_for_somebody(area, sent, client):
    writer = client.as_(area.facilitator, may_see=area.words.uncleared)
    address = at(area, "note-copies", 1)
    person = build.responder(sent, area.la[0])
    response = writer.post(address, {"person": str(person.pk), "format": "large"})
    assert (response.status_code, response["Content-Type"]) == (200, TYPE)
    name = "notes-session-1-version-1-copy-1-large-print.docx"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert "no-store" in response["Cache-Control"]
    page = text(writer.get(address))
    assert "Made so far: 1" in page
    assert "Word document in large print, version 1" in page
    assert str(area.la[0].user) in page.split("Made so far")[1]


def test_one_takes_ones_own_copy_from_the_page_for_checking(area, sent, client):
    officer = client.as_(area.la_officer, may_see=area.words.uncleared)
    assert "Have a Word or large-print copy" in text(officer.get(at(area, "note-check", 1)))
    address = at(area, "note-copy", 1)
    assert officer.post(address, {"format": "standard"})["Content-Type"] == TYPE
    page = text(officer.get(address))
    assert "Word document, version 1" in page
    assert AccessCopy.objects.get().responder.seat == area.la_officer


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({}, "Choose who needs it"),
        ({"person": "nobody", "format": "standard"}, "Choose somebody from the list"),
        ({"format": "scroll"}, "Choose a form from the list"),
    ],
)
def test_an_unclear_request_makes_no_copy(area, sent, client, data, why):
    response = client.as_(area.facilitator).post(at(area, "note-copies", 1), data)
    assert (response.status_code, why in text(response)) == (200, True)
    assert AccessCopy.objects.count() == 0


def test_after_the_checking_the_page_says_why_not_and_still_lists_them(area, client):
    build.note_at("cleared", area)
    reader = client.as_(area.facilitator, may_see=area.words.uncleared)
    assert "Copies are made while notes are being checked" in text(reader.get(at(area, "note-copies", 1)))
    person = build.responder(build.Workshop.objects.get(area=area.area, number=1), area.la[0])
    refused = reader.post(at(area, "note-copies", 1), {"person": str(person.pk), "format": "standard"})
    assert "These notes are cleared." in text(refused)


def test_getting_the_page_makes_no_copy(area, sent, client):
    client.as_(area.la_officer).get(at(area, "note-copy", 1))
    client.as_(area.facilitator).get(at(area, "note-copies", 1))
    assert AccessCopy.objects.count() == 0


def test_the_page_costs_the_same_at_one_and_three_copies(area, sent, client, django_assert_num_queries):
    reader = client.as_(area.facilitator)
    costs = []
    for seats in (area.la[:1], area.tso[:2]):
        for seat in seats:
            issue(area, sent, seat)
        reader.get(at(area, "note-copies", 1))
        with django_assert_num_queries(15, exact=False) as counted:
            reader.get(at(area, "note-copies", 1))
        costs.append(len(counted))
    assert costs[0] == costs[1]
