"""Signing in, as far as no environment changes it. docs/decisions/0020 says why."""

from datetime import timedelta
from urllib.parse import urlsplit

AUTH_USER_MODEL = "partnerships.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
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
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# A whole group signs in from one village hall: what counts against guessing is failed tries.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "apply": "60/h/ip",
    "apply_address": "5/h/key",
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


def origins(providers: list[dict[str, str]]) -> list[str]:
    """Where councils' sign-in sends the browser on to, which the policy of our pages has to allow."""
    addresses = [urlsplit(str(one.get("issuer", ""))) for one in providers]
    return sorted({f"{address.scheme}://{address.netloc}" for address in addresses if address.netloc})
