"""Imports run one way: pipd (wiring) → actionplans → workshops → partnerships → pipd.kit; inside an app downwards."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.sources import faults, imports, module_of, python_files, text_of

# The lowest first. A file may import its own level and those before it.
LEVELS = ["pipd.kit", "partnerships", "workshops", "actionplans", "pipd"]
# Inside an app, the lowest first: what is not named here is a workflow module.
STEPS = ["models", "workflow", "forms", "views", "urls"]
# Wiring of the process tree: it stands apart and starts before Django does.
LEAF_IMPORTS = {Path("pipd/kit/pdf"), Path("pipd/serving/child.py")}
# The models package registers the working tables, which stand beside it behind the gate.
REGISTERS = {
    Path("workshops/models/__init__.py"): [
        "workshops.models:3 (models) imports workshops.clearance (workflow)"
    ]
}


def level_of(module: str) -> int | None:
    if module == "pipd.kit" or module.startswith("pipd.kit."):
        return 0
    top = module.split(".")[0]
    return LEVELS.index(top) if top in LEVELS else None


def step_of(module: str) -> int:
    """Where a module of an app stands between models and addresses."""
    parts = module.split(".")
    name = parts[1] if len(parts) > 1 else ""
    first = name.split("_")[0]
    if "working" in parts or name in {"gate"}:
        return STEPS.index("models")
    return STEPS.index(first) if first in STEPS else STEPS.index("workflow")


def upward(source: str, module: str) -> list[str]:
    """Imports of `source`, the module `module`, that run against the line."""
    here, found = level_of(module), []
    for line, name in imports(source, module):
        there = level_of(name)
        if there is None or here is None:
            continue
        if there > here:
            found.append(f"{module}:{line} imports {name}")
        elif there == here and 0 < here < LEVELS.index("pipd") and step_of(name) > step_of(module):
            found.append(
                f"{module}:{line} ({STEPS[step_of(module)]}) imports {name} ({STEPS[step_of(name)]})"
            )
    return found


def inner_imports(source: str) -> list[int]:
    """Lines at which a function imports."""
    found = set()
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            inside = [n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)]
            found |= {n.lineno for n in inside}
    return sorted(found)


def test_imports_run_one_way():
    found = faults(python_files(), lambda path: upward(text_of(path), module_of(path)))
    assert found == {str(path): lines for path, lines in REGISTERS.items()}


def test_no_import_hides_in_a_function():
    leaf = {path for path in python_files() for folder in LEAF_IMPORTS if folder in (path, *path.parents)}
    assert faults(sorted(set(python_files()) - leaf), lambda path: inner_imports(text_of(path))) == {}


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("pipd.kit.log", "from partnerships.models import Seat"),
        ("pipd.kit.log", "import pipd.settings"),
        ("partnerships.membership", "from workshops.models import Workshop"),
        ("workshops.logbook", "import actionplans.models as m"),
        ("actionplans.planning", "from pipd.home import Home"),
        ("workshops.logbook", "from workshops.forms import LogForm"),
        ("workshops.models.sessions", "from workshops import scheduling"),
        ("workshops.forms.logging", "from workshops import views"),
        ("workshops.views.room", "from workshops import urls_clearing"),
        ("workshops.clearance.rule", "from ..views import room"),
    ],
)
def test_control_an_upward_import_is_caught(module, source):
    assert len(upward(source, module)) == 1 or len(upward(source, module)) == 2


def test_control_an_import_in_a_function_is_caught():
    assert inner_imports("def f():\n    import json\n    return json") == [2]


def test_every_package_is_looked_at():
    assert {path.parts[0] for path in python_files()} == {"pipd", "partnerships", "workshops", "actionplans"}
