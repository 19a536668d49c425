"""Quotations are withdrawn everywhere, and verify names what is left of them (domain I-24)."""

from __future__ import annotations

import pytest

from partnerships import membership
from partnerships.membership import NotPossible
from tests import build
from tests.build.quotations import approved, cleared_quote, quoted
from tests.workshops.test_quotations_permitted import MARK, WORDS
from tests.workshops.test_withdrawing import places_of
from workshops.clearance import (
    circulating,
    quoting,
    verifying,
    withdrawing,
)
from workshops.clearance.working import CirculatedQuotation, LoggedPoint, Quotation
from workshops.models import ClearedPoint, ClearedQuote

# Withdrawal


def test_the_words_stood_in_every_place_before(area):
    cleared_quote(area, words=WORDS)
    assert places_of(MARK) == [
        "CirculatedQuotation.text",
        "ClearedQuote.text",
        "LoggedPoint.text",
        "Quotation.text",
    ]


def test_a_speaker_who_left_withdraws_their_words_from_everywhere(area):
    """Domain E7: their quotations go everywhere; the group record stays."""
    quote = cleared_quote(area, words=WORDS)
    speaker = area.tso[2]
    membership.leave(speaker, by=speaker)
    quoting.withdraw(area.area, quote.origin, by=speaker)
    assert places_of(MARK) == []
    assert set(CirculatedQuotation.objects.values_list("salt", flat=True)) == {""}
    assert ClearedPoint.objects.count() == 2
    assert list(verifying.verify()) == []


def test_refusing_what_is_in_the_record_withdraws_it(area):
    quote = cleared_quote(area, words=WORDS)
    quoting.refuse(area.area, quote.origin, by=area.tso[2])
    assert places_of(MARK) == []


def test_withdrawing_a_statement_takes_its_quotations_along(area):
    quote = cleared_quote(area, words=WORDS)
    withdrawing.withdraw(area.area, quote.point_id, by=area.facilitator)
    assert places_of(MARK) == []
    assert list(verifying.verify()) == []


def test_a_facilitator_withdraws_a_quotation_for_somebody_it_identifies(area):
    quote = cleared_quote(area, words=WORDS)
    quoting.withdraw(area.area, quote.origin, by=area.facilitator)
    assert places_of(MARK) == []


# What verify says


def test_verify_names_a_cleared_quotation_without_permission(area):
    quote = cleared_quote(area, words=WORDS)
    from_models = Quotation.objects.filter(pk=quote.origin)
    quoting.QuotationAnswer.objects.filter(quotation=quote.origin).delete()
    assert [line for line in verifying.verify() if "no permission stands" in line] != []
    assert from_models.exists()


def test_verify_names_a_version_whose_quotation_was_altered(area):
    cleared_quote(area, words=WORDS)
    CirculatedQuotation.objects.update(text="Other words")
    found = list(verifying.verify())
    assert [line for line in found if "does not match its digest" in line] != []


def test_verify_names_words_left_of_a_withdrawn_quotation(area):
    quote = cleared_quote(area, words=WORDS)
    quoting.withdraw(area.area, quote.origin, by=area.tso[2])
    CirculatedQuotation.objects.update(redacted_at=None, text=WORDS)
    assert [line for line in verifying.verify() if "words of it are left" in line] != []


def test_the_version_tells_of_its_quotations(area):
    """Control: without the quotation's digest the version's own would be another one."""
    workshop, _ = quoted(area, words=WORDS, speaker=None)
    points = [cp.digest for cp in build.shown(workshop)]
    shown = [cq.digest for cq in CirculatedQuotation.objects.all()]
    digest = build.version_of(workshop).digest
    assert circulating.digests.of_version([*points, *shown]) == digest
    assert circulating.digests.of_version(points) != digest


def twice_quoted(area):
    """Two quotations of one speaker from one logged point, beside two statements, both in the record."""
    workshop = build.delivered(area)
    points = build.write_up(area, workshop, ["HOOPOE one", "HOOPOE two"])
    logged = build.log_point(workshop, area.tso[2], f"{WORDS}, {MARK} and Jane is rude", is_quotation=True)
    said = {"source": logged.id, "speaker": area.tso[2].pk, "by": area.facilitator}
    words = zip(points, (f"{WORDS}, {MARK} and Jane is rude", WORDS), strict=True)
    made = [quoting.attach(workshop, point, text=text, **said) for point, text in words]
    circulating.circulate(workshop, by=area.facilitator)
    for quotation in made:
        quoting.permit(area.area, quotation, by=area.tso[2])
    approved(area, workshop)
    assert ClearedQuote.objects.count() == 2
    return made


@pytest.mark.parametrize("by", ["speaker", "facilitator"])
def test_words_taken_back_go_from_every_quotation_of_their_logged_point(area, by):
    made = twice_quoted(area)
    assert places_of(MARK) != []
    seat = area.tso[2] if by == "speaker" else area.facilitator
    gone = quoting.withdraw(area.area, made[0], by=seat)
    assert (gone.quotations, gone.copies) == (2, 0)
    assert places_of(MARK) == []
    assert not ClearedQuote.objects.exists()
    assert ClearedPoint.objects.count() == 2
    assert list(verifying.verify()) == []


def test_verify_names_words_kept_in_the_logged_point(area):
    made = twice_quoted(area)
    source = Quotation.objects.get(pk=made[0]).source_id
    quoting.withdraw(area.area, made[0], by=area.tso[2])
    LoggedPoint.objects.filter(pk=source).update(text=WORDS)
    assert [line for line in verifying.verify() if "taken from are kept" in line] != []


def test_a_statement_withdrawn_leaves_what_is_quoted_beside_another(area):
    """Control: there nobody has taken the words back."""
    made = twice_quoted(area)
    withdrawing.withdraw(area.area, ClearedQuote.objects.get(origin=made[0]).point_id, by=area.facilitator)
    assert [quote.origin for quote in ClearedQuote.objects.all()] == [made[1]]
    assert list(verifying.verify()) == []


@pytest.mark.parametrize("second", [None, "another"])
def test_one_logged_point_has_one_speaker(area, second):
    workshop = build.delivered(area)
    points = build.write_up(area, workshop, ["One", "Two"])
    logged = build.log_point(workshop, area.tso[2], WORDS, is_quotation=True)
    said = {"source": logged.id, "text": WORDS, "by": area.facilitator}
    first = quoting.attach(workshop, points[0], speaker=area.tso[2].pk, **said)
    speaker = area.tso[1].pk if second else None
    with pytest.raises(NotPossible, match="one speaker"):
        quoting.attach(workshop, points[1], speaker=speaker, **said)
    quoting.detach(workshop, first, by=area.facilitator)
    quoting.attach(workshop, points[1], speaker=speaker, **said)
