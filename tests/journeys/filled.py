"""Every form with a good filling: what the tests of bad input spoil, one thing at a time."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from actionplans.models import Action, Delivery, Objective
from tests import build
from tests.journeys.world import LEAD, OFFICER, Visit, World
from workshops import scheduling
from workshops.clearance import desk, table
from workshops.models import ClearedPoint, ClearedQuote, Workshop

Data = dict[str, Any]
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


def session(group: build.Group, number: int) -> Workshop:
    workshop = Workshop.objects.select_related("area__programme").get(area=group.area, number=number)
    workshop.area = group.area
    return workshop


def _plan(world: World) -> Data:
    group = world.checking
    first = session(group, 1).local_start.date()
    days = scheduling.usual_days(group.area, first)[1:]
    pair = [str(found.pk) for found in group.facilitators]
    data: Data = {}
    for number, day in enumerate((day + timedelta(days=7) for day in days), start=2):
        data |= {
            f"day_{number}_day": day.day,
            f"day_{number}_month": day.month,
            f"day_{number}_year": day.year,
        }
        data |= {f"half_{number}": "morning", f"where_{number}": "room", f"venue_{number}": "The library"}
        data |= {f"topic_{number}": "Money", f"facilitators_{number}": pair}
    return data


def _change(world: World) -> Data:
    workshop = session(world.drafting, 3)
    day = workshop.local_start.date()
    return {
        "day_day": day.day,
        "day_month": day.month,
        "day_year": day.year,
        "half": "afternoon",
        "where": "online",
        "venue": "The council’s meeting",
        "topic": "Money",
        "further_topics": "Lunch",
        "facilitators": [str(found.pk) for found in world.drafting.facilitators],
    }


def _why(world: World) -> Data:
    return {"reason": "The hall is flooded."}


def _recording(world: World) -> Data:
    day = build.clock.today()
    dated = {"destroy_on_day": day.day, "destroy_on_month": day.month, "destroy_on_year": day.year}
    return {**dated, "made": "yes", "held_by": "The university"}


def _attendance(world: World) -> Data:
    people = scheduling.expected_at(session(world.drafting, 2))
    seats = {f"seat_{found.pk}": "attended" for found in people}
    return {**seats, "facilitated_by": "1", "deviation": "The other one was ill."}


def _point(world: World) -> Data:
    return {
        "text": "People like to be asked",
        "said_by": "la",
        "kind": "driver",
        "client_id": str(uuid.uuid4()),
    }


def _statement(world: World) -> Data:
    held = {"position_la": "holds", "position_tso": "holds"}
    return {"topic": "Asking", "text": "People like to be asked first.", "kind": "driver", **held}


def _draft(world: World) -> Data:
    workshop = session(world.drafting, 2)
    found = desk.draft_of(workshop, world.keys["statement"], world.drafting.facilitator)
    return {**_statement(world), "revision": found.revision}


def _others(world: World) -> list[desk.Draft]:
    """The statements of the same notes beside the one that addresses name."""
    found = desk.desk(session(world.drafting, 2), world.drafting.facilitator)
    return [draft for draft in found.drafts if draft.id != world.keys["statement"]]


def _place(world: World) -> Data:
    return {"after": str(_others(world)[0].id)}


def _merged(world: World) -> Data:
    other = _others(world)[0]
    draft = _draft(world)
    return {**draft, "with": str(other.id), "revision": int(draft["revision"]) + other.revision}


def _split(world: World) -> Data:
    return {"text": "People like to be asked.", "new_text": "First.", "revision": _draft(world)["revision"]}


def _summary(world: World) -> Data:
    return {"words": "People like to be asked."}


def _copy(world: World) -> Data:
    return {"format": "large"}


def _copy_for(world: World) -> Data:
    workshop = session(world.checking, 1)
    return {**_copy(world), "person": str(build.responder(workshop, world.checking.la_lead).pk)}


def _ticked(world: World) -> Data:
    found = desk.desk(session(world.drafting, 2), world.drafting.facilitator)
    return {"act": "make", "points": [str(point.id) for point in found.logged[:2]]}


def _answers(world: World) -> Data:
    shown = build.shown(session(world.checking, 1))
    digests = {f"digest_{point.number}": point.digest for point in shown}
    change = {"verdict_1": "change", "text_1": "Other words", "reason_1": "They are clearer"}
    out = {"verdict_2": "out", "ground_2": "not_said", "out_2": "It was a question", "view_2": "We see it so"}
    return {**digests, **change, **out, "step": "send"}


def _quotation(world: World) -> Data:
    return {"text": f"{world.drafting.words.quote} we wait", "speaker": str(world.drafting.la_officer.pk)}


def _printed(world: World) -> Data:
    return {"text": f"{ClearedQuote.objects.get(pk=world.keys['quote']).text} [here]", "revision": 0}


def _reopened(world: World) -> Data:
    first = ClearedPoint.objects.filter(note__area=world.drafting.area).order_by("number")[0]
    return {"points": [str(first.origin)], "reason": "It was not said like this"}


def _missing(world: World) -> Data:
    return {"text": "Everybody wants to meet again.", "reason": "It was said twice"}


def _decision(world: World) -> Data:
    found = table.table(session(world.checking, 1), world.checking.facilitator)
    assert found is not None
    held = {"position_la": "holds", "position_tso": "holds"}
    return {"outcome": "in_part", "text": "Words we agreed on", "revision": found.changes[0].revision, **held}


def _objective(world: World) -> Data:
    concerns = {"concern_la": "Who answers for it", "concern_tso": "Who pays for it"}
    return {"text": "To meet before budgets are set", "priority": "high", **concerns}


def _objective_again(world: World) -> Data:
    return {**_objective(world), "revision": Objective.objects.get(pk=world.keys["objective"]).revision}


def _reason(world: World) -> Data:
    kept = Objective.objects.get(pk=world.keys["objective"]).revision
    return {"reason": "It follows from the law, not from what was said", "revision": kept}


def _action(world: World) -> Data:
    return {"text": "Meet every March", "mode": "joint", "kind": "other"}


def _action_again(world: World) -> Data:
    return {**_action(world), "revision": Action.objects.get(pk=world.keys["action"]).revision}


def _delivery(world: World) -> Data:
    row = Delivery.objects.get(action=world.keys["delivered"])
    assert row.due_on is not None
    due = {"due_on_day": row.due_on.day, "due_on_month": row.due_on.month, "due_on_year": row.due_on.year}
    leads = {
        "lead_la": "Head of Housing",
        "lead_tso": "Manager",
        "measure": "More do",
        "resources": "Two days",
    }
    return {**due, **leads, "revision": row.revision}


def _progress(world: World) -> Data:
    return {"status": "blocked", "rag": "amber", "note": "It waits for a room"}


def _substitute(world: World) -> Data:
    who = {"full_name": "Sam Stand-In", "email": "sam@elsewhere.example", "job_title": "Manager"}
    return {**who, "organisation": "another", "other_name": "Elsewhere", "other_kind": "local_authority"}


CHECKING, DRAFTING, ITEM = ("checking", OFFICER), ("drafting", OFFICER), "item"
POINT = ("point", "point")
FORMS = [
    Filled(
        Visit("workshops:sessions-plan", "checking", "coordinator"),
        _plan,
        texts=("venue_2", "venue_3", "venue_4", "topic_2"),
    ),
    Filled(
        Visit("workshops:session-change", "drafting", "facilitator", 3),
        _change,
        texts=("venue", "topic", "further_topics"),
    ),
    Filled(Visit("workshops:session-postpone", "drafting", "facilitator", 3), _why, texts=("reason",)),
    Filled(Visit("workshops:session-cancel", "drafting", "facilitator", 3), _why, texts=("reason",)),
    Filled(
        Visit("workshops:session-recording", "drafting", "facilitator", 2), _recording, texts=("held_by",)
    ),
    Filled(
        Visit("workshops:session-attendance", "drafting", "facilitator", 2),
        _attendance,
        texts=("deviation",),
    ),
    Filled(
        Visit("workshops:substitute-name", "checking", "facilitator", 3, ("seat", "place")),
        _substitute,
        texts=("full_name", "job_title", "other_name"),
    ),
    Filled(Visit("workshops:points-log", *CHECKING, 2), _point, ("client_id",), ("text",)),
    Filled(
        Visit("workshops:points-edit", *CHECKING, 2, POINT),
        lambda world: {**_point(world), "revision": 1},
        ("revision",),
        ("text",),
        stale="text",
    ),
    Filled(Visit("workshops:desk-detail", "drafting", "facilitator", 2), _ticked, ("act",)),
    Filled(Visit("workshops:desk-new", "drafting", "facilitator", 2), _statement, texts=("topic", "text")),
    Filled(
        Visit("workshops:desk-statement", "drafting", "facilitator", 2, ("point", "statement")),
        _draft,
        ("revision",),
        ("topic", "text"),
        stale="text",
    ),
    Filled(Visit("workshops:desk-place", "drafting", "facilitator", 2, ("point", "statement")), _place),
    Filled(
        Visit("workshops:desk-merge", "drafting", "facilitator", 2, ("point", "statement")),
        _merged,
        ("revision", "with"),
        ("text", "topic"),
    ),
    Filled(
        Visit("workshops:desk-split", "drafting", "facilitator", 2, ("point", "statement")),
        _split,
        ("revision",),
        ("text", "new_text"),
        stale="text",
    ),
    Filled(Visit("workshops:desk-bring", "drafting", "facilitator", 2), _summary),
    Filled(Visit("workshops:note-copies", "checking", "facilitator", 1), _copy_for),
    Filled(Visit("workshops:note-copy", *CHECKING, 1), _copy),
    Filled(
        Visit(
            "workshops:quotation-attach",
            "drafting",
            "facilitator",
            2,
            ("point", "statement"),
            also=("source", "source"),
        ),
        _quotation,
        texts=("text",),
        exact=True,
    ),
    Filled(
        Visit("workshops:quote-print", "drafting", "facilitator", 0, ("quote", "quote")),
        _printed,
        ("revision",),
        ("text",),
        exact=True,
    ),
    Filled(
        Visit("workshops:note-check", *CHECKING, 1),
        _answers,
        ("digest", "step"),
        ("text_1", "reason_1", "out_2", "view_2"),
    ),
    Filled(
        Visit("workshops:answers-record", "checking", "facilitator", 1, ("responder", "responder")),
        lambda world: {**_answers(world), "channel": "phone"},
        ("digest", "step"),
        ("text_1", "reason_1", "out_2"),
    ),
    Filled(Visit("workshops:note-reopen", "drafting", OFFICER, 1), _reopened, texts=("reason",)),
    Filled(Visit("workshops:note-missing", *CHECKING, 1), _missing, texts=("text", "reason")),
    Filled(
        Visit("workshops:note-decide", "checking", "facilitator", 1, ("change", "change")),
        _decision,
        ("revision",),
        ("text",),
    ),
    Filled(
        Visit("workshops:room-decide", "checking", "facilitator", 1, ("change", "change")),
        _decision,
        ("revision", "outcome"),
        ("text",),
    ),
    Filled(Visit(f"{P}objective-add", *DRAFTING), _objective, texts=("text", "concern_la", "concern_tso")),
    Filled(
        Visit(f"{P}objective-edit", *DRAFTING, 0, (ITEM, "objective")),
        _objective_again,
        ("revision",),
        ("text", "concern_la", "concern_tso"),
        stale="text",
    ),
    Filled(
        Visit(f"{P}objective-evidence", *DRAFTING, 0, (ITEM, "objective")),
        _reason,
        ("revision",),
        ("reason",),
        may_be_empty=True,
        stale="reason",
    ),
    Filled(Visit(f"{P}action-add", *DRAFTING, 0, ("objective", "objective")), _action, texts=("text",)),
    Filled(
        Visit(f"{P}action-edit", *DRAFTING, 0, (ITEM, "action")),
        _action_again,
        ("revision",),
        ("text",),
        stale="text",
    ),
    Filled(
        Visit(f"{P}delivery-edit", "delivering", OFFICER, 0, (ITEM, "delivered")),
        _delivery,
        ("revision",),
        ("lead_la", "lead_tso", "resources", "measure"),
        may_be_empty=True,
        stale="measure",
    ),
    Filled(
        Visit(f"{P}progress-add", "delivering", OFFICER, 0, (ITEM, "delivered")),
        _progress,
        texts=("note",),
    ),
]
