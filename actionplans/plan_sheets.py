"""The plan as a spreadsheet: one sheet of Table 1, one of delivery, from the same frozen value as the PDF."""

from __future__ import annotations

from typing import Any

from actionplans.plan_word import capital
from pipd.kit.sheets import Cell, Sheet, workbook_file
from pipd.kit.wording import day_of

PLAN_HEAD = (
    "No.",
    "Local objective",
    "Joint priority",
    "No.",
    "Local partnership improvement action",
    "Delivered",
)
PLAN_WIDTHS = (5, 40, 20, 7, 46, 24)
DELIVERY_WIDTHS = (7, 26, 18, 18, 17, 20, 22, 13, 15, 22, 12)


def spreadsheet(value: dict[str, Any], fingerprint: str) -> bytes:
    """The bytes of the spreadsheet of a plan's plain `value`; the second sheet is empty until delivery starts."""
    foot = f"{value['reference']}  ·  Fingerprint {fingerprint}"
    title = " · ".join(words for words in (value["running"], value["marking"]) if words)
    leads = [f"{capital(sector['name'])} lead" for sector in value["sectors"]]
    head = (
        "No.",
        "Action",
        *leads,
        "By when",
        "Resources",
        "Measure",
        "Progress",
        "Colour in words",
        "Note",
        "Waits for",
    )
    delivered = [_delivery(a) for o in value["objectives"] for a in o["actions"]] if value["delivery"] else []
    about = f"{title} · Position at {value['position']}" if value["delivery"] else f"{title} · Not started"
    return workbook_file(
        title=value["title"],
        sheets=[
            Sheet("Plan", title, PLAN_HEAD, PLAN_WIDTHS, _table_one(value), foot),
            Sheet("Delivery", about, head, DELIVERY_WIDTHS, delivered, foot),
        ],
    )


def _table_one(value: dict[str, Any]) -> list[list[Cell]]:
    """A row for each action; its objective stands in each, so that sorting and filtering lose nothing."""
    rows: list[list[Cell]] = []
    for objective in value["objectives"]:
        about: list[Cell] = [number(objective["number"]), objective["words"], capital(objective["priority"])]
        rows += [[*about, a["number"], a["words"], a["mode"]] for a in objective["actions"]]
        if not objective["actions"]:
            rows.append([*about, "", "No action yet.", ""])
    return rows


def number(words: str) -> Cell:
    """The number of an objective as a number."""
    return int(words) if words.isascii() and words.isdigit() else words


def _delivery(action: dict[str, Any]) -> list[Cell]:
    due = day_of(action["due"])
    told = [action["resources"], action["measure"], action["progress"], action["rag_words"], action["why"]]
    return [action["number"], action["words"], *action["leads"], due, *told, action.get("waits", "")]
