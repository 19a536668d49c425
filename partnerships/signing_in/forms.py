"""The forms of signing in, which are the sign-in library's with our words."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as step_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as app_forms
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms

Type = Authenticator.Type
EMAIL = "Enter an email address in the correct format, like name@example.org"


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


class ChangePasswordForm(account_forms.ChangePasswordForm):
    """Changes a password that is known."""

    use_required_attribute = False  # we say what is missing, in our words

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["oldpassword"], "Your password now", "Enter your password as it is now")
        _word(self.fields["password1"], "New password", "Enter a new password")
        _word(self.fields["password2"], "New password again", "Enter the new password again")


class AgainForm(account_forms.ReauthenticateForm):
    """Asks for the password once more, before how one signs in is changed."""

    use_required_attribute = False  # we say what is missing, in our words

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["password"], "Password", "Enter your password")


def steps_of(user: Any) -> set[str]:
    """The kinds of second step that `user` has set up: only these are offered."""
    return set(Authenticator.objects.filter(user=user).values_list("type", flat=True))


def _word_code(field: forms.Field, steps: set[str]) -> None:
    _word(field, "Code", "Enter the code")
    ours = "One of your recovery codes"
    field.help_text = f"From your authenticator app, or {ours.lower()}" if Type.TOTP in steps else ours
    field.widget.attrs |= {"class": "govuk-input--width-10 app-code", "inputmode": "numeric"}


class StepForm(step_forms.AuthenticateForm):
    """The second step of signing in: a code from the app, or a recovery code."""

    use_required_attribute = False  # we say what is missing, in our words

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        steps = steps_of(self.user)
        self.has_passkey, self.has_app = Type.WEBAUTHN in steps, Type.TOTP in steps
        _word_code(self.fields["code"], steps)


class StepAgainForm(step_forms.ReauthenticateForm):
    """The same code, before how one signs in is changed."""

    use_required_attribute = False  # we say what is missing, in our words

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word_code(self.fields["code"], steps_of(self.user))


class AppForm(app_forms.ActivateTOTPForm):
    """The first code of an authenticator app that is set up."""

    use_required_attribute = False  # we say what is missing, in our words

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["code"], "The code that the app shows now", "Enter the code that the app shows")
        self.fields["code"].widget.attrs |= {
            "class": "govuk-input--width-10 app-code",
            "inputmode": "numeric",
        }

    def key_in_fours(self) -> str:
        """The key as people type it. Apps pass over the spaces."""
        return " ".join(self.secret[n : n + 4] for n in range(0, len(self.secret), 4))


class PasskeyForm(passkey_forms.AddWebAuthnForm):
    """A new passkey: its name, and whether it signs in alone."""

    use_required_attribute = False  # we say what is missing, in our words

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["name"], "A name for it", "")
        self.fields["name"].help_text = "So that you can tell it from others, for example “Work laptop”"
        alone = self.fields["passwordless"]
        alone.label, alone.initial = "Sign in with this passkey alone", True
        alone.help_text = (
            "No code by email is needed then. The device asks for your finger, your face or its PIN. "
            "Without the mark, the passkey is only the second step after the code."
        )


class PasskeyNameForm(passkey_forms.EditWebAuthnForm):
    """Another name for a passkey."""

    use_required_attribute = False  # we say what is missing, in our words

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self.fields["name"], "Name", "Enter a name")
