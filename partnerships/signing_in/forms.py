"""The forms of signing in, which are the sign-in library's with our words."""

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms as account_forms
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as step_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms

from pipd.kit.fields import Form
from pipd.kit.layout import Helper

Type = Authenticator.Type
EMAIL = "Enter an email address in the correct format, like name@example.org"


def _word(field: forms.Field, label: str, missing: str, invalid: str = "") -> None:
    """Give a field of allauth's our words; its placeholder goes, because it vanishes as people type."""
    field.label = label
    field.error_messages |= {"required": missing} | ({"invalid": invalid} if invalid else {})
    field.widget.attrs.pop("placeholder", None)


def _wide(field: forms.Field, **attrs: str) -> None:
    """As wide as a code, and drawn as one."""
    field.widget.attrs |= {"class": "govuk-input--width-10 app-code", **attrs}


class InOurWords:
    """A form of the library of which `words` names the fields: each label, what is said where it is empty, or wrong."""

    use_required_attribute = False  # we say what is missing, in our words
    words: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in self.words.items():
            _word(self.fields[name], *words)


ADDRESS = ("Email address", "Enter your email address", EMAIL)
NEW_PASSWORD = {
    "password1": ("New password", "Enter a new password"),
    "password2": ("New password again", "Enter the new password again"),
}


class CodeForm(InOurWords, account_forms.RequestLoginCodeForm):
    """Asks for a sign-in code by email."""

    words: ClassVar = {"email": ADDRESS}


class PasswordForm(InOurWords, account_forms.LoginForm):
    """Signs in with a password, for those who have set one."""

    words: ClassVar = {"login": ADDRESS, "password": ("Password", "Enter your password")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""


class CodeFromEmail(InOurWords):
    """Takes a code that we emailed."""

    words: ClassVar = {"code": ("Code", "Enter the code from the email")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _wide(self.fields["code"], autocapitalize="characters")


class ConfirmForm(CodeFromEmail, account_forms.ConfirmLoginCodeForm):
    """The code to sign in."""

    def clean_code(self) -> str:
        """As the library does. A code opens nothing any more that went to an address the account has left since."""
        code: str = super().clean_code()
        stage = getattr(context.request, "_login_stage", None)
        user = stage.login.user if stage else None
        if stage and user and stage.state.get("email", "").lower() != user.email.lower():
            raise get_adapter().validation_error("incorrect_code")
        return code


class AddressForm(Form):
    """Another address for one's own account."""

    email = forms.EmailField(
        max_length=254,
        label="New email address",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": "Enter the new email address", "invalid": EMAIL},
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()

    @property
    def helper(self) -> Helper:
        return Helper("Email a code to it", "email")


class AddressCodeForm(CodeFromEmail, account_forms.ConfirmLoginCodeForm):
    """The code from the new address."""

    @property
    def helper(self) -> Helper:
        return Helper("Use this address from now on", "code")


class ResetForm(InOurWords, account_forms.ResetPasswordForm):
    """Asks for a link to set a password."""

    words: ClassVar = {"email": ADDRESS}


class NewPasswordForm(InOurWords, account_forms.ResetPasswordKeyForm):
    """Sets a password from the link."""

    words: ClassVar = NEW_PASSWORD


class ChangePasswordForm(InOurWords, account_forms.ChangePasswordForm):
    """Changes a password that is known."""

    words: ClassVar = {
        "oldpassword": ("Your password now", "Enter your password as it is now"),
        **NEW_PASSWORD,
    }


class AgainForm(InOurWords, account_forms.ReauthenticateForm):
    """Asks for the password once more, before how one signs in is changed."""

    words: ClassVar = {"password": ("Password", "Enter your password")}


class CodeOfStep(InOurWords):
    """Takes a code from the app, or a recovery code; it speaks of what its person has set up, and of nothing else."""

    words: ClassVar = {"code": ("Code", "Enter the code")}
    user: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = set(Authenticator.objects.filter(user=self.user).values_list("type", flat=True))
        self.has_passkey, self.has_app = Type.WEBAUTHN in steps, Type.TOTP in steps
        ours = "One of your recovery codes"
        self.fields["code"].help_text = (
            f"From your authenticator app, or {ours.lower()}" if self.has_app else ours
        )
        _wide(self.fields["code"], inputmode="numeric")


class StepForm(CodeOfStep, step_forms.AuthenticateForm):
    """The second step of signing in."""


class StepAgainForm(CodeOfStep, step_forms.ReauthenticateForm):
    """The same code, before how one signs in is changed."""


class AppForm(InOurWords, app_forms.ActivateTOTPForm):
    """The first code of an authenticator app that is set up."""

    words: ClassVar = {"code": ("The code that the app shows now", "Enter the code that the app shows")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _wide(self.fields["code"], inputmode="numeric")

    def key_in_fours(self) -> str:
        """The key as people type it. Apps pass over the spaces."""
        return " ".join(self.secret[n : n + 4] for n in range(0, len(self.secret), 4))


class PasskeyForm(InOurWords, passkey_forms.AddWebAuthnForm):
    """A new passkey: its name, and whether it signs in alone."""

    words: ClassVar = {"name": ("A name for it", "")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "So that you can tell it from others, for example “Work laptop”"
        alone = self.fields["passwordless"]
        alone.label, alone.initial = "Sign in with this passkey alone", True
        alone.help_text = (
            "No code by email is needed then. The device asks for your finger, your face or its PIN. "
            "Without the mark, the passkey is only the second step after the code."
        )


class PasskeyNameForm(InOurWords, passkey_forms.EditWebAuthnForm):
    """Another name for a passkey."""

    words: ClassVar = {"name": ("Name", "Enter a name")}
