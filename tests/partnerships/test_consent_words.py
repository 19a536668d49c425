"""Words of consents: each version stays as it was shown, goes on meaning that, and newer ones are asked anew."""

from __future__ import annotations

import ast
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import consenting, erase, membership
from partnerships.consent_words import COVER_ANALYSTS, IN_FORCE, ONE_SESSION, WORDINGS
from partnerships.forms.consents import ConsentsForm
from partnerships.models import Consent, Seat
from partnerships.verify import verify
from pipd.home import owed_by, seats_of
from pipd.kit import clock
from tests import build
from tests.architecture.sources import ROOT
from tests.refused import refused
from workshops import across, recordings
from workshops.clearance import departing

K = Consent.Kind
FORMER = "2026-11"
READ = {"read": ConsentsForm.shown()}

# What each version says, pinned. Other words, even a comma, are another version: add it, and change none of these.
PINNED = {
    (K.TAKE_PART, "2026-11"): "851663d2fd24c0a79ec460cec0ab51af6acf7ba64a65672ac1d5a51f5eae4728",
    (K.TAKE_PART, "2026-11-one-session"): "5cebf23938d5130afe62d0a5a16fd716e7d42c76ce563bd448ebd95b0b477a22",
    (K.RECORDING, "2026-11"): "be611cbdc7bb35248cd7c68c2ca273ea4bbb65d6aae7f0873fe26de4d8af2271",
    (K.RECORDING, "2026-11-one-session"): "0b81a5b4cf6c5e8c6e02f9de66b65939fee61bff6ff61357011637add9940509",
    (K.RECORDING, "2026-11-28"): "953ad1012eaa9f321f3496583fdf6311b09fee1aef82fcc8b79213eafbf56bcf",
    (K.BEYOND_AREA, "2026-11"): "77708425baeaf776618f18e89a172f47c8bd55a0f8ccf2a72756da7608c07c65",
    (K.BEYOND_AREA, "2026-11-28"): "333bace2d08e2e7e238f7a57e03d8df4b1208a0f9bda7379c4a0b445ac7e223a",
    (K.BEYOND_AREA, "2026-11-29"): "80ac1cfaad1b52364cecf7fb567306baa0b0955b8c6cf106ee05e854d81b4902",
    (K.QUOTATION, "2026-11"): "3aeecdb5f0ec55789ff05bfbd06d2015653579395f86d49b421df0f5dfa06107",
    (K.QUOTATION, "2026-11-28"): "63fee1697f7b33929ef41c3b3f5d771fdc5e4a31b7526f7425495d53cea56aa3",
    (K.BE_NAMED, "2026-11"): "759a2cd5d95fa597cb0196677bbfb6f5fa05fbd6bf698dc91d6808c5b0d9e233",
    (K.CONTACT, "2026-11"): "659ae05bd08028b6dab4934d97af70590d8c5ea52888b16ec2af28162f7cc621",
    (K.CONTACT, "2026-11-28"): "94df475e3c6da8e34111626eb128591ca5f7f49fc56d6325ffb2c86499ba2367",
}


def agreed_before(seat: Seat, kind: str, version: str = FORMER) -> Consent:
    """`seat` agreed to words that were in force before today's."""
    consent = consenting.give(seat, kind, by=seat)
    Consent.objects.filter(pk=consent.pk).update(wording_version=version)
    consent.refresh_from_db()
    return consent


def page_of(seat: Seat, name: str = "consents") -> str:
    return reverse(f"partnerships:{name}", kwargs={"area": seat.area.slug})


def test_each_version_says_what_it_said_when_it_was_shown():
    found = {(kind, version): words.digest for kind in K for version, words in WORDINGS[kind].items()}
    assert found == PINNED


def test_the_words_in_force_are_among_those_that_are_kept():
    assert set(IN_FORCE) == set(WORDINGS) == set(K)
    assert all(IN_FORCE[kind] in WORDINGS[kind] for kind in K)
    assert all(len(version) <= 20 for kind in K for version in WORDINGS[kind])


def test_words_that_let_analysts_read_are_those_that_speak_of_analysts():
    speaking = {version for version, words in WORDINGS[K.BEYOND_AREA].items() if "analysts" in words.says}
    assert speaking == set(COVER_ANALYSTS)


def test_consents_are_made_by_one_door():
    """What a consent is given to, in which words and how, is decided in one place."""
    makers = {
        str(path.relative_to(ROOT))
        for app in ("pipd", "partnerships", "workshops", "actionplans")
        for path in (ROOT / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and _makes_a_consent(node.func)
    }
    assert makers == {str(Path("partnerships/consenting.py"))}


def _makes_a_consent(called: Any) -> bool:
    words = ast.unparse(called)
    makes = ("create", "get_or_create", "update_or_create", "bulk_create")
    return words.split(".")[-1] == "Consent" or any(
        words.endswith((f"Consent.objects.{one}", f"consents.{one}")) for one in makes
    )


# What was agreed to goes on meaning what it said


@pytest.mark.parametrize("version", sorted(set(WORDINGS[K.BEYOND_AREA]) - set(COVER_ANALYSTS)))
def test_old_words_let_no_analyst_read(area, version):
    everybody = [*area.la, *area.tso]
    for seat in everybody[1:]:
        consenting.give(seat, K.BEYOND_AREA, by=seat)
    agreed_before(everybody[0], K.BEYOND_AREA, version)
    assert list(across.closed_areas(area.area.programme)) == [area.area]
    consenting.give(everybody[0], K.BEYOND_AREA, by=everybody[0])
    assert list(across.closed_areas(area.area.programme)) == []


def test_page_shows_the_words_that_were_agreed_to_and_asks_in_those_of_today(area, client):
    seat = area.la_officer
    agreed_before(seat, K.BEYOND_AREA)
    page = re.sub("</?strong>", "", client.as_(seat).get(page_of(seat)).text)
    old, new = (WORDINGS[K.BEYOND_AREA][version] for version in (FORMER, IN_FORCE[K.BEYOND_AREA]))
    assert page.count(f"{K.BEYOND_AREA.label}: {old.says}") == 1
    assert page.count(f"{K.BEYOND_AREA.label}: {new.says}") == 1
    assert "Words that have changed since you agreed" in page
    assert page.count(" checked") == 1  # what stands; never what is asked


def test_nobody_is_asked_anew_who_agreed_to_the_words_of_today(area, client):
    seat = area.la_officer
    consenting.give(seat, K.BEYOND_AREA, by=seat)
    assert "Words that have changed" not in client.as_(seat).get(page_of(seat)).text
    assert asked(seat) == []


def asked(seat: Seat) -> list[str]:
    return [row.what for row in owed_by(seats_of(seat.user)) if row.kind == "consent in new words"]


def test_somebody_who_agreed_to_former_words_is_told_until_they_say(area, client):
    seat = area.la_officer
    agreed_before(seat, K.BEYOND_AREA)
    assert asked(seat) == [
        "Quillshire: cleared notes may be used beyond the area. What you agreed to goes on in its old words until you "
        "say otherwise."
    ]
    form = {"seen": "take_part beyond_area", "kinds": [K.BEYOND_AREA], "anew": [K.BEYOND_AREA], **READ}
    said = client.as_(seat).post(page_of(seat), form, follow=True).text
    assert "You have agreed to: cleared notes may be used beyond the area." in said
    assert asked(seat) == []
    rows = Consent.objects.filter(seat=seat, kind=K.BEYOND_AREA).order_by("given_at", "withdrawn_at")
    assert sorted((row.wording_version, row.stands, row.is_followed) for row in rows) == [
        (FORMER, False, True),
        (IN_FORCE[K.BEYOND_AREA], True, False),
    ]
    assert "followed by newer words" in client.as_(seat).get(page_of(seat)).text


def test_saving_without_a_word_on_the_new_ones_leaves_the_old_consent_as_it_is(area, client):
    seat = area.la_officer
    before = agreed_before(seat, K.BEYOND_AREA)
    client.as_(seat).post(page_of(seat), {"seen": "take_part beyond_area", "kinds": [K.BEYOND_AREA], **READ})
    before.refresh_from_db()
    assert (before.stands, before.wording_version) == (True, FORMER)
    assert Consent.objects.filter(seat=seat, kind=K.BEYOND_AREA).count() == 1


def test_what_was_followed_by_newer_words_is_taken_back_with_them(area):
    """Nobody has to know from which words their consent came."""
    seat = area.la_officer
    agreed_before(seat, K.RECORDING)
    clock.set_to(clock.now() + timedelta(days=1))
    consenting.give(seat, K.RECORDING, by=seat)
    consenting.withdraw(seat, K.RECORDING, by=seat)
    rows = Consent.objects.filter(seat=seat, kind=K.RECORDING)
    assert {(row.withdrawn_at, row.withdrawn_channel) for row in rows} == {(clock.now(), "")}
    assert rows.count() == 2


# The words that were shown


@pytest.mark.parametrize(
    "sent", [{}, {"read": "contact:2026-11"}, {"read": "contact:x"}, {"read": ":: :contact"}]
)
def test_nobody_agrees_to_words_their_page_did_not_show(area, client, sent):
    seat = area.la_officer
    page = client.as_(seat).post(page_of(seat), {"seen": "take_part", "kinds": [K.CONTACT], **sent}).text
    assert "The words have changed since this page was made" in page
    assert f'name="read" value="{ConsentsForm.shown()}"' in page  # and what was ticked is there
    assert page.count(" checked") == 1
    assert not Consent.objects.filter(seat=seat, kind=K.CONTACT).exists()


def test_an_old_page_still_takes_back(area, client):
    """Taking back needs no words to be read."""
    seat = area.la_officer
    consenting.give(seat, K.CONTACT, by=seat)
    client.as_(seat).post(page_of(seat), {"seen": "take_part contact", "kinds": []})
    assert not Consent.objects.filter(seat=seat, kind=K.CONTACT, withdrawn_at=None).exists()


def test_the_door_refuses_former_words(area):
    seat = area.la_officer
    assert refused(consenting.give, seat, K.CONTACT, read=FORMER, by=seat) == [consenting.OTHER_WORDS]


def test_whoever_stands_in_agrees_to_the_words_on_their_page(area, client):
    first = build.area_with_sessions(area)[0]
    seat = build.substitute(area, first, area.la_officer, agreed=False)
    address = reverse("workshops:stand-in", kwargs={"area": area.slug, "number": 1})
    me = client.as_(seat)
    page = me.get(address).text
    assert WORDINGS[K.TAKE_PART][ONE_SESSION].says in page
    assert WORDINGS[K.RECORDING][IN_FORCE[K.RECORDING]].says in page
    late = {"take_part": "on", "recording": "on", "read": f"{ONE_SESSION} 2026-11"}
    assert consenting.OTHER_WORDS in me.post(address, late).text
    assert not seat.consents.exists()
    me.post(address, {**late, "read": f"{ONE_SESSION} {IN_FORCE[K.RECORDING]}"})
    given = dict(seat.consents.values_list("kind", "wording_version"))
    assert given == {K.TAKE_PART: ONE_SESSION, K.RECORDING: IN_FORCE[K.RECORDING]}
    assert asked(seat) == []


def test_my_data_has_the_words_that_were_agreed_to_and_not_those_of_today(area, client):
    seat = area.la_officer
    agreed_before(seat, K.QUOTATION)
    page = client.as_(seat).get(reverse("my-data")).text
    assert WORDINGS[K.QUOTATION][FORMER].says in page
    assert WORDINGS[K.QUOTATION][IN_FORCE[K.QUOTATION]].says not in page


def test_a_recording_made_under_former_words_stays_lawful_when_newer_are_agreed_to(area):
    build.delivered(area)
    there = [*area.la, *area.tso]
    for seat in there:
        agreed_before(seat, K.RECORDING)
    workshop = area.area.workshops.get(number=1)
    recordings.note(
        workshop, made=True, held_by="A", destroy_on=recordings.last_day(workshop), by=area.facilitator
    )
    clock.set_to(clock.now() + timedelta(hours=1))
    consenting.give(there[0], K.RECORDING, by=there[0])
    workshop = area.area.workshops.get(number=1)
    assert not recordings.is_taken_back(workshop.recording)
    consenting.withdraw(there[0], K.RECORDING, by=there[0])
    assert recordings.is_taken_back(workshop.recording)
    assert [row for row in verify() if "Consent" in row] == []


def test_words_that_nobody_kept_are_named(area):
    consent = area.la[0].consents.get()
    Consent.objects.filter(pk=consent.pk).update(wording_version="1999-01")
    assert list(verify()) == [f"Consent {consent.pk}: nobody knows to which wording."]


# The register


def test_the_register_has_those_who_left_and_what_they_took_back(area, client):
    gone, back = area.la[3], area.la[4]
    agreed_before(gone, K.CONTACT)
    departing.leave(area.area, by=gone)
    departing.withdraw_consent(area.area, identifying=[], by=back)
    in_full = client.as_(area.facilitator).get(page_of(gone, "consent-register")).text
    here, left = in_full.split("People who have left, and earlier seats")
    assert (str(gone.user) in here, str(back.user) in here) == (False, False)
    mine = left[left.index(str(back.user)) :]
    assert "Taken back" in mine
    assert "wording 2026-11" in left[left.index(str(gone.user)) :]
    whether = client.as_(area.coordinator).get(page_of(gone, "consent-register")).text
    assert str(back.user) in whether
    assert ("Taken back" in whether, "wording" in whether) == (False, False)


def test_the_register_asks_as_often_for_one_who_left_as_for_three(area, client):
    page, reader = page_of(area.la[0], "consent-register"), client.as_(area.facilitator)

    def queries() -> int:
        reader.get(page)
        with CaptureQueriesContext(connection) as counted:
            assert reader.get(page).status_code == 200
        return len(counted)

    membership.leave(area.la[3], by=area.la[3])
    one = queries()
    for seat in (area.la[4], area.tso[4]):
        membership.leave(seat, by=seat)
    assert one == queries() <= 12


def test_nobody_who_was_erased_is_in_the_register(area, client):
    seat = area.la[4]
    membership.leave(seat, by=seat)
    page, reader = page_of(seat, "consent-register"), client.as_(area.facilitator)
    assert "earlier seats" in reader.get(page).text
    erase.erase(seat.user)
    assert "earlier seats" not in reader.get(page).text
