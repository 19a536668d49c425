"""Whoever sends words after their session ended gets them back; nobody else's page ever shows any."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from partnerships.models import DataRequest
from tests import build
from tests.client import Client

WORDS = "My job title is <b>another</b> one"
SENT = {"kind": "correct", "words": WORDS}


def ended(seat: build.Seat, **kwargs: object) -> Client:
    """A browser whose session is over, and whose cookie is still there."""
    client = Client(**kwargs).as_(seat)
    Session.objects.all().delete()
    return client


def test_words_come_back_with_the_way_to_their_form(area):
    page = ended(area.la_officer).post(
        reverse("my-data-ask"), SENT, headers={"referer": "http://testserver/my-data/ask/?x=1"}
    )
    assert page.status_code == 401
    assert "What you just sent is not saved." in page.text
    assert "My job title is &lt;b&gt;another&lt;/b&gt; one</textarea>" in page.text
    assert 'href="/accounts/login/?next=%2Fmy-data%2Fask%2F%3Fx%3D1"' in page.text
    assert "no-store" in page["Cache-Control"]
    assert not DataRequest.objects.exists()


@pytest.mark.parametrize("referer", ["", "https://evil.example/my-data/ask/", "javascript:alert(1)"])
def test_only_a_page_of_ours_is_led_back_to(area, referer):
    page = ended(area.la_officer).post(reverse("my-data-ask"), SENT, headers={"referer": referer})
    assert 'href="/accounts/login/?next=%2Fmy-data%2Fask%2F"' in page.text


def test_no_other_site_makes_the_page_show_words(area):
    """Without the token of the form nothing is repeated."""
    client = Client(enforce_csrf_checks=True)
    page = client.post(reverse("my-data-ask"), SENT)
    assert (page.status_code, WORDS[:8] in page.text) == (403, False)


@pytest.mark.parametrize("sent", [{}, {"kind": "correct"}, {"words": "one"}, {"words": "  "}])
def test_a_press_or_a_choice_leads_to_signing_in(area, sent):
    answer = Client().post(reverse("my-data-ask"), sent)
    assert answer["Location"] == "/accounts/login/?next=/my-data/ask/"


def test_passwords_are_never_shown(area):
    answer = ended(area.la_officer).post(reverse("account_reauthenticate"), {"password": "three words here"})
    assert (answer.status_code, "three words" in answer.text) == (302, False)


@pytest.mark.parametrize("header", ["X-Person", "HX-Request"])
def test_a_script_is_led_to_signing_in_as_before(area, header):
    answer = ended(area.la_officer).post(reverse("my-data-ask"), SENT, headers={header: "x"})
    assert answer.status_code == 302


def test_who_opens_a_page_after_the_end_is_told_why_they_sign_in_again(area):
    told = "You were signed out because nothing was done for three hours"
    hidden = "data-if-ended hidden"
    page = ended(area.la_officer).get(reverse("my-data"), follow=True).text
    assert (told in page, hidden in page) == (True, False)
    first = Client().get(reverse("my-data"), follow=True).text
    assert hidden in first
