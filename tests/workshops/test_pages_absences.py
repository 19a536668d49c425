"""The pages of apologies and substitutes, as each of those concerned sees them (domain E2, 3K)."""

from __future__ import annotations

import re

import pytest
from django.core import mail as django_mail
from django.urls import reverse

from partnerships import consenting
from partnerships.models import Consent, Organisation, Role, Seat
from pipd.home import owed_by, seats_of
from pipd.kit import clock, mail
from tests import build
from tests.build import quotations
from tests.workshops.test_pages_area import at, said, text
from tests.workshops.test_standing_in import hold, presence_of
from workshops import standing_in
from workshops.models import Attendance, ClearedQuote, Workshop


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


# The substitute


def test_the_substitute_signs_in_with_the_code_that_goes_to_the_named_address(
    area, first, client, mailoutbox
):
    build.substitute(area, first, area.la_officer, agreed=False)
    for mail_id in mail.sweep():
        mail.send(mail_id)
    invitation = next(m for m in mailoutbox if m.to == ["substitute1@quillshire.example"])
    assert at(area, "stand-in", 1) in invitation.body
    assert "LA3" not in invitation.body
    client.post(reverse("account_request_login_code"), {"email": "substitute1@quillshire.example"})
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", django_mail.outbox[-1].body)
    assert code is not None
    signed_in = client.post(reverse("account_confirm_login_code"), {"code": code.group()})
    assert signed_in.status_code == 302
    assert "Say whether you stand in at session 1" in text(client.get("/"))


def test_before_agreeing_every_page_of_the_session_leads_to_the_question(area, first, client):
    seat = build.substitute(area, first, area.la_officer, agreed=False)
    me = client.as_(seat)
    for page in ("session-detail", "points-log", "note-read", "record-session"):
        assert me.get(at(area, page, 1)).url == at(area, "stand-in", 1)
    assert "Will you stand in for LA3 Quillshire?" in text(me.get(at(area, "stand-in", 1)))


def test_agreeing_needs_the_tick_and_opens_the_session(area, first, client):
    seat = build.substitute(area, first, area.la_officer, agreed=False)
    me = client.as_(seat)
    assert "Tick the box if you agree" in text(me.post(at(area, "stand-in", 1), {"recording": "on"}))
    assert presence_of(first, seat) == "asked"
    done = me.post(at(area, "stand-in", 1), {"take_part": "on"})
    assert done.url == at(area, "session-detail", 1)
    page = text(me.get(done.url))
    assert "Log points" in page
    assert list(seat.consents.values_list("kind", flat=True)) == ["take_part"]


def test_declining_closes_the_session_again(area, first, client):
    seat = build.substitute(area, first, area.la_officer, agreed=False)
    me = client.as_(seat)
    assert me.post(at(area, "stand-in-decline", 1)).url == "/"
    assert me.get(at(area, "stand-in", 1)).status_code == 404
    assert "You have no seat" not in text(me.get("/"))


def test_3k_other_sessions_and_the_area_are_as_unknown_as_any_other(area, first, client):
    seat = build.substitute(area, first, area.la_officer)
    me = client.as_(seat)
    nowhere = me.get("/areas/no-such-area/")
    pages = [at(area, page, 2) for page in ("session-detail", "points-log", "note-read", "note-check")]
    pages += [at(area, "area-detail"), at(area, "record-detail"), at(area, "record-session", 2)]
    pages += [reverse(f"actionplans:{name}", kwargs={"area": area.slug}) for name in ("plan-detail",)]
    pages += [reverse("partnerships:people-list", kwargs={"area": area.slug})]
    for page in pages:
        found = me.get(page)
        assert (found.status_code, found.content) == (404, nowhere.content), page
    assert me.get(at(area, "session-detail", 1)).status_code == 200


def test_control_without_the_guard_a_substitute_would_read_the_whole_record(area, first, client, monkeypatch):
    seat = build.substitute(area, first, area.la[4])
    build.cleared_note(area)
    me = client.as_(seat)
    assert me.get(at(area, "record-detail")).status_code == 404
    monkeypatch.setattr("partnerships.access.AreaMixin.admits", lambda self, seat: True)
    assert me.get(at(area, "record-detail")).status_code == 200


def test_who_did_not_come_sees_nothing_any_more(area, first, client):
    seat = build.substitute(area, first, area.la_officer)
    hold(area, first, **{str(seat.pk): "absent"})
    assert client.as_(seat).get(at(area, "session-detail", 1)).status_code == 404


# Marked wherever people are listed


def test_r18_a_substitute_is_marked_wherever_people_are_listed(area, first, client):
    seat = build.substitute(area, first, area.la_officer)
    reader = client.as_(area.facilitator)
    clock.set_to(first.ends_at)
    name = str(seat.user)
    assert f"{name} Substitute for LA3 Quillshire" in text(reader.get(at(area, "session-attendance", 1)))
    hold(area, first)
    assert f"{name} Substitute for LA3 Quillshire Attended" in text(reader.get(at(area, "session-detail", 1)))
    build.write_up(area, first, ["A statement"])
    build.circulating.circulate(first, by=area.facilitator)
    assert f"{name} (substitute)" in text(reader.get(at(area, "note-changes", 1)))
    people = text(reader.get(reverse("partnerships:people-list", kwargs={"area": area.slug})))
    assert name not in people
    assert "6 and 6 in the group" in people


def test_the_attendance_page_says_who_has_not_agreed(area, first, client):
    seat = build.substitute(area, first, area.la_officer, agreed=False)
    clock.set_to(first.ends_at)
    page = client.as_(area.facilitator).get(at(area, "session-attendance", 1))
    assert "has not agreed to take part yet and does not count" in text(page)
    assert f"seat_{seat.pk}" not in page.content.decode()


def test_the_page_of_a_session_costs_the_same_at_one_and_three_absences(
    area, first, client, django_assert_num_queries
):
    counts, reader = [], client.as_(area.facilitator)
    for seats in (area.la[3:4], area.la[4:6]):
        for seat in seats:
            build.substitute(area, first, seat, n=int(str(seat.user)[2]))
        reader.get(at(area, "session-detail", 1))
        with django_assert_num_queries(15, exact=False) as counted:
            page = text(reader.get(at(area, "session-detail", 1)))
        counts.append(len(counted))
    assert page.count("has agreed to come") == 3
    assert counts[0] == counts[1]


def test_a_substitute_takes_consent_to_a_recording_back(area, client):
    """Domain R26: consent is per person and can be withdrawn; the session's page leads there."""
    first = build.area_with_sessions(area)[0]
    seat = build.substitute(area, first, area.la_officer, agreed=False)
    standing_in.agree(first, recording=True, by=seat)
    address = reverse("workshops:recording-consent", kwargs={"area": area.slug})
    reader = client.as_(seat)
    assert address in reader.get(at(area, "session-detail", 1)).content.decode()
    reader.post(address, {"act": "withdraw"})
    assert consenting.standing([seat], Consent.Kind.RECORDING) == set()
    assert consenting.standing([seat], Consent.Kind.TAKE_PART) == {seat.pk}


def test_a_substitutes_words_are_theirs_to_permit_and_withdraw(area, client):
    """Domain I-24, I-25: what home asks of them opens, also once the notes are cleared."""
    first = build.area_with_sessions(area)[0]
    seat = build.substitute(area, first, area.la[4])
    workshop, quotation = quotations.quoted(area, words="QUAGGA-QUOTE as I put it", speaker=seat)
    reader = client.as_(seat, may_see=area.words.uncleared)
    links = [row.url for row in owed_by(seats_of(seat.user)) if row.kind == "quotation to permit"]
    assert [reader.get(url).status_code for url in links] == [200]
    kwargs = {"area": area.slug, "quotation": quotation}
    reader.post(reverse("workshops:quotation-permit", kwargs=kwargs))
    quotations.approved(area, workshop)
    assert ClearedQuote.objects.count() == 1
    reader.post(reverse("workshops:quotation-refuse", kwargs=kwargs))
    assert ClearedQuote.objects.count() == 0
