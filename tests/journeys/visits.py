"""Every page that an address names: in which area, as whom, and with which ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests import build
from tests.journeys.world import World


@dataclass(frozen=True)
class Visit:
    """One page to visit: its URL name, the area, the role most at home there, what its address names."""

    name: str
    area: str = ""
    role: str = "facilitator"
    number: int = 0
    key: tuple[str, str] = ("", "")
    query: str = ""
    also: tuple[str, str] = ("", "")

    def address(self, world: World, reader: build.Seat | None) -> dict[str, Any]:
        """The arguments of the address for `reader`; a logged point is the reader's own if there is one."""
        found: dict[str, Any] = {"area": getattr(world, self.area).slug} if self.area else {}
        if self.number:
            found["number"] = self.number
        argument, key = self.key
        if argument:
            ids = world.keys[key]
            found[argument] = (
                ids.get(reader and reader.pk, next(iter(ids.values()))) if key == "point" else ids
            )
        if self.also[0]:
            found[self.also[0]] = world.keys[self.also[1]]
        return found


LEAD, OFFICER, COORDINATOR = "lead", "participant", "coordinator"
P, POINT = "actionplans:", ("point", "point")


SESSIONS = [
    Visit("home", role=OFFICER),
    Visit("calendar", role=OFFICER),
    Visit("mail-choices", role=OFFICER),
    Visit("mfa_index", role=OFFICER),
    Visit("where-signed-in", role=OFFICER),
    Visit("mfa_activate_totp", role=OFFICER),
    Visit("mfa_add_webauthn", role=OFFICER),
    Visit("board", role=COORDINATOR),
    Visit("partnerships:mail-list", role=COORDINATOR),
    Visit("partnerships:people-list", "checking"),
    Visit("workshops:area-detail", "checking", OFFICER),
    Visit("workshops:area-detail", "delivering", COORDINATOR),
    Visit("workshops:area-start", "checking", COORDINATOR),
    Visit("workshops:sessions-plan", "checking", COORDINATOR),
    Visit("workshops:session-detail", "checking", OFFICER, 1),
    Visit("workshops:session-detail", "drafting", "facilitator", 2),
    Visit("workshops:session-attendance", "drafting", "facilitator", 2),
    Visit("workshops:session-change", "drafting", "facilitator", 3),
    Visit("workshops:session-closer", "drafting", "facilitator", 3),
    Visit("workshops:session-postpone", "drafting", "facilitator", 3),
    Visit("workshops:session-cancel", "drafting", "facilitator", 3),
    Visit("workshops:session-recording", "drafting", "facilitator", 2),
    Visit("workshops:consent-record", "drafting", "facilitator", 2),
    Visit("workshops:recording-consent", "drafting", OFFICER),
    Visit("workshops:session-apologies", "checking", OFFICER, 3),
    Visit("workshops:substitute-confirm", "checking", OFFICER, 4),
    Visit("workshops:substitute-name", "checking", "facilitator", 3, ("seat", "place")),
    Visit("workshops:session-detail", "checking", "substitute", 4),
    Visit("workshops:stand-in", "checking", "substitute", 4),
    Visit("workshops:feedback-read", "drafting", "facilitator"),
    Visit("workshops:feedback-before", "checking", OFFICER),
    Visit("workshops:feedback-give", "checking", OFFICER, 1),
    Visit("workshops:points-log", "checking", OFFICER, 2),
    Visit("workshops:points-edit", "checking", OFFICER, 2, POINT),
    Visit("workshops:points-remove", "checking", OFFICER, 2, POINT),
    Visit("workshops:desk-detail", "drafting", "facilitator", 2),
    Visit("workshops:desk-detail", "drafting", "facilitator", 2, query="?show=unused"),
    Visit("workshops:desk-new", "drafting", "facilitator", 2),
    Visit("workshops:desk-statement", "drafting", "facilitator", 2, ("point", "statement")),
    Visit("workshops:desk-detail", "drafting", "facilitator", 2, query="?said=la&kind=barrier"),
    Visit("workshops:desk-bring", "drafting", "facilitator", 2),
    Visit("workshops:desk-place", "drafting", "facilitator", 2, ("point", "statement")),
    Visit("workshops:desk-merge", "drafting", "facilitator", 2, ("point", "statement")),
    Visit("workshops:desk-split", "drafting", "facilitator", 2, ("point", "statement")),
    Visit("workshops:desk-remove", "drafting", "facilitator", 2, ("point", "statement")),
    Visit("workshops:unused-withdraw", "drafting", "facilitator", 1, ("point", "unused")),
    Visit("workshops:circulate", "drafting", "facilitator", 2),
    Visit("workshops:note-check", "checking", OFFICER, 1),
    Visit("workshops:note-checked", "checking", OFFICER, 1),
    Visit("workshops:note-missing", "checking", OFFICER, 1),
    Visit("workshops:answers-recorded", "checking", OFFICER, 1),
    Visit("workshops:answers-record", "checking", "facilitator", 1, ("responder", "responder")),
    Visit("workshops:note-countersign", "checking", OFFICER, 1),
    Visit("workshops:note-reopen", "drafting", OFFICER, 1),
    Visit("workshops:view-object", "checking", OFFICER, 1, ("view", "view")),
    Visit("workshops:note-read", "checking", OFFICER, 1),
    Visit("workshops:note-copy", "checking", OFFICER, 1),
    Visit("workshops:note-copies", "checking", "facilitator", 1),
    Visit("workshops:note-changes", "checking", "facilitator", 1),
    Visit("workshops:note-decide", "checking", "facilitator", 1, ("change", "change")),
    Visit("workshops:quotation-claims", "checking", "facilitator", 1, ("quotation", "claimed")),
    Visit("workshops:note-keep-both", "checking", "facilitator", 1, ("point", "contested")),
    Visit("workshops:note-closing", "checking", "facilitator", 1),
    Visit("workshops:note-approve", "checking", "facilitator", 1),
    Visit("workshops:room", "checking", "facilitator", 1),
    Visit("workshops:room-here", "checking", "facilitator", 1),
    Visit("workshops:room-decide", "checking", "facilitator", 1, ("change", "change")),
    Visit("workshops:room-keep-both", "checking", "facilitator", 1, ("point", "contested")),
    Visit("workshops:record-detail", "drafting", COORDINATOR),
    Visit("workshops:record-detail", "checking", COORDINATOR),
    Visit("workshops:record-session", "drafting", OFFICER, 1),
    Visit("workshops:left-out", "drafting", OFFICER, 1),
    Visit("workshops:leaving", "drafting", OFFICER),
    Visit("workshops:leave", "drafting", OFFICER),
    Visit("workshops:consent-withdraw", "drafting", OFFICER),
    Visit("workshops:point-keep", "drafting", "facilitator", 0, ("point", "cleared")),
    Visit("workshops:point-withdraw", "drafting", "facilitator", 0, ("point", "cleared")),
    Visit("workshops:point-withdraw-together", "drafting", LEAD, 0, ("point", "cleared")),
    Visit("workshops:quote-print", "drafting", "facilitator", 0, ("quote", "quote")),
    Visit("workshops:quote-withdraw", "drafting", "facilitator", 0, ("quote", "quote")),
    Visit("workshops:document-list", "drafting", COORDINATOR),
    Visit("workshops:quotations-mine", "drafting", OFFICER),
    Visit(
        "workshops:quotation-attach",
        "drafting",
        "facilitator",
        2,
        ("point", "statement"),
        also=("source", "source"),
    ),
]
R, ONE = "partnerships:", ("partnership", "partnership")
REGISTER = [
    Visit(f"{R}register-list", "delivering", COORDINATOR),
    Visit(f"{R}register-list", "checking", OFFICER),
    Visit(f"{R}register-list", "delivering", OFFICER, query="?q=nothing&stage=operating"),
    Visit(f"{R}register-add", "delivering", OFFICER),
    Visit(f"{R}register-mine", "delivering", OFFICER),
    Visit(f"{R}register-detail", "delivering", OFFICER, 0, ONE),
    Visit(f"{R}register-edit", "delivering", OFFICER, 0, ONE),
    Visit(f"{R}register-restart", "delivering", OFFICER, 0, ("partnership", "closed")),
    Visit(f"{R}checklist-edit", "delivering", OFFICER, 0, ("partnership", "closing")),
    Visit(f"{R}partnership-close", "delivering", LEAD, 0, ("partnership", "closing")),
    Visit(f"{R}partnership-close", "delivering", COORDINATOR, 0, ("partnership", "closed")),
    Visit(f"{R}member-add", "delivering", OFFICER, 0, ONE),
    Visit(f"{R}member-end", "delivering", OFFICER, 0, ONE, also=("member", "member")),
]
PLANS = [
    Visit(f"{P}plan-detail", "checking", LEAD),
    Visit(f"{P}plan-detail", "drafting", LEAD),
    Visit(f"{P}plan-detail", "delivering", COORDINATOR),
    Visit(f"{P}plan-read", "drafting", OFFICER),
    Visit(f"{P}plan-read", "delivering", COORDINATOR),
    Visit(f"{P}objective-add", "drafting", OFFICER),
    Visit(f"{P}objective-edit", "drafting", OFFICER, 0, ("item", "objective")),
    Visit(f"{P}objective-evidence", "drafting", OFFICER, 0, ("item", "objective")),
    Visit(f"{P}objective-remove", "drafting", OFFICER, 0, ("item", "objective")),
    Visit(f"{P}action-add", "drafting", OFFICER, 0, ("objective", "objective")),
    Visit(f"{P}action-edit", "drafting", OFFICER, 0, ("item", "action")),
    Visit(f"{P}action-remove", "drafting", OFFICER, 0, ("item", "action")),
    Visit(f"{P}support-detail", "drafting", "facilitator"),
    Visit(f"{P}support-ask", "drafting", LEAD),
    Visit(f"{P}support-end", "drafting", LEAD),
    Visit(f"{P}support-give", "drafting", OFFICER),
    Visit(f"{P}support-sent", "drafting", OFFICER),
    Visit(f"{P}objective-talk", "drafting", "facilitator", 0, ("item", "objective")),
    Visit(f"{P}action-talk", "drafting", OFFICER, 0, ("item", "action")),
    Visit(f"{P}comment-edit", "drafting", OFFICER, 0, ("comment", "comment")),
    Visit(f"{P}comment-remove", "drafting", OFFICER, 0, ("comment", "comment")),
    Visit(f"{P}challenge-list", "drafting", OFFICER),
    Visit(f"{P}challenge-reason", "drafting", OFFICER, 0, ("statement", "cleared")),
    Visit(f"{P}plan-abandon", "drafting", LEAD),
    Visit(f"{P}plan-sign", "drafting", LEAD),
    Visit(f"{P}plan-signed", "delivering", LEAD),
    Visit(f"{P}plan-start", "delivering", LEAD),
    Visit(f"{P}version-list", "delivering", COORDINATOR),
    Visit(f"{P}version-open", "delivering", LEAD),
    Visit(f"{P}endorsement-add", "delivering", LEAD),
    Visit(f"{P}endorsement-remove", "delivering", LEAD, 0, ("endorsement", "endorsement")),
    Visit(f"{P}delivery-list", "delivering", LEAD),
    Visit(f"{P}delivery-edit", "delivering", OFFICER, 0, ("item", "delivered")),
    Visit(f"{P}progress-add", "delivering", OFFICER, 0, ("item", "delivered")),
    Visit(f"{P}progress-challenge", "delivering", OFFICER, 0, ("item", "delivered")),
    Visit(f"{P}action-story", "delivering", OFFICER, 0, ("item", "delivered")),
    Visit(f"{P}dependency-edit", "delivering", OFFICER, 0, ("item", "delivered")),
    Visit(f"{P}on-track", "delivering", OFFICER),
    Visit(f"{P}plan-progress", "checking", LEAD),
    Visit(f"{P}plan-progress", "drafting", OFFICER),
    Visit(f"{P}plan-progress", "delivering", LEAD),
    Visit(f"{P}plan-progress", "delivering", COORDINATOR, query="?status=not_started&sector=la"),
    Visit(f"{P}review-list", "delivering", LEAD),
    Visit(f"{P}review-detail", "delivering", COORDINATOR, 0, ("review", "held")),
    Visit(f"{P}review-read", "delivering", COORDINATOR, 0, ("review", "held")),
    Visit(f"{P}review-detail", "delivering", LEAD, 0, ("review", "coming")),
    Visit(f"{P}review-write", "delivering", LEAD, 0, ("review", "coming")),
    Visit(f"{P}review-move", "delivering", LEAD, 0, ("review", "coming")),
    Visit(f"{P}plan-close", "delivering", LEAD),
    Visit(f"{P}plan-publish", "delivering", LEAD),
    Visit(f"{P}document-list", "delivering", COORDINATOR),
    Visit(f"{P}plan-summary", "delivering", COORDINATOR),
    Visit(f"{P}everything-list", "drafting", OFFICER),
    Visit(f"{P}everything-list", "delivering", COORDINATOR),
]
PUBLIC = [
    Visit(f"pages:{name}", role="visitor")
    for name in ("help", "privacy", "accessibility", "who-can-see", "check-print")
] + [
    Visit("plans:list", role="visitor"),
    Visit("plans:detail", role="visitor", key=("code", "code")),
    Visit("offline:points", role="visitor"),
    Visit("account_login", role="visitor"),
    Visit("account_inactive", role="visitor"),
    Visit("account_reset_password", role="visitor"),
    Visit("account_reset_password_done", role="visitor"),
    Visit("account_reset_password_from_key_done", role="visitor"),
    Visit("account_logout", role=OFFICER),
]
VISITS: list[Visit] = SESSIONS + REGISTER + PLANS + PUBLIC
