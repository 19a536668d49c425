"""Every change asks for the token of a page of ours: what another site posts is refused everywhere (trust X10)."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from tests import build
from tests.architecture.test_urls import is_closed, patterns
from tests.client import BACKEND

# A mail program ends mail with one press, and holds no page of ours; its address carries a secret (RFC 8058).
EXEMPT = {"mail-stop"}
VALUES = {"int": 1, "uuid": UUID(int=1), "slug": "nothing", "str": "nothing", "path": "nothing"}
SIGNING_IN = {
    "account_login",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_reset_password",
    "account_logout",
    "invitation",
    "demo-sign-in",
    "mfa_login_webauthn",
    "mfa_authenticate",
    "openid_connect_login",
    "address-change",
    "address-confirm",
}


def taking_post() -> dict[str, str]:
    """Name and address of all that takes POST, of the sign-in library too.

    What an address names need not be there: the token is asked for before.
    """
    found = {}
    for name, route, pattern in patterns():
        view = getattr(pattern.callback, "view_class", None)
        takes = view is None or ("post" in view.http_method_names and hasattr(view, "post"))
        if takes and not is_closed(pattern):
            found[name] = address(name, route)
    return found


def address(name: str, route: str) -> str:
    if "(?P" in route or "^" in route:  # the library's own
        return reverse(name, kwargs=dict.fromkeys(re.findall(r"\(\?P<(\w+)>", route), "0a"))
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: str(VALUES[found[1] or "str"]), route)


@pytest.fixture(params=["signed in", "nobody"])
def forging(request: Any, area: build.Group) -> Client:
    """A browser that another site makes post: with its cookies, and without our token."""
    client = Client(enforce_csrf_checks=True)
    if request.param == "signed in":
        client.force_login(area.coordinator.user, backend=BACKEND)
        client.get("/help/")
    return client


def test_without_the_token_every_post_is_refused(forging):
    told = {name: forging.post(where).status_code for name, where in taking_post().items()}
    assert {name for name, status in told.items() if status != 403} == EXEMPT
    assert len(told) > 150


def test_nobody_is_signed_in_as_another_by_a_site_elsewhere():
    """Login CSRF: the addresses of signing in are among them."""
    assert set(taking_post()) >= SIGNING_IN


def test_a_token_of_somewhere_else_is_refused(forging):
    forging.get(reverse("account_login"))
    for given in ("", "a" * 64):
        assert forging.post(reverse("account_login"), {"csrfmiddlewaretoken": given}).status_code == 403


def test_control_with_the_token_of_the_page_it_is_not(area):
    client = Client(enforce_csrf_checks=True)
    page = client.get(reverse("account_login")).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token
    given = {"csrfmiddlewaretoken": token[1], "email": area.la_officer.user.email}
    assert client.post(reverse("account_request_login_code"), given).status_code == 302


class Anything(View):
    def post(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse("done")


def test_control_an_address_that_asks_for_none_is_seen():
    """The same look at two views of which one asks for no token."""
    guard = CsrfViewMiddleware(lambda request: HttpResponse("done"))
    request = RequestFactory().post("/")
    asked, open_to_all = Anything.as_view(), csrf_exempt(Anything.as_view())
    assert getattr(guard.process_view(request, asked, (), {}), "status_code", None) == 403
    assert guard.process_view(request, open_to_all, (), {}) is None
