"""Tables that WeasyPrint tags once per page become one, with heads that every cell can name (PDF/UA-1, 7.5)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pydyf

# Its structure element, the scope its tag names, how many columns it spans.
Cell = tuple[Any, str | None, int]


@dataclass
class Table:
    """One table of the page, gathered from the pieces the pages hold."""

    rows: list[list[Cell]] = field(default_factory=list)
    bodies: dict[Any, Any] = field(default_factory=dict)  # by the tbody or thead of the HTML
    whole: Any = None  # the structure element all pieces move into
    last: Any = None  # the tr of the HTML that was added last


class Tables:
    """Gathers the pieces, then names the heads. `find` gives the object behind a reference."""

    def __init__(self, find: Callable[[str], Any]) -> None:
        self.find = find
        self.tables: dict[Any, Table] = {}

    def add(self, box: Any) -> None:
        """Take in one page's piece of a table: repeated heads go, rows cut by a page end are mended."""
        table = self.tables.setdefault(box.element, Table())
        for group in box.children:
            for row in group.children:
                self._add_row(table, group, row)

    def _add_row(self, table: Table, group: Any, row: Any) -> None:
        cells = [(cell.mark, cell.element.get("scope"), cell.colspan) for cell in row.children]
        line = self.find(cells[0][0]["P"])
        body = self.find(line["P"])
        piece = self.find(body["P"])
        if table.whole is None:
            table.whole = piece
        if piece is not table.whole:
            piece["K"][:] = []
        if row.element is table.last:
            for (start, *_), (more, *_) in zip(table.rows[-1], cells, strict=True):
                start["K"].extend(more["K"])
        elif piece is table.whole or body["S"] != "/THead":
            home = table.bodies.setdefault(group.element, body)
            adopt(home, line)
            adopt(table.whole, home)
            table.rows.append(cells)
            table.last = row.element

    def name_heads(self) -> list[Any]:
        """Give each TH an ID and a Scope and each TD its Headers (TBL-002). Returns the tree of IDs, in order."""
        names: list[Any] = []
        for table in self.tables.values():
            columns: dict[int, Any] = {}
            for cells in table.rows:
                columns = name_row(cells, columns, names)
        return names


def adopt(parent: Any, child: Any) -> None:
    """Put `child` under `parent`, once."""
    child["P"] = parent.reference
    if child.reference not in parent["K"]:
        parent["K"].append(child.reference)


def name_row(cells: list[Cell], columns: dict[int, Any], names: list[Any]) -> dict[int, Any]:
    """Name the heads of one row and point its cells to theirs. Returns the column heads that hold from here on."""
    place, side = 0, None
    for mark, scope, span in cells:
        if mark["S"] == "/TH":
            mark["ID"] = pydyf.String(f"h{len(names) // 2:05}")
            names += [mark["ID"], mark.reference]
            mark["A"]["Scope"] = "/Row" if scope == "row" else "/Column"
            if scope == "row":
                side = mark["ID"]
            else:
                columns = {**columns, place: mark["ID"]}
        else:
            mark["A"]["Headers"] = pydyf.Array(head for head in (columns.get(place), side) if head)
        place += span
    return columns
