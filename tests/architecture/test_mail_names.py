"""No message says the name of anybody but its reader (interface, Mail): the code that words messages holds none."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT

PACKAGES = ("partnerships", "workshops", "actionplans", "pipd")
# What is a person in the modules that word mail; a person in a text is their name.
PEOPLE = {
    "user",
    "person",
    "full_name",
    "short_name",
    "speaker",
    "participant",
    "facilitator",
    "get_full_name",
}


def modules() -> list[Path]:
    """Every module that queues a message, or words one."""
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return [
        path
        for path in found
        if path.name.startswith(("post", "owed"))
        or (path.name != "mail.py" and "mail.queue(" in path.read_text())
    ]


def names_in(tree: ast.AST) -> Iterator[int]:
    """The lines on which a person stands in a text. Refusals are read on a page, and keys by nobody."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Raise) or (isinstance(node, ast.keyword) and node.arg == "key"):
            continue
        if isinstance(node, ast.FormattedValue) and _is_person(node.value):
            yield node.lineno
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str":
            yield from (node.lineno for one in node.args if _is_person(one))
        if isinstance(node, ast.Attribute) and node.attr in {"full_name", "get_full_name"}:
            yield node.lineno
        yield from names_in(node)


def _is_person(value: ast.expr) -> bool:
    said = value.attr if isinstance(value, ast.Attribute) else value.id if isinstance(value, ast.Name) else ""
    return said in PEOPLE


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_message_is_worded_with_a_person(path):
    assert sorted(set(names_in(ast.parse(path.read_text())))) == []


def test_the_modules_are_found():
    assert len(modules()) > 20


@pytest.mark.parametrize(
    "code", ['f"{seat.user} left"', 'f"{user} left"', "str(seat.user)", "words.format(who=one.full_name)"]
)
def test_control_a_name_is_seen(code):
    assert list(names_in(ast.parse(code)))


@pytest.mark.parametrize(
    "code",
    [
        'f"{seat.user.pk}"',
        "seat.user.email",
        'queue(key=f"{person}")',
        'raise NotPossible(f"{held.full_name}")',
    ],
)
def test_control_what_is_no_name_passes(code):
    assert list(names_in(ast.parse(code))) == []
