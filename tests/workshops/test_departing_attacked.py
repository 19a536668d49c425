"""What somebody hostile, or an old page, could make of a consent that was taken back (domain E7, trust X2, X30)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.urls import reverse

from partnerships import consenting, membership
from partnerships.membership import NotPossible
from partnerships.models import Consent, Role, Seat, Sector
from pipd.kit import clock
from tests import build, figures
from tests.build import quotations
from tests.client import Client
from tests.workshops.acts import all_fair, approve, cleared_numbers, gone
from tests.workshops.test_assisting import answer_of, record
from tests.workshops.test_races import at_once, fresh
from tests.workshops.test_withdrawing import places_of
from workshops import standing_in
from workshops.clearance import assisting, circulating, departing, quoting, reopening
from workshops.clearance.working import LoggedPoint, Quotation
from workshops.models import ClearedPoint, ClearedQuote

MARK = "KAKAPO"


@pytest.fixture
def who(area) -> Seat:
    return area.tso[2]


# Words of theirs


@pytest.mark.parametrize("stance", ["refuses", "permits"])
def test_that_words_are_theirs_goes_on_keeping_them_out_of_anothers_mouth(area, who, stance):
    workshop, quotation = quotations.quoted(area, words="We wait for months", speaker=area.tso[1])
    quoting.say(build.note_of(workshop), {quotation: (stance, quotations.digest_of(quotation))}, by=who)
    quoting.permit(area.area, quotation, by=area.tso[1])
    gone(area, who)
    all_fair(area, workshop)
    build.after_the_window(workshop)
    approve(area, workshop)
    assert not ClearedQuote.objects.exists()


def attached(area, who, speaker: Seat | None, *, own_words: bool) -> tuple[build.Workshop, Quotation]:
    workshop = build.delivered(area)
    [point] = build.write_up(area, workshop, ["A statement"])
    words = f"{MARK} word for word"
    logged = build.log_point(workshop, who, words, is_quotation=True, own_words=own_words)
    build.writing.add_sources(workshop, point, sources=[logged.id], by=area.facilitator)
    said_by = speaker.pk if speaker else None
    made = quoting.attach(workshop, point, source=logged.id, text=words, speaker=said_by, by=area.facilitator)
    return workshop, Quotation.objects.get(pk=made)


def test_words_they_logged_as_their_own_go_though_nobody_is_noted(area, who):
    workshop, _ = attached(area, who, None, own_words=True)
    circulating.circulate(workshop, by=area.facilitator)
    gone(area, who)
    assert places_of(MARK) == []


def test_anothers_words_stay_also_while_notes_are_written_up(area, who):
    _, quotation = attached(area, who, area.tso[1], own_words=False)
    gone(area, who)
    assert Quotation.objects.filter(pk=quotation.pk).exists()


# What still counts


def recorded(area, who, *, tso: int) -> build.Workshop:
    """One statement, cleared with an answer of `who` that a facilitator recorded."""
    workshop = build.circulated(area, texts=[f"{area.words.cleared} one statement"])
    all_fair(area, workshop, la=2, tso=tso)
    record(area, workshop, who)
    approve(area, workshop)
    return workshop


def test_an_answer_recorded_for_them_is_theirs_to_dispute_no_more(area, who):
    workshop = recorded(area, who, tso=1)
    answer = answer_of(workshop, who)
    gone(area, who)
    with pytest.raises(Http404):
        assisting.dispute(workshop, answer.pk, by=who)
    address = reverse("workshops:answers-recorded", kwargs={"area": area.slug, "number": 1})
    assert Client().as_(who).post(address, {"answer": str(answer.pk)}).status_code == 404
    assert cleared_numbers(workshop) == [1]


def test_anothers_dispute_is_judged_by_who_counted_when_it_was_cleared(area, who):
    workshop = recorded(area, who, tso=2)
    gone(area, area.tso[0])
    assisting.dispute(workshop, answer_of(workshop, who).pk, by=who)
    assert cleared_numbers(workshop) == [1]


def test_a_reopening_they_agreed_to_needs_another_voice_of_their_sector(area, who):
    workshop = build.note_at("cleared", area)
    origin = ClearedPoint.objects.filter(note__workshop=workshop)[0].origin
    reopening.ask(workshop, [origin], reason="not so", by=area.la_lead)
    reopening.agree(workshop, by=who)
    gone(area, who)
    assert not reopening.agree(workshop, by=area.facilitator)
    assert reopening.agree(workshop, by=area.tso[1])


# Who asked for what


def test_nobody_sees_in_their_own_list_which_statement_was_asked_to_go(area, who):
    point = build.cleared_point(area)
    gone(area, who, point)
    page = Client().as_(area.tso[1]).get(f"/areas/{area.slug}/leaving/consent/").content.decode()
    assert str(point.pk) in page


def test_whoever_stands_in_later_reads_no_statements_of_sessions_they_left(area, who):
    point = build.cleared_point(area)
    membership.leave(who, by=who)
    build.forward_to(clock.now() + timedelta(days=1))
    last = build.area_with_sessions(area)[3]
    named = build.named(area, area.tso[3], email=who.user.email)
    seat = standing_in.name(last, area.tso[3], who=named, by=area.tso[3])
    standing_in.agree(last, recording=False, by=seat)
    page = Client().as_(seat).get(f"/areas/{area.slug}/leaving/consent/").content.decode()
    assert str(point.pk) not in page


@pytest.mark.parametrize("role", [Role.ANALYST, Role.FACILITATOR])
def test_who_has_another_part_by_now_may_still_take_consent_back(area, who, role):
    build.circulated(area)
    membership.leave(who, by=who)
    here = area.area if role == Role.FACILITATOR else None
    membership.appoint(area.programme, user=who.user, role=role, area=here)
    reader = Client().as_(who)
    assert reader.get(f"/areas/{area.slug}/leaving/consent/").status_code == 200
    reader.post(f"/areas/{area.slug}/leaving/consent/")
    assert not departing.stands(area.area, who)


# Old pages and moments


def test_an_old_page_logs_nothing_and_consents_to_nothing(area, who):
    workshop = build.delivered(area)
    stale = Seat.objects.get(pk=who.pk)
    gone(area, who)
    with pytest.raises(PermissionDenied):
        build.log_point(workshop, stale, f"{MARK} late")
    with pytest.raises(PermissionDenied):
        consenting.give(stale, Consent.Kind.RECORDING, by=stale)
    assert places_of(MARK) == []


def test_nobody_gives_consent_for_who_took_it_back_from_an_earlier_seat(area, who):
    consenting.give(who, Consent.Kind.RECORDING, by=who)
    consenting.withdraw(who, Consent.Kind.RECORDING, by=who)
    membership.leave(who, by=who)
    build.forward_to(clock.now() + timedelta(days=1))
    again = build.joined(
        area.area,
        user=who.user,
        sector=Sector.TSO,
        organisation=who.organisation,
        job_title="Director",
    )
    with pytest.raises(NotPossible, match="took it back themselves"):
        consenting.record(again, Consent.Kind.RECORDING, agrees=True, channel="spoken", by=area.facilitator)


@pytest.mark.django_db(transaction=True)
def test_words_logged_at_the_moment_of_withdrawal_do_not_stay(area, who, record_property):
    """Before the session: nothing of theirs is there that would be locked but their seat."""
    workshop, rounds, left = build.area_with_sessions(area)[0], 20, 0
    for n in range(rounds):
        Seat.objects.filter(pk=who.pk).update(ended_on=None)
        Consent.objects.filter(seat=who).update(withdrawn_at=None)
        LoggedPoint.objects.all().delete()
        at_once(
            lambda n=n: _log_or_not(workshop, who, f"{MARK} {n}"),
            lambda: departing.withdraw_consent(area.area, by=_seat(who)),
        )
        left += LoggedPoint.objects.exclude(text="").exists()
    figures.tell(record_property, f"log/consent race on {connection.vendor}", f"{left} of {rounds} left")
    assert left == 0


def _seat(who: Seat) -> Seat:
    return Seat.objects.select_related("user", "area__programme").get(pk=who.pk)


def _log_or_not(workshop: build.Workshop, who: Seat, text: str) -> None:
    try:
        build.log_point(fresh(workshop), _seat(who), text)
    except PermissionDenied:
        return
