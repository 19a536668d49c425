"""Where somebody is signed in: seen and ended by themselves alone, and nothing written while pages are read."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from partnerships.signing_in.sessions import device
from partnerships.tasks import clear_sessions
from pipd import erasing
from tests import build
from tests.client import Client
from tests.pipd.erased import asks

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PASSWORD = "a-long-enough-password"
WHERE = "/accounts/where/"


@pytest.fixture
def officer(area: build.Group) -> build.Seat:
    area.la_officer.user.set_password(PASSWORD)
    area.la_officer.user.save()
    return area.la_officer


def signed_in(seat: build.Seat, browser: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": browser})
    answer = client.post(reverse("account_login"), {"login": seat.user.email, "password": PASSWORD})
    assert answer["Location"] == "/"
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("mail-choices")).status_code == 200


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("… (Macintosh; …) Version/18.1 Safari/605.1.15", "Safari on a Mac"),
        ("… (iPhone; …) CriOS/130.0 Mobile Safari/604.1", "Chrome on an iPhone"),
        ("… (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36", "Chrome on Android"),
        ("… (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0", "Edge on Windows"),
        ("curl/8", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_named_in_words(said, words):
    assert device(said) == words


def test_the_page_lists_the_places_and_ends_one(officer):
    here, there = signed_in(officer), signed_in(officer, "… (Linux; Android 14) Chrome/130.0 Mobile")
    page = here.get(WHERE).content.decode()
    assert ("Firefox on Windows" in page, "Chrome on Android" in page, page.count("This one.")) == (
        True,
        True,
        1,
    )
    [key] = re.findall(r'name="end" value="(\d+)"', page)
    here.post(WHERE, {"end": key})
    assert (is_in(here), is_in(there)) == (True, False)
    assert "Chrome on Android" not in here.get(WHERE).content.decode()


def test_all_others_are_ended_at_once(officer):
    here, *others = [signed_in(officer) for _ in range(3)]
    here.post(WHERE, {"end": "others"})
    assert [is_in(client) for client in (here, *others)] == [True, False, False]


def test_nobody_ends_another_persons_place(area, officer):
    mine = signed_in(officer)
    key = UserSession.objects.get(user=officer.user).pk
    stranger = Client().as_(area.la_lead)
    for chosen in (key, "others", "x", "9" * 40, ""):
        stranger.post(WHERE, {"end": chosen})
    assert is_in(mine)


def test_a_place_is_not_ended_by_itself(officer):
    here = signed_in(officer)
    here.post(WHERE, {"end": UserSession.objects.get().pk})
    assert is_in(here)


def test_a_new_password_ends_the_others(officer):
    here, there = signed_in(officer), signed_in(officer)
    new = "another-long-password"
    mail.outbox.clear()
    here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert (is_in(here), is_in(there)) == (True, False)
    assert UserSession.objects.filter(user=officer.user).count() == 1
    assert [message.subject for message in mail.outbox] == ["Your password was changed"]


def test_a_password_by_the_link_ends_all(officer):
    there, visitor = signed_in(officer), Client()
    visitor.post(reverse("account_reset_password"), {"email": officer.user.email})
    [link] = re.findall(r"http://\S+(/accounts/\S+)", mail.outbox[-1].body)
    form = visitor.get(link)["Location"]
    new = "another-long-password"
    visitor.post(form, {"password1": new, "password2": new})
    assert (is_in(there), UserSession.objects.count()) == (False, 0)


def test_reading_pages_writes_nothing_of_it(officer):
    client = signed_in(officer)
    is_in(client)
    with CaptureQueriesContext(connection) as queries:
        client.get(WHERE)
        is_in(client)
    wrote = [
        q["sql"] for q in queries if not q["sql"].startswith(("SELECT", "BEGIN", "SAVEPOINT", "RELEASE"))
    ]
    assert wrote == []


def test_signing_out_forgets_the_place(officer):
    client = signed_in(officer)
    client.post(reverse("account_logout"))
    assert UserSession.objects.count() == 0


def by_password(seat: build.Seat) -> Client:
    return signed_in(seat)


def by_code(seat: build.Seat) -> Client:
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": seat.user.email})
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", str(mail.outbox[-1].body))
    assert code
    client.post(reverse("account_confirm_login_code"), {"code": code.group()})
    return client


@pytest.mark.parametrize("way", [by_password, by_code])
def test_closing_the_browser_signs_out_however_somebody_signed_in(officer, way):
    """Trust X18: the next person at a shared computer starts anew; a cookie without an end goes with the browser."""
    client = way(officer)
    assert is_in(client)
    cookie = client.cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


def test_an_application_that_was_open_is_closed_to_whoever_signs_in_next(officer):
    client = Client()
    session = client.session
    session["application"], session["asked for a link"] = ["id", "mark"], ["someone@charity.example", "tso"]
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.post(reverse("account_login"), {"login": officer.user.email, "password": PASSWORD})
    assert is_in(client)
    assert not {"application", "asked for a link"} & set(client.session.keys())


ASKED = "asked for a link"


def kept(email: str) -> list[dict]:
    """What sessions hold `email`, of whomever."""
    found = [row.get_decoded() for row in Session.objects.all()]
    return [one for one in found if email in str(one).lower()]


def asked_for_a_code(email: str) -> None:
    Client().post(reverse("account_request_login_code"), {"email": email})


def test_what_ran_out_is_cleared_and_the_rest_stays(officer):
    here = signed_in(officer)
    asked_for_a_code(officer.user.email)
    old = Session.objects.exclude(session_key=here.session.session_key)
    assert old.update(expire_date=timezone.now() - timedelta(minutes=1)) == 1
    UserSession.objects.create(user=officer.user, session_key="gone", ip="192.0.2.7", user_agent="x")
    clear_sessions()
    clear_sessions()
    assert is_in(here)
    assert [row.session_key for row in Session.objects.all()] == [here.session.session_key]
    assert [row.session_key for row in UserSession.objects.all()] == [here.session.session_key]


def test_an_erased_address_is_in_no_session(area, officer):
    """The code somebody asked for and never entered, and the link of an application, lie in sessions of nobody."""
    email = officer.user.email
    asked_for_a_code(email)
    stranger = Client()
    session = stranger.session
    session[ASKED] = [email.upper(), "la"]
    session.save()
    signed_in(officer)
    assert len(kept(email)) >= 2
    erasing.carry_out(asks(officer), by=area.coordinator)
    assert kept(email) == []


def test_who_is_signed_in_where_an_erased_address_was_typed_stays_so(area, officer):
    other = Client().as_(area.tso_officer)
    session = other.session
    session[ASKED] = [officer.user.email, "la"]
    session.save()
    erasing.carry_out(asks(officer), by=area.coordinator)
    assert kept(officer.user.email) == []
    assert is_in(other)
    assert ASKED not in other.session
