"""Quotations: shown with their statement, used only with permission, withdrawn everywhere (domain I-24, I-25)."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from partnerships import membership
from partnerships.membership import NotPossible
from tests import build
from tests.build.quotations import approved, cleared_quote, digest_of, quoted
from tests.workshops.test_withdrawing import places_of
from workshops import logbook
from workshops.clearance import (
    answering,
    circulating,
    quotable,
    quotes_reading,
    quoting,
    reopening,
    verifying,
    withdrawing,
)
from workshops.clearance.quotable import Said, Standing
from workshops.clearance.working import CirculatedQuotation, LoggedPoint, Quotation, QuotationAnswer
from workshops.models import ClearedPoint, ClearedQuote

MARK = "OKAPI"
WORDS = f"{MARK} we wait for months"


def say(area, workshop, quotation, stance, *, by):
    stances = {quotation: (stance, digest_of(quotation))}
    answering.give(workshop, [], quotes=stances, by=by)


# The rule alone

ONE, TWO = object(), object()
YES, NO, LAPSED = Said("permits"), Said("refuses"), Said("permits", lapsed=True)


@pytest.mark.parametrize(
    ("standing", "usable", "sector"),
    [
        (Standing(ONE, "la"), False, ""),
        (Standing(ONE, "la", {ONE: YES}), True, "la"),
        (Standing(ONE, "la", {ONE: NO}), False, ""),
        (Standing(ONE, "la", {TWO: YES}), False, ""),
        (Standing(ONE, "la", {ONE: YES, TWO: Said("identifies")}), False, ""),
        (Standing(ONE, "la", {ONE: YES, TWO: YES}), False, "la"),
        (Standing(ONE, "la", {ONE: YES, TWO: NO}), False, "la"),
        (Standing(None, "", {TWO: YES}, frozenset({ONE, TWO}), frozenset({TWO})), False, ""),
        (Standing(None, "", {TWO: YES}, frozenset({ONE, TWO}), frozenset({ONE, TWO})), True, ""),
        (Standing(ONE, "la", {ONE: LAPSED}), False, ""),
        (Standing(None, "", {TWO: LAPSED}, frozenset({ONE, TWO}), frozenset({ONE, TWO})), False, ""),
        (Standing(None, "", {TWO: NO}, frozenset({ONE, TWO}), frozenset({ONE, TWO})), False, ""),
        (Standing(None, "", {ONE: YES, TWO: YES}, frozenset({ONE, TWO}), frozenset({ONE, TWO})), False, ""),
        (Standing(None, "", {}, frozenset({ONE, TWO}), frozenset({ONE})), False, ""),
        (Standing(None, "", {}, frozenset({ONE, TWO}), frozenset({ONE, TWO})), True, ""),
        (Standing(None, "", {}, frozenset(), frozenset()), False, ""),
    ],
)
def test_a_quotation_is_usable_only_by_i_25(standing, usable, sector):
    found = quotable.judge(standing)
    assert (found.usable, found.sector, bool(found.why_not)) == (usable, sector, not usable)


# Attaching


def test_a_quotation_holds_the_exact_words_that_were_logged(area):
    workshop = build.delivered(area)
    point = build.write_up(area, workshop, ["A statement"])[0]
    logged = build.log_point(workshop, area.la_officer, "We wait for months, always.", is_quotation=True)
    with pytest.raises(NotPossible, match="exact words"):
        quoting.attach(workshop, point, source=logged.id, text="We wait for years", by=area.facilitator)
    quoting.attach(workshop, point, source=logged.id, text="We wait for months", by=area.facilitator)
    assert Quotation.objects.get().text == "We wait for months"


def test_only_a_point_marked_as_exact_words_is_quoted(area):
    workshop = build.delivered(area)
    point = build.write_up(area, workshop, ["A statement"])[0]
    logged = build.log_point(workshop, area.la_officer, "We wait for months")
    with pytest.raises(Http404):
        quoting.attach(workshop, point, source=logged.id, text="We wait for months", by=area.facilitator)


def test_the_speaker_is_one_of_those_who_will_be_asked(area):
    workshop = build.delivered(area)
    point = build.write_up(area, workshop, ["A statement"])[0]
    logged = build.log_point(workshop, area.la_officer, "We wait", is_quotation=True)
    absent = area.tso[5].pk
    with pytest.raises(Http404):
        quoting.attach(workshop, point, source=logged.id, text="We wait", speaker=absent, by=area.facilitator)


def test_nobody_but_a_facilitator_attaches_a_quotation(area):
    workshop = build.delivered(area)
    point = build.write_up(area, workshop, ["A statement"])[0]
    logged = build.log_point(workshop, area.la_officer, "We wait", is_quotation=True)
    with pytest.raises(PermissionDenied):
        quoting.attach(workshop, point, source=logged.id, text="We wait", by=area.la_officer)


def test_taking_back_a_logged_point_takes_its_quotation_along(area):
    workshop = build.delivered(area)
    point = build.write_up(area, workshop, ["A statement"])[0]
    logged = build.log_point(workshop, area.la_officer, "We wait", is_quotation=True)
    quoting.attach(workshop, point, source=logged.id, text="We wait", by=area.facilitator)
    logbook.remove(workshop, logged.id, by=area.la_officer)
    assert not Quotation.objects.exists()


def test_a_logged_point_that_now_says_otherwise_lets_its_quotation_go(area):
    workshop = build.delivered(area)
    point = build.write_up(area, workshop, ["A statement"])[0]
    logged = build.log_point(workshop, area.la_officer, "We wait", is_quotation=True)
    quoting.attach(workshop, point, source=logged.id, text="We wait", by=area.facilitator)
    facts = {"kind": "barrier", "said_by": "la", "is_quotation": True}
    logbook.edit(workshop, logged.id, revision=1, text="We wait, and wait", by=area.la_officer, **facts)
    assert Quotation.objects.count() == 1
    logbook.edit(workshop, logged.id, revision=2, text="They wait", by=area.la_officer, **facts)
    assert Quotation.objects.count() == 0


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
