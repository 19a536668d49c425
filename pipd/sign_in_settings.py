"""Signing in, as far as no environment changes it. docs/decisions/0020 says why."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

AUTH_USER_MODEL = "partnerships.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "partnerships.signing_in.adapters.AccountAdapter"
# Our own words for what is wrong, in place of "This field is required".
ACCOUNT_FORMS = {
    "login": "partnerships.signing_in.forms.PasswordForm",
    "request_login_code": "partnerships.signing_in.forms.CodeForm",
    "confirm_login_code": "partnerships.signing_in.forms.ConfirmForm",
    "reset_password": "partnerships.signing_in.forms.ResetForm",
    "reset_password_from_key": "partnerships.signing_in.forms.NewPasswordForm",
    "change_password": "partnerships.signing_in.forms.ChangePasswordForm",
    "reauthenticate": "partnerships.signing_in.forms.AgainForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
# Another code is asked for from the start, where known and unknown addresses cost the same: sending one again mails the
# known alone (trust X19).
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = False
# A whole group signs in from one village hall: what counts against guessing is failed tries. What is mailed to one
# address is bounded by the hour too: whoever types another's fills their letter box.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "apply": "60/h/ip",
    "apply_address": "5/h/key",
    "request_login_code": "20/m/ip,3/m/key,10/h/key",
    "reset_password": "20/m/ip,5/m/key,10/h/key",
    "address_change": "10/h/user,20/m/ip,3/m/key",  # as for a code to sign in, and less for one person
}
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account exists only because a coordinator made it for that address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True  # whoever did not change how they sign in hears of it
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
SESSION_COOKIE_AGE = int(
    timedelta(hours=3).total_seconds()
)  # idle; RenewSessionMiddleware renews, and ends at twelve hours
# Closing the browser signs out, however somebody signed in: the next person in a village hall starts anew (trust X18).
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True

# Councils' own sign-in, where settings.OIDC_PROVIDERS names some.
SOCIALACCOUNT_ADAPTER = "partnerships.signing_in.councils.CouncilsAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True

# The second step: passkeys, which may sign in alone, authenticator apps, and recovery codes for when both are lost.
MFA_ADAPTER = "partnerships.signing_in.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up: an address was given by a coordinator
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}  # one village hall, as above
MFA_FORMS = {
    "authenticate": "partnerships.signing_in.forms.StepForm",
    "reauthenticate": "partnerships.signing_in.forms.StepAgainForm",
    "activate_totp": "partnerships.signing_in.forms.AppForm",
    "add_webauthn": "partnerships.signing_in.forms.PasskeyForm",
    "edit_webauthn": "partnerships.signing_in.forms.PasskeyNameForm",
}


def password_validators(*, leaked: bool) -> list[dict[str, Any]]:
    """What a new password must pass; with `leaked`, a list of leaked ones at LEAKED_PASSWORDS_URL besides."""
    rules = "django.contrib.auth.password_validation"
    common = f"{rules}.CommonPasswordValidator"
    return [
        {"NAME": f"{rules}.UserAttributeSimilarityValidator"},
        {"NAME": f"{rules}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
        {"NAME": "partnerships.signing_in.leaked.LeakedPasswordValidator" if leaked else common},
    ]


def origins(providers: list[dict[str, str]]) -> list[str]:
    """Where councils' sign-in sends the browser on to, which the policy of our pages has to allow."""
    addresses = [urlsplit(str(one.get("issuer", ""))) for one in providers]
    return sorted({f"{address.scheme}://{address.netloc}" for address in addresses if address.netloc})
