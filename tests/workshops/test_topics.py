"""The topic of a statement: worded by facilitators, part of what is answered, and shown wherever a number is."""

from __future__ import annotations

import pytest

from tests import build
from tests.workshops.test_pages_area import at, text
from tests.workshops.test_pages_desk import drafts, wording
from workshops.clearance import digests
from workshops.models import Workshop


@pytest.fixture
def session(area) -> Workshop:
    return build.delivered(area)


def test_a_topic_is_worded_and_heads_the_statement(area, session, writer):
    build.write_up(area, session, build.uncleared_texts(area, 1))
    made = drafts(session)[0]
    address = at(area, "desk-statement", 1, point=made.id)
    revision = writer.get(address).context["form"]["revision"].value()
    data = wording(f"{area.words.note} one", topic="  Reporting\n back ", revision=revision)
    assert writer.post(address, data).status_code == 302
    made.refresh_from_db()
    assert made.topic == "Reporting back"
    for page in ("desk-detail", "circulate"):
        assert "1 Reporting back" in text(writer.get(at(area, page, 1)))


def test_a_statement_without_a_topic_is_headed_by_its_kind(area, session, writer):
    writer.post(at(area, "desk-new", 1), wording(f"{area.words.note} one"))
    assert "1 Something in the way" in text(writer.get(at(area, "desk-detail", 1)))


def test_topics_used_in_the_area_are_offered_and_no_others(area, neighbour, session, writer):
    build.write_up(area, session, build.uncleared_texts(area, 2))
    build.write_up(neighbour, build.delivered(neighbour), build.uncleared_texts(neighbour, 1))
    page = writer.get(at(area, "desk-new", 1)).content.decode()
    assert page.count("<option") == 1
    assert f'<option value="{area.words.note} topic">' in page


def test_a_long_topic_is_refused_and_kept(area, session, writer):
    long = "a" * 61
    response = writer.post(at(area, "desk-new", 1), wording(f"{area.words.note} one", topic=long))
    assert "Use 60 characters or fewer; this has 61" in text(response)
    assert long in response.content.decode()
    assert drafts(session) == []


def test_another_topic_is_another_wording(area, session):
    """Domain I-19: any change of what was shown asks again."""
    build.write_up(area, session, build.uncleared_texts(area, 1))
    made = drafts(session)[0]
    before = digests.of_point(made)
    made.topic = "Another"
    assert digests.of_point(made) != before


def test_the_topic_is_shown_while_notes_are_checked(area, client, writer):
    build.note_at("answered", area)
    heading = f"1 {area.words.note} topic"
    officer = client.as_(area.la_officer, may_see=area.words.uncleared)
    for page in ("note-check", "note-read"):
        assert heading in text(officer.get(at(area, page, 1)))
    changes = text(writer.get(at(area, "note-changes", 1)))
    assert f"3 {area.words.note} topic" in changes
    assert f"3 {area.words.note} topic , TSO" not in changes
    assert heading in changes


def test_the_topic_is_shown_when_answers_are_checked(area, client):
    workshop = build.note_at("circulated", area)
    officer = client.as_(area.la_officer, may_see=area.words.uncleared)
    said = build.shown(workshop)[0]
    data = {"verdict_1": "fair", "digest_1": said.digest}
    page = text(officer.post(at(area, "note-check", 1), data))
    assert "Check your answers" in page
    assert f"1 {area.words.note} topic {said.text} Yes, a fair record" in page


def test_the_topic_is_on_the_wall(area, writer):
    workshop = build.note_at("circulated", area)
    build.enter_room(area, workshop, area.la[:2] + area.tso[:2])
    assert f"1 {area.words.note} topic: is this a fair record?" in text(writer.get(at(area, "room", 1)))


def test_the_topic_is_in_the_record_and_with_what_was_left_out(area, client):
    build.cleared_note(area)
    reader = client.as_(area.la_officer, may_see=area.words.uncleared)
    page = text(reader.get(at(area, "record-session", 1)))
    assert page.count(f"{area.words.cleared} topic") == 2
    assert f"{area.words.note} topic" not in page
    assert f"{area.words.note} topic" in text(reader.get(at(area, "left-out", 1)))
