"""Who signs in gets another session than the one the browser had, by whichever way they come in (trust X18)."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.urls import reverse

from partnerships import invitations
from partnerships.models import Invitation, Programme
from partnerships.signing_in import demo
from tests import build
from tests.client import Client

PASSWORD = "a-long-enough-password"
SECRET = generate_totp_secret()


def by_password(client: Client, area: build.Group) -> None:
    client.post(reverse("account_login"), {"login": area.la_officer.user.email, "password": PASSWORD})


def by_code(client: Client, area: build.Group) -> None:
    client.post(reverse("account_request_login_code"), {"email": area.la_officer.user.email})
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail.outbox[-1].body)
    assert code
    client.post(reverse("account_confirm_login_code"), {"code": code[0]})


def by_second_step(client: Client, area: build.Group) -> None:
    TOTP.activate(area.la_officer.user, SECRET)
    by_password(client, area)
    assert "_auth_user_id" not in client.session
    now = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    client.post(reverse("mfa_authenticate"), {"code": now})


def by_invitation(client: Client, area: build.Group) -> None:
    invitations.invite(area.la_officer.user, to="participant", by=area.coordinator, area=area.area)
    secret = invitations.secret_of(Invitation.objects.get().pk, area.la_officer.user.email)
    client.post(reverse("invitation", kwargs={"token": secret}))


def by_demonstration(client: Client, area: build.Group) -> None:
    client.post(reverse("demo-sign-in"), {"as": area.la_officer.user.email})


WAYS = [by_password, by_code, by_second_step, by_invitation, by_demonstration]


@pytest.fixture
def planted(area: build.Group, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser into which somebody put a session that they know."""
    area.la_officer.user.set_password(PASSWORD)
    area.la_officer.user.save()
    desk = demo.Desk(area.la_officer.user.email, "Officer")
    monkeypatch.setattr(demo, "demo_desks", lambda: [desk])
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_session_is_another_one_and_the_planted_one_opens_nothing(
    planted: Client, area: build.Group, way: Callable[[Client, build.Group], None]
) -> None:
    before = planted.cookies[settings.SESSION_COOKIE_NAME].value
    way(planted, area)
    after = planted.cookies[settings.SESSION_COOKIE_NAME].value
    assert planted.session.get("_auth_user_id") == str(area.la_officer.user_id)
    assert (before != after, Session.objects.filter(session_key=before).exists()) == (True, False)
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before
    assert thief.get(reverse("mail-choices")).status_code == 302


def test_signing_out_ends_the_session_itself(planted, area):
    by_password(planted, area)
    key = planted.cookies[settings.SESSION_COOKIE_NAME].value
    planted.post(reverse("account_logout"))
    assert not Session.objects.filter(session_key=key).exists()


def test_control_a_session_stays_the_same_until_somebody_signs_in(planted, area):
    before = planted.cookies[settings.SESSION_COOKIE_NAME].value
    planted.get(reverse("account_login"))
    assert planted.cookies[settings.SESSION_COOKIE_NAME].value == before
    assert Programme.objects.exists()
