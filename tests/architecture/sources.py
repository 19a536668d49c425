"""Our own source files and their syntax trees, read once."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("pipd", "partnerships", "workshops", "actionplans")


@cache
def python_files() -> tuple[Path, ...]:
    """Every Python file of the application, relative to the root; migrations apart."""
    found = [p.relative_to(ROOT) for name in PACKAGES for p in (ROOT / name).rglob("*.py")]
    return tuple(sorted(p for p in found if "migrations" not in p.parts))


@cache
def template_files() -> tuple[Path, ...]:
    """Every template, relative to the root."""
    return tuple(sorted(p.relative_to(ROOT) for p in (ROOT / "templates").rglob("*") if p.is_file()))


@cache
def text_of(path: Path) -> str:
    return (ROOT / path).read_text()


def module_of(path: Path) -> str:
    """The dotted name of the module at `path`."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(source: str, module: str = "") -> list[tuple[int, str]]:
    """Line and dotted name of everything imported; `from a import b` gives a and a.b, since b may be a module."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = (
                ".".join([*module.split(".")[: -node.level], node.module or ""])
                if node.level
                else node.module
            )
            base = (base or "").strip(".")
            found.append((node.lineno, base))
            found += [(node.lineno, f"{base}.{alias.name}") for alias in node.names]
    return found


def faults(paths: Iterable[Path], check: Callable[[Path], list]) -> dict[str, list]:
    """What `check` finds wrong, by file: empty when nothing is."""
    return {str(path): found for path in paths if (found := check(path))}
