"""Quotations in the record: by sector alone, and printed with what was added in brackets (domain R39)."""

from __future__ import annotations

import pytest

from pipd.kit.models import LogEntry
from tests.build.quotations import approved, cleared_quote, quoted
from tests.workshops.test_pages_quotations import SAID, page, read
from workshops.clearance import quotes_reading, quoting
from workshops.models import ClearedQuote, EditedQuote

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
