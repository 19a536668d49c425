"""Addresses under /accounts/: of the sign-in library those that this service has, and its own."""

from allauth.mfa.base import views as step
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as social
from django.urls import include, path, re_path, reverse_lazy

from partnerships.signing_in.address_pages import AddressChange, AddressConfirm
from partnerships.signing_in.council_pages import CouncilRemove, CouncilReturn, CouncilSignIn
from partnerships.signing_in.invited import Invited
from partnerships.signing_in.pages import NotHere, WhereSignedIn, YourSignIn

OVERVIEW = reverse_lazy("mfa_index")

urlpatterns = [
    # An account is made for one address by the programme: nobody signs up. To another one it moves on pages of ours,
    # because the library's tell whether an address is known.
    # A first password comes by the link in an email: who holds the session alone sets none.
    re_path(r"^(signup|email|confirm-email|password/set)/", NotHere.as_view()),
    path("", include("allauth.account.urls")),
    # Most names are the library's, by which its pages find one another.
    path("your-sign-in/", YourSignIn.as_view(), name="mfa_index"),
    path("invitation/<slug:token>/", Invited.as_view(), name="invitation"),
    path("council/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("council/error/", social.login_error, name="socialaccount_login_error"),
    path("council/<slug:provider_id>/", CouncilSignIn.as_view(), name="openid_connect_login"),
    path("council/<slug:provider_id>/back/", CouncilReturn.as_view(), name="openid_connect_callback"),
    path("council/<slug:provider_id>/remove/", CouncilRemove.as_view(), name="council-remove"),
    path("address/", AddressChange.as_view(), name="address-change"),
    path("address/code/", AddressConfirm.as_view(), name="address-confirm"),
    path("where/", WhereSignedIn.as_view(), name="where-signed-in"),
    path("second-step/", step.authenticate, name="mfa_authenticate"),
    path("again/code/", step.reauthenticate, name="mfa_reauthenticate"),
    path("again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("app/set-up/", app.activate_totp, name="mfa_activate_totp"),
    path("app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/file/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("recovery-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkeys/sign-in/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(
        "passkeys/<int:pk>/name/",
        passkeys.EditWebAuthnView.as_view(success_url=OVERVIEW),
        name="mfa_edit_webauthn",
    ),
    path(
        "passkeys/<int:pk>/remove/",
        passkeys.RemoveWebAuthnView.as_view(success_url=OVERVIEW),
        name="mfa_remove_webauthn",
    ),
]
