"""Every address has a declared policy: a permission, or public and listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.views.generic import TemplateView, View

from partnerships.access import SeatMixin
from partnerships.permissions import Permission
from partnerships.signing_in.pages import NotHere

# Pages for everybody, signed in or not.
PUBLIC = {
    "pages:help",
    "pages:privacy",
    "pages:accessibility",
    "pages:who-can-see",
    "pages:check-print",
    "demo-sign-in",
    "invitation",
    "openid_connect_login",
    "openid_connect_callback",
    "health",
    "offline:worker",
    "offline:points",
    "calendar-feed",
    "mail-stop",
    "partnerships:apply-list",
    "partnerships:apply-start",
    "partnerships:apply-sent",
    "partnerships:apply-return",
    "partnerships:apply-step",
    "partnerships:apply-check",
    "partnerships:apply-mine",
    "partnerships:apply-withdraw",
    "partnerships:apply-funding",
    "partnerships:apply-held",
    "partnerships:apply-held-file",
    "partnerships:apply-erase",
    "plans:list",
    "plans:detail",
    "plans:document",
}
# Pages for everybody who is signed in, whatever their seat: each shows only what the reader's own seats show.
SIGNED_IN = {
    "home",
    "calendar",
    "calendar-reset",
    "mail-choices",
    "my-data",
    "my-data-ask",
    "my-data-file",
    "my-details",
    "close-account",
    "erase-me",
    "request-take-back",
    "mfa_index",
    "where-signed-in",
    "address-change",
    "address-confirm",
    "council-remove",
}
# The sign-in package's own views, mounted under /accounts/.
SIGN_IN_PACKAGE = "allauth."
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


def patterns(
    resolver: Any = None, space: str = "", prefix: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Full name, route and pattern of every address."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from patterns(entry, f"{space}{entry.namespace}:" if entry.namespace else space, route)
        else:
            yield f"{space}{entry.name}", route, entry


def is_sign_in(pattern: URLPattern) -> bool:
    return pattern.callback.__module__.startswith(SIGN_IN_PACKAGE)


def is_closed(pattern: URLPattern) -> bool:
    """Whether the address only says that there is nothing: it shuts a page of the sign-in package."""
    return getattr(pattern.callback, "view_class", None) is NotHere


def ours() -> list[tuple[str, str, URLPattern]]:
    return [found for found in patterns() if not is_sign_in(found[2]) and not is_closed(found[2])]


def fault(name: str, view: Any) -> str:
    """What is wrong with the policy of one address; empty when it is declared."""
    if view is None:
        return "is no class-based view"
    if name in PUBLIC:
        return "" if getattr(view, "public", False) is True else "is listed as public and does not say so"
    if getattr(view, "public", False):
        return "says it is public and is not listed"
    if name in SIGNED_IN:
        return ""
    declared = [getattr(view, "permission", None), *getattr(view, "permissions", {}).values()]
    if not any(declared):
        return "declares no permission"
    if not all(p is None or isinstance(p, Permission) for p in declared):
        return "declares something that is no permission"
    if not issubclass(view, SeatMixin):
        return "declares a permission that nobody checks"
    if set(view.permissions) - METHODS:
        return "names an unknown method"
    return ""


@pytest.mark.parametrize(("name", "route", "pattern"), ours(), ids=lambda v: v if isinstance(v, str) else "")
def test_every_address_declares_who_may_open_it(name, route, pattern):
    assert fault(name, getattr(pattern.callback, "view_class", None)) == ""


def test_only_the_sign_in_package_is_mounted_beside_ours():
    foreign = {r.split("/")[0] for _, r, p in patterns() if is_sign_in(p) and not is_closed(p)}
    assert foreign == {"accounts"}


def test_every_address_has_a_name_of_its_own():
    names = [name for name, _, pattern in patterns() if not is_closed(pattern)]
    assert sorted(n for n in set(names) if names.count(n) > 1 or n.endswith("None")) == []


def test_ids_in_addresses_cannot_be_counted():
    """Slugs and UUIDs name rows; a whole number is a session of one to four, never a row's id."""
    numbers = {m for _, route, _ in ours() for m in re.findall(r"<int:(\w+)>", route)}
    assert numbers <= {"number", "version"}


def test_nothing_is_addressed_that_is_plain_text():
    loose = [r for _, r, _ in ours() if re.search(r"<(str:|path:)?\w+>", r)]
    assert [r for r in loose if not re.search(r"<(slug|uuid|int):", r)] == []


@pytest.mark.parametrize(
    "route", ["signup/", "email/", "confirm-email/", "password/set/", "2fa/", "2fa/webauthn/signup/"]
)
def test_pages_of_the_sign_in_package_that_are_not_ours_do_not_exist(area, client, route):
    """Nobody makes themselves an account, or moves one to another address (trust X19)."""
    for reader in (client, client.as_(area.la_lead), client.as_(area.coordinator)):
        assert [
            reader.get(f"/accounts/{route}").status_code,
            reader.post(f"/accounts/{route}").status_code,
        ] == [
            404,
            404,
        ]


class Undeclared(TemplateView):
    """Says nothing."""


class Unchecked(View):
    permission = Permission.SEE_AREA


class SecretlyPublic(View):
    public = True


@pytest.mark.parametrize("view", [Undeclared, Unchecked, SecretlyPublic, None])
def test_control_an_undeclared_address_is_caught(view):
    assert fault("somewhere", view) != ""
