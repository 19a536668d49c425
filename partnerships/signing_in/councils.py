"""Signing in through a council's own sign-in, by OpenID Connect (trust X22).

An identity is issuer and subject. What a council says of somebody's address opens nothing: only who is signed in
here connects an identity to their account. The library trusts what the council's server answers over TLS; here its
signed token alone counts, for this sign-in, this service and, where one is set, this tenant.
"""

import hashlib
import json
from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

KIND = "openid_connect"
SIGNED_BY = {"RS256", "PS256", "ES256"}


def configured() -> list[SocialApp]:
    """The councils of OIDC_PROVIDERS, as the library knows them."""
    return [
        SocialApp(
            provider=KIND,
            provider_id=one["id"],
            name=one["name"],
            client_id=one["client_id"],
            secret=one["secret"],
            settings={
                "server_url": one["issuer"].rstrip("/"),
                "issuer": one["issuer"],
                "tenant": one.get("tenant", ""),
                "oauth_pkce_enabled": True,
            },
        )
        for one in settings.OIDC_PROVIDERS
    ]


def nonce_of(state: str) -> str:
    """Binds a token to the sign-in that asked for it. A state is known to one session, and used up by one return."""
    return salted_hmac("partnerships.signing_in.councils", state, algorithm="sha256").hexdigest()


class Client(OAuth2Client):
    def get_redirect_url(self, authorization_url: str, scope: Any, extra_params: dict[str, Any]) -> str:
        told = {**extra_params, "nonce": nonce_of(str(self.state))}
        return str(super().get_redirect_url(authorization_url, scope, told))


class Council(OpenIDConnectOAuth2Adapter):
    """The exchange with one council's server."""

    client_class = Client

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        if config.get("issuer") != self.get_provider().app.settings["issuer"]:
            raise OAuth2Error("The server is not the one that was set.")
        return config

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        told = self.checked(app, kwargs["response"].get("id_token", ""))
        login: SocialLogin = self.get_provider().sociallogin_from_response(request, told)
        return login

    def checked(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """What the signed token says. Raises OAuth2Error unless it is for this sign-in, from this issuer and tenant."""
        try:
            if jwt.get_unverified_header(id_token)["alg"] not in SIGNED_BY:
                raise OAuth2Error("The token is not signed as it should be.")
            told: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=app.settings["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            raise OAuth2Error("The token cannot be read.") from error
        expected = nonce_of(self.request.GET.get("state", ""))
        if not constant_time_compare(str(told.get("nonce", "")), expected):
            raise OAuth2Error("The token is of another sign-in.")
        if told.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("The token is for another service.")
        if app.settings["tenant"] and told.get("tid") != app.settings["tenant"]:
            raise OAuth2Error("The token is of another tenant.")
        if not told.get("sub") or "exp" not in told:
            raise OAuth2Error("The token is of nobody, or for ever.")
        return told


class Provider(OpenIDConnectProvider):
    """What the library asks about one council."""

    oauth2_adapter_class = Council

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Issuer and subject, so that a council set under the name of another inherits nobody."""
        return hashlib.sha256(json.dumps([data["iss"], data["sub"]]).encode()).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}  # nothing else that the council says is kept

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:
        return []

    def get_default_scope(self) -> list[str]:
        return ["openid"]

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, Any]:
        return dict(self.get_auth_params())  # never what an address says

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        return list(self.get_scope())


class CouncilsAdapter(DefaultSocialAccountAdapter):
    """Closed to sign-up: an identity that nobody has connected opens nothing, whatever address comes with it."""

    def list_apps(self, request: HttpRequest, provider: Any = None, client_id: Any = None) -> list[SocialApp]:
        return [
            app
            for app in configured()
            if provider in (None, app.provider, app.provider_id) and client_id in (None, app.client_id)
        ]

    def get_provider(self, request: HttpRequest, provider: str, client_id: Any = None) -> Provider:
        return Provider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") == "connect" or sociallogin.is_existing:
            return
        name = self.get_provider(request, sociallogin.account.provider).name
        page = render(request, "socialaccount/unknown.html", {"council": name}, status=403)
        raise ImmediateHttpResponse(page)

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("mfa_index")
