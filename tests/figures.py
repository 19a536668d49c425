"""Figures that tests hand in for the terminal summary, across worker processes."""

from __future__ import annotations

from typing import Any


def tell(record_property: Any, name: str, value: object) -> None:
    """Hand in one figure from a test, through its `record_property` fixture."""
    record_property(f"figure: {name}", str(value))


def collect(terminalreporter: Any) -> dict[str, str]:
    """All figures of the session by name."""
    found = {}
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, value in getattr(report, "user_properties", []):
            if name.startswith("figure: "):
                found[name.removeprefix("figure: ")] = value
    return found
