"""The pages on which quotations are attached, and answered with the statements (domain I-25)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from pipd.home import owed_by
from tests import build
from tests.build.notes import quote as attach
from tests.build.quotations import approved, digest_of, quoted
from tests.client import Client
from workshops.clearance import circulating
from workshops.clearance.working import Quotation, QuotationAnswer
from workshops.models import ClearedQuote

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
