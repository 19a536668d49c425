"""Every form of a plan with a good filling."""

from __future__ import annotations

from tests.journeys import fillings_plan as fillings
from tests.journeys.filled import Filled
from tests.journeys.visits import LEAD, OFFICER, Visit

P = "actionplans:"
DRAFTING, ITEM = ("drafting", OFFICER), "item"
FORMS = [
    Filled(
        Visit(f"{P}objective-add", *DRAFTING), fillings.objective, texts=("text", "concern_la", "concern_tso")
    ),
    Filled(
        Visit(f"{P}objective-edit", *DRAFTING, 0, (ITEM, "objective")),
        fillings.objective_again,
        ("revision",),
        ("text", "concern_la", "concern_tso"),
        stale="text",
    ),
    Filled(
        Visit(f"{P}objective-evidence", *DRAFTING, 0, (ITEM, "objective")),
        fillings.reason,
        ("revision",),
        ("reason",),
        may_be_empty=True,
        stale="reason",
    ),
    Filled(
        Visit(f"{P}action-add", *DRAFTING, 0, ("objective", "objective")), fillings.action, texts=("text",)
    ),
    Filled(
        Visit(f"{P}action-edit", *DRAFTING, 0, (ITEM, "action")),
        fillings.action_again,
        ("revision",),
        ("text",),
        stale="text",
    ),
    Filled(Visit(f"{P}objective-talk", *DRAFTING, 0, (ITEM, "objective")), fillings.comment, texts=("text",)),
    Filled(Visit(f"{P}action-talk", *DRAFTING, 0, (ITEM, "action")), fillings.comment, texts=("text",)),
    Filled(
        Visit(f"{P}comment-edit", *DRAFTING, 0, ("comment", "comment")),
        fillings.comment_again,
        ("revision",),
        ("text",),
        stale="text",
    ),
    Filled(
        Visit(f"{P}challenge-reason", *DRAFTING, 0, ("statement", "cleared")),
        fillings.no_response,
        ("revision",),
        ("reason",),
        stale="reason",
    ),
    Filled(Visit(f"{P}plan-abandon", "drafting", LEAD), fillings.give_up, texts=("reason",)),
    Filled(
        Visit(f"{P}delivery-edit", "delivering", OFFICER, 0, (ITEM, "delivered")),
        fillings.delivery,
        ("revision",),
        ("lead_la", "lead_tso", "contact_la", "contact_tso", "resources", "measure"),
        may_be_empty=True,
        stale="measure",
    ),
    Filled(
        Visit(f"{P}endorsement-add", "delivering", LEAD),
        fillings.endorsement,
        texts=("body",),
    ),
    Filled(
        Visit(f"{P}progress-add", "delivering", OFFICER, 0, (ITEM, "delivered")),
        fillings.progress,
        texts=("note",),
    ),
    Filled(
        Visit(f"{P}progress-challenge", "delivering", OFFICER, 0, (ITEM, "delivered")),
        fillings.challenge,
        ("update",),
        texts=("words",),
    ),
    Filled(
        Visit(f"{P}dependency-edit", "delivering", OFFICER, 0, (ITEM, "delivered")),
        fillings.needs,
        ("revision",),
        may_be_empty=True,
    ),
    Filled(
        Visit(f"{P}review-write", "delivering", LEAD, 0, ("review", "coming")),
        fillings.review,
        ("revision",),
        texts=("lessons", "changes"),
        stale="lessons",
    ),
    Filled(
        Visit(f"{P}review-move", "delivering", LEAD, 0, ("review", "coming")),
        fillings.review_day,
        ("revision",),
    ),
    Filled(Visit(f"{P}plan-publish", "delivering", LEAD), fillings.narrower),
]
