"""A new address is proven by a code that was sent there, in the browser that asked for it (0020).

The same page, the same time and one message, whether or not an account is at that address: its owner is told instead
(trust X19). The library's own way is to say so, unless nobody may sign in before their address is confirmed.
"""

from __future__ import annotations

import time
from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.core import ratelimit
from django.http import HttpRequest

from partnerships import addresses
from partnerships.membership import NotPossible
from partnerships.models import User

KEPT = "address_to_prove"
LIMIT = "address_change"
TRIES, RESENDS, HOLDS = 3, 2, 15 * 60  # as for a code to sign in; seconds


class Proof(AbstractCodeVerificationProcess):
    """One address that somebody says is theirs, and the code that was sent to it. Kept in their session."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        super().__init__(max_attempts=TRIES, timeout=HOLDS, state=state)
        self.request = request

    @classmethod
    def begin(cls, request: HttpRequest, address: str) -> None:
        """Send a code to `address`, or word to whoever has an account there.

        Raises NotPossible for the reader's own address, and when they asked too often.
        """
        user = cast(User, request.user)
        addresses.require_another(user, address)
        proof = cls(request, cls.initial_state(user, address))
        proof.send()
        proof.persist()

    @classmethod
    def kept(cls, request: HttpRequest) -> Proof | None:
        """What the reader asked for in this browser; none that is too old, or of somebody else."""
        state = request.session.get(KEPT)
        if not state or state.get("user_id") != str(request.user.pk):
            return None
        return cast("Proof | None", cls(request, state).abort_if_invalid())

    @property
    def address(self) -> str:
        return str(self.state["email"])

    @property
    def can_resend(self) -> bool:
        return not self.is_resend_quota_reached(RESENDS)

    def send(self) -> None:
        """Raises NotPossible when there were too many, for this reader, from here or to that address."""
        if not ratelimit.consume(self.request, action=LIMIT, key=self.address, user=self.request.user):
            raise NotPossible(get_adapter().error_messages["rate_limited"])
        # Made for both, so that a wrong code is told the same.
        self.state |= {"code": get_adapter().generate_login_code(), "at": time.time(), "failed_attempts": 0}
        taken = addresses.is_taken(self.address, cast(User, self.request.user))
        words = "account/email/address_taken" if taken else "account/email/address_code"
        get_adapter().send_mail(words, self.address, {"request": self.request, "code": self.code})

    def resend(self) -> None:
        """Send another code; the one before works no more. Raises NotPossible as `send` does."""
        if not self.can_resend:
            raise NotPossible(get_adapter().error_messages["rate_limited"])
        self.send()
        self.record_resend()
        self.persist()

    def persist(self) -> None:
        self.request.session[KEPT] = self.state

    def abort(self) -> None:
        self.request.session.pop(KEPT, None)

    def finish(self) -> str:
        """Move the account to the address that is proven, and sign out everywhere but here; the new address.

        Raises what `addresses.change` does.
        """
        addresses.change(
            cast(User, self.request.user), self.address, keep=self.request.session.session_key or ""
        )
        self.abort()
        return self.address
