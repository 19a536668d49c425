"""Addresses that take POST and have no form of words to spoil, and how all that there are is found."""

from __future__ import annotations

from django.urls import URLResolver

# Buttons without a box: a press says all there is to say. Most have a test of the second press.
PRESSES = {
    "across:statement-table",
    "partnerships:application-file",
    "partnerships:lead-name",
    "partnerships:area-invite",
    "partnerships:programme-invite",
    "close-account",
    "erase-me",
    "request-take-back",
    "request-erase",
    "retention",  # its boxes are ticked, not typed: tests/partnerships/test_retention.py posts them
    "partnerships:area-staff-end",
    "partnerships:programme-staff-end",
    "partnerships:area-resume",
    "partnerships:lead-decline",
    "partnerships:pause-agree",
    "partnerships:pause-turn-down",
    "partnerships:apply-return",
    "partnerships:apply-check",
    "partnerships:apply-withdraw",
    "partnerships:apply-erase",
    "partnerships:register-move",
    "partnerships:sponsor-remove",
    "partnerships:organisation-resume",
    "partnerships:partnership-close",
    "partnerships:partnership-close-end",
    "workshops:new-job-confirm",
    "workshops:area-start",
    "workshops:closer-agree",
    "workshops:closer-leave",
    "workshops:session-apologies",
    "workshops:apologies-take-back",
    "workshops:substitute-confirm",
    "workshops:substitute-remove",
    "workshops:stand-in-decline",
    "workshops:points-remove",
    "workshops:desk-here",
    "workshops:desk-move",
    "workshops:desk-remove",
    "workshops:circulate",
    "workshops:note-changes",
    "workshops:note-approve",
    "workshops:room-here",
    "workshops:room-agree",
    "workshops:room-leave-out",
    "workshops:leave",
    "workshops:consent-withdraw",
    "workshops:point-keep",
    "workshops:point-withdraw",
    "workshops:unused-withdraw",
    "workshops:point-withdraw-together",
    "workshops:quote-withdraw",
    "workshops:quotation-permit",
    "workshops:quotation-claims",
    "workshops:quotation-refuse",
    "workshops:quotation-detach",
    "workshops:document-ask",
    "workshops:record-word",
    "workshops:record-table",
    "actionplans:plan-open",
    "actionplans:plan-accept",
    "actionplans:objective-move",
    "actionplans:objective-accept",
    "actionplans:objective-remove",
    "actionplans:action-move",
    "actionplans:action-accept",
    "actionplans:action-remove",
    "actionplans:support-ask",
    "actionplans:support-end",
    "actionplans:comment-remove",
    "actionplans:comment-settle",
    "actionplans:plan-abandon-answer",
    "actionplans:plan-sign",
    "actionplans:plan-start",
    "actionplans:proposal-answer",
    "actionplans:on-track",
    "actionplans:document-ask",
    "actionplans:version-open",
    "actionplans:endorsement-remove",
    "actionplans:review-confirm",
    "actionplans:plan-close-end",
    "actionplans:plan-publish-end",
    "actionplans:everything-ask",
    "calendar-reset",
    "mail-choices",
    "mail-stop",
    "workshops:recording-consent",
    "workshops:recording-destroyed",
    "workshops:answers-recorded",
    "workshops:note-keep-both",
    "workshops:note-remind",
    "workshops:note-extend",
    "workshops:meeting-off",
    "workshops:view-object",
    "workshops:room-keep-both",
    "workshops:note-countersign",
    "workshops:note-reopen-agree",
    "workshops:note-reopen-drop",
    "demo-sign-in",
    "where-signed-in",
    "invitation",
    "openid_connect_login",
    "council-remove",
}

# Open for some days only, or to a substitute: the tests of its app spoil each of these forms at its time.
AT_THEIR_TIME = {
    "partnerships:apply-start",
    "partnerships:apply-step",
    "partnerships:apply-funding",
    "partnerships:application-import",
    "partnerships:recruiting",
    "partnerships:recruiting-end",
    "workshops:area-waive",
    "workshops:session-uneven",
    "actionplans:support-give",
    "actionplans:plan-close",
    "workshops:feedback-give",
    "workshops:feedback-before",
    "workshops:stand-in",
    "workshops:note-closing",
    "address-confirm",  # in the midst of a change: tests/partnerships/test_addresses.py spoils it
}


def posting(resolver: URLResolver, space: str = "") -> set[str]:
    """The names of our addresses that take POST."""
    found: set[str] = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            found |= posting(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
            continue
        view = getattr(entry.callback, "view_class", None)
        ours = view is not None and not view.__module__.startswith("allauth")
        if ours and "post" in view.http_method_names and hasattr(view, "post"):
            found.add(f"{space}{entry.name}")
    return found
