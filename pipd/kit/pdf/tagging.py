"""What PDF/UA-1 asks for and WeasyPrint 70 leaves out, done on its objects just before they are written.

Leans on internals (`_page_box`, `mark`, `objects`): the version is pinned, and outloud checks the result in the
tests. The rules by outloud's names: TBL-002 and the table part of PAG-001 in tables.py; here LNK-004, TAG-020, PAG-001.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pydyf
from weasyprint.formatting_structure import boxes

from pipd.kit.pdf.tables import Tables

MAY_BE_EMPTY = ("/TD", "/TH", "/OBJR")
Find = Callable[[str], Any]
Live = dict[str | None, set[int]]  # the marked content that the tree reaches, by page


def finish(document: Any, pdf: Any) -> None:
    """WeasyPrint's finisher: mend the tree of tags of `pdf`, laid out as `document`."""

    def find(reference: str) -> Any:
        return pdf.objects[int(reference.split()[0])]

    root = find(pdf.catalog["StructTreeRoot"])
    tables = Tables(find)
    for box in every_box(document):
        if box.link_annotation:
            describe(box)
        if isinstance(box, boxes.TableBox):
            tables.add(box)
    root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(tables.name_heads())})
    live: Live = defaultdict(set)
    prune(root["K"][0], find, live)
    set_aside(pdf, find(root["ParentTree"])["Nums"], find, live)


def every_box(document: Any) -> Iterator[Any]:
    """Each box of each page, in reading order."""
    for page in document.pages:
        yield from page._page_box.descendants()


def describe(box: Any) -> None:
    """7.18: a link is printed, and told in the words one reads rather than by its address (LNK-004)."""
    box.link_annotation.update(F=4, Contents=pydyf.String(" ".join(box.element.itertext())))


def prune(reference: str, find: Find, live: Live) -> bool:
    """Drop empty elements (TAG-020) below `reference`, note what is reached; whether it is itself worth keeping."""
    element = find(reference)
    kids = element.get("K", [])
    live[element.get("Pg")].update(kid for kid in kids if isinstance(kid, int))
    kids[:] = [kid for kid in kids if isinstance(kid, int) or prune(kid, find, live)]
    return bool(kids) or element["S" if "S" in element else "Type"] in MAY_BE_EMPTY


def set_aside(pdf: Any, parents: Any, find: Find, live: Live) -> None:
    """7.8: all that the tree does not reach (heads, feet, repeated table heads) is an artifact (PAG-001)."""
    for number, page in enumerate(pdf.page_references):
        reached = live[page]
        content = find(find(page)["Contents"]).stream
        for place, item in enumerate(content):
            if isinstance(item, pydyf.Dictionary) and "MCID" in item and item["MCID"] not in reached:
                content[place - 1 : place + 1] = ["/Artifact", pydyf.Dictionary({"Type": "/Pagination"})]
        owners = parents[2 * number + 1]
        owners[:] = [owner if place in reached else "null" for place, owner in enumerate(owners)]
