"""Arranging in the browser: any place, merging in two steps, splitting, and the logged points by kind and sector."""

from __future__ import annotations

import pytest

from tests import build
from tests.workshops.test_pages_area import at, said, text
from tests.workshops.test_pages_desk import drafts, wording
from workshops.models import Workshop


@pytest.fixture
def session(area) -> Workshop:
    return build.delivered(area)


@pytest.fixture
def logged(area, session) -> list:
    return build.logged_points(area, session)


@pytest.fixture
def made(area, session, logged) -> list:
    build.write_up(area, session, build.uncleared_texts(area, 3), logged)
    return drafts(session)


def test_a_statement_is_moved_behind_another(area, session, made, writer):
    address = at(area, "desk-place", 1, point=made[0].id)
    assert f"After 3 {area.words.note} topic" in text(writer.get(address))
    moved = writer.post(address, {"after": str(made[2].id)})
    assert moved.url == f"{at(area, 'desk-detail', 1)}#statement-{made[0].id}"
    assert said(moved) == ["It is statement 3 now."]
    assert drafts(session)[2].id == made[0].id
    writer.post(address, {"after": "first"})
    assert drafts(session)[0].id == made[0].id


@pytest.mark.parametrize("after", ["", "nowhere"])
def test_no_place_is_asked_for_again(area, made, writer, after):
    response = writer.post(at(area, "desk-place", 1, point=made[0].id), {"after": after})
    assert response.status_code == 200
    assert ("Choose where it should go" if not after else "Choose a place that is in the list") in text(
        response
    )


def test_what_is_dropped_is_placed(area, session, made, writer):
    """The script sends the same form as the buttons, with the statement it was dropped behind."""
    writer.post(at(area, "desk-move", 1, point=made[0].id), {"after": str(made[1].id)})
    assert [d.id for d in drafts(session)][:2] == [made[1].id, made[0].id]
    refused = writer.post(at(area, "desk-move", 1, point=made[0].id), {"after": "nonsense"})
    assert "not in the notes any more" in said(refused)[-1]


def test_merging_shows_all_and_makes_one(area, session, made, writer):
    address = at(area, "desk-merge", 1, point=made[0].id)
    assert "Which others say the same thing?" in text(writer.get(address))
    chosen = f"{address}?with={made[1].id}"
    page = writer.get(chosen)
    assert "One statement from 2" in text(page)
    assert "The new statement comes from all 2 points behind them." in text(page)
    assert page.context["form"]["text"].value() == f"{made[0].text} {made[1].text}"
    revision = page.context["form"]["revision"].value()
    done = writer.post(chosen, wording(f"{area.words.note} one for both", revision=revision))
    assert said(done) == ["Statements 1 and 2 are one statement now."]
    assert drafts(session)[0].text == f"{area.words.note} one for both"
    assert "from 2 points" in text(writer.get(at(area, "desk-detail", 1)))


def test_merging_against_a_colleague_shows_both_wordings(area, session, made, writer, client):
    chosen = f"{at(area, 'desk-merge', 1, point=made[0].id)}?with={made[1].id}"
    revision = writer.get(chosen).context["form"]["revision"].value()
    colleague = client.as_(area.other_facilitator, may_see=area.words.uncleared)
    theirs = wording(f"{area.words.note} theirs", revision=made[1].revision)
    colleague.post(at(area, "desk-statement", 1, point=made[1].id), theirs)
    conflict = writer.post(chosen, wording(f"{area.words.note} mine", revision=revision))
    page = text(conflict)
    assert conflict.status_code == 409
    assert f"{made[0].text} {area.words.note} theirs" in page
    assert f"{area.words.note} mine" in page
    assert len(drafts(session)) == 3
    again = conflict.context["form"]["revision"].value()
    assert writer.post(chosen, wording(f"{area.words.note} mine", revision=again)).status_code == 302
    assert len(drafts(session)) == 2


def test_words_typed_into_a_statement_that_is_gone_are_kept(area, session, made, writer, client):
    address = at(area, "desk-statement", 1, point=made[1].id)
    writer.get(address)
    client.as_(area.other_facilitator).post(at(area, "desk-remove", 1, point=made[1].id))
    refused = writer.post(address, wording(f"{area.words.note} typed", revision=made[1].revision))
    assert refused.status_code == 409
    assert "taken out of the notes meanwhile" in text(refused)
    assert f"{area.words.note} typed" in refused.content.decode()
    new = writer.post(at(area, "desk-new", 1), wording(f"{area.words.note} typed"))
    assert new.status_code == 302
    assert drafts(session)[-1].text == f"{area.words.note} typed"


def test_splitting_makes_two(area, session, made, logged, writer):
    address = at(area, "desk-split", 1, point=made[0].id)
    page = writer.get(address)
    data = {"text": "one", "new_text": "two", "revision": page.context["form"]["revision"].value()}
    writer.post(address, {**data, "sources": [str(logged[0].id)]})
    assert [d.text for d in drafts(session)][:2] == ["one", "two"]
    assert drafts(session)[1].sources.count() == 1


def test_splitting_against_a_colleague_shows_both_wordings(area, session, made, logged, writer, client):
    address = at(area, "desk-split", 1, point=made[0].id)
    colleague = client.as_(area.other_facilitator, may_see=area.words.uncleared)
    theirs = wording(f"{area.words.note} theirs", revision=made[0].revision)
    colleague.post(at(area, "desk-statement", 1, point=made[0].id), theirs)
    data = {"text": f"{area.words.note} stays", "new_text": "two", "revision": made[0].revision}
    conflict = writer.post(address, {**data, "sources": [str(logged[0].id)]})
    page = text(conflict)
    assert (conflict.status_code, len(drafts(session))) == (409, 3)
    assert f"{area.words.note} theirs" in page
    assert f"{area.words.note} stays" in page


def test_splitting_off_nothing_is_refused_and_kept(area, session, made, logged, writer):
    address = at(area, "desk-split", 1, point=made[0].id)
    data = {"text": f"{area.words.note} stays", "new_text": " ", "revision": made[0].revision}
    response = writer.post(address, {**data, "sources": [str(logged[0].id)]})
    assert "Enter the new statement" in text(response)
    assert f"{area.words.note} stays" in response.content.decode()
    assert response.content.decode().count(" checked") == 1
    assert len(drafts(session)) == 3


@pytest.mark.parametrize("page", ["desk-merge", "desk-split", "desk-place"])
def test_after_sending_nothing_is_arranged(area, writer, page):
    workshop = build.circulated(area)
    address = at(area, page, 1, point=drafts(workshop)[0].id)
    assert "These notes have been sent for checking" in text(writer.get(address))
    other = drafts(workshop)[1].id
    data = wording(f"{area.words.note} late", revision=4, after=str(other), new_text="late")
    refused = writer.post(f"{address}?with={other}", data)
    assert (refused.status_code, "sent for checking" in text(refused)) == (200, True)
    assert len(drafts(workshop)) == 3


# Logged points by kind and sector


def test_logged_points_are_shown_by_sector_and_kind(area, session, logged, writer):
    page = text(writer.get(at(area, "desk-detail", 1), {"said": "la"}))
    column = page.split("Statements: 0")[0]
    assert "Logged points: 1 of 3" in column
    assert "the council asks twice" in column
    assert "nobody reads our reports" not in column


def test_filters_keep_each_other_and_count(area, session, logged, writer):
    build.write_up(area, session, build.uncleared_texts(area, 1), logged)
    response = writer.get(at(area, "desk-detail", 1), {"said": "la", "show": "unused"})
    page = response.content.decode()
    assert "No point is of this kind." in page
    assert 'href="?show=unused&amp;said=tso"' in page
    assert 'href="?show=unused"' in page


def test_an_unknown_filter_shows_everything(area, session, logged, writer):
    page = text(writer.get(at(area, "desk-detail", 1), {"said": "gossip", "kind": "x", "show": "y"}))
    assert "Logged points Tick" in page
    assert "nobody reads our reports" in page
