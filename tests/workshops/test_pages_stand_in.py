"""The pages of a substitute: agreeing, the one session, and being marked as one (domain R18, 3K)."""

from __future__ import annotations

import re

import pytest
from django.core import mail as django_mail
from django.urls import reverse

from partnerships import consenting
from partnerships.models import Consent
from pipd.home import owed_by, seats_of
from pipd.kit import clock, mail
from tests import build
from tests.build import quotations
from tests.workshops.test_pages_area import at, text
from tests.workshops.test_standing_in import hold, presence_of
from workshops import standing_in
from workshops.forms.absences import AgreeForm
from workshops.models import ClearedQuote, Workshop


@pytest.fixture
def first(area) -> Workshop:
    return build.area_with_sessions(area)[0]


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
    done = me.post(at(area, "stand-in", 1), {"take_part": "on", "read": AgreeForm.shown()})
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
    assert consenting.standing([seat], Consent.Kind.RECORDING) == {}
    assert set(consenting.standing([seat], Consent.Kind.TAKE_PART)) == {seat.pk}


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
