"""Files under 250 lines and functions under 30: what runs away is split while it is small."""

from __future__ import annotations

import ast

from tests.architecture.sources import ROOT, faults, python_files, template_files, text_of

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_TEMPLATE = 250, 30, 80


def lines_of(source: str) -> int:
    return sum(1 for line in source.splitlines() if line.strip())


def long_functions(source: str) -> list[str]:
    """Names of functions whose statements take more lines than they may; the docstring apart."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            start = first.end_lineno if told else node.lineno
            if node.end_lineno - start > LONGEST_FUNCTION:
                found.append(node.name)
    return found


def test_files_are_short():
    found = {str(path): lines_of(text_of(path)) for path in python_files()}
    assert {path: lines for path, lines in found.items() if lines > LONGEST_FILE} == {}


def test_files_of_tests_are_short():
    found = {str(p.relative_to(ROOT)): lines_of(p.read_text()) for p in (ROOT / "tests").rglob("*.py")}
    assert len(found) > 100
    assert {path: lines for path, lines in found.items() if lines > LONGEST_FILE} == {}


def test_functions_are_short():
    assert faults(python_files(), lambda path: long_functions(text_of(path))) == {}


def test_templates_are_short():
    found = {str(p): lines_of(text_of(p)) for p in template_files() if p.suffix == ".html"}
    assert {path: lines for path, lines in found.items() if lines > LONGEST_TEMPLATE} == {}


def test_control_a_long_function_is_caught():
    assert long_functions("def f():\n" + "    x = 1\n" * 31) == ["f"]
