"""The pages for apologies, and for naming who comes instead (domain E2, R18)."""

from __future__ import annotations

import re

import pytest

from partnerships.models import Organisation, Role, Seat
from pipd.kit import clock
from tests import build
from tests.workshops.test_pages_area import at, said, text
from tests.workshops.test_standing_in import presence_of
from workshops import standing_in
from workshops.models import Attendance, Workshop


@pytest.fixture
def first(area) -> Workshop:
    return build.area_with_sessions(area)[0]


def form(**changes: str) -> dict[str, str]:
    data = {
        "full_name": "Sam Stand-In",
        "email": "sam@elsewhere.example",
        "job_title": "Manager",
        "organisation": "another",
        "other_name": "Elsewhere Borough",
        "other_kind": Organisation.Kind.OTHER_PUBLIC.value,
    }
    return data | changes


# Apologies


def test_the_page_of_a_session_offers_apologies_until_it_begins(area, first, client):
    me = client.as_(area.la_officer)
    assert "Say that you cannot come" in text(me.get(at(area, "session-detail", 1)))
    clock.set_to(first.starts_at)
    assert "Say that you cannot come" not in text(me.get(at(area, "session-detail", 1)))
    assert "This session has begun." in text(me.get(at(area, "session-apologies", 1)))


def test_apologies_are_sent_shown_and_taken_back(area, first, client):
    me = client.as_(area.la_officer)
    sent = me.post(at(area, "session-apologies", 1))
    assert sent.url == at(area, "session-apologies", 1)
    assert "You cannot come" in text(me.get(sent.url))
    group = text(client.as_(area.tso_officer).get(at(area, "session-detail", 1)))
    assert "Who cannot come" in group
    assert "LA3 Quillshire" in group
    me.post(at(area, "apologies-take-back", 1))
    assert presence_of(first, area.la_officer) == ""


def test_the_attendance_page_knows_the_apologies(area, first, client):
    standing_in.send_apologies(first, by=area.la_officer)
    clock.set_to(first.ends_at)
    page = client.as_(area.facilitator).get(at(area, "session-attendance", 1)).content.decode()
    checked = re.findall(rf'name="seat_{area.la_officer.pk}" value="(\w+)" checked', page)
    others = re.findall(rf'name="seat_{area.la_lead.pk}" value="(\w+)" checked', page)
    assert (checked, others) == (["apologies"], ["attended"])


# Naming


def test_a_participant_names_somebody_of_another_organisation(area, first, client):
    me = client.as_(area.la_officer)
    sent = me.post(at(area, "substitute-name", 1, seat=area.la_officer.pk), form())
    assert sent.url == at(area, "session-apologies", 1)
    assert said(sent) == ["Sam Stand-In is asked by email whether they agree to stand in."]
    page = text(me.get(sent.url))
    assert "Sam Stand-In Has not agreed yet" in page
    assert "Manager, Elsewhere Borough" in page


def test_naming_keeps_what_was_typed_and_names_each_fault(area, first, client):
    me = client.as_(area.la_officer)
    address = at(area, "substitute-name", 1, seat=area.la_officer.pk)
    response = me.post(address, form(email="sam", other_name="", other_kind="front_line"))
    page = text(response)
    assert "Enter an email address in the correct format" in page
    assert "Enter the name of the other organisation" in page
    assert 'value="Sam Stand-In"' in response.content.decode()
    assert (Seat.objects.filter(role=Role.SUBSTITUTE).count(), Attendance.objects.count()) == (0, 0)


def test_another_organisation_is_asked_about_only_where_it_is_chosen(area, first, client):
    me = client.as_(area.la_officer)
    address = at(area, "substitute-name", 1, seat=area.la_officer.pk)
    page = me.get(address).content.decode()
    assert "<title>Who comes instead of you, session 1" in page
    more = page.partition("app-more--another")[2]
    assert 'name="other_name"' in more
    assert re.search(r'<select[^>]*name="other_kind"[^>]*>\s*<option value=""[^>]*>', more)
    assert "Choose what kind of organisation it is" in text(me.post(address, form(other_kind="")))
    known = form(organisation=str(area.la_officer.organisation_id), other_name="", other_kind="")
    assert said(me.post(address, known)) == ["Sam Stand-In is asked by email whether they agree to stand in."]
    theirs = at(area, "substitute-name", 1, seat=area.la_lead.pk)
    page = client.as_(area.facilitator).get(theirs).content.decode()
    assert f"<title>Substitute for {area.la_lead.user}, session 1" in page


def test_x9_the_sector_cannot_be_sent_with_the_form(area, first, client):
    """Neither as a field, nor by an organisation of the other side."""
    me = client.as_(area.la_officer)
    address = at(area, "substitute-name", 1, seat=area.la_officer.pk)
    theirs = str(area.tso_officer.organisation_id)
    assert "Choose where they work" in text(me.post(address, form(organisation=theirs)))
    me.post(address, form(sector="tso", role="participant", is_lead="on"))
    made = Seat.objects.get(user__email="sam@elsewhere.example")
    assert (made.sector, made.role, made.is_lead) == ("la", Role.SUBSTITUTE, False)


def test_a_refusal_leaves_no_organisation_behind(area, first, client):
    address = at(area, "substitute-name", 1, seat=area.la_officer.pk)
    response = client.as_(area.la_officer).post(address, form(email=area.tso_lead.user.email))
    assert "they have another part in Quillshire" in text(response)
    assert not Organisation.objects.filter(name="Elsewhere Borough").exists()


def test_somebody_elses_place_is_as_unknown_as_none(area, first, client):
    me = client.as_(area.la_officer)
    theirs = me.get(at(area, "substitute-name", 1, seat=area.la_lead.pk))
    none = me.get(at(area, "substitute-name", 1, seat=first.pk))
    assert (theirs.status_code, theirs.content) == (404, none.content)


def test_a_facilitator_names_a_substitute_from_the_page_of_the_session(area, first, client):
    standing_in.send_apologies(first, by=area.la_officer)
    reader = client.as_(area.facilitator)
    address = at(area, "substitute-name", 1, seat=area.la_officer.pk)
    assert address in reader.get(at(area, "session-detail", 1)).content.decode()
    assert reader.post(address, form()).url == at(area, "session-detail", 1)
    page = text(reader.get(at(area, "session-detail", 1)))
    assert "LA3 Quillshire is asked to confirm that Sam Stand-In comes instead." in page
    others = text(client.as_(area.tso_officer).get(at(area, "session-detail", 1)))
    assert "Sam Stand-In" not in others
    standing_in.confirm(first, by=area.la_officer)
    reader = client.as_(area.facilitator)
    page = text(reader.get(at(area, "session-detail", 1)))
    assert "LA3 Quillshire Sam Stand-In Substitute has not agreed yet" in page
    clock.set_to(first.starts_at)
    assert address not in reader.get(at(area, "session-detail", 1)).content.decode()
    assert "This session has begun." in text(reader.post(address, form()))


@pytest.mark.parametrize(
    ("act", "said_of_it", "left"),
    [("confirm", "They are asked by email", "asked"), ("refuse", "Nobody comes instead of you.", "")],
)
def test_whose_place_it_is_says_whether_it_is_right(area, first, client, act, said_of_it, left):
    seat = build.propose(area, first, area.la_officer)
    assert client.as_(seat).get(at(area, "stand-in", 1)).status_code == 404
    me = client.as_(area.la_officer)
    where = at(area, "substitute-confirm", 1)
    assert where in me.get("/").content.decode()
    assert where in me.get(at(area, "session-apologies", 1)).content.decode()
    assert "Substitute1 Quillshire" in text(me.get(where))
    assert "Substitute1 Quillshire" not in text(client.as_(area.la_lead).get(where))
    me = client.as_(area.la_officer)
    done = me.post(where, {"act": act})
    assert said_of_it in said(done)[0]
    assert presence_of(first, seat) == left
    assert "Nobody is named for your place" in text(me.get(where))
    assert me.post(where, {"act": act}).status_code == 409


def test_the_attendance_page_says_who_is_not_confirmed(area, first, client):
    seat = build.propose(area, first, area.la_officer)
    clock.set_to(first.ends_at)
    page = client.as_(area.facilitator).get(at(area, "session-attendance", 1))
    assert "does not count: LA3 Quillshire has not confirmed it" in text(page)
    assert f"seat_{seat.pk}" not in page.content.decode()
