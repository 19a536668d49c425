"""What a new job does to what somebody agreed to, and to words that they can still withdraw (domain E14, I-24)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from actionplans.people import everyone_of, signers_of
from partnerships import consenting
from partnerships.membership import NotPossible
from partnerships.models import Consent
from pipd.kit import clock
from tests import build
from tests.build.quotations import cleared_quote
from tests.client import Client
from tests.refused import refused
from tests.workshops.test_new_jobs import move, organisation, running
from workshops import recordings, verify
from workshops.clearance import departing
from workshops.models import ClearedQuote, Recording

__all__ = ["running"]


def test_nobody_is_named_on_the_plan_by_a_consent_of_the_old_seat(running):
    lead = running.tso_lead
    consenting.give(lead, Consent.Kind.BE_NAMED, by=lead)
    named = signers_of(everyone_of(running.area), {"tso": lead})["tso"].name
    assert named == str(lead.user)
    move(running, lead, organisation())
    assert signers_of(everyone_of(running.area), {"tso": lead})["tso"].name == ""


@pytest.mark.parametrize("channel", ["spoken", "paper"])
def test_consent_to_be_recorded_is_told_anew_and_kept_for_the_new_seat(running, channel):
    seat, kind = running.tso[2], Consent.Kind.RECORDING
    said = {"agrees": True, "channel": channel, "by": running.facilitator}
    assert consenting.record(seat, kind, **said)
    after = move(running, seat, organisation())
    assert after.pk not in consenting.standing([after], kind)
    assert consenting.record(after, kind, **said)
    assert after.pk in consenting.standing([after], kind)


def test_who_took_it_back_before_still_gives_it_by_their_own_act_alone(running):
    seat, kind = running.tso[2], Consent.Kind.RECORDING
    consenting.give(seat, kind, by=seat)
    consenting.withdraw(seat, kind, by=seat)
    after = move(running, seat, organisation())
    with pytest.raises(NotPossible, match="took it back themselves"):
        consenting.record(after, kind, agrees=True, channel="spoken", by=running.facilitator)


def recorded(group: build.Group) -> Recording:
    """Session 1 is recorded, and everybody there had agreed."""
    for seat in group.participants:
        consenting.give(seat, Consent.Kind.RECORDING, by=seat)
    workshop = build.delivered(group)
    noted = {"noted_at": clock.now(), "noted_by": group.facilitator, "destroy_on": clock.today()}
    return Recording.objects.create(workshop=workshop, made=True, held_by="The university", **noted)


def test_a_new_job_takes_no_recording_back_and_they_still_can(running):
    recording, seat = recorded(running), running.tso[2]
    after = move(running, seat, organisation())
    assert not recordings.is_taken_back(recording)
    assert list(verify.recorded()) == []
    assert consenting.record(
        after, Consent.Kind.RECORDING, agrees=False, channel="spoken", by=running.facilitator
    )
    assert recordings.is_taken_back(recording)


def test_consent_given_anew_and_taken_back_reaches_the_recording_of_before(running):
    recording, seat = recorded(running), running.tso[2]
    after = move(running, seat, organisation())
    consenting.give(after, Consent.Kind.RECORDING, by=after)
    consenting.withdraw(after, Consent.Kind.RECORDING, by=after)
    assert recordings.is_taken_back(recording)


def test_before_they_consent_anew_they_withdraw_their_own_words(area):
    """Domain I-24: from the seat they said them from."""
    quote = cleared_quote(area)
    after = move(area, area.tso[2], organisation())
    reader = Client().as_(after, may_see=area.words.uncleared)
    mine = reverse("workshops:quotations-mine", kwargs={"area": area.slug})
    refuse = reverse("workshops:quotation-refuse", kwargs={"area": area.slug, "quotation": quote.origin})
    assert quote.text in reader.get(mine).text
    assert "Withdrawn." in reader.post(refuse, follow=True).text
    assert not ClearedQuote.objects.exists()


def test_before_they_consent_anew_they_take_their_consent_back(area):
    cleared_quote(area)
    after = move(area, area.tso[2], organisation())
    assert departing.stands(area.area, after)
    reader = Client().as_(after, may_see=area.words.uncleared)
    leaving = reader.get(reverse("workshops:leaving", kwargs={"area": area.slug})).text
    assert "Take back my consent to take part" in leaving
    page = reverse("workshops:consent-withdraw", kwargs={"area": area.slug})
    assert "is withdrawn." in reader.post(page, follow=True).text
    assert not ClearedQuote.objects.exists()
    assert not departing.stands(area.area, after)
    assert refused(departing.withdraw_consent, area.area, by=after) == [departing.NONE_STANDS]


def test_a_newcomer_who_has_not_consented_reads_no_words(area):
    """The way to one's own words is for whoever had a seat before."""
    Consent.objects.filter(seat=area.tso[4]).delete()
    mine = reverse("workshops:quotations-mine", kwargs={"area": area.slug})
    assert Client().as_(area.tso[4]).get(mine).status_code == 403
