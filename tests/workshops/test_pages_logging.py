"""Logging points in the browser: saved once, one's own alone, and nothing typed is ever lost."""

from __future__ import annotations

from datetime import timedelta
from unittest import mock
from uuid import uuid4

import pytest

from pipd.home import owed_by
from pipd.kit.owed import Owed
from tests import build
from tests.workshops.test_pages_area import at, text
from workshops import logbook
from workshops.clearance.working import LoggedPoint
from workshops.models import Workshop


@pytest.fixture
def session(area) -> Workshop:
    """Session 1, going on now."""
    workshop = build.area_with_sessions(area)[0]
    build.forward_to(workshop.starts_at)
    return workshop


def point(words: str, **changes: object) -> dict[str, object]:
    data = {"text": words, "said_by": "la", "kind": "barrier", "client_id": str(uuid4()), **changes}
    return {name: value for name, value in data.items() if value is not None}


@pytest.fixture
def officer(area, client):
    return client.as_(area.la_officer, may_see=area.words.uncleared)


def mine(group: build.Group, workshop: Workshop) -> list[str]:
    return [p.text for p in logbook.own_points(workshop, group.la_officer)]


def test_a_point_is_added_and_the_page_comes_back(area, session, officer):
    words = f"{area.words.logged} first"
    response = officer.post(at(area, "points-log", 1), point(words, is_quotation="on"))
    assert (response.status_code, response.url) == (302, at(area, "points-log", 1))
    page = text(officer.get(at(area, "points-log", 1)))
    assert f"“{words}”" in page
    assert "Something in the way, exact words" in page
    assert "Your points so far: 1" in page


def test_while_a_session_lasts_home_begins_with_logging(area):
    """On a phone in the room the button is first, whatever has waited longer."""
    build.note_at("circulated", area)
    following = Workshop.objects.get(area=area.area, number=2)
    build.forward_to(following.starts_at - timedelta(hours=1))
    late = Owed("late", "Late", "", "", "", build.clock.now() - timedelta(days=9), "Do it", "", following.pk)
    kinds = []
    for moment in (following.starts_at - timedelta(hours=1), following.starts_at):
        build.forward_to(moment)
        with mock.patch("actionplans.owed.owed", return_value=[late]):
            kinds.append([row.kind for row in owed_by([area.la_officer])])
    before, during = kinds
    assert before[0] == "late"
    assert during[:2] == ["session coming", "late"]


def test_the_same_save_twice_is_one_point(area, session, officer):
    data = point(f"{area.words.logged} once")
    officer.post(at(area, "points-log", 1), data)
    officer.post(at(area, "points-log", 1), data)
    assert len(mine(area, session)) == 1


def test_other_words_in_an_old_form_are_not_lost(area, session, officer):
    data = point(f"{area.words.logged} once")
    officer.post(at(area, "points-log", 1), data)
    officer.post(at(area, "points-log", 1), {**data, "text": f"{area.words.logged} after going back"})
    assert len(mine(area, session)) == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": ""}, "Enter what was said"),
        ({"text": " \u200b\n\x07 "}, "Enter what was said"),
        ({"text": "a" * 2001}, "Use 2000 characters or fewer; this has 2001"),
        ({"said_by": "tso"}, "Choose who said it"),
        ({"kind": "gossip"}, "Choose a kind from the list"),
        ({"client_id": "none"}, "Press the button again"),
    ],
)
def test_bad_input_is_refused_and_kept(area, session, officer, changes, words):
    data = point(f"{area.words.logged} kept", **changes)
    response = officer.post(at(area, "points-log", 1), data)
    assert response.status_code == 200
    assert words in text(response)
    assert "<title>Error: Log points" in response.content.decode()
    if str(data["text"]).strip():
        assert str(data["text"]) in response.content.decode()
    assert mine(area, session) == []


def test_control_characters_are_dropped_and_markup_is_text(area, session, officer):
    officer.post(at(area, "points-log", 1), point("a\x00b\x07 <b>c</b>"))
    assert mine(area, session) == ["ab <b>c</b>"]
    assert "&lt;b&gt;c&lt;/b&gt;" in officer.get(at(area, "points-log", 1)).content.decode()


def test_the_next_point_starts_from_the_last_choices(area, session, officer):
    officer.post(at(area, "points-log", 1), point(area.words.logged, said_by="both", kind="fact"))
    form = officer.get(at(area, "points-log", 1)).context["form"]
    assert (form["said_by"].value(), form["kind"].value()) == ("both", "fact")


def test_each_page_has_an_id_of_its_own(area, session, officer):
    first, second = (officer.get(at(area, "points-log", 1)).context["form"] for _ in range(2))
    assert first["client_id"].value() != second["client_id"].value()


def test_facilitators_name_the_sector_and_are_led_to_all_points(area, session, client):
    build.log_point(session, area.la_officer, f"{area.words.logged} of an officer")
    response = client.as_(area.facilitator).get(at(area, "points-log", 1))
    assert "1 point logged by everybody so far." in text(response)
    assert at(area, "desk-detail", 1) in response.content.decode()
    assert [value for value, _ in response.context["form"].fields["said_by"].choices] == [
        "la", "tso", "both", "unknown",
    ]  # fmt: skip


def test_who_can_see_is_said_beside_the_box(area, session, officer):
    page = text(officer.get(at(area, "points-log", 1)))
    assert "You, Facilitator1 Quillshire and Facilitator2 Quillshire." in page
    assert page.count("Run by") == 1


def test_nobody_reads_anothers_points(area, session, client, coordinator):
    told = build.log_point(session, area.tso_officer, f"{area.words.logged} of the other sector")
    for seat in (area.la_officer, area.tso_lead, area.facilitator):
        reader = client.as_(seat)
        assert reader.get(at(area, "points-log", 1)).status_code == 200
        for page in ("points-edit", "points-remove"):
            assert reader.get(at(area, page, 1, point=told.id)).status_code == 404
            assert reader.post(at(area, page, 1, point=told.id)).status_code == 404
    assert client.as_(coordinator).get(at(area, "points-log", 1)).status_code == 403


def test_a_point_is_edited(area, session, officer):
    told = build.log_point(session, area.la_officer, f"{area.words.logged} before")
    address = at(area, "points-edit", 1, point=told.id)
    form = officer.get(address).context["form"]
    assert form["text"].value() == f"{area.words.logged} before"
    data = point(f"{area.words.logged} after", client_id=None, revision=form["revision"].value())
    assert officer.post(address, data).url == at(area, "points-log", 1)
    assert mine(area, session) == [f"{area.words.logged} after"]


def test_a_stale_edit_shows_both_wordings_and_either_can_be_used(area, session, officer):
    told = build.log_point(session, area.la_officer, f"{area.words.logged} before")
    address = at(area, "points-edit", 1, point=told.id)
    officer.post(address, point(f"{area.words.logged} theirs", client_id=None, revision=1))
    conflict = officer.post(address, point(f"{area.words.logged} mine", client_id=None, revision=1))
    assert conflict.status_code == 409
    page = text(conflict)
    assert f"{area.words.logged} theirs" in page
    assert f"{area.words.logged} mine" in page
    kept = conflict.context["form"]
    assert kept["text"].value() == f"{area.words.logged} mine"
    again = {field.name: field.value() for field in kept if field.value()}
    assert officer.post(address, again).status_code == 302
    assert mine(area, session) == [f"{area.words.logged} mine"]


def test_a_point_is_removed_after_a_question(area, session, officer):
    told = build.log_point(session, area.la_officer, f"{area.words.logged} gone")
    address = at(area, "points-remove", 1, point=told.id)
    assert "Remove this point?" in text(officer.get(address))
    assert mine(area, session) == [f"{area.words.logged} gone"]
    assert officer.post(address).url == at(area, "points-log", 1)
    assert LoggedPoint.objects.count() == 0
    assert officer.post(address).status_code == 404


def test_what_is_typed_stays_when_the_notes_were_sent_meanwhile(area, officer):
    workshop = build.circulated(area)
    words = f"{area.words.logged} too late"
    refused = officer.post(at(area, "points-log", 1), point(words))
    assert refused.status_code == 200
    assert "These notes have been sent for checking" in text(refused)
    assert words in refused.content.decode()
    told = logbook.own_points(workshop, area.la_officer)[0]
    edited = officer.post(
        at(area, "points-edit", 1, point=told.id), point(words, client_id=None, revision=told.revision)
    )
    assert words in edited.content.decode()
    assert "sent for checking" in text(officer.post(at(area, "points-remove", 1, point=told.id)))
    assert "Edit" not in text(officer.get(at(area, "points-log", 1)))


def test_who_was_not_there_is_told_why(area, client):
    build.delivered(area, la=2)
    page = text(client.as_(area.la[5]).get(at(area, "points-log", 1)))
    assert "You were not at this session" in page


def test_the_list_costs_the_same_at_one_and_three_points(area, session, officer, django_assert_num_queries):
    costs = []
    officer.get(at(area, "points-log", 1))
    for more in (1, 2):
        for n in range(more):
            build.log_point(session, area.la_officer, f"{area.words.logged} {n}")
        with django_assert_num_queries(15, exact=False) as counted:
            officer.get(at(area, "points-log", 1))
        costs.append(len(counted))
    assert costs[0] == costs[1]


def test_page_says_saved_once_and_only_after_a_save(area, session, officer):
    address = at(area, "points-log", 1)
    build.log_point(session, area.la_officer, "Logged before")
    notice = 'data-log-status>\n  <p class="app-save">'
    assert notice not in officer.get(address).content.decode()
    assert notice in officer.post(address, point("Said today"), follow=True).content.decode()
    assert notice not in officer.get(address).content.decode()


def test_kinds_are_named_in_the_programmes_words(area, session, officer):
    programme = area.area.programme
    programme.la_words, programme.tso_words = "Council", "VCSE"
    programme.save()
    build.log_point(session, area.la_officer, "How it is here", kind="feature_tso")
    page = text(officer.get(at(area, "points-log", 1)))
    assert "About the council" in page
    assert page.count("About the VCSE") == 2  # the choice, and the point in the list
    assert "third sector" not in page
