"""A good filling of each form of sessions and notes, as somebody would type it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from partnerships.consent_words import IN_FORCE
from pipd.kit import workdays
from tests import build
from tests.journeys.world import World
from workshops import scheduling
from workshops.clearance import checking, desk, table
from workshops.clearance.working import Responder
from workshops.forms.checking import CheckForm
from workshops.models import ClearedPoint, ClearedQuote, Workshop

Data = dict[str, Any]


def session(group: build.Group, number: int) -> Workshop:
    workshop = Workshop.objects.select_related("area__programme").get(area=group.area, number=number)
    workshop.area = group.area
    return workshop


def plan(world: World) -> Data:
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
        data |= {f"revision_{number}": session(group, number).revision}
    return data


def consents(world: World) -> Data:
    return {
        "people": [str(world.drafting.la_lead.pk)],
        "said": "yes",
        "channel": "paper",
        "read": IN_FORCE["recording"],
    }


def closer(world: World) -> Data:
    day = workdays.sub_wd(session(world.drafting, 4).local_start.date(), 5)
    return {"day_day": day.day, "day_month": day.month, "day_year": day.year}


def change(world: World) -> Data:
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
        "revision": workshop.revision,
    }


def why(world: World) -> Data:
    return {"reason": "The hall is flooded.", "revision": session(world.drafting, 3).revision}


def recording(world: World) -> Data:
    day = build.clock.today()
    dated = {"destroy_on_day": day.day, "destroy_on_month": day.month, "destroy_on_year": day.year}
    return {**dated, "made": "yes", "held_by": "The university", "revision": 0}


def attendance(world: World) -> Data:
    workshop = session(world.drafting, 2)
    people = scheduling.expected_at(workshop)
    seats = {f"seat_{found.pk}": "attended" for found in people}
    said = {"deviation": "The other one was ill.", "revision": workshop.revision}
    return {**seats, "facilitated_by": "1", **said}


def point(world: World) -> Data:
    return {
        "text": "People like to be asked",
        "said_by": "la",
        "kind": "driver",
        "client_id": str(uuid.uuid4()),
    }


def statement(world: World) -> Data:
    held = {"position_la": "holds", "position_tso": "holds"}
    return {"topic": "Asking", "text": "People like to be asked first.", "kind": "driver", **held}


def draft(world: World) -> Data:
    workshop = session(world.drafting, 2)
    found = desk.draft_of(workshop, world.keys["statement"], world.drafting.facilitator)
    return {**statement(world), "revision": found.revision}


def others(world: World) -> list[desk.Draft]:
    """The statements of the same notes beside the one that addresses name."""
    found = desk.desk(session(world.drafting, 2), world.drafting.facilitator)
    return [draft for draft in found.drafts if draft.id != world.keys["statement"]]


def place(world: World) -> Data:
    return {"after": str(others(world)[0].id)}


def merged(world: World) -> Data:
    other = others(world)[0]
    first = draft(world)
    return {**first, "with": str(other.id), "revision": int(first["revision"]) + other.revision}


def split(world: World) -> Data:
    return {"text": "People like to be asked.", "new_text": "First.", "revision": draft(world)["revision"]}


def summary(world: World) -> Data:
    return {"words": "People like to be asked."}


def copy(world: World) -> Data:
    return {"format": "large"}


def copy_for(world: World) -> Data:
    workshop = session(world.checking, 1)
    return {**copy(world), "person": str(build.responder(workshop, world.checking.la_lead).pk)}


def ticked(world: World) -> Data:
    found = desk.desk(session(world.drafting, 2), world.drafting.facilitator)
    return {"act": "make", "points": [str(point.id) for point in found.logged[:2]]}


def recorded(world: World) -> Data:
    """Answers of somebody else, as their page shows what is kept of theirs."""
    whose = Responder.objects.select_related("seat").get(pk=world.keys["responder"])
    return {**answers(world, whose.seat), "channel": "phone"}


def answers(world: World, of: build.Seat | None = None) -> Data:
    workshop = session(world.checking, 1)
    shown = build.shown(workshop)
    digests = {f"digest_{point.number}": point.digest for point in shown}
    change = {"verdict_1": "change", "text_1": "Other words", "reason_1": "They are clearer"}
    out = {"verdict_2": "out", "ground_2": "not_said", "out_2": "It was a question", "view_2": "We see it so"}
    page = checking.check_page(workshop, of or world.checking.la_officer)
    kept = {f"was_{line.key}": str(line.was) for line in CheckForm(page.asked).lines if line.was}
    return {**digests, **kept, **change, **out, "step": "send"}


def quotation(world: World) -> Data:
    return {"text": f"{world.drafting.words.quote} we wait", "speaker": str(world.drafting.la_officer.pk)}


def printed(world: World) -> Data:
    return {"text": f"{ClearedQuote.objects.get(pk=world.keys['quote']).text} [here]", "revision": 0}


def reopened(world: World) -> Data:
    first = ClearedPoint.objects.filter(note__area=world.drafting.area).order_by("number")[0]
    return {"points": [str(first.origin)], "reason": "It was not said like this"}


def missing(world: World) -> Data:
    return {"text": "Everybody wants to meet again.", "reason": "It was said twice"}


def decision(world: World) -> Data:
    found = table.table(session(world.checking, 1), world.checking.facilitator)
    assert found is not None
    held = {"position_la": "holds", "position_tso": "holds"}
    return {"outcome": "in_part", "text": "Words we agreed on", "revision": found.changes[0].revision, **held}


def substitute(world: World) -> Data:
    who = {"full_name": "Sam Stand-In", "email": "sam@elsewhere.example", "job_title": "Manager"}
    return {**who, "organisation": "another", "other_name": "Elsewhere", "other_kind": "local_authority"}
