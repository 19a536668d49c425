"""The clearance gate: working tables are named behind one door, and nothing leads to them (domain I-23)."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.sources import faults, imports, module_of, python_files, template_files, text_of
from workshops.clearance import working
from workshops.models import Attendance, ClearedNote, ClearedPoint, Workshop

WORKING = [
    model
    for model in apps.get_app_config("workshops").get_models(include_auto_created=True)
    if model.__module__.startswith(working.__name__)
]
NAMES = {model.__name__ for model in WORKING if not model._meta.auto_created}
DOOR = Path("workshops/clearance")
BESIDE = {Path("workshops/logbook.py"), Path("workshops/models/__init__.py")}
WORKING_MODULE = working.__name__
FORBIDDEN_NAMES = {"get_model", "get_models", "RawSQL", "GenericForeignKey", "GenericRelation"}
FORBIDDEN_METHODS = {"raw", "extra", "cursor"}
# The wiring's system checks ask for one model of another kind before its table exists.
LOOKING_UP = {Path("pipd/checks.py")}


def behind_the_door(path: Path) -> bool:
    return DOOR in path.parents or path in BESIDE


def named(source: str, module: str = "") -> list[str]:
    """Where `source` names a working model or its module."""
    found = [
        f"line {line}: imports {name}"
        for line, name in imports(source, module)
        if name.startswith(WORKING_MODULE) or name.rsplit(".", 1)[-1] in NAMES
    ]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name) and node.id in NAMES:
            found.append(f"line {node.lineno}: names {node.id}")
        elif isinstance(node, ast.Attribute) and node.attr in NAMES:
            found.append(f"line {node.lineno}: names {node.attr}")
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += [f"line {node.lineno}: says {word}" for word in model_labels(node.value)]
    return found


def model_labels(text: str) -> list[str]:
    """Labels and table names of working models in a string, such as workshops.Note or workshops_note."""
    return [
        label
        for name in sorted(NAMES)
        for label in (f"workshops.{name}", f"workshops_{name.lower()}")
        if re.search(rf"\b{re.escape(label)}\b", text)
    ]


def back_ways(source: str) -> list[str]:
    """Ways round the imports: models by name, raw SQL, generic keys."""
    found = []
    for node in ast.walk(ast.parse(source)):
        name = getattr(node, "attr", getattr(node, "id", ""))
        if name in FORBIDDEN_NAMES and isinstance(node, ast.Attribute | ast.Name):
            found.append(f"line {node.lineno}: {name}")
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in FORBIDDEN_METHODS:
            found.append(f"line {node.lineno}: {node.func.attr}")
    return found


def opens_the_gate(source: str) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute | ast.Name)
        and getattr(node, "attr", getattr(node, "id", "")) in {"opened", "_is_open"}
    ]


def test_the_working_models_are_known():
    expected = {
        "LoggedPoint",
        "Note",
        "NoteVersion",
        "DraftPoint",
        "CirculatedPoint",
        "Responder",
        "Answer",
        "Amendment",
        "DifferingView",
        "Countersignature",
        "Reopening",
        "ViewObjection",
        "Quotation",
        "CirculatedQuotation",
        "QuotationAnswer",
        "AccessCopy",
        "Tally",
    }
    assert expected == NAMES


def test_working_models_are_named_behind_the_door_alone():
    outside = [path for path in python_files() if not behind_the_door(path)]
    assert faults(outside, lambda path: named(text_of(path), module_of(path))) == {}


def test_nobody_goes_round_the_imports():
    paths = [path for path in python_files() if path not in LOOKING_UP]
    assert faults(paths, lambda path: back_ways(text_of(path))) == {}


def test_the_gate_is_opened_by_clearance_alone():
    paths = [p for p in python_files() if DOOR not in p.parents and p != Path("workshops/gate.py")]
    assert faults(paths, lambda path: opens_the_gate(text_of(path))) == {}


def test_templates_name_no_working_model():
    names = re.compile(rf"\{{[{{%][^}}]*\b({'|'.join(sorted(NAMES))})\b[^}}]*[}}%]\}}")
    texts = [path for path in template_files() if path.suffix in {".html", ".txt"}]
    assert names.search("{{ note.Note }}")
    assert faults(texts, lambda path: names.findall(text_of(path))) == {}


@pytest.mark.parametrize(
    "source",
    [
        "from workshops.clearance.working import Note",
        "from workshops.clearance import working",
        "import workshops.clearance.working as w",
        "from workshops.logbook import LoggedPoint",
        "x = logbook.LoggedPoint.objects.all()",
        "x = 'workshops.Note'",
        "x = 'SELECT text FROM workshops_draftpoint'",
    ],
)
def test_control_naming_a_working_model_is_caught(source):
    assert named(source) != []


@pytest.mark.parametrize(
    "source",
    [
        "apps.get_model('workshops', name)",
        "Workshop.objects.raw('select 1')",
        "with connection.cursor() as c: pass",
        "key = GenericForeignKey()",
        "Workshop.objects.extra(tables=['x'])",
    ],
)
def test_control_a_way_round_is_caught(source):
    assert back_ways(source) != []


def test_control_opening_the_gate_is_caught():
    assert opens_the_gate("with gate.opened():\n    pass") == [1]


# Nothing leads there


def keys_out_of(model: type[models.Model]) -> list[models.Field]:
    relations = (models.ForeignKey, models.OneToOneField, models.ManyToManyField)
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [f for f in fields if isinstance(f, relations)]


def leads_back(model: type[models.Model]) -> list[str]:
    return [f.name for f in keys_out_of(model) if not f.remote_field.hidden]


@pytest.mark.parametrize("model", WORKING, ids=lambda m: m.__name__)
def test_no_key_out_of_a_working_model_leads_back(model):
    assert leads_back(model) == []


def test_control_a_key_that_leads_back_is_caught():
    assert leads_back(Attendance) == ["workshop", "seat"]


def reachable(start: type[models.Model]) -> set[type[models.Model]]:
    """Every model that some attribute of an instance of `start` leads to, however many steps away."""
    seen, queue = set(), [start]
    while queue:
        model = queue.pop()
        if model in seen:
            continue
        seen.add(model)
        for relation in model._meta.get_fields():
            there = relation.related_model
            if isinstance(there, type) and hasattr(model, _accessor(relation)):
                queue.append(there)
    return seen


def _accessor(relation: object) -> str:
    return relation.get_accessor_name() if hasattr(relation, "get_accessor_name") else relation.name


OUTSIDE = [m for m in apps.get_models() if m not in WORKING]


@pytest.mark.parametrize("model", OUTSIDE, ids=lambda m: m._meta.label)
def test_no_attribute_leads_to_a_working_model(model):
    assert reachable(model) & set(WORKING) == set()


def test_control_the_walk_sees_what_is_linked():
    assert {ClearedNote, ClearedPoint, Workshop, Attendance} <= reachable(
        apps.get_model("partnerships", "StudyArea")
    )
