"""A council's own sign-in: the person who connected it comes in, and nobody else, whatever the council's token says."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core import mail
from django.urls import reverse

from pipd import checks
from pipd.sign_in_settings import origins
from tests import build
from tests.client import Client
from tests.partnerships.council_server import CLIENT, SECRET, CouncilServer, council_server

GO = "/accounts/council/quillshire/"
BACK = "/accounts/council/quillshire/back/"


@pytest.fixture
def council(settings) -> Iterator[CouncilServer]:
    with council_server() as server:
        settings.OIDC_PROVIDERS = [server.setting()]
        yield server


def goes(client: Client, **data: str) -> str:
    """Where the press leads: the council's page."""
    return client.post(GO, data)["Location"]


def comes_back(client: Client, council: CouncilServer, asked: str):
    state = parse_qs(urlsplit(asked).query)["state"][0]
    return client.get(BACK, {"code": council.code_for(asked), "state": state})


def connected(council: CouncilServer, seat: build.Seat) -> SocialAccount:
    """`seat`'s person, signed in here, connects the identity that the council tells of."""
    client = Client().as_(seat)
    assert comes_back(client, council, goes(client, process="connect"))["Location"] == reverse("mfa_index")
    return SocialAccount.objects.get(user=seat.user)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def through(council: CouncilServer) -> tuple[int, bool]:
    """The status of the page on which a stranger's browser comes to rest, and whether it is signed in."""
    client = Client()
    answer = comes_back(client, council, goes(client))
    return answer.status_code, is_in(client)


def test_whoever_connected_it_is_signed_in_by_it(area, council):
    account = connected(council, area.la_officer)
    client = Client()
    assert comes_back(client, council, goes(client))["Location"] == "/"
    assert client.session["_auth_user_id"] == str(area.la_officer.user_id)
    assert (account.extra_data, SocialToken.objects.count()) == ({}, 0)
    assert "officer-7" not in account.uid
    assert mail.outbox[-1].subject == "An organisation’s sign-in was connected with your account"


def test_what_is_sent_binds_the_answer(council, db):
    asked = parse_qs(urlsplit(goes(Client())).query)
    assert {"state", "nonce", "code_challenge"} <= set(asked)
    assert (asked["client_id"], asked["scope"], asked["code_challenge_method"]) == (
        [CLIENT],
        ["openid"],
        ["S256"],
    )
    assert asked["redirect_uri"] == [f"http://testserver{BACK}"]


def test_what_an_address_says_changes_nothing_of_it(council, db):
    query = "?auth_params=redirect_uri%3Dhttps://elsewhere.example%26nonce%3Dmine&scope=everything"
    asked = parse_qs(urlsplit(Client().post(GO + query)["Location"]).query)
    assert asked["redirect_uri"] == [f"http://testserver{BACK}"]
    assert (asked["scope"], len(asked["nonce"][0])) == (["openid"], 64)


def test_the_code_is_exchanged_with_secret_and_verifier(area, council):
    connected(council, area.la_officer)
    [sent] = council.exchanged
    assert (sent["client_secret"], len(sent["code_verifier"][0]) > 40) == ([SECRET], True)


def test_an_address_alone_connects_nothing(area, council):
    """The council's token names the very address of an account; nobody has connected it."""
    council.claims = {"email": area.la_officer.user.email, "email_verified": True}
    client = Client()
    page = comes_back(client, council, goes(client))
    assert (page.status_code, is_in(client)) == (403, False)
    assert "First connect your account" in page.content.decode()
    assert not SocialAccount.objects.exists()


def test_nobody_connects_without_being_signed_in(area, council):
    client = Client()
    comes_back(client, council, goes(client, process="connect"))
    assert (is_in(client), SocialAccount.objects.exists()) == (False, False)


def test_an_identity_belongs_to_one_account(area, council):
    connected(council, area.la_officer)
    other = Client().as_(area.la_lead)
    comes_back(other, council, goes(other, process="connect"))
    assert [account.user_id for account in SocialAccount.objects.all()] == [area.la_officer.user_id]


PASSED = 1_000_000_000  # seconds: in 2001, the same however often tests are collected


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another-service"},
        {"aud": None},
        {"aud": [CLIENT, "another-service"], "azp": "another-service"},
        {"exp": PASSED},
        {"exp": None},
        {"nonce": "of-another-sign-in"},
        {"nonce": None},
        {"sub": ""},
    ],
    ids=str,
)
def test_a_token_that_is_wrong_opens_nothing(area, council, claims):
    connected(council, area.la_officer)
    council.claims = claims
    assert through(council) == (401, False)


def test_a_token_of_another_person_opens_nothing_of_this_one(area, council):
    connected(council, area.la_officer)
    council.claims = {"sub": "officer-8", "email": area.la_officer.user.email}
    assert through(council) == (403, False)


def test_a_token_signed_by_another_key_opens_nothing(area, council):
    connected(council, area.la_officer)
    council.signs_with = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    assert through(council) == (401, False)


@pytest.mark.parametrize(("algorithm", "key"), [("HS256", SECRET * 2), ("none", None)])
def test_a_token_signed_by_what_is_no_key_opens_nothing(area, council, algorithm, key):
    connected(council, area.la_officer)
    council.algorithm, council.signs_with = algorithm, key
    assert through(council) == (401, False)


def test_an_answer_without_a_token_opens_nothing(area, council, monkeypatch):
    connected(council, area.la_officer)
    monkeypatch.setattr(council, "token", lambda sent: {"access_token": "x", "token_type": "Bearer"})
    assert through(council) == (401, False)


def test_a_server_that_calls_itself_otherwise_is_refused(area, council):
    connected(council, area.la_officer)
    client = Client()
    asked = goes(client)
    council.says_issuer = "https://elsewhere.example"
    assert (comes_back(client, council, asked).status_code, is_in(client)) == (401, False)


def test_a_server_that_is_away_is_a_page_that_says_so(db, settings):
    with council_server() as gone:
        settings.OIDC_PROVIDERS = [gone.setting()]
    page = Client().post(GO)
    assert (page.status_code, "That did not work" in page.content.decode()) == (401, True)


def test_another_tenant_is_refused(area, council, settings):
    settings.OIDC_PROVIDERS = [council.setting(tenant="ours")]
    council.claims = {"tid": "ours"}
    connected(council, area.la_officer)
    assert through(council)[1] is True
    for tenant in ("theirs", None):
        council.claims = {"tid": tenant}
        assert through(council) == (401, False)


def test_a_state_is_used_up_by_the_first_return(area, council):
    connected(council, area.la_officer)
    client = Client()
    asked = goes(client)
    comes_back(client, council, asked)
    client.post(reverse("account_logout"))
    assert (comes_back(client, council, asked).status_code, is_in(client)) == (401, False)


def test_a_state_of_another_browser_opens_nothing(area, council):
    connected(council, area.la_officer)
    asked = goes(Client())
    victim = Client()
    assert (comes_back(victim, council, asked).status_code, is_in(victim)) == (401, False)


def test_a_council_under_the_name_of_another_inherits_nobody(area, council, settings):
    connected(council, area.la_officer)
    with council_server() as another:
        settings.OIDC_PROVIDERS = [another.setting()]
        assert through(another) == (403, False)


def test_a_second_step_is_owed_all_the_same(area, council, coordinator):
    connected(council, coordinator)
    client = Client()
    comes_back(client, council, goes(client))
    assert client.get(reverse("board"))["Location"] == reverse("mfa_index")


def test_it_is_disconnected_by_its_person_alone(area, council):
    connected(council, area.la_officer)
    assert Client().as_(area.la_lead).post(f"{GO}remove/").status_code == 404
    mine = Client().as_(area.la_officer)
    assert "Disconnect" in mine.get(reverse("mfa_index")).content.decode()
    mine.post(f"{GO}remove/")
    assert not SocialAccount.objects.exists()
    assert through(council) == (403, False)


def test_cancelling_there_leads_to_a_page_that_says_so(council, db):
    client = Client()
    state = parse_qs(urlsplit(goes(client)).query)["state"][0]
    answer = client.get(BACK, {"error": "access_denied", "state": state})
    page = client.get(answer["Location"])
    assert (page.status_code, "You are not signed in" in page.content.decode()) == (200, True)


def test_there_is_a_button_only_where_one_is_set(area, council, settings):
    sign_in = reverse("account_login")
    assert "Sign in with Quillshire Council" in Client().get(sign_in).content.decode()
    settings.OIDC_PROVIDERS = []
    assert "Sign in with Quillshire" not in Client().get(sign_in).content.decode()
    assert [Client().post(GO).status_code, Client().get(BACK).status_code] == [404, 404]


def test_a_link_starts_nothing(council, db):
    assert Client().get(GO).status_code == 405


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({}, "has no id and no name and no issuer and no client_id and no secret"),
        ({"id": "a b"}, "small letters"),
        ({"issuer": "http://council.example"}, "https"),
    ],
)
def test_an_entry_that_is_set_by_halves_is_told(settings, entry, words):
    whole = {"id": "a", "name": "A", "issuer": "https://a.example", "client_id": "c", "secret": "s"}
    settings.OIDC_PROVIDERS = [whole]
    assert list(checks.councils()) == []
    settings.OIDC_PROVIDERS = [{**whole, **entry} if entry else entry]
    [error] = checks.councils()
    assert (error.id, words in error.msg) == ("pipd.E012", True)


def test_the_pages_may_send_people_on_to_the_council_alone():
    listed = [{"issuer": "https://login.council.example/tenant/v2.0"}, {"issuer": ""}]
    assert origins(listed) == ["https://login.council.example"]
