"""A good filling of each form of a plan, as somebody would type it."""

from __future__ import annotations

from actionplans.models import Action, Comment, Delivery, Objective, PlanReview, ProgressUpdate
from pipd.kit import workdays
from tests import build
from tests.journeys.fillings import Data
from tests.journeys.world import World


def objective(world: World) -> Data:
    concerns = {"concern_la": "Who answers for it", "concern_tso": "Who pays for it"}
    return {"text": "To meet before budgets are set", "priority": "high", **concerns}


def objective_again(world: World) -> Data:
    return {**objective(world), "revision": Objective.objects.get(pk=world.keys["objective"]).revision}


def reason(world: World) -> Data:
    kept = Objective.objects.get(pk=world.keys["objective"]).revision
    return {"reason": "It follows from the law, not from what was said", "revision": kept}


def action(world: World) -> Data:
    return {"text": "Meet every March", "mode": "joint", "kind": "other"}


def action_again(world: World) -> Data:
    return {**action(world), "revision": Action.objects.get(pk=world.keys["action"]).revision}


def comment(world: World) -> Data:
    return {"text": "Is a week long enough for this?"}


def comment_again(world: World) -> Data:
    return {**comment(world), "revision": Comment.objects.get(pk=world.keys["comment"]).revision}


def no_response(world: World) -> Data:
    return {"reason": "Others are dealing with it", "revision": 0}


def give_up(world: World) -> Data:
    return {"reason": "It answers what nobody asked"}


def delivery(world: World) -> Data:
    row = Delivery.objects.get(action=world.keys["delivered"])
    assert row.due_on is not None
    due = {"due_on_day": row.due_on.day, "due_on_month": row.due_on.month, "due_on_year": row.due_on.year}
    leads = {
        "lead_la": "Head of Housing",
        "lead_tso": "Manager",
        "measure": "More do",
        "resources": "Two days",
        "contact_la": "housing@pipd.example",
        "contact_tso": "01632 960123",
        "cost": "£4,000",
    }
    return {**due, **leads, "revision": row.revision}


def progress(world: World) -> Data:
    return {"status": "blocked", "note": "It waits for a room", "link": "https://www.example.org/rooms"}


def challenge(world: World) -> Data:
    update = ProgressUpdate.objects.get(delivery__action=world.keys["delivered"])
    return {"update": update.pk, "words": "No pair has met yet"}


def needs(world: World) -> Data:
    row = Delivery.objects.get(action=world.keys["delivered"])
    others = Delivery.objects.filter(action__objective__plan__area=world.delivering.area).exclude(pk=row.pk)
    return {"needs": [str(others.order_by("pk")[0].action_id)], "revision": row.revision}


def endorsement(world: World) -> Data:
    day = build.clock.today()
    when = {"endorsed_on_day": day.day, "endorsed_on_month": day.month, "endorsed_on_year": day.year}
    return when | {
        "organisation": str(world.delivering.tso_lead.organisation_id),
        "body": "Management committee",
    }


def review(world: World) -> Data:
    group, day = world.delivering, build.clock.today()
    return {
        "held_on_day": day.day,
        "held_on_month": day.month,
        "held_on_year": day.year,
        "present": [str(group.la_lead.pk), str(group.tso_officer.pk)],
        "lessons": "Swaps need a desk",
        "changes": "Desks first",
        "revision": PlanReview.objects.get(pk=world.keys["coming"]).revision,
    }


def review_day(world: World) -> Data:
    kept = PlanReview.objects.get(pk=world.keys["coming"])
    day = workdays.sub_wd(kept.due_on, 5)
    dated = {"due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year}
    return {**dated, "revision": kept.revision}


def narrower(world: World) -> Data:
    return {"level": "partners", "step": "sure"}
