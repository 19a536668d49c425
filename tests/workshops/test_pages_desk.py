"""Writing up and sending in the browser: statements from points, conflicts told, and one sending."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests import build
from tests.workshops.test_pages_area import at, said, text
from workshops.clearance import writing
from workshops.clearance.working import DraftPoint, NoteVersion
from workshops.models import Workshop


@pytest.fixture
def session(area) -> Workshop:
    return build.delivered(area)


@pytest.fixture
def logged(area, session) -> list:
    return build.logged_points(area, session)


def drafts(workshop: Workshop) -> list[DraftPoint]:
    found = DraftPoint.objects.filter(note__workshop=workshop, removed_at=None)
    return list(found.order_by("number"))


def wording(words: str, **changes: object) -> dict[str, object]:
    positions = {"position_la": "holds", "position_tso": "mixed"}
    return {"text": words, "kind": "barrier", "revision": 1, **positions, **changes}


def test_ticked_points_become_a_statement_to_be_worded(area, session, logged, writer):
    data = {"act": "make", "points": [str(p.id) for p in logged[:2]]}
    response = writer.post(at(area, "desk-detail", 1), data)
    made = drafts(session)[0]
    assert response.url == at(area, "desk-statement", 1, point=made.id)
    page = text(writer.get(at(area, "desk-detail", 1)))
    assert "3 points logged 2 used 1 not used yet 1 statement" in page
    assert page.count("In statement 1") == 2
    assert "logged by LA3 Quillshire" in page


def test_ticked_points_join_a_statement(area, session, logged, writer):
    build.write_up(area, session, build.uncleared_texts(area, 1))
    data = {"act": "add", "statement": str(drafts(session)[0].id), "points": [str(logged[2].id)]}
    assert writer.post(at(area, "desk-detail", 1), data).status_code == 302
    assert drafts(session)[0].sources.count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"act": "make"}, "Tick at least one point"),
        ({"act": "make", "points": ["not an id"]}, "taken back by whoever logged it"),
        ({"act": "add", "points": []}, "Tick at least one point"),
        ({"act": "add", "points": [], "statement": str(uuid4())}, "Choose a statement that is in the list"),
    ],
)
def test_ticking_wrongly_says_so(area, session, logged, writer, data, words):
    response = writer.post(at(area, "desk-detail", 1), data)
    assert (response.status_code, words in text(response)) == (200, True)
    assert drafts(session) == []


def test_ticks_are_kept_when_no_statement_is_chosen(area, session, logged, writer):
    build.write_up(area, session, build.uncleared_texts(area, 1))
    response = writer.post(at(area, "desk-detail", 1), {"act": "add", "points": [str(logged[1].id)]})
    assert "Choose the statement to add them to" in text(response)
    assert response.content.decode().count(" checked") == 1


def test_points_of_another_area_cannot_be_ticked(area, neighbour, session, logged, writer):
    foreign = build.logged_points(neighbour)[0]
    response = writer.post(at(area, "desk-detail", 1), {"act": "make", "points": [str(foreign.id)]})
    assert (response.status_code, drafts(session)) == (200, [])


def test_a_statement_is_worded_and_shows_what_follows(area, session, logged, writer):
    build.write_up(area, session, build.uncleared_texts(area, 1), logged)
    made = drafts(session)[0]
    address = at(area, "desk-statement", 1, point=made.id)
    revision = writer.get(address).context["form"]["revision"].value()
    writer.post(address, wording(f"{area.words.note} better", revision=revision))
    made.refresh_from_db()
    assert (made.text, made.position_la, made.position_tso) == (f"{area.words.note} better", "holds", "mixed")
    assert "As saved, it shows as Contested" in text(writer.get(address))


def test_taking_a_point_out_saves_the_words_too(area, session, logged, writer):
    build.write_up(area, session, build.uncleared_texts(area, 1), logged)
    made = drafts(session)[0]
    data = wording(f"{area.words.note} typed", revision=made.revision, take_out=str(logged[0].id))
    writer.post(at(area, "desk-statement", 1, point=made.id), data)
    made.refresh_from_db()
    assert (made.text, made.sources.count()) == (f"{area.words.note} typed", 0)


def test_a_colleagues_save_is_not_overwritten(area, session, writer, client):
    build.write_up(area, session, build.uncleared_texts(area, 1))
    made = drafts(session)[0]
    address = at(area, "desk-statement", 1, point=made.id)
    colleague = client.as_(area.other_facilitator, may_see=area.words.uncleared)
    colleague.post(address, wording(f"{area.words.note} theirs", revision=made.revision))
    conflict = writer.post(address, wording(f"{area.words.note} mine", revision=made.revision))
    page = text(conflict)
    assert conflict.status_code == 409
    assert f"{area.words.note} theirs" in page
    assert f"{area.words.note} mine" in page
    assert "Local authority Holds" in page
    again = wording(f"{area.words.note} mine", revision=conflict.context["form"]["revision"].value())
    assert writer.post(address, again).status_code == 302
    made.refresh_from_db()
    assert made.text == f"{area.words.note} mine"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": ""}, "Enter the statement"),
        ({"position_la": ""}, "Choose whether the sector holds this view"),
        ({"kind": "gossip"}, "Choose a kind from the list"),
    ],
)
def test_bad_wording_is_refused_and_kept(area, session, writer, changes, words):
    build.write_up(area, session, build.uncleared_texts(area, 1))
    made = drafts(session)[0]
    data = wording(f"{area.words.note} typed", revision=made.revision, **changes)
    response = writer.post(at(area, "desk-statement", 1, point=made.id), data)
    assert (response.status_code, words in text(response)) == (200, True)
    assert str(data["text"]) in response.content.decode()


def test_a_statement_from_memory(area, session, writer):
    data = wording(f"{area.words.note} remembered")
    assert writer.post(at(area, "desk-new", 1), data).url == at(area, "desk-detail", 1)
    assert [(d.text, d.position_tso) for d in drafts(session)] == [(f"{area.words.note} remembered", "mixed")]


def test_statements_move_and_go(area, session, writer):
    build.write_up(area, session, build.uncleared_texts(area, 3))
    first, second, _ = drafts(session)
    writer.post(at(area, "desk-move", 1, point=second.id), {"to": "up"})
    assert [d.id for d in drafts(session)][:2] == [second.id, first.id]
    address = at(area, "desk-remove", 1, point=first.id)
    assert "Remove statement 2?" in text(writer.get(address))
    writer.post(address)
    assert [d.number for d in drafts(session)] == [1, 2]
    assert writer.get(at(area, "desk-statement", 1, point=first.id)).status_code == 404


def test_unused_points_are_listed_alone(area, session, logged, writer):
    build.write_up(area, session, build.uncleared_texts(area, 1), logged)
    page = text(writer.get(at(area, "desk-detail", 1), {"show": "unused"}))
    assert "the council asks twice" not in page.split("Statements: 1")[0]
    assert "nobody reads our reports" in page


@pytest.mark.parametrize("page", ["desk-detail", "desk-new", "circulate"])
def test_the_desk_is_the_facilitators(area, session, coordinator, client, page):
    for seat in (area.la_lead, coordinator):
        assert client.as_(seat).get(at(area, page, 1)).status_code == 403
        assert client.as_(seat).post(at(area, page, 1)).status_code == 403


def test_statements_of_another_area_are_unknown(area, neighbour, session, writer):
    other = build.delivered(neighbour)
    build.write_up(neighbour, other, build.uncleared_texts(neighbour, 1))
    foreign = drafts(other)[0]
    for page in ("desk-statement", "desk-remove", "desk-move"):
        assert writer.post(at(area, page, 1, point=foreign.id)).status_code == 404


# Sending


def test_the_check_before_sending_says_who_until_when_and_who_approves(area, session, logged, writer):
    build.write_up(area, session, build.uncleared_texts(area, 2), logged[:1])
    page = text(writer.get(at(area, "circulate", 1)))
    assert "3 local authority" in page
    assert "3 third sector" in page
    assert "Facilitator2 Quillshire, because you send them" in page
    assert "2 logged points, listed to the group by number only" in page
    assert "in the room at the next session" in page


def test_sending_once_sends_and_twice_says_so(area, session, writer):
    build.write_up(area, session, build.uncleared_texts(area, 2))
    sent = writer.post(at(area, "circulate", 1))
    assert sent.url == at(area, "session-detail", 1)
    assert said(sent)[0].startswith("The notes are sent for checking. 6 people are asked to answer by 1pm on")
    again = writer.post(at(area, "circulate", 1))
    assert (again.status_code, again.url) == (302, at(area, "session-detail", 1))
    assert said(again)[-1].startswith("These notes have been sent for checking")
    assert NoteVersion.objects.count() == 1


def test_sending_without_statements_lists_what_is_missing(area, session, writer):
    assert "Make at least one statement." in text(writer.get(at(area, "circulate", 1)))
    refused = writer.post(at(area, "circulate", 1))
    assert (refused.status_code, "Make at least one statement." in text(refused)) == (409, True)


def test_after_sending_the_desk_is_read_only(area, writer):
    workshop = build.circulated(area)
    page = writer.get(at(area, "desk-detail", 1))
    assert "These notes have been sent for checking" in text(page)
    assert "Make a statement" not in text(page)
    made = drafts(workshop)[0]
    typed = wording(f"{area.words.note} too late", revision=made.revision)
    refused = writer.post(at(area, "desk-statement", 1, point=made.id), typed)
    assert (refused.status_code, f"{area.words.note} too late" in refused.content.decode()) == (200, True)
    assert writer.post(at(area, "desk-move", 1, point=made.id), {"to": "up"}).status_code == 302
    assert "sent for checking" in text(writer.post(at(area, "desk-remove", 1, point=made.id)))


def test_parked_notes_can_be_reworded_and_sent_again(area, writer):
    workshop = build.note_at("parked", area)
    page = text(writer.get(at(area, "circulate", 1)))
    assert "by email" in page
    assert writer.post(at(area, "circulate", 1)).status_code == 302
    assert build.note_of(workshop).state == "circulated"


def test_the_desk_costs_the_same_at_one_and_three_rows(area, session, writer, django_assert_num_queries):
    costs = []
    writer.get(at(area, "desk-detail", 1))
    for n in (1, 2):
        for _ in range(n):
            told = build.log_point(session, area.la_officer, f"{area.words.logged} more")
            build.write_up(area, session, build.uncleared_texts(area, 1), [told])
        with django_assert_num_queries(15, exact=False) as counted:
            writer.get(at(area, "desk-detail", 1))
        costs.append(len(counted))
    assert costs[0] == costs[1]


def test_sending_warns_of_statements_nobody_is_said_to_hold(area, session, writer):
    """And not of matters of fact, which nobody need hold."""
    held, _, fact = (
        writing.make(session, sources=[], text=f"Statement {n}", kind="barrier", by=area.facilitator)
        for n in (1, 2, 3)
    )
    writing.word(session, held, revision=1, position_la="holds", by=area.facilitator)
    writing.word(session, fact, revision=1, kind="fact", by=area.facilitator)
    page = text(writer.get(at(area, "circulate", 1)))
    assert "1 statement does not say who holds it: 2" in page
