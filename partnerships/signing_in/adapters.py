"""What the sign-in library asks of us: closed to sign-up, in the words of this service, secrets sealed."""

import base64
import logging
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import salted_hmac

from partnerships.letterhead import reply_to
from pipd.kit.mail import code_of

# What is told when a second step was set up, and of the recovery codes it brings; and where the first waits.
ADDED = ("mfa/messages/totp_activated.txt", "mfa/messages/webauthn_added.txt")
CODES = "mfa/messages/recovery_codes_generated.txt"
FIRST = "pipd.second_step_added"

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Closed to sign-up, and in the words of this service. It never says whether an address is known."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. Ask your coordinator if you think it should be open",
        "email_password_mismatch": "The email address or the password is not right",
        "incorrect_code": "The code is not right. Check the email, or ask for a new code",
        "rate_limited": "You have asked too often. Wait five minutes, then try again",
        "too_many_login_attempts": "Too many tries. Wait five minutes, then try again",
        "unverified_primary_email": "Ask your coordinator to check your email address",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("mfa_index")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """A passkey before all else: with one alone, a code would have to be a recovery code."""
        return sorted(super().get_reauthentication_methods(user), key=lambda way: "webauthn" not in way["id"])

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """As the library does. An answer goes to the programme's contact, as with all other mail."""
        message: EmailMessage = super().render_mail(template_prefix, email, context, headers)
        message.reply_to = reply_to()
        return message

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        """The first second step brings recovery codes, and a page has one banner: it begins with what was asked for."""
        if message_template in ADDED:
            request.META[FIRST] = render_to_string(message_template).strip()
        elif message_template == CODES and FIRST in request.META:
            message_context = {**(message_context or {}), "first": request.META[FIRST]}
        super().add_message(request, level, message_template, message_context, **kwargs)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away breaks no page, which says the same for known and unknown addresses (R8, X19)."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # of which all errors of smtplib are
            logger.error("Mail for signing in: %s", code_of(error))


class SecondStepAdapter(DefaultMFAAdapter):
    """Passkeys and authenticator apps: in our words, and their secrets sealed where they are kept."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": "Add a passkey or an authenticator app first",
        "incorrect_code": "That did not match. Try again, with a new code if you typed one",
    }

    def get_totp_issuer(self) -> str:
        return "Partnership Improvement"

    def _get_site_name(self) -> str:
        """What a device calls the service of a passkey."""
        return "Partnership Improvement"

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {count + 1}"

    def encrypt(self, text: str) -> str:
        """A copy of the database alone must not be enough to make somebody's codes."""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()


def _seal() -> Fernet:
    """Made of SECRET_KEY, so that a new one ends these secrets as it ends sessions."""
    key = salted_hmac("partnerships.signing_in", "second step", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
