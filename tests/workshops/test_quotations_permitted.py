"""Leave to use words: the speaker's alone, or everybody's who was there; and what ends it (domain I-25)."""

from __future__ import annotations

import pytest
from django.http import Http404

from partnerships import membership
from partnerships.membership import NotPossible
from tests import build
from tests.build.quotations import approved, cleared_quote, digest_of, quoted
from tests.workshops.test_withdrawing import places_of
from workshops.clearance import (
    answering,
    circulating,
    quotes_reading,
    quoting,
    verifying,
)
from workshops.clearance.working import Quotation, QuotationAnswer
from workshops.models import ClearedPoint, ClearedQuote

MARK = "OKAPI"
WORDS = f"{MARK} we wait for months"


def say(area, workshop, quotation, stance, *, by):
    stances = {quotation: (stance, digest_of(quotation))}
    answering.give(workshop, [], quotes=stances, by=by)


# Permission


def test_silence_of_a_known_speaker_keeps_the_quotation_out(area):
    """Domain E6: of a quotation the silence of a known speaker blocks."""
    workshop, _ = quoted(area, words=WORDS, speaker=area.tso[2])
    approved(area, workshop)
    assert ClearedPoint.objects.count() == 2
    assert not ClearedQuote.objects.exists()


def test_permission_before_clearing_puts_the_quotation_into_the_record(area):
    quote = cleared_quote(area, words=WORDS)
    assert (quote.text, quote.sector, quote.digest) == (WORDS, "tso", digest_of(quote.origin))
    assert list(verifying.verify()) == []


def test_permission_after_clearing_puts_it_there_at_once(area):
    workshop, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    approved(area, workshop)
    quoting.permit(area.area, quotation, by=area.tso[2])
    assert ClearedQuote.objects.get().text == WORDS


def test_a_quotation_whose_statement_is_left_out_is_not_used(area):
    workshop, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    quoting.permit(area.area, quotation, by=area.tso[2])
    build.answer(workshop, area.la[2], build.OUT, numbers=[1], ground="identifies")
    approved(area, workshop)
    assert not ClearedQuote.objects.exists()


def test_one_whom_it_would_identify_keeps_it_out(area):
    workshop, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    quoting.permit(area.area, quotation, by=area.tso[2])
    say(area, workshop, quotation, "identifies", by=area.la[2])
    approved(area, workshop)
    assert not ClearedQuote.objects.exists()


def test_words_nobody_is_noted_for_are_used_once_everybody_has_seen_them(area):
    workshop, _ = quoted(area, words=WORDS, speaker=None)
    for seat in area.la[:3] + area.tso[:3]:
        build.answer(workshop, seat)
    approved(area, workshop)
    assert ClearedQuote.objects.get().sector == ""


def test_words_nobody_is_noted_for_wait_for_those_who_have_not_seen_them(area):
    workshop, _ = quoted(area, words=WORDS, speaker=None)
    approved(area, workshop)  # two of each three answered
    assert not ClearedQuote.objects.exists()


def all_saw(area, workshop):
    for seat in area.la[:3] + area.tso[:3]:
        build.answer(workshop, seat)


def test_a_claim_gives_no_sector_and_stands_for_nobodys_having_seen_it(area):
    workshop, quotation = quoted(area, words=WORDS, speaker=None)
    say(area, workshop, quotation, "permits", by=area.la[2])
    approved(area, workshop)  # two of each three answered
    assert not ClearedQuote.objects.exists()


def test_a_claimed_quotation_that_all_have_seen_is_a_participants(area):
    workshop, quotation = quoted(area, words=WORDS, speaker=None)
    say(area, workshop, quotation, "permits", by=area.la[2])
    all_saw(area, workshop)
    approved(area, workshop)
    assert ClearedQuote.objects.get().sector == ""
    assert list(verifying.verify()) == []


def test_a_second_claim_takes_it_out_and_blanks_nothing(area):
    workshop, quotation = quoted(area, words=WORDS, speaker=None)
    say(area, workshop, quotation, "permits", by=area.la[2])
    all_saw(area, workshop)
    approved(area, workshop)
    quoting.permit(area.area, quotation, by=area.tso[2])
    assert not ClearedQuote.objects.exists()
    assert Quotation.objects.get().text == WORDS


@pytest.mark.parametrize("act", [quoting.refuse, quoting.withdraw])
def test_whoever_said_it_withdraws_it_after_somebody_else_claimed_it(area, act):
    workshop, quotation = quoted(area, words=WORDS, speaker=None)
    say(area, workshop, quotation, "permits", by=area.la[2])
    all_saw(area, workshop)
    approved(area, workshop)
    membership.leave(area.tso[2], by=area.tso[2])
    act(area.area, quotation, by=area.tso[2])
    assert places_of(MARK) == []


def test_who_was_not_asked_claims_nothing(area):
    _, quotation = quoted(area, words=WORDS, speaker=None)
    assert quotes_reading.mine(area.area, area.tso[5]) == []
    with pytest.raises(Http404):
        quoting.permit(area.area, quotation, by=area.tso[5])


# When the statement beside them changes


def reworded(area, workshop, number=1):
    words = f"{area.words.cleared} and something else altogether"
    build.answer(workshop, area.la[2], build.CHANGE, numbers=[number], reason="r", new_text=words)
    build.decide(area, build.amendments(workshop)[0])
    circulating.circulate_changes(workshop, by=area.facilitator)


def test_permission_ends_when_the_statement_changes_and_is_asked_for_again(area):
    workshop, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    quoting.permit(area.area, quotation, by=area.tso[2])
    assert quotes_reading.waiting([area.tso[2]]) == []
    reworded(area, workshop)
    assert [w.quotations for w in quotes_reading.waiting([area.tso[2]])] == [1]
    [mine] = quotes_reading.mine(area.area, area.tso[2])
    assert (mine.stance, "something else" in mine.statement) == ("", True)
    approved(area, workshop)
    assert ClearedPoint.objects.count() == 2
    assert not ClearedQuote.objects.exists()
    membership.leave(area.tso[2], by=area.tso[2])  # and a leaver's answer counts as before
    quoting.permit(area.area, quotation, by=area.tso[2])
    assert ClearedQuote.objects.get().digest == digest_of(quotation)
    assert list(verifying.verify()) == []


def test_permission_stays_when_another_statement_changes(area):
    """Control."""
    workshop, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    quoting.permit(area.area, quotation, by=area.tso[2])
    reworded(area, workshop, number=2)
    approved(area, workshop)
    assert ClearedQuote.objects.get().text == WORDS
    assert list(verifying.verify()) == []


@pytest.mark.parametrize("stance", ["identifies", "refuses"])
def test_what_keeps_words_out_does_so_beside_any_statement(area, stance):
    workshop, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    other = area.tso[2] if stance == "refuses" else area.la[2]
    say(area, workshop, quotation, stance, by=other)
    reworded(area, workshop)
    if stance == "identifies":
        quoting.permit(area.area, quotation, by=area.tso[2])
    approved(area, workshop)
    assert not ClearedQuote.objects.exists()


def test_permission_is_for_the_statement_that_was_read(area):
    workshop, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    read = digest_of(quotation)
    reworded(area, workshop)
    with pytest.raises(NotPossible, match="changed meanwhile"):
        quoting.permit(area.area, quotation, read=read, by=area.tso[2])
    quoting.permit(area.area, quotation, read=digest_of(quotation), by=area.tso[2])


def test_verify_names_a_quotation_cleared_beside_other_words_than_were_permitted(area):
    cleared_quote(area, words=WORDS)
    QuotationAnswer.objects.update(digest="0" * 64)
    assert [line for line in verifying.verify() if "no permission stands" in line] != []
