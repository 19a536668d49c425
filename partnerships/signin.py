"""Signing in: nobody makes an account alone; a seat is given by the programme."""

import logging
from typing import Any, ClassVar, NamedTuple

from allauth.account import forms as account_forms
from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.generic import View

from partnerships.models import Programme, User
from pipd.kit.mail import code_of

logger = logging.getLogger(__name__)

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
EMAIL = "Enter an email address in the correct format, like name@example.org"


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

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away breaks no page, which says the same for known and unknown addresses (R8, X19)."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # of which all errors of smtplib are
            logger.error("Mail for signing in: %s", code_of(error))


def _word(field: forms.Field, label: str, missing: str, invalid: str = "") -> None:
    """Give a field of allauth's our words; its placeholder goes, because it vanishes as people type."""
    field.label = label
    field.error_messages |= {"required": missing} | ({"invalid": invalid} if invalid else {})
    field.widget.attrs.pop("placeholder", None)


class CodeForm(account_forms.RequestLoginCodeForm):
    """Asks for a sign-in code by email."""

    use_required_attribute = False  # we say what is missing, in our words

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["email"], "Email address", "Enter your email address", EMAIL)


class PasswordForm(account_forms.LoginForm):
    """Signs in with a password, for those who have set one."""

    use_required_attribute = False  # we say what is missing, in our words

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["login"], "Email address", "Enter your email address", EMAIL)
        _word(self.fields["password"], "Password", "Enter your password")
        self.fields["password"].help_text = ""


class ConfirmForm(account_forms.ConfirmLoginCodeForm):
    """Takes the code from the email."""

    use_required_attribute = False  # we say what is missing, in our words

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["code"], "Code", "Enter the code from the email")
        self.fields["code"].widget.attrs |= {
            "class": "govuk-input--width-10 app-code",
            "autocapitalize": "characters",
        }


class ResetForm(account_forms.ResetPasswordForm):
    """Asks for a link to set a password."""

    use_required_attribute = False  # we say what is missing, in our words

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["email"], "Email address", "Enter your email address", EMAIL)


class NewPasswordForm(account_forms.ResetPasswordKeyForm):
    """Sets a password from the link."""

    use_required_attribute = False  # we say what is missing, in our words

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["password1"], "New password", "Enter a new password")
        _word(self.fields["password2"], "New password again", "Enter the new password again")


class Desk(NamedTuple):
    """One person of the demonstration whose desk a visitor may sit at. `mark` is la, tso or a role."""

    email: str
    title: str
    line: str = ""
    mark: str = ""


def demo_desks() -> list[Desk]:
    """The demonstration's one-click accounts: none unless the installation and its programme both are one.

    Only fictional addresses that the demonstration itself lists, and only when the account exists.
    """
    if not settings.DEMO or not Programme.objects.filter(demo=True).exists():
        return []
    try:
        listed = [Desk(*row) for row in import_string("partnerships.demo.SIGN_INS")]
    except ImportError:
        return []
    fictional = [desk for desk in listed if desk.email.endswith(".example")]
    there = User.objects.filter(email__in=[desk.email for desk in fictional], is_active=True)
    known = set(there.values_list("email", flat=True))
    return [desk for desk in fictional if desk.email in known]


@method_decorator([login_not_required, never_cache], name="dispatch")
class DemoSignIn(View):
    """One click signs a visitor in as a fictional person; elsewhere the address does not exist."""

    permission: ClassVar[None] = None
    public: ClassVar[bool] = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = request.POST.get("as", "")
        if chosen not in {desk.email for desk in demo_desks()}:
            raise Http404
        login(request, User.objects.get(email=chosen), backend=BACKEND)
        onward = request.POST.get(REDIRECT_FIELD_NAME, "")
        ours = url_has_allowed_host_and_scheme(
            onward, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        return redirect(onward if ours else settings.LOGIN_REDIRECT_URL)


@method_decorator(login_not_required, name="dispatch")
class NotHere(View):
    """Pages of the sign-in library that this service does not have: as unknown as any other address."""

    permission = None
    public = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise Http404
