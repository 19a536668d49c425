"""Addresses that answer GET and that the long walk through all pages leaves out, each for a reason."""

# A part of another page, a file, an answer to a machine; and what the sign-in package has and we close, or send on.
NOT_VISITED = {
    "workshops:still-missing",
    "workshops:document-state",
    "workshops:document-download",
    "workshops:quotation-refuse",  # its speaker's alone, who is none of these readers: tests/workshops opens it
    "workshops:room-progress",
    "calendar-feed",
    "invitation",  # its address is made for one person: tests/partnerships opens it
    "mail-stop",  # its address is made for one reader of one message: tests/pipd opens it
    "workshops:session-calendar",
    "workshops:sessions-calendar",
    # The same pages of another version than the one met first: tests/actionplans/test_versions.py opens them.
    "actionplans:version-detail",
    "actionplans:version-read",
    "actionplans:version-documents",
    "actionplans:version-delivery",
    "actionplans:document-state",
    "actionplans:document-download",
    "actionplans:everything-state",
    "actionplans:everything-download",
    "plans:document",
    "account_change_password",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email",
    "account_email_verification_sent",
    "account_reauthenticate",
    "account_request_login_code",
    "account_reset_password_from_key",
    "account_set_password",
    "account_signup",
    # In the midst of a sign-in, or of what was set up: test_second_factor.py opens them.
    "mfa_authenticate",
    "openid_connect_callback",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "mfa_deactivate_totp",
    "mfa_download_recovery_codes",
    "mfa_edit_webauthn",
    "mfa_generate_recovery_codes",
    "mfa_login_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "health",
    "offline:worker",
    "workshops:desk-arrived",
}
