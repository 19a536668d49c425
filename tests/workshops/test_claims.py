"""Words that somebody else than their noted speaker says are theirs: facilitators correct the note, and ask anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from partnerships.membership import NotPossible
from pipd.home import owed_by
from pipd.kit import clock, workdays
from pipd.kit.models import LogEntry, OutgoingMail
from pipd.kit.wording import deadline
from tests import build
from tests.build.notes import quote
from tests.build.quotations import approved, digest_of, quoted
from tests.client import Client
from workshops.clearance import answering, circulating, claims, quotes_standing, quoting, verifying
from workshops.clearance.working import Answer, Quotation, QuotationAnswer
from workshops.models import ClearedQuote

WORDS = "QUAGGA-QUOTE we wait for months"


@pytest.fixture
def question(area: build.Group) -> tuple:
    """The noted speaker of the third sector permits; an officer of the council says that the words are theirs."""
    workshop, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    quoting.permit(area.area, quotation, by=area.tso[2])
    say(workshop, quotation, "permits", by=area.la[2])
    return workshop, quotation


def say(workshop, quotation, stance, *, by):
    answering.give(workshop, [], quotes={quotation: (stance, digest_of(quotation))}, by=by)


def correct(area, workshop, quotation, seat):
    claims.note_speaker(workshop, quotation, build.responder(workshop, seat).pk, by=area.facilitator)


def finding(workshop):
    [judged] = quotes_standing.judged(build.note_of(workshop))
    return judged.finding


def test_the_right_person_is_asked_anew_and_the_others_permission_counts_no_more(area, question):
    workshop, quotation = question
    assert finding(workshop).contested
    correct(area, workshop, quotation, area.la[2])
    assert (finding(workshop).usable, finding(workshop).contested) == (False, False)
    assert "quotation to permit" in [due.kind for due in owed_by([area.la[2]])]
    assert "quotation to permit" not in [due.kind for due in owed_by([area.tso[2]])]
    with pytest.raises(Http404):
        quoting.permit(area.area, quotation, by=area.tso[2])
    quoting.permit(area.area, quotation, by=area.la[2])
    approved(area, workshop)
    assert ClearedQuote.objects.get(origin=quotation).sector == "la"
    assert list(verifying.verify()) == []


def test_nothing_is_used_until_they_answer(area, question):
    workshop, quotation = question
    correct(area, workshop, quotation, area.la[2])
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(workshop, seat)
    build.after_the_window(workshop)
    assert not ClearedQuote.objects.exists()
    assert not finding(workshop).usable


def test_who_claimed_them_for_the_same_sector_is_asked_anew_too(area):
    workshop, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    say(workshop, quotation, "permits", by=area.tso[1])
    correct(area, workshop, quotation, area.tso[1])
    assert not finding(workshop).usable
    assert "quotation to permit" in [due.kind for due in owed_by([area.tso[1]])]
    quoting.permit(area.area, quotation, by=area.tso[1])
    assert finding(workshop).usable


def test_statements_keep_their_answers_in_the_new_version(area, question):
    workshop, quotation = question
    build.answer(workshop, area.la[1])
    before = list(Answer.objects.filter(superseded_at=None).values_list("point", "digest"))
    correct(area, workshop, quotation, area.la[2])
    assert build.version_of(workshop).number == 2
    assert set(before) == {(cp.point_id, cp.digest) for cp in build.shown(workshop)}


def test_no_claim_is_overridden(area, question):
    """Whoever was noted may claim the words in turn, and a third person's claim goes on keeping them out."""
    workshop, quotation = question
    say(workshop, quotation, "permits", by=area.la[1])
    correct(area, workshop, quotation, area.la[2])
    quoting.permit(area.area, quotation, by=area.la[2])
    assert finding(workshop).contested
    say(workshop, quotation, "", by=area.la[1])
    assert finding(workshop).usable
    say(workshop, quotation, "permits", by=area.tso[2])
    assert finding(workshop).contested


@pytest.mark.parametrize("who", ["noted", "claimant"])
def test_a_refusal_goes_on_keeping_the_words_out(area, who):
    workshop, quotation = quoted(area, words=WORDS, speaker=area.tso[2])
    stances = {"noted": ("refuses", "permits"), "claimant": ("permits", "refuses")}[who]
    for seat, stance in zip((area.tso[2], area.la[2]), stances, strict=True):
        say(workshop, quotation, stance, by=seat)
    correct(area, workshop, quotation, area.la[2])
    if who == "noted":
        quoting.permit(area.area, quotation, by=area.la[2])
    assert not finding(workshop).usable


def test_only_who_claims_the_words_is_noted_for_them(area, question):
    workshop, quotation = question
    say(workshop, quotation, "identifies", by=area.la[1])
    for seat in (area.la[0], area.la[1], area.tso[2]):
        with pytest.raises(Http404):
            correct(area, workshop, quotation, seat)
    assert Quotation.objects.get().speaker == area.tso[2]


def test_all_that_is_quoted_from_that_point_is_noted_anew(area):
    workshop = build.delivered(area)
    points = build.write_up(area, workshop, ["QUAGGA-NOTE one", "QUAGGA-NOTE two"])
    first = quote(area, workshop, points[0], WORDS, speaker=area.tso[2])
    source = Quotation.objects.get().source_id
    second = quoting.attach(
        workshop, points[1], source=source, text=WORDS, speaker=area.tso[2].pk, by=area.facilitator
    )
    circulating.circulate(workshop, by=area.facilitator)
    say(workshop, first, "permits", by=area.la[2])
    quoting.permit(area.area, second, by=area.tso[2])
    correct(area, workshop, first, area.la[2])
    assert {q.speaker for q in Quotation.objects.all()} == {area.la[2]}
    assert not QuotationAnswer.objects.filter(responder__seat=area.tso[2]).exists()


def test_everybody_asked_is_told_and_has_three_working_days(area, question):
    workshop, quotation = question
    closes = build.note_of(workshop).closes_at
    build.forward_to(closes - timedelta(hours=3))
    correct(area, workshop, quotation, area.la[2])
    three = workdays.deadline(workdays.add_wd(clock.today(), 3))
    assert build.note_of(workshop).closes_at == three > closes
    told = OutgoingMail.objects.filter(kind="note_quotation_corrected")
    assert {row.recipient for row in told} == {seat.user_id for seat in area.la[:3] + area.tso[:3]}
    assert all(deadline(three) in " ".join(row.body_text.split()) for row in told)
    assert not OutgoingMail.objects.filter(kind="note_changed").exists()
    build.forward_to(three - timedelta(hours=1))
    quoting.permit(area.area, quotation, by=area.la[2])
    assert finding(workshop).usable


def test_control_time_that_is_longer_than_three_working_days_stays(area, question):
    workshop, quotation = question
    closes = build.note_of(workshop).closes_at
    correct(area, workshop, quotation, area.la[2])
    assert build.note_of(workshop).closes_at == closes


def test_once_answers_are_closed_nobody_else_is_noted(area, question):
    workshop, quotation = question
    build.forward_to(build.note_of(workshop).closes_at)
    with pytest.raises(NotPossible, match="time for answers is over"):
        correct(area, workshop, quotation, area.la[2])
    assert Quotation.objects.get().speaker == area.tso[2]
    assert build.version_of(workshop).number == 1
    assert "time for answers is over" in claims.claimed(workshop, quotation, area.facilitator).blockers[0]


def test_words_in_the_record_and_unsent_changes_wait(area, question):
    workshop, quotation = question
    build.answer(workshop, area.la[1], build.CHANGE, numbers=[2], reason="x", new_text="Other")
    build.decide(area, build.amendments(workshop)[0])
    with pytest.raises(NotPossible, match="Send them first"):
        correct(area, workshop, quotation, area.la[2])
    circulating.circulate_changes(workshop, by=area.facilitator)
    say(workshop, quotation, "", by=area.la[2])
    approved(area, workshop)
    with pytest.raises(NotPossible, match="cleared"):
        correct(area, workshop, quotation, area.la[2])


def test_the_log_names_nobody(area, question):
    workshop, quotation = question
    correct(area, workshop, quotation, area.la[2])
    entry = LogEntry.objects.get(verb="speaker corrected")
    assert (entry.subject, entry.facts) == (quotation, {"version": 2})


@pytest.mark.parametrize("who", ["la_lead", "coordinator", "neighbour"])
def test_only_facilitators_settle_it_or_see_who_claims(area, neighbour, question, who):
    workshop, quotation = question
    seat = neighbour.facilitator if who == "neighbour" else getattr(area, who)
    with pytest.raises(PermissionDenied):
        claims.claimed(workshop, quotation, seat)
    with pytest.raises(PermissionDenied):
        claims.note_speaker(workshop, quotation, build.responder(workshop, area.la[2]).pk, by=seat)


def test_a_facilitator_settles_it_from_the_page_of_how_far_the_notes_are(area, question):
    workshop, quotation = question
    client = Client().as_(area.facilitator, may_see=area.words.uncleared | {area.words.cleared})
    far = {"area": area.slug, "number": 1}
    page = reverse("workshops:quotation-claims", kwargs={**far, "quotation": quotation})
    assert page in client.get(reverse("workshops:note-changes", kwargs=far)).content.decode()
    asked = client.get(page).content.decode()
    assert f"{area.la[2].user} said it" in asked
    assert "Say who said it." in client.post(page, {}).content.decode()
    who = build.responder(workshop, area.la[2]).pk
    assert "Corrected." in client.post(page, {"who": str(who)}, follow=True).content.decode()
    assert client.get(page).status_code == 404
    assert page not in client.get(reverse("workshops:note-changes", kwargs=far)).content.decode()
