"""Every form about people that is open while a group works, with a good filling."""

from __future__ import annotations

from partnerships.forms.consents import ConsentsForm
from tests.journeys.filled import Filled
from tests.journeys.fillings import Data
from tests.journeys.visit import ADMINISTRATOR, COORDINATOR, LEAD, OFFICER, Visit
from tests.journeys.world import World

P = "partnerships:"


def consents(world: World) -> Data:
    return {"kinds": ["contact", "be_named"], "read": ConsentsForm.shown()}


def decision(world: World) -> Data:
    return {"decision": "declined", "reason": "The places are taken", "step": "confirm"}


def asked(world: World) -> Data:
    return {"kind": "correct", "words": "My job title is another one"}


def answered(world: World) -> Data:
    return {"answer": "It is put right"}


def details(world: World) -> Data:
    return {"full_name": "Another Name"}


def address(world: World) -> Data:
    return {"email": "kit@x.example"}


def put_right(world: World) -> Data:
    return {**details(world), **answered(world)}


def heeded(world: World) -> Data:
    return {"stop": ["mail"], **answered(world)}


def staff(world: World) -> Data:
    return {"role": "register", "full_name": "Kit Long", "email": "kit@x.example"}


def programme_staff(world: World) -> Data:
    return {**staff(world), "role": "analyst"}


def new_job(world: World) -> Data:
    return {"organisation": str(world.checking.la[0].organisation_id), "job_title": "Head of parks"}


def handing_over(world: World) -> Data:
    return {"full_name": "Kit Long", "email": "kit@x.example"}


def pause(world: World) -> Data:
    return {"reason": "The election comes first"}


def named(world: World) -> Data:
    return {"names": str(world.checking.la[3].pk)}


FORMS = [
    Filled(Visit(f"{P}area-staff", "checking", COORDINATOR), staff, texts=("full_name",)),
    Filled(Visit(f"{P}programme-staff", role=ADMINISTRATOR), programme_staff, texts=("full_name",)),
    Filled(
        Visit("workshops:new-job", "checking", COORDINATOR, 0, ("seat", "place")),
        new_job,
        texts=("job_title",),
    ),
    Filled(
        Visit("workshops:facilitator-replace", "checking", COORDINATOR, 0, ("seat", "facilitator")),
        handing_over,
        texts=("full_name",),
    ),
    Filled(Visit(f"{P}area-pause", "checking"), pause, texts=("reason",)),
    Filled(Visit(f"{P}pause-together", "checking", LEAD), pause, texts=("reason",)),
    Filled(Visit(f"{P}sector-lead", "checking", OFFICER), named),
    Filled(Visit(f"{P}sector-deputy", "checking", OFFICER), named),
    Filled(Visit("my-data-ask", role=OFFICER), asked, texts=("words",)),
    Filled(
        Visit(f"{P}request-detail", role=COORDINATOR, key=("asked", "request")), answered, texts=("answer",)
    ),
    Filled(Visit("my-details", role=OFFICER), details, texts=("full_name",)),
    Filled(Visit("address-change", role=OFFICER), address),
    Filled(
        Visit("request-correct", role=COORDINATOR, key=("asked", "request")),
        put_right,
        texts=("full_name", "answer"),
    ),
    Filled(Visit("request-object", role=COORDINATOR, key=("asked", "objection")), heeded, texts=("answer",)),
    Filled(Visit(f"{P}consents", "checking", OFFICER), consents, may_be_empty=True),
    Filled(
        Visit(f"{P}application-detail", "checking", COORDINATOR, 0, ("application", "application")),
        decision,
        own=("step",),  # the page between asks once more, and brings it
        texts=("reason",),
    ),
]
