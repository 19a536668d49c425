"""GOV.UK Notify as one of Django's mail back ends. It knows one template, whose subject and body are ours.

Told apart by its reference, our Message-ID: what a worker handed over before it was killed is not handed over again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import time
from collections.abc import Sequence
from email.utils import make_msgid, parseaddr
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from pipd.kit.undelivered import Undelivered

KEY = re.compile(r".+-(?P<service>[0-9a-f-]{36})-(?P<secret>[0-9a-f-]{36})", re.DOTALL)
LATER = (408, 429)  # of the answers in the four hundreds, those that another try may change
FAILED = ("permanent-failure", "temporary-failure", "technical-failure")
PATH = "/v2/notifications"


class _NoRedirects(HTTPRedirectHandler):
    """The key goes to the address that was configured, and nowhere else."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class EmailBackend(BaseEmailBackend):
    """Hands messages over one by one. Raises Undelivered for the first that is not taken, unless `fail_silently`."""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        sent = 0
        for message in messages:
            try:
                sent += self._send(message)
            except Undelivered:
                if not self.fail_silently:
                    raise
        return sent

    def _send(self, message: EmailMessage) -> int:
        reference = str(message.extra_headers.get("Message-ID") or make_msgid()).strip("<>")
        for address in message.recipients():
            about = f"{reference} {address}" if len(message.recipients()) > 1 else reference
            if not self._is_there(about):
                _ask("POST", f"{PATH}/email", _body(message, parseaddr(address)[1], about))
        return 1

    def _is_there(self, reference: str) -> bool:
        """Whether Notify has this message already, and has not given it up."""
        query = urlencode({"reference": reference, "template_type": "email"})
        known = _ask("GET", f"{PATH}?{query}").get("notifications", [])
        return any(one.get("status") not in FAILED for one in known)


def _body(message: EmailMessage, address: str, reference: str) -> dict[str, Any]:
    """What Notify is told. It takes no files along: words of ours say where they are."""
    words = [str(message.body)]
    if message.attachments:
        words.append(settings.NOTIFY_INSTEAD_OF_FILES)
    told = {
        "email_address": address,
        "template_id": settings.NOTIFY_TEMPLATE,
        "personalisation": {"subject": str(message.subject), "body": "\n\n".join(filter(None, words))},
        "reference": reference,
    }
    if stop := message.extra_headers.get("List-Unsubscribe", ""):
        told["one_click_unsubscribe_url"] = str(stop).strip("<>")
    return told


def _ask(method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    request = Request(  # noqa: S310  the address is the operator's own setting
        settings.NOTIFY_URL + path,
        data=json.dumps(body).encode() if body else None,
        method=method,
        headers={"Authorization": f"Bearer {token()}", "Content-Type": "application/json"},
    )
    try:
        with build_opener(_NoRedirects).open(request, timeout=settings.EMAIL_TIMEOUT) as answer:
            found: dict[str, Any] = json.load(answer)
    except HTTPError as error:
        # Its words may quote the address (trust X35): the number is enough.
        raise Undelivered(
            f"notify-{error.code}", for_good=400 <= error.code < 500 and error.code not in LATER
        ) from None
    except (URLError, OSError, ValueError) as error:
        raise Undelivered(f"notify-{type(getattr(error, 'reason', error)).__name__}"[:40]) from None
    return found


def token() -> str:
    """A proof, good for seconds, that we hold the key: a JSON web token signed with the key's secret half (HS256)."""
    key = KEY.fullmatch(settings.NOTIFY_API_KEY)
    if key is None:
        raise ImproperlyConfigured("NOTIFY_API_KEY is no key of GOV.UK Notify: name-service-secret.")
    head = _part({"typ": "JWT", "alg": "HS256"})
    # The machine's own time, which Notify compares with its own: not the clock that the demonstration sets.
    said = f"{head}.{_part({'iss': key['service'], 'iat': int(time.time())})}"
    mark = hmac.new(key["secret"].encode(), said.encode(), hashlib.sha256).digest()
    return f"{said}.{_coded(mark)}"


def _part(value: dict[str, Any]) -> str:
    return _coded(json.dumps(value, separators=(",", ":")).encode())


def _coded(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
