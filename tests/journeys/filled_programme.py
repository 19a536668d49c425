"""Every form of the programme's own pages with a good filling."""

from __future__ import annotations

from functools import partial
from typing import Any

from partnerships.models import Programme, StudyArea
from partnerships.views.programme import BY_NAME
from tests.journeys.filled import Filled
from tests.journeys.fillings import Data
from tests.journeys.visit import ADMINISTRATOR, COORDINATOR, R, Visit
from tests.journeys.visits_programme import BODY, CANDIDATE, GROUP
from tests.journeys.world import World
from tests.partnerships.programme_rows import ATTRIBUTES

SETTINGS: dict[str, dict[str, Any]] = {
    "about": {"aim": "To work as one", "policy_fields": ["children"], "other_policy_fields": "Parks"},
    "numbers": {"target_areas": 12},
    "notes": {"correspondence": 12},
    "sectors": {"la_words": "Council"},
    "statements": {"run_by": "The agency"},
}


def settings(world: World, *, group: str) -> Data:
    """What stands, with something of it typed anew."""
    stored = Programme.objects.get()
    names = [name for name in BY_NAME[group].fields if getattr(stored, name) is not None]
    return {**{name: getattr(stored, name) for name in names}, **SETTINGS[group], "revision": stored.revision}


def candidate(world: World) -> Data:
    return {"name": "Llanfair Marl", **ATTRIBUTES}


def candidate_again(world: World) -> Data:
    return {**candidate(world), "revision": StudyArea.objects.get(pk=world.keys["candidate"]).revision}


def decision(world: World) -> Data:
    return {"reason": "The only one by the sea", "revision": 0}


def ended(world: World) -> Data:
    return {"reason": "The council is abolished", "sure": "on"}


def sponsor(world: World) -> Data:
    return {"name": "Union of Centres", "kind": "national_infrastructure"}


def organisation(world: World) -> Data:
    return {"name": "Wren Trust", "kind": "front_line", "areas": [str(world.checking.area.pk)]}


def organisation_again(world: World) -> Data:
    return {**organisation(world), "revision": 0}


def end(world: World) -> Data:
    return {
        "how": "renamed",
        "name": "Wren House",
        "last_day_day": 1,
        "last_day_month": 12,
        "last_day_year": 2026,
    }


def _settings(group: str, *texts: str) -> Filled:
    visit = Visit(f"{R}settings-edit", role=ADMINISTRATOR, key=GROUP[group])
    own = ("revision",)
    return Filled(visit, partial(settings, group=group), own, texts, stale=texts[-1] if texts else "")


FORMS = [
    _settings("about", "name", "aim", "other_policy_fields"),
    _settings("numbers"),
    _settings("notes"),
    _settings("sectors", "la_words", "tso_words"),
    _settings("statements", "readable_by", "run_by"),
    Filled(Visit(f"{R}sponsor-add", role=ADMINISTRATOR), sponsor, texts=("name",)),
    Filled(Visit(f"{R}candidate-add", role=ADMINISTRATOR), candidate, texts=("name", "political_control")),
    Filled(
        Visit(f"{R}candidate-edit", role=ADMINISTRATOR, key=CANDIDATE),
        candidate_again,
        ("revision",),
        ("name", "political_control"),
        stale="political_control",
    ),
    Filled(
        Visit(f"{R}candidate-select", role=ADMINISTRATOR, key=CANDIDATE), decision, ("revision",), ("reason",)
    ),
    Filled(
        Visit(f"{R}candidate-leave-out", role=ADMINISTRATOR, key=CANDIDATE),
        decision,
        ("revision",),
        ("reason",),
    ),
    Filled(
        Visit(f"{R}area-discontinue", role=ADMINISTRATOR, key=("candidate", "taking part")),
        ended,
        texts=("reason",),
    ),
    Filled(Visit(f"{R}organisation-add", role=COORDINATOR), organisation, texts=("name",)),
    Filled(
        Visit(f"{R}organisation-edit", role=COORDINATOR, key=BODY),
        organisation_again,
        ("revision",),
        ("name",),
        stale="name",
    ),
    Filled(Visit(f"{R}organisation-end", role=COORDINATOR, key=BODY), end, texts=("name",)),
]
