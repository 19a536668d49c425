"""Who sees all areas needs a second step: what stays shut without it, for whom not, and what it costs."""

from __future__ import annotations

import re
import time
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import appointing
from partnerships.models import Programme, Role
from partnerships.signing_in.second_step import OWED
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.client import Client

SETTING_UP = "/accounts/your-sign-in/"


def signed_in(email: str) -> Client:
    """A client that came in by the code from the mail, as people do."""
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": email})
    code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail.outbox[-1].body)
    assert code
    client.post(reverse("account_confirm_login_code"), {"code": code[0]})
    return client


def leads_to(client: Client, name: str, **kwargs: Any) -> str:
    return client.get(reverse(name, kwargs=kwargs)).get("Location", "")


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_who_sees_all_areas_is_led_to_set_up_a_second_step(area, role):
    client = signed_in(build.programme_seat(role).user.email)
    slug = area.area.slug
    shut = [leads_to(client, "home"), leads_to(client, "board"), leads_to(client, "mail-choices")]
    assert [*shut, leads_to(client, "workshops:area-detail", area=slug)] == [SETTING_UP] * 4
    assert client.post(reverse("workshops:area-start", kwargs={"area": slug}))["Location"] == SETTING_UP
    open_still = [
        "mfa_index",
        "mfa_add_webauthn",
        "mfa_activate_totp",
        "account_logout",
        "pages:help",
        "plans:list",
    ]
    assert [client.get(reverse(name)).status_code for name in open_still] == [200] * 6


def test_nobody_else_is(area):
    begin = {build.programme_seat(Role.ANALYST): reverse("across:statement-list")}  # analysts begin there
    for seat in (area.la_lead, area.facilitator, *begin):
        client = signed_in(seat.user.email)
        assert (leads_to(client, "home"), leads_to(client, "mail-choices")) == (begin.get(seat, ""), "")


def test_an_ended_seat_asks_for_nothing(area, administrator):
    type(administrator).objects.filter(pk=administrator.pk).end()
    assert leads_to(signed_in(administrator.user.email), "home") == ""


def test_with_a_second_step_everything_is_open_and_it_is_asked_for(area, coordinator):
    secret = generate_totp_secret()
    TOTP.activate(coordinator.user, secret)
    client = signed_in(coordinator.user.email)
    assert leads_to(client, "board").startswith("/accounts/login/")
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert leads_to(client, "board").startswith("/accounts/login/")
    client.post(reverse("mfa_authenticate"), {"code": _now(secret)})
    assert client.get(reverse("board")).status_code == 200


def _now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_a_password_alone_is_no_second_step(area, coordinator):
    coordinator.user.set_password("a-long-enough-password")
    coordinator.user.save()
    client = Client()
    client.post(
        reverse("account_login"), {"login": coordinator.user.email, "password": "a-long-enough-password"}
    )
    assert leads_to(client, "board") == SETTING_UP


def test_a_fictional_account_is_left_out_while_this_is_a_demonstration(area, coordinator):
    Programme.objects.update(demo=True)
    assert leads_to(signed_in(coordinator.user.email), "board") == ""


def test_in_production_no_account_is(area, coordinator, settings):
    Programme.objects.update(demo=True)
    settings.DEMO = False
    assert leads_to(signed_in(coordinator.user.email), "board") == SETTING_UP


def test_no_page_asks_the_database_for_it(area):
    client = signed_in(area.la_lead.user.email)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("mail-choices"))
    assert [q["sql"] for q in queries if "mfa_authenticator" in q["sql"]] == []


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_who_comes_to_see_all_areas_is_signed_out_everywhere_and_asked_as_they_sign_in(area, role):
    person = build.user("new@council.example", "New Person")
    clients = [signed_in(person.email), signed_in(person.email)]
    assert [leads_to(client, "mail-choices") for client in clients] == ["", ""]
    appoint(area, role, person)
    assert OWED not in clients[0].session
    out = [leads_to(client, "board") for client in clients]
    assert [address.startswith("/accounts/login/") for address in out] == [True, True]
    assert leads_to(signed_in(person.email), "board") == SETTING_UP


@pytest.mark.parametrize("role", [Role.ANALYST, Role.SPONSOR, Role.FACILITATOR])
def test_who_comes_to_see_less_stays_signed_in(area, role):
    person = build.user("new@council.example", "New Person")
    client = signed_in(person.email)
    appoint(area, role, person)
    assert leads_to(client, "mail-choices") == ""


def appoint(area: build.Group, role: Role, person: Any) -> None:
    """By the rules that the page of who runs things follows."""
    where = None if role in appointing.OF_PROGRAMME else area.area
    by = build.programme_seat(Role.ADMINISTRATOR) if where is None else area.coordinator
    if where:
        type(by).objects.filter(pk=area.other_facilitator.pk).end()
    given = {"email": person.email, "full_name": person.full_name, "area": where, "by": by}
    appointing.appoint(area.area.programme, role=role, **given)


def test_secrets_are_sealed_in_the_database(area):
    secret = generate_totp_secret()
    TOTP.activate(area.la_lead.user, secret)
    kept = Authenticator.objects.get().data["secret"]
    assert secret not in kept
    assert decrypt(kept) == secret


@pytest.mark.django_db(transaction=True)
def test_a_new_step_opens_the_pages_and_is_told_to_its_person(base_moment):
    coordinator = build.group().coordinator
    client = signed_in(coordinator.user.email)
    client.get(reverse("mfa_activate_totp"))
    secret = client.session["mfa.totp.secret"]
    mail.outbox.clear()
    client.post(reverse("mfa_activate_totp"), {"code": _now(secret)})
    assert [message.subject for message in mail.outbox] == [
        "An authenticator app was set up for your account"
    ]
    assert mail.outbox[0].to == [coordinator.user.email]
    body = mail.outbox[0].body
    assert "tell those who run this service at once: The university" in body
    assert "A code by email no longer signs you in alone" in body
    assert "manage.py forget_second_step" in body
    assert "to put it right" not in body
    assert client.get(reverse("mfa_view_recovery_codes")).status_code == 200
    assert leads_to(client, "board") == ""


def test_what_a_page_of_the_library_asks_is_closed_to_another_person(area, coordinator):
    """A passkey is named by a number; only its own person opens its pages."""
    mine = Authenticator.objects.create(user=coordinator.user, type="webauthn", data={"name": "Mine"})
    stranger = signed_in(area.la_lead.user.email)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        address = reverse(name, kwargs={"pk": mine.pk})
        assert [stranger.get(address).status_code, stranger.post(address).status_code] == [404, 404]


def test_it_is_forgotten_where_there_are_two_programmes(area, coordinator):
    Programme.objects.create(name="Another", run_by="Them", readable_by="Them")
    TOTP.activate(coordinator.user, generate_totp_secret())
    call_command("forget_second_step", coordinator.user.email, stdout=StringIO())
    entry = LogEntry.objects.get(verb="second step removed")
    assert entry.chain_id == str(coordinator.programme_id)


def test_whoever_has_lost_all_is_let_in_again_by_those_who_run_it(area, coordinator):
    secret = generate_totp_secret()
    TOTP.activate(coordinator.user, secret)
    there = signed_in(coordinator.user.email)
    there.post(reverse("mfa_authenticate"), {"code": _now(secret)})
    call_command("forget_second_step", coordinator.user.email.upper(), stdout=StringIO())
    assert not Authenticator.objects.exists()
    assert leads_to(there, "board").startswith("/accounts/login/")
    assert leads_to(signed_in(coordinator.user.email), "board") == SETTING_UP
    told = OutgoingMail.objects.get(kind="second_step_removed")
    assert (told.to, told.essential) == (coordinator.user.email, True)
    assert LogEntry.objects.get(verb="second step removed").subject == coordinator.user_id
    with pytest.raises(CommandError, match="no account"):
        call_command("forget_second_step", "nobody@unknown.example")
