"""What a script sends later for somebody: kept once, for its author alone, and told in a word."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from pipd.kit.device import person_code
from tests import build
from tests.client import Client
from workshops.clearance.working import LoggedPoint

WORDS = {"said_by": "la", "kind": "barrier", "client_id": "6f0e3c52-6a55-4f0e-9d0d-3f5c5f6f7a11"}


@pytest.fixture
def address(area: build.Group) -> str:
    build.forward_to(build.area_with_sessions(area)[0].starts_at)
    return reverse("workshops:points-log", kwargs={"area": area.slug, "number": 1})


def send(client: Client, address: str, seat: build.Seat, **values: Any) -> Any:
    """Post as js/outbox.js does, for the account of `seat`."""
    headers = {"X-Person": person_code(seat.user)}
    return client.post(address, {**WORDS, **values}, headers=headers)


def test_a_point_sent_later_is_created_and_answered_with_the_list(area, address, client):
    words = f"{area.words.logged} sent later"
    officer = client.as_(area.la_officer, may_see=area.words.uncleared)
    response = send(officer, address, area.la_officer, text=words)
    assert response.status_code == 201
    assert words in response.content.decode()
    assert "<html" not in response.content.decode()
    assert "point_just_saved" not in officer.session


def test_the_same_point_sent_again_is_created_once(area, address, client):
    officer = client.as_(area.la_officer)
    assert [send(officer, address, area.la_officer, text="once").status_code for _ in range(3)] == [201] * 3
    assert LoggedPoint.objects.count() == 1


def test_what_another_account_wrote_is_not_saved(area, address, client):
    response = send(client.as_(area.tso_officer), address, area.la_officer, text="not theirs", said_by="tso")
    assert (response.status_code, response.content) == (412, b"")
    assert LoggedPoint.objects.count() == 0


def test_a_refusal_is_told_in_sentences(area, address, client):
    response = send(client.as_(area.la_officer), address, area.la_officer, text="", kind="gossip")
    assert response.status_code == 422
    assert response["Content-Type"].startswith("text/plain")
    assert response.content.decode() == "Enter what was said. Choose a kind from the list."


def test_a_point_sent_after_the_notes_is_told_why_it_is_refused(area, client):
    build.circulated(area)
    address = reverse("workshops:points-log", kwargs={"area": area.slug, "number": 1})
    before = LoggedPoint.objects.count()
    response = send(client.as_(area.la_officer), address, area.la_officer, text="too late")
    assert response.status_code == 422
    assert "These notes have been sent for checking" in response.content.decode()
    assert LoggedPoint.objects.count() == before


def test_a_session_that_ran_out_is_sent_to_sign_in_and_saves_nothing(area, address, client):
    assert send(client, address, area.la_officer, text="later").status_code == 302
    assert LoggedPoint.objects.count() == 0


def test_a_code_tells_people_apart_and_nothing_of_them(area):
    codes = {person_code(seat.user) for seat in area.la + area.tso}
    assert len(codes) == len(area.la + area.tso)
    assert not any(str(seat.user.pk) in code for seat in area.la for code in codes)


def test_pages_carry_the_code_of_who_is_signed_in_alone(area, address, client):
    page = client.as_(area.la_officer).get(address).content.decode()
    assert f'data-person="{person_code(area.la_officer.user)}"' in page
    assert "data-person" not in client.get(reverse("account_login")).content.decode()
