"""Every form with a good filling: what the tests of bad input spoil, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests import build
from tests.journeys import fillings
from tests.journeys.fillings import Data
from tests.journeys.visits import LEAD, OFFICER, Visit
from tests.journeys.world import World

P = "actionplans:"


@dataclass(frozen=True)
class Filled:
    """One form: where it is, a good filling, which of its names the page itself fills in, and its boxes of text.

    `stale` names the filling of somebody who saved first, for forms that carry a revision. `exact` forms take only
    words that somebody said: whatever is added to them is refused.
    """

    visit: Visit
    good: Callable[[World], Data]
    own: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    may_be_empty: bool = False
    stale: str = ""
    exact: bool = False

    @property
    def name(self) -> str:
        return self.visit.name

    def empty(self, world: World) -> Data:
        """What a browser sends when nobody typed anything."""
        return {name: value for name, value in self.good(world).items() if name.startswith(self.own)}


def seat(world: World, visit: Visit) -> build.Seat:
    """Who fills in the form."""
    group: build.Group = getattr(world, visit.area)
    people = {OFFICER: group.la_officer, LEAD: group.tso_lead, "coordinator": group.coordinator}
    return people.get(visit.role, group.other_facilitator)


CHECKING, DRAFTING, ITEM = ("checking", OFFICER), ("drafting", OFFICER), "item"
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
