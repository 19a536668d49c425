"""The pages of quotations: attached at the desk, permitted on the check page, withdrawn, printed, read."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from partnerships import membership
from pipd.home import owed_by
from pipd.kit.models import LogEntry
from tests import build
from tests.build.notes import quote as attach
from tests.build.quotations import approved, cleared_quote, digest_of, quoted
from tests.client import Client
from workshops.clearance import circulating, quotes_reading, quoting
from workshops.clearance.working import Quotation, QuotationAnswer
from workshops.models import ClearedQuote, EditedQuote

SAID = "HOOPOE in these very words"
MINE, OTHERS = "You are noted as having said this", "Are these your words"


def page(name: str, area: build.Group, **kwargs: Any) -> str:
    return reverse(f"workshops:{name}", kwargs={"area": area.slug, **kwargs})


def read(client: Client, seat: build.Seat, address: str) -> str:
    response = client.as_(seat).get(address)
    assert response.status_code == 200
    return response.content.decode()


# Writing up


@pytest.fixture
def draft(area: build.Group) -> tuple[build.Workshop, Any, Any]:
    workshop = build.delivered(area)
    words = {"is_quotation": True, "own_words": True}
    logged = build.log_point(workshop, area.tso[2], "We wait for months, always.", **words)
    point = build.writing.make(
        workshop, sources=[logged.id], text="Waiting is long", kind="barrier", by=area.facilitator
    )
    return workshop, point, logged


def test_a_facilitator_attaches_exact_words_with_their_speaker(area, client, draft):
    _, point, logged = draft
    address = page("quotation-attach", area, number=1, point=point, source=logged.id)
    shown = read(client, area.facilitator, address)
    assert area.tso[2].user.full_name in shown
    assert re.search(rf'value="{area.tso[2].pk}"[^>]*checked', shown)  # they logged it as their own words
    typed = {"text": "We wait for months", "speaker": str(area.tso[2].pk)}
    shown = client.as_(area.facilitator).post(address, typed, follow=True).content.decode()
    assert "Said by " + area.tso[2].user.full_name in shown
    quotation = Quotation.objects.get()
    assert (quotation.text, quotation.sector) == ("We wait for months", "tso")
    address = page("quotation-detach", area, number=1, point=point, quotation=quotation.pk)
    client.as_(area.facilitator).post(address)
    assert Quotation.objects.filter(removed_at=None).count() == 0


def test_other_words_are_refused_and_kept_in_the_form(area, client, draft):
    _, point, logged = draft
    address = page("quotation-attach", area, number=1, point=point, source=logged.id)
    shown = client.as_(area.facilitator).post(address, {"text": "We wait for years", "speaker": "unknown"})
    text = shown.content.decode()
    assert "Use the exact words as they were logged" in text
    assert "We wait for years" in text
    assert not Quotation.objects.exists()


def test_the_page_before_sending_shows_quotations_without_their_speaker(area, client, draft):
    workshop, point, _ = draft
    attach(area, workshop, point, SAID, speaker=area.tso[2])
    text = read(client, area.facilitator, page("circulate", area, number=1))
    assert SAID in text
    assert area.tso[2].user.full_name not in text


# The check page


def test_only_the_speaker_is_told_that_they_are_noted(area, client):
    quoted(area, words=SAID, speaker=area.tso[2])
    address = page("note-check", area, number=1)
    mine, others = read(client, area.tso[2], address), read(client, area.la[2], address)
    assert (MINE in mine, MINE in others) == (True, False)
    assert (OTHERS in mine, OTHERS in others) == (False, True)
    for text in (others, read(client, area.la[5], page("note-read", area, number=1))):
        assert SAID in text
        assert "Third sector participant" in text
        assert area.tso[2].user.full_name not in text


@pytest.mark.parametrize("stance", ["permits", "refuses"])
def test_the_speaker_answers_in_one_go_with_the_statements(area, client, stance):
    workshop, quotation = quoted(area, words=SAID, speaker=area.tso[2])
    address = page("note-check", area, number=1)
    shown = {f"digest_{cp.number}": cp.digest for cp in build.shown(workshop)}
    typed = {"rest": "1", **shown, "quote_1_1": stance, "quote_digest_1_1": digest_of(quotation)}
    speaker = client.as_(area.tso[2])
    shown = speaker.post(address, typed).content.decode()
    assert "The quotation beside statement 1" in shown
    assert not QuotationAnswer.objects.exists()
    speaker.post(address, {**typed, "step": "send"})
    assert QuotationAnswer.objects.get().stance == stance
    approved(area, workshop)
    assert ClearedQuote.objects.exists() == (stance == "permits")


def test_answering_the_quotation_alone_is_an_answer(area, client):
    _, quotation = quoted(area, words=SAID, speaker=area.tso[2])
    typed = {"quote_1_1": "permits", "quote_digest_1_1": digest_of(quotation), "step": "send"}
    client.as_(area.tso[2]).post(page("note-check", area, number=1), typed)
    assert QuotationAnswer.objects.get().stance == "permits"


def test_another_one_claims_the_words_or_says_they_would_be_known(area, client):
    _, quotation = quoted(area, words=SAID, speaker=None)
    address = page("note-check", area, number=1)
    for seat, stance in ((area.la[2], "refuses"), (area.tso[1], "identifies")):
        typed = {"quote_1_1": stance, "quote_digest_1_1": digest_of(quotation), "step": "send"}
        client.as_(seat).post(address, typed)
    assert set(QuotationAnswer.objects.values_list("stance", flat=True)) == {"refuses", "identifies"}


def test_a_forged_answer_to_a_quotation_says_nothing(area, client):
    _, quotation = quoted(area, words=SAID, speaker=area.tso[2])
    typed = {"quote_1_1": "identifies", "quote_digest_1_1": digest_of(quotation), "step": "send"}
    client.as_(area.tso[2]).post(page("note-check", area, number=1), typed)  # no choice of the speaker's
    assert not QuotationAnswer.objects.exists()


def test_the_check_page_costs_the_same_with_one_and_three_quotations(area, client, django_assert_num_queries):
    def cost(n: int, quotations: int) -> int:
        workshop = build.delivered(area, n)
        points = build.write_up(area, workshop, ["One", "Two", "Three"])
        for point in points[:quotations]:
            attach(area, workshop, point, f"{SAID} {point}", speaker=area.tso[2])
        circulating.circulate(workshop, by=area.facilitator)
        reader = client.as_(area.tso[2])
        reader.get(page("note-check", area, number=n))
        with django_assert_num_queries(15, exact=False) as counted:
            reader.get(page("note-check", area, number=n))
        return len(counted)

    assert cost(1, 1) == cost(2, 3)


def test_home_asks_the_speaker_alone(area):
    quoted(area, words=SAID, speaker=area.tso[2])
    kinds = {n: [row.kind for row in owed_by([seat])] for n, seat in enumerate(area.participants)}
    asked = [n for n, found in kinds.items() if "quotation to permit" in found]
    assert asked == [area.participants.index(area.tso[2])]


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
    assert "No copy of it had been downloaded." in shown
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


# The record


def test_the_record_shows_quotations_by_sector_alone(area, client):
    cleared_quote(area, words=SAID)
    for name, kwargs in (("record-detail", {}), ("record-session", {"number": 1})):
        text = read(client, area.la_officer, page(name, area, **kwargs))
        assert '<blockquote class="app-quote">' in text
        assert SAID in text
        assert "Third sector participant" in text
        assert area.tso[2].user.full_name not in text


def test_the_printed_form_is_shown_with_the_cleared_words_beside_it(area, client):
    quote = cleared_quote(area, words=SAID)
    address = page("quote-print", area, quote=quote.pk)
    facilitator = client.as_(area.facilitator)
    wrong = facilitator.post(address, {"text": "HOOPOE in other words", "revision": "0"}).content.decode()
    assert "needs clearing again" in wrong
    assert "HOOPOE in other words" in wrong
    facilitator.post(address, {"text": "HOOPOE in these [own] very words", "revision": "0"})
    text = read(client, area.la_officer, page("record-detail", area))
    assert "HOOPOE in these [own] very words" in text
    assert "The words as they were cleared" in text
    assert SAID in text


def test_an_uncleared_sentence_is_not_printed_in_brackets_and_whoever_prints_is_logged(area, client):
    quote = cleared_quote(area, words=SAID)
    address = page("quote-print", area, quote=quote.pk)
    facilitator = client.as_(area.facilitator)
    typed = f"{SAID} [and the director of the trust lied to us all]"
    wrong = facilitator.post(address, {"text": typed, "revision": "0"}).content.decode()
    assert "nobody has cleared it" in wrong
    assert not EditedQuote.objects.exists()
    facilitator.post(address, {"text": f"{SAID} [here]", "revision": "0"})
    logged = LogEntry.objects.get(verb="quotation printed otherwise", subject=quote.pk)
    assert logged.actor == area.facilitator.pk


def test_two_who_print_at_once_lose_nothing(area, client):
    quote = cleared_quote(area, words=SAID)
    address = page("quote-print", area, quote=quote.pk)
    client.as_(area.facilitator).post(address, {"text": f"{SAID} [so]", "revision": "0"})
    second = client.as_(area.other_facilitator).post(address, {"text": f"{SAID} [there]", "revision": "0"})
    assert second.status_code == 409
    assert "[there]" in second.content.decode()
    assert EditedQuote.objects.get().text == f"{SAID} [so]"


def test_the_printed_form_goes_with_the_quotation(area, client):
    quote = cleared_quote(area, words=SAID)
    client.as_(area.facilitator).post(
        page("quote-print", area, quote=quote.pk), {"text": f"{SAID} [so]", "revision": "0"}
    )
    client.as_(area.facilitator).post(page("quote-withdraw", area, quote=quote.pk))
    assert not EditedQuote.objects.exists()


def test_the_record_costs_the_same_at_one_and_three_quotations(area, client, django_assert_num_queries):
    quote = cleared_quote(area, words=SAID)
    reader = client.as_(area.la_officer)

    def cost() -> int:
        reader.get(page("record-detail", area))  # the first visit renews the session
        with django_assert_num_queries(15, exact=False) as counted:
            reader.get(page("record-detail", area))
        return len(counted)

    one = cost()
    workshop, _ = quoted(area, 2, words=f"{SAID} again", speaker=area.tso[2])
    for mine in quotes_reading.mine(area.area, area.tso[2]):
        if mine.id != quote.origin:
            quoting.permit(area.area, mine.id, by=area.tso[2])
    approved(area, workshop)
    assert ClearedQuote.objects.count() == 2
    assert cost() == one


@pytest.mark.parametrize("name", ["record-word", "record-table"])
def test_a_coordinator_takes_a_copy_and_others_outside_get_nothing(area, neighbour, client, name):
    cleared_quote(area, words=SAID)
    address = page(name, area)
    response = client.as_(area.coordinator).post(address)
    assert response["Content-Disposition"].startswith('attachment; filename="A01-REC-ALL-R1.')
    assert client.as_(neighbour.la_lead).post(address).status_code == 404
    assert client.as_(area.la_officer).get(address).status_code == 405


@pytest.mark.parametrize("session", ["9", "x", "1&2", "٣"])
def test_a_copy_of_no_session_is_not_made(area, client, session):
    cleared_quote(area, words=SAID)
    response = client.as_(area.la_officer).post(page("record-table", area), {"session": session}, follow=True)
    assert response.status_code == 404 or "Nothing is cleared yet" in response.content.decode()
    assert not response.headers.get("Content-Disposition")
