"""The page of one's own quotations: also after leaving, and for who stood in (domain I-15, I-24)."""

from __future__ import annotations

from typing import Any

import pytest

from partnerships import membership
from pipd.home import owed_by
from tests import build
from tests.build.notes import quote as attach
from tests.build.quotations import approved, cleared_quote, digest_of, quoted
from tests.workshops.test_pages_quotations import SAID, page, read
from workshops.clearance import circulating, quoting
from workshops.clearance.working import Quotation, QuotationAnswer
from workshops.models import ClearedQuote

# My quotations


def test_a_leaver_withdraws_their_words_on_their_own_page(area, client):
    quote = cleared_quote(area, words=SAID)
    speaker = area.tso[2]
    membership.leave(speaker, by=speaker)
    text = read(client, speaker, page("quotations-mine", area))
    assert SAID in text
    assert "In the record" in text
    address = page("quotation-refuse", area, quotation=quote.origin)
    assert "Withdraw your words?" in read(client, speaker, address)
    shown = client.as_(speaker).post(address, follow=True).content.decode()
    assert "No copy had been downloaded." in shown
    assert not ClearedQuote.objects.exists()


@pytest.fixture
def stood_in(area) -> tuple[build.Seat, build.Seat, Any]:
    """Two substitutes at session 1, and the quotation of the first, which is in the record."""
    first = build.area_with_sessions(area)[0]
    mine = build.substitute(area, first, area.tso[5])
    other = build.substitute(area, first, area.la[5], n=2)
    workshop = build.delivered(area)
    points = build.write_up(area, workshop, ["HOOPOE one", "HOOPOE two"])
    quotation = attach(area, workshop, points[0], SAID, speaker=mine)
    circulating.circulate(workshop, by=area.facilitator)
    return mine, other, quotation


def test_a_substitute_is_asked_permits_and_withdraws_their_words(area, client, stood_in):
    mine, _, quotation = stood_in
    [row] = [row for row in owed_by([mine]) if row.kind == "quotation to permit"]
    assert SAID in read(client, mine, row.url)
    client.as_(mine).post(page("quotation-permit", area, quotation=quotation))
    approved(area, build.Workshop.objects.get(area=area.area, number=1))
    assert ClearedQuote.objects.get().sector == "tso"
    assert row.url in read(client, mine, page("record-session", area, number=1))
    address = page("quotation-refuse", area, quotation=quotation)
    assert "Withdraw your words?" in read(client, mine, address)
    shown = client.as_(mine).post(address, follow=True)
    assert (shown.status_code, SAID in shown.content.decode()) == (200, False)
    assert not ClearedQuote.objects.exists()


def test_a_substitute_reaches_nobody_elses_words_and_nothing_else_of_the_area(area, client, stood_in):
    _, other, quotation = stood_in
    assert SAID not in read(client, other, page("quotations-mine", area))
    nowhere = client.as_(other).get("/areas/no-such-area/")
    for address in (page("quotation-refuse", area, quotation=quotation), page("record-detail", area)):
        found = client.as_(other).get(address)
        assert (found.status_code, found.content) == (404, nowhere.content)


@pytest.mark.parametrize("agreed", [True, False])
def test_a_substitute_who_was_not_there_has_no_page_of_quotations(area, client, agreed):
    seat = build.substitute(area, build.area_with_sessions(area)[0], area.tso[5], agreed=agreed)
    address = page("quotations-mine", area)
    assert client.as_(seat).get(address).status_code == 404
    build.delivered(area)
    assert client.as_(seat).get(address).status_code == (200 if agreed else 404)


def test_nobody_sees_somebody_elses_quotations(area, client):
    quote = cleared_quote(area, words=SAID)
    assert SAID not in read(client, area.la_officer, page("quotations-mine", area))
    for name in ("quotation-permit", "quotation-refuse"):
        address = page(name, area, quotation=quote.origin)
        assert client.as_(area.la_officer).post(address).status_code == 404
    assert ClearedQuote.objects.exists()


def test_who_claimed_anothers_words_cannot_withdraw_them(area, client):
    workshop, quotation = quoted(area, words=SAID, speaker=area.tso[2])
    quoting.permit(area.area, quotation, by=area.tso[2])
    approved(area, workshop)
    responder = build.responder(workshop, area.la[2])
    facts = {"responder": responder, "digest": digest_of(quotation), "said_at": build.clock.now()}
    QuotationAnswer.objects.create(quotation_id=quotation, stance="permits", **facts)
    address = page("quotation-refuse", area, quotation=quotation)
    assert client.as_(area.la[2]).post(address).status_code == 404
    assert ClearedQuote.objects.exists()
    assert client.as_(area.tso[2]).post(address).status_code == 302  # control
    assert not ClearedQuote.objects.exists()


def test_words_nobody_is_noted_for_are_on_the_page_of_whoever_was_asked(area, client):
    _, quotation = quoted(area, words=SAID, speaker=None)
    build.after_the_window(build.Workshop.objects.get(area=area.area, number=1))
    mine = page("quotations-mine", area)
    assert mine in read(client, area.tso[2], page("note-check", area, number=1))
    assert "These are my words" in read(client, area.tso[2], mine)
    assert SAID not in read(client, area.tso[5], mine)  # was not there
    address = page("quotation-permit", area, quotation=quotation)
    shown = client.as_(area.tso[2]).post(address, follow=True).content.decode()
    assert "as said by a participant" in shown
    assert QuotationAnswer.objects.get().stance == "permits"


def test_a_withdrawal_says_what_went_with_it(area, client):
    quote = cleared_quote(area, words=SAID)
    made = Quotation.objects.get(pk=quote.origin)
    made.pk, made.salt = None, "salt"
    made.save(force_insert=True)
    address = page("quotation-refuse", area, quotation=quote.origin)
    shown = client.as_(area.tso[2]).post(address, follow=True).content.decode()
    assert "With it went 1 other quotation from the same logged point." in shown


def test_permission_is_given_later_on_ones_own_page(area, client):
    workshop, quotation = quoted(area, words=SAID, speaker=area.tso[2])
    approved(area, workshop)
    client.as_(area.tso[2]).post(page("quotation-permit", area, quotation=quotation))
    assert SAID in read(client, area.la_officer, page("record-detail", area))
