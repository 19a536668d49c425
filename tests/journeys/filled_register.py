"""Every form of the partnership register with a good filling."""

from __future__ import annotations

from typing import Any

from partnerships.models import ClosureChecklist, PartnershipMember
from tests.journeys.filled import Filled
from tests.journeys.fillings import Data
from tests.journeys.visit import OFFICER, R, Visit
from tests.journeys.visits import ONE
from tests.journeys.world import World

HERE: tuple[str, str] = ("delivering", OFFICER)


def _day(name: str, year: int) -> dict[str, Any]:
    return {f"{name}_day": 1, f"{name}_month": 12, f"{name}_year": year}


def entry(world: World) -> Data:
    told = {"name": "Youth Board", "purpose": "To plan together", "form": "other", "other_form": "A club"}
    rest = {"origin": "chosen", "orientation": "mixed", "stage": "operating"}
    return {
        **told,
        **rest,
        **_day("starts_on", 2025),
        **_day("indicative_end", 2029),
        **_day("review_on", 2027),
    }


def entry_again(world: World) -> Data:
    return {**entry(world), "revision": 0}


def checklist(world: World) -> Data:
    return {"reason": "time", **dict.fromkeys(ClosureChecklist.ITEMS, "None are left"), "revision": 1}


def member(world: World) -> Data:
    return {"organisation": "Wren Trust", **_day("started_on", 2026)}


def last_day(world: World) -> Data:
    since = PartnershipMember.objects.get(pk=world.keys["member"]).started_on
    return {"ended_on_day": since.day, "ended_on_month": since.month, "ended_on_year": since.year}


def gone(world: World) -> Data:
    return {"gone": [str(world.keys["member"])]}


FORMS = [
    Filled(Visit(f"{R}register-add", *HERE), entry, texts=("name", "purpose", "other_form")),
    Filled(
        Visit(f"{R}register-edit", *HERE, 0, ONE),
        entry_again,
        ("revision",),
        ("name", "purpose", "other_form"),
        stale="name",
    ),
    Filled(
        Visit(f"{R}register-restart", *HERE, 0, ("partnership", "closed")), entry, texts=("name", "purpose")
    ),
    Filled(
        Visit(f"{R}checklist-edit", *HERE, 0, ("partnership", "closing")),
        checklist,
        ("revision",),
        ClosureChecklist.ITEMS,
        may_be_empty=True,
        stale="lessons",
    ),
    Filled(Visit(f"{R}member-add", *HERE, 0, ONE), member, texts=("organisation",)),
    Filled(Visit(f"{R}member-end", *HERE, 0, ONE, also=("member", "member")), last_day),
    Filled(Visit(f"{R}register-mine", *HERE), gone, may_be_empty=True),
]
