"""Every form about people that is open while a group works, with a good filling."""

from __future__ import annotations

from tests.journeys.filled import Filled
from tests.journeys.fillings import Data
from tests.journeys.visits import COORDINATOR, OFFICER, Visit
from tests.journeys.world import World

P = "partnerships:"


def consents(world: World) -> Data:
    return {"kinds": ["contact", "be_named"]}


def decision(world: World) -> Data:
    return {"decision": "declined", "reason": "The places are taken"}


def asked(world: World) -> Data:
    return {"kind": "correct", "words": "My job title is another one"}


def answered(world: World) -> Data:
    return {"answer": "It is put right"}


FORMS = [
    Filled(Visit("my-data", role=OFFICER), asked, texts=("words",)),
    Filled(
        Visit(f"{P}request-detail", role=COORDINATOR, key=("asked", "request")), answered, texts=("answer",)
    ),
    Filled(Visit(f"{P}consents", "checking", OFFICER), consents, may_be_empty=True),
    Filled(
        Visit(f"{P}application-detail", "checking", COORDINATOR, 0, ("application", "application")),
        decision,
        texts=("reason",),
    ),
]
