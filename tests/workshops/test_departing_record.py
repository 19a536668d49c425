"""Consent to take part is withdrawn: what it does to the record, and the pages that lead there (domain E7)."""

from __future__ import annotations

import pytest
from django.http import Http404

from partnerships.membership import NotPossible
from partnerships.models import Consent, Seat
from pipd.kit.models import LogEntry
from tests import build
from tests.build import quotations
from tests.client import Client
from tests.workshops.acts import gone
from tests.workshops.test_withdrawing import places_of
from workshops import owed, verify
from workshops.clearance import (
    approving,
    circulating,
    departing,
    quotes_reading,
    quoting,
    withdrawing,
)
from workshops.models import ClearedPoint, ClearedQuote, RemovalRequest

MARK = "KAKAPO"


@pytest.fixture
def who(area) -> Seat:
    """Was at every session, logs, suggests, is quoted."""
    return area.tso[2]


# What it does to the record


def test_their_quotations_are_gone_from_the_record_with_the_copies_counted(area, who):
    quote = quotations.cleared_quote(area, words=f"{MARK} in my very words", speaker=who)
    told = gone(area, who)
    assert (told.quotations, told.copies) == (1, 0)
    assert not ClearedQuote.objects.filter(pk=quote.pk).exists()
    assert places_of(MARK) == []


def test_another_speakers_words_that_they_logged_stay(area, who):
    workshop = build.delivered(area)
    [point] = build.write_up(area, workshop, ["A statement"])
    logged = build.log_point(workshop, who, f"{MARK} as another said it", is_quotation=True)
    build.writing.add_sources(workshop, point, sources=[logged.id], by=area.facilitator)
    speaker = area.tso[1]
    quotation = quoting.attach(
        workshop,
        point,
        source=logged.id,
        text=f"{MARK} as another said it",
        speaker=speaker.pk,
        by=area.facilitator,
    )
    circulating.circulate(workshop, by=area.facilitator)
    gone(area, who)
    assert [mine.id for mine in quotes_reading.mine(area.area, speaker)] == [quotation]


def test_that_a_quotation_would_identify_them_goes_on_keeping_it_out(area, who):
    workshop, quotation = quotations.quoted(area, words="We wait for months", speaker=area.tso[1])
    note = build.note_of(workshop)
    quoting.say(note, {quotation: ("identifies", quotations.digest_of(quotation))}, by=who)
    gone(area, who)
    quoting.permit(area.area, quotation, by=area.tso[1])
    quotations.approved(area, workshop)
    assert not ClearedQuote.objects.exists()


def test_cleared_statements_stay_and_everything_still_holds_together(area, who):
    build.note_at("cleared", area, 1, quoted=True)
    before = ClearedPoint.objects.count()
    gone(area, who)
    assert ClearedPoint.objects.count() == before
    assert list(verify.verify()) == []


def test_what_was_cleared_by_their_answer_was_cleared(area, who):
    """Two of three agreed; one of them withdraws: the record is not judged by who is left."""
    workshop = build.circulated(area, texts=["A statement that stays"])
    for seat in [*area.la[:2], area.tso[1], who]:
        build.answer(workshop, seat)
    build.after_the_window(workshop)
    approving.approve(workshop, by=area.other_facilitator)
    gone(area, who)
    assert list(verify.verify()) == []


# Statements that would identify them


def test_statements_they_ask_to_go_are_put_to_the_facilitators(area, who):
    point = build.cleared_point(area)
    assert gone(area, who, point).asked == 1
    rows = [row.kind for row in owed.owed([area.facilitator])]
    assert "statement asked to go" in rows
    assert "statement asked to go" not in [row.kind for row in owed.owed([area.la_lead])]


def test_who_asked_is_kept_neither_with_the_request_nor_in_the_log(area, who):
    point = build.cleared_point(area)
    gone(area, who, point)
    request = RemovalRequest.objects.get()
    told = {str(getattr(request, field.attname)) for field in request._meta.concrete_fields}
    assert not told & {str(who.pk), str(who.user_id), str(Consent.objects.filter(seat=who)[0].withdrawn_at)}
    gone(area, area.tso[1])  # who asks for nothing
    ended = LogEntry.objects.filter(verb="taking part ended with consent")
    assert {tuple(sorted(entry.facts)) for entry in ended} == {
        ("copies issued", "logged points", "quotations")
    }
    assert ended.count() == 2


def test_withdrawing_the_statement_answers_the_request(area, who):
    point = build.cleared_point(area)
    gone(area, who, point)
    withdrawing.withdraw(area.area, point.pk, by=area.facilitator)
    assert "statement asked to go" not in [row.kind for row in owed.owed([area.facilitator])]


def test_a_facilitator_may_keep_it_and_that_is_noted(area, who):
    point = build.cleared_point(area)
    gone(area, who, point)
    withdrawing.keep(area.area, point.pk, by=area.facilitator)
    assert RemovalRequest.objects.get().kept_by == area.facilitator
    assert "statement asked to go" not in [row.kind for row in owed.owed([area.facilitator])]
    with pytest.raises(NotPossible, match="Nobody asks"):
        withdrawing.keep(area.area, point.pk, by=area.facilitator)


def test_a_statement_of_a_session_they_were_not_at_is_as_unknown_as_none(area):
    point = build.cleared_point(area)
    absent = area.tso[4]
    with pytest.raises(Http404):
        gone(area, absent, point)
    absent.refresh_from_db()
    assert absent.is_live


def test_who_has_left_reads_no_cleared_statement_there(area, who):
    point = build.cleared_point(area)
    build.membership.leave(who, by=who)
    page = Client().as_(who).get(f"/areas/{area.slug}/leaving/consent/").content.decode()
    assert point.text not in page
    assert "to withdraw it." in page


# The pages


def test_the_way_from_the_people_page_to_the_home_page(area, who):
    build.log_point(build.delivered(area), who, "As I heard it")
    reader = Client().as_(who)
    people = reader.get(f"/areas/{area.slug}/people/").content.decode()
    assert f"/areas/{area.slug}/leaving/" in people
    ways = reader.get(f"/areas/{area.slug}/leaving/").content.decode()
    assert f"/areas/{area.slug}/leaving/consent/" in ways
    address = f"/areas/{area.slug}/leaving/consent/"
    assert "1 point you logged is deleted" in reader.get(address).content.decode()
    answer = reader.post(address, follow=True)
    assert "is withdrawn. Your logged point is deleted." in answer.content.decode()


def test_leaving_keeps_the_consent(area, who):
    reader = Client().as_(who)
    answer = reader.post(f"/areas/{area.slug}/leaving/leave/", follow=True).content.decode()
    assert "You have left Quillshire" in answer
    assert departing.stands(area.area, who)
    assert f"/areas/{area.slug}/leaving/" in answer, "the way to take consent back later"


def test_a_statement_ticked_there_is_put_to_the_facilitators(area, who):
    point = build.cleared_point(area)
    address = f"/areas/{area.slug}/leaving/consent/"
    answer = Client().as_(who).post(address, {"statements": [str(point.pk)]}, follow=True)
    assert "The facilitators are asked to take out 1 statement." in answer.content.decode()
    page = Client().as_(area.facilitator).get(f"/areas/{area.slug}/record/{point.pk}/withdraw/")
    assert "this would tell people who they are" in page.content.decode()


def test_a_facilitator_keeps_it_on_a_page(area, who):
    point = build.cleared_point(area)
    gone(area, who, point)
    reader = Client().as_(area.facilitator)
    address = f"/areas/{area.slug}/record/{point.pk}/keep/"
    assert "Keep this statement?" in reader.get(address).content.decode()
    assert "Kept. The statement stays" in reader.post(address, follow=True).content.decode()
