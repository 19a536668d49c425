"""Names that a form does not have change nothing, whatever field of ours they are the name of (trust X8, X9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from partnerships.models import Seat, User
from tests.client import Client
from tests.journeys import world as worlds
from tests.journeys.filled import Filled, seat
from tests.journeys.refusals import OURS, undone
from tests.journeys.test_bad_input import FORMS, posted
from tests.journeys.world import BOTH, World

NAMED = re.compile(r'name="([^"]+)"')
DANGEROUS = {
    "role",
    "sector",
    "state",
    "programme",
    "is_lead",
    "is_active",
    "email",
    "is_staff",
    "is_superuser",
}
MOST_TO_WIN = {
    "my-details",
    "partnerships:area-staff",
    "partnerships:programme-staff",
    "partnerships:application-detail",
    "partnerships:settings-edit",
    "workshops:new-job",
    "request-correct",
}
ENOUGH = 60  # kinds of names


@pytest.fixture
def world(db: None, base_moment: Any) -> World:
    return worlds.made(printed=False)


def fields() -> Iterator[models.Field]:
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            yield from (field for field in model._meta.fields if not field.primary_key)


def stray() -> dict[str, str]:
    """A value that could be stored for every name of a field of ours, and two that only other frameworks have."""
    found = {"is_staff": "on", "is_superuser": "on"}
    for field in fields():
        value = _value(field)
        if value and field.name not in found:
            found[field.name] = value
            found[field.attname] = value
    return found


def _value(field: models.Field) -> str:
    if field.remote_field:
        row = field.related_model._base_manager.order_by("-pk").first()
        return str(row.pk) if row else ""
    if field.choices:
        return str(list(field.choices)[-1][0])
    kinds = {
        models.BooleanField: "on",
        models.EmailField: "mallory@x.example",
        models.DateTimeField: "2030-01-01 10:00",
        models.DateField: "2030-01-01",
        models.IntegerField: "7",
        models.UUIDField: str(UUID(int=7)),
        models.CharField: "Mallory",
        models.TextField: "Mallory",
    }
    return next((value for kind, value in kinds.items() if isinstance(field, kind)), "")


def stored(known: set[Any]) -> dict[tuple[str, str], list[str]]:
    """What each column holds, its values in order: a row that is new has an id of no interest."""
    found = {}
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            rows = list(model._base_manager.values_list())
            for place, field in enumerate(model._meta.concrete_fields):
                told = [_told(row[place], known) for row in rows]
                found[model._meta.label, field.name] = sorted(told)
    return found


def _told(value: Any, known: set[Any]) -> str:
    return "new" if isinstance(value, UUID) and value not in known else str(value)


def ids() -> set[Any]:
    every = (model for app in OURS for model in apps.get_app_config(app).get_models())
    return {pk for model in every for pk in model._base_manager.values_list("pk", flat=True)}


def after(form: Filled, world: World, extra: dict[str, str], known: set[Any]) -> tuple[int, Any]:
    """What the form answers, and all that is stored then; undone again."""
    with undone():
        answer = posted(form, world, {**extra, **form.good(world)}, Client())
        return answer.status_code, stored(known)


def own_names(form: Filled, world: World) -> set[str]:
    """The names that the page itself has, and what it makes of them: a date has three."""
    reader = seat(world, form.visit)
    where = reverse(form.name, kwargs=form.visit.address(world, reader))
    with undone():  # some pages show their form only when it was sent incomplete
        pages = [
            Client().as_(reader, may_see=BOTH).get(where),
            posted(form, world, form.empty(world), Client()),
        ]
    shown = {name for page in pages for name in NAMED.findall(page.content.decode())}
    for page in pages:  # boxes that a page leaves out, such as what its kind of statement does not ask
        shown |= set(getattr((page.context or {}).get("form"), "fields", {}))
    names = shown | set(form.good(world))
    return names | {re.sub(r"_(day|month|year)$", "", name) for name in names}


def judged(form: Filled, world: World) -> dict[Any, Any]:
    """Where what is stored, or the answer, is another with names of no box of the form."""
    known, mine = ids(), own_names(form, world)
    extra = {name: value for name, value in stray().items() if name not in mine}
    assert len(extra) > ENOUGH, form.name
    first, again, told = (after(form, world, given, known) for given in ({}, {}, extra))
    noise = {
        key for key, values in first[1].items() if values != again[1][key]
    }  # digests, secrets, references
    assert not {name for _, name in noise} & DANGEROUS
    changed = {
        key: told[1][key] for key, values in first[1].items() if key not in noise and told[1][key] != values
    }
    return changed | ({"status": (first[0], told[0])} if told[0] != first[0] else {})


def test_names_of_no_box_change_nothing_where_most_would_be_won(world: World) -> None:
    forms = [form for form in FORMS if form.name in MOST_TO_WIN]
    assert {form.name for form in forms} == MOST_TO_WIN
    assert {form.name: found for form in forms if (found := judged(form, world))} == {}


@pytest.mark.heavy
def test_names_of_no_box_change_nothing(world: World) -> None:
    assert {form.name: found for form in FORMS if (found := judged(form, world))} == {}


def test_the_dangerous_names_are_among_them(world: World) -> None:
    assert set(stray()) >= DANGEROUS


def test_control_a_form_that_takes_what_it_is_given_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipd.my_account import MyDetails

    def act(self: Any, form: Any) -> str:
        Seat.objects.filter(user=self.request.user).update(end_reason=self.request.POST.get("end_reason", ""))
        User.objects.filter(pk=self.request.user.pk).update(
            email=self.request.POST.get("email", "none@x.example")
        )
        return ""

    monkeypatch.setattr(MyDetails, "act", act)
    [form] = [one for one in FORMS if one.name == "my-details"]
    assert {("partnerships.Seat", "end_reason"), ("partnerships.User", "email")} <= set(judged(form, world))
