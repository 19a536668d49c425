"""Claims on words that somebody else is noted for, and what people may say of whose words (domain I-25)."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests import build
from tests.build.quotations import approved, cleared_quote, quoted
from tests.workshops.test_quotations_permitted import MARK, WORDS, say
from tests.workshops.test_withdrawing import places_of
from workshops.clearance import (
    answering,
    quotable,
    quotes_reading,
    quoting,
    reopening,
    verifying,
)
from workshops.clearance.working import Quotation
from workshops.models import ClearedPoint, ClearedQuote

# Claims on words that somebody else is noted for


@pytest.mark.parametrize("stance", ["permits", "refuses"])
def test_a_claim_on_anothers_words_is_an_open_question(area, stance):
    workshop, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    quoting.permit(area.area, quotation, by=area.tso[2])
    say(area, workshop, quotation, stance, by=area.la[2])
    [told] = quotes_reading.judged_for_facilitators(build.note_of(workshop)).popitem()[1]
    assert told.why_not == quotable.CLAIMED
    approved(area, workshop)
    assert not ClearedQuote.objects.exists()
    assert Quotation.objects.get().text == WORDS


def test_a_claim_taken_back_lets_it_be_used(area):
    workshop, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    quoting.permit(area.area, quotation, by=area.tso[2])
    say(area, workshop, quotation, "permits", by=area.la[2])
    say(area, workshop, quotation, "", by=area.la[2])
    approved(area, workshop)
    assert ClearedQuote.objects.get().sector == "tso"


@pytest.mark.parametrize("act", [quoting.permit, quoting.refuse, quoting.withdraw])
def test_a_claim_gives_no_say_over_anothers_words(area, act):
    workshop, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    say(area, workshop, quotation, "permits", by=area.la[2])
    before = places_of(MARK)
    assert quotes_reading.mine(area.area, area.la[2]) == []
    with pytest.raises(Http404):
        act(area.area, quotation, by=area.la[2])
    assert places_of(MARK) == before


@pytest.mark.parametrize(("stance", "left"), [("permits", 1), ("refuses", 1), ("identifies", 0)])
def test_a_claim_made_later_takes_nothing_out_of_the_record(area, stance, left):
    """Control: an objection of somebody it would identify does."""
    quote = cleared_quote(area, words=WORDS)
    other = ClearedPoint.objects.exclude(pk=quote.point_id).get()
    workshop = build.note_of(other.note.workshop).workshop
    reopening.ask(workshop, [other.origin], reason="x", by=area.la_lead)
    reopening.agree(workshop, by=area.tso_lead)
    reopening.agree(workshop, by=area.facilitator)
    say(area, workshop, quote.origin, stance, by=area.la[2])
    assert ClearedQuote.objects.count() == left
    assert list(verifying.verify()) == []


def test_what_was_said_of_a_quotation_can_be_taken_back(area):
    workshop, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    say(area, workshop, quotation, "refuses", by=area.tso[2])
    say(area, workshop, quotation, "", by=area.tso[2])
    say(area, workshop, quotation, "permits", by=area.tso[2])
    approved(area, workshop)
    assert ClearedQuote.objects.count() == 1


def test_permission_for_other_words_does_not_count(area):
    workshop, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    answering.give(workshop, [], quotes={quotation: ("permits", "0" * 64)}, by=area.tso[2])
    approved(area, workshop)
    assert not ClearedQuote.objects.exists()


@pytest.mark.parametrize("act", [quoting.permit, quoting.refuse, quoting.withdraw])
def test_nobody_speaks_for_somebody_elses_words(area, act):
    _, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    with pytest.raises(Http404):
        act(area.area, quotation, by=area.la_officer)


@pytest.mark.parametrize("act", [quoting.permit, quoting.refuse])
def test_a_coordinator_permits_nothing(area, act):
    _, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    with pytest.raises(PermissionDenied):
        act(area.area, quotation, by=area.coordinator)


def test_a_quotation_of_another_area_is_unknown(area, neighbour):
    _, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    with pytest.raises((Http404, PermissionDenied)):
        quoting.withdraw(area.area, quotation, by=neighbour.facilitator)
    with pytest.raises(Http404):
        quoting.withdraw(neighbour.area, quotation, by=neighbour.facilitator)
