"""Consent to be recorded that was given in speech or on paper: recorded, told of, and taken back (R26, I-11)."""

from __future__ import annotations

from collections.abc import Collection
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse

from partnerships import consent_words, consenting, membership
from partnerships.membership import NotPossible
from partnerships.models import Consent, Seat
from partnerships.permissions import Permission, allows
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.permissions.test_moves import ROLES, seat_of
from tests.workshops.test_pages_area import at, text
from tests.workshops.test_recordings import agree, made, stored, there
from workshops import recordings, verify

RECORDING = Consent.Kind.RECORDING
SPOKEN, PAPER = Consent.Channel.SPOKEN.value, Consent.Channel.PAPER.value


def told(
    area: build.Group,
    seats: Collection[Seat],
    *,
    agrees: bool = True,
    channel: str = SPOKEN,
    by: Seat | None = None,
) -> int:
    people = [seat.pk for seat in seats]
    by = by or area.facilitator
    return recordings.record_consents(stored(area), people, agrees=agrees, channel=channel, by=by)


def mailed(kind: str) -> list[object]:
    return list(
        OutgoingMail.objects.filter(kind=kind).order_by("queued_at").values_list("recipient", flat=True)
    )


@pytest.mark.parametrize("channel", [SPOKEN, PAPER])
def test_what_was_said_counts_for_a_recording(area, channel):
    build.delivered(area)
    agree(*there(area)[2:])
    with pytest.raises(NotPossible):
        made(area)
    assert told(area, there(area)[:2], channel=channel) == 2
    assert made(area).is_kept
    assert list(verify.recorded()) == []
    rows = Consent.objects.filter(kind=RECORDING, seat__in=there(area)[:2])
    assert {(row.channel, row.recorded_by) for row in rows} == {(channel, area.facilitator)}


def test_each_gets_a_receipt_once_for_what_changed(area):
    build.delivered(area)
    agree(area.la[0])
    assert told(area, [area.la[0], area.tso[0]]) == 1
    assert told(area, [area.tso[0]]) == 0
    assert mailed("consent_recorded") == [area.tso[0].user_id]
    row = OutgoingMail.objects.get(kind="consent_recorded")
    assert at(area, "recording-consent") in row.body_text


def test_who_says_it_was_not_so_is_asked_by_their_own_act_alone(area):
    build.delivered(area)
    told(area, there(area))
    made(area)
    consenting.withdraw(area.tso[0], RECORDING, by=area.tso[0])
    assert recordings.is_taken_back(stored(area).recording)
    with pytest.raises(NotPossible, match="took it back themselves"):
        told(area, [area.tso[0]])
    agree(area.tso[0])
    assert area.tso[0] not in recordings.agreed(stored(area)).missing


def test_a_withdrawal_that_was_told_counts_and_can_be_told_otherwise(area):
    build.delivered(area)
    agree(*there(area))
    made(area)
    assert told(area, [area.la[0]], agrees=False, channel=PAPER) == 1
    assert recordings.is_taken_back(stored(area).recording)
    assert mailed("consent_withdrawal_recorded") == [area.la[0].user_id]
    assert told(area, [area.la[0]], agrees=False) == 0
    assert told(area, [area.la[0]]) == 1  # they never took it back by their own act
    verbs = LogEntry.objects.filter(subject=area.la[0].pk, facts__kind=RECORDING).order_by("number")
    assert [row.verb for row in verbs] == ["consent given", "consent withdrawal recorded", "consent recorded"]
    assert verbs[1].facts == {"kind": "recording", "channel": "paper"}


def test_who_left_takes_it_back_in_speech_and_gives_none(area):
    build.delivered(area)
    seat = area.la[2]
    agree(seat)
    membership.leave(seat, by=seat)
    seat.refresh_from_db()
    assert told(area, [seat], agrees=False) == 1
    with pytest.raises(NotPossible, match="Only those who take part"):
        told(area, [seat])


def test_one_refusal_keeps_nothing_of_the_others(area):
    build.delivered(area)
    agree(area.la[0])
    consenting.withdraw(area.la[0], RECORDING, by=area.la[0])
    with pytest.raises(NotPossible):
        told(area, [area.la[0], area.tso[0]])
    assert consenting.standing(there(area), RECORDING) == {}
    assert mailed("consent_recorded") == []


def test_nobody_else_and_no_other_way(area, neighbour):
    build.delivered(area)
    for stranger in (area.la[5], neighbour.la[0]):  # was not there; is of another group
        with pytest.raises(Http404):
            told(area, [stranger])
    with pytest.raises(Http404):
        recordings.record_consents(stored(area), [uuid4()], agrees=True, channel=SPOKEN, by=area.facilitator)
    with pytest.raises(NotPossible, match="how it was told"):
        told(area, [area.la[0]], channel="online")


@pytest.mark.parametrize("role", ROLES)
def test_who_may_record_a_consent(area, neighbour, role):
    seat = seat_of(role, area, neighbour)
    build.delivered(area)
    if allows(seat, Permission.RECORD_CONSENT) and seat.area_id == area.area.pk and seat.is_live:
        assert told(area, [area.la[0]], by=seat) == 1
    else:
        for act in (
            lambda: told(area, [area.la[0]], by=seat),
            lambda: consenting.record(area.la[0], RECORDING, agrees=True, channel=SPOKEN, by=seat),
        ):
            with pytest.raises(PermissionDenied):
                act()


@pytest.mark.parametrize(
    "wrong",
    [{"recorded_by": None}, {"channel": "online"}, {"withdrawn_channel": "spoken"}],
    ids=["nobody recorded it", "online by another", "told, and not withdrawn"],
)
def test_the_database_refuses(area, wrong):
    build.delivered(area)
    told(area, [area.la[0]])
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(kind=RECORDING).update(**wrong)


def test_the_coordinators_page_of_mail_does_not_tell_who_agreed(area, client):
    build.delivered(area)
    told(area, [area.la[0]])
    told(area, [area.la[0]], agrees=False)
    page = client.as_(area.coordinator).get(reverse("partnerships:mail-list"))
    assert "consent" not in text(page).lower()
    assert "Sessions confirmed" in text(page)


# Pages


READ = {"read": consent_words.IN_FORCE[RECORDING]}  # as the page sends it along


def test_words_that_are_read_out_are_those_of_today(area, client):
    """A page made before the words changed records nothing: nobody agrees to what was not read to them (E7)."""
    build.area_with_sessions(area)
    reader, page = client.as_(area.facilitator), at(area, "consent-record", 1)
    data = {"people": [str(area.la_officer.pk)], "said": "yes", "channel": "spoken", "read": "2026-11"}
    assert consenting.OTHER_WORDS in text(reader.post(page, data))
    assert not Consent.objects.filter(kind=RECORDING).exists()


def test_page_records_and_the_page_of_the_recording_says_how(area, client):
    build.area_with_sessions(area)  # before it is held: those expected
    reader, page = client.as_(area.facilitator), at(area, "consent-record", 1)
    shown = text(reader.get(page))
    assert all(words in shown for words in consent_words.RECORDING_WORDS)
    assert "Choose who told you" in text(reader.post(page, {"said": "yes", "channel": "spoken"}))
    seat = area.la_officer
    data = {"people": [str(seat.pk)], "said": "yes", "channel": "paper", **READ}
    after = text(reader.post(page, data, follow=True))
    assert "Recorded for 1 person." in after
    assert f"{seat.user}: on paper, on 4 January 2027, recorded by {area.facilitator.user}" in after
    assert "recorded so already" in text(reader.post(page, data, follow=True))


def test_consent_page_says_who_recorded_it_and_takes_it_back(area, client):
    build.area_with_sessions(area)
    told(area, [area.la_officer])
    reader, address = client.as_(area.la_officer), at(area, "recording-consent")
    page = text(reader.get(address))
    assert f"{area.facilitator.user} recorded on 4 January 2027 that you agreed, in speech." in page
    assert "That was not so, or I take it back" in page
    reader.post(address, {"act": "withdraw"})
    assert "You have not agreed." in text(reader.get(address))


def test_page_costs_the_same_with_one_and_three_who_agreed(area, client, django_assert_num_queries):
    build.area_with_sessions(area)
    reader, costs = client.as_(area.facilitator), []
    for seats in (area.la[:1], area.la[1:3]):
        told(area, seats)
        reader.get(at(area, "session-recording", 1))
        with django_assert_num_queries(15, exact=False) as counted:
            reader.get(at(area, "session-recording", 1))
        costs.append(len(counted))
    assert costs[0] == costs[1]
