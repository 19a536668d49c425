"""Who is not signed in any more is told so, and gets back what they had typed (decision 0009)."""

from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from pipd.kit.device import HEADER

MOST = 20  # boxes; a form of ours has fewer
SIGNED_OUT = 401
PRIVATE = "no-store, private"
SECRETS = "/accounts/"  # passwords and codes are typed below it, and are never shown again


def typed(request: HttpRequest) -> list[str]:
    """What somebody wrote into the form that they sent: the values that are words, as they stand.

    One word, a choice or a number is quickly given again; what has a space in it was written.
    """
    if request.path.startswith(SECRETS):
        return []
    found = [value.strip() for name in request.POST for value in request.POST.getlist(name)]
    return [words for words in found if len(words.split()) > 1][:MOST]


class SignInMiddleware(LoginRequiredMiddleware):
    """Leads to signing in. Words sent after the session ended come back on a page of their own, which saves nothing.

    The token of the form has been checked by then: no other site can make this page show words of its choice.
    """

    by_script: ClassVar[tuple[str, ...]] = (HEADER, "HX-Request")

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> Any:
        answer = super().handle_no_permission(request, view_func)
        answer["Cache-Control"] = PRIVATE
        if any(header in request.headers for header in self.by_script):
            return answer
        if words := typed(request):
            facts = {"typed": words, "onward": _sign_in(_form_of(request)), "signing_in": True}
            page = render(request, "account/signed_out.html", facts, status=SIGNED_OUT)
            page["Cache-Control"] = PRIVATE
            return page
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.session.is_empty():
            answer["Location"] += "&ended=yes"  # there was a session, and it is over
        return answer


def _form_of(request: HttpRequest) -> str:
    """The page on which the form stands: it may send to another address, where nothing is to be read."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(came_from)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return request.get_full_path()


def _sign_in(onward: str) -> str:
    return f"{reverse(settings.LOGIN_URL)}?{urlencode({REDIRECT_FIELD_NAME: onward})}"
