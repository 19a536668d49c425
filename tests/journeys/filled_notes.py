"""Every form of sessions and notes with a good filling."""

from __future__ import annotations

from tests.journeys import fillings
from tests.journeys.filled import Filled
from tests.journeys.visits import OFFICER, Visit

CHECKING = ("checking", OFFICER)
POINT = ("point", "point")
FORMS = [
    Filled(
        Visit("workshops:sessions-plan", "checking", "coordinator"),
        fillings.plan,
        ("revision_2", "revision_3", "revision_4"),
        texts=("venue_2", "venue_3", "venue_4", "topic_2"),
        stale="venue_2",
    ),
    Filled(
        Visit("workshops:session-change", "drafting", "facilitator", 3),
        fillings.change,
        ("revision",),
        texts=("venue", "topic", "further_topics"),
        stale="venue",
    ),
    Filled(Visit("workshops:session-closer", "drafting", "facilitator", 3), fillings.closer),
    Filled(
        Visit("workshops:session-postpone", "drafting", "facilitator", 3),
        fillings.why,
        ("revision",),
        ("reason",),
    ),
    Filled(
        Visit("workshops:session-cancel", "drafting", "facilitator", 3),
        fillings.why,
        ("revision",),
        ("reason",),
    ),
    Filled(
        Visit("workshops:session-recording", "drafting", "facilitator", 2),
        fillings.recording,
        ("revision",),
        texts=("held_by",),
        stale="held_by",
    ),
    Filled(Visit("workshops:consent-record", "drafting", "facilitator", 2), fillings.consents),
    Filled(
        Visit("workshops:session-attendance", "drafting", "facilitator", 2),
        fillings.attendance,
        ("revision",),
        texts=("deviation",),
        stale="deviation",
    ),
    Filled(
        Visit("workshops:substitute-name", "checking", "facilitator", 3, ("seat", "place")),
        fillings.substitute,
        texts=("full_name", "job_title", "other_name"),
    ),
    Filled(Visit("workshops:points-log", *CHECKING, 2), fillings.point, ("client_id",), ("text",)),
    Filled(
        Visit("workshops:points-edit", *CHECKING, 2, POINT),
        lambda world: {**fillings.point(world), "revision": 1},
        ("revision",),
        ("text",),
        stale="text",
    ),
    Filled(Visit("workshops:desk-detail", "drafting", "facilitator", 2), fillings.ticked, ("act",)),
    Filled(
        Visit("workshops:desk-new", "drafting", "facilitator", 2), fillings.statement, texts=("topic", "text")
    ),
    Filled(
        Visit("workshops:desk-statement", "drafting", "facilitator", 2, ("point", "statement")),
        fillings.draft,
        ("revision",),
        ("topic", "text"),
        stale="text",
    ),
    Filled(
        Visit("workshops:desk-place", "drafting", "facilitator", 2, ("point", "statement")), fillings.place
    ),
    Filled(
        Visit("workshops:desk-merge", "drafting", "facilitator", 2, ("point", "statement")),
        fillings.merged,
        ("revision", "with"),
        ("text", "topic"),
    ),
    Filled(
        Visit("workshops:desk-split", "drafting", "facilitator", 2, ("point", "statement")),
        fillings.split,
        ("revision",),
        ("text", "new_text"),
        stale="text",
    ),
    Filled(Visit("workshops:desk-bring", "drafting", "facilitator", 2), fillings.summary),
    Filled(Visit("workshops:note-copies", "checking", "facilitator", 1), fillings.copy_for),
    Filled(Visit("workshops:note-copy", *CHECKING, 1), fillings.copy),
    Filled(
        Visit(
            "workshops:quotation-attach",
            "drafting",
            "facilitator",
            2,
            ("point", "statement"),
            also=("source", "source"),
        ),
        fillings.quotation,
        texts=("text",),
        exact=True,
    ),
    Filled(
        Visit("workshops:quote-print", "drafting", "facilitator", 0, ("quote", "quote")),
        fillings.printed,
        ("revision",),
        ("text",),
        exact=True,
    ),
    Filled(
        Visit("workshops:note-check", *CHECKING, 1),
        fillings.answers,
        ("digest", "step"),
        ("text_1", "reason_1", "out_2", "view_2"),
    ),
    Filled(
        Visit("workshops:answers-record", "checking", "facilitator", 1, ("responder", "responder")),
        fillings.recorded,
        ("digest", "step"),
        ("text_1", "reason_1", "out_2"),
    ),
    Filled(Visit("workshops:note-reopen", "drafting", OFFICER, 1), fillings.reopened, texts=("reason",)),
    Filled(Visit("workshops:note-missing", *CHECKING, 1), fillings.missing, texts=("text", "reason")),
    Filled(
        Visit("workshops:note-decide", "checking", "facilitator", 1, ("change", "change")),
        fillings.decision,
        ("revision",),
        ("text",),
    ),
    Filled(
        Visit("workshops:room-decide", "checking", "facilitator", 1, ("change", "change")),
        fillings.decision,
        ("revision", "outcome"),
        ("text",),
    ),
]
