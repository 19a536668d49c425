"""Documents made as a worker makes them, and what is in them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import outloud
import pikepdf
import pymupdf

from actionplans import reviewing
from actionplans.models import ActionPlan, PlanReview
from pipd.kit import clock
from pipd.kit import documents as kit
from pipd.kit.models import Document
from tests import build


def made(document: Document) -> bytes:
    """The bytes of `document`, rendered now."""
    kit.render_owed(document.pk)
    document.refresh_from_db()
    assert document.state == "ready", document.failure
    return kit.open_file(document).content


def review(plan: ActionPlan, group: build.Group, *, confirmed: bool = True, **more: Any) -> PlanReview:
    """The review that is due, else one more, written down today by the LA lead; `confirmed` by the TSO lead."""
    now = clock.now()
    told: dict[str, Any] = {
        "lessons": "Agree the dates first.\nPay for cover.",
        "changes": "Swaps are planned by quarter.",
    }
    told |= {"held_on": clock.today(), "written_at": now, "written_by": group.la_lead}
    confirming = {"confirmed_at": now, "confirmed_by": group.tso_lead} if confirmed else {}
    told |= {"plan": plan, "due_on": clock.today(), **confirming, **more}
    row = reviewing.coming(plan) or PlanReview(number=reviewing.reviews_of(plan).count() + 1)
    for name, value in told.items():
        setattr(row, name, value)
    row.save()
    row.present.set([group.la_lead, group.la_officer, group.tso_lead])
    return row


def words_of(content: bytes) -> str:
    """All printed words of a PDF without white space, so that a line's end hides none."""
    with pymupdf.open(stream=content, filetype="pdf") as opened:
        return squeezed("".join(page.get_text() for page in opened))


def squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def faults(content: bytes, folder: Path) -> list[Any]:
    """What outloud and qpdf say against a PDF."""
    path = folder / "document.pdf"
    path.write_bytes(content)
    result = outloud.check(str(path))
    assert result.error is None
    found = [(f.rule, f.page, f.evidence) for f in result.findings if f.severity in {"error", "warning"}]
    with pikepdf.open(path) as opened:
        # The same check as `qpdf --check`: it is the library behind it.
        return [*found, *opened.check_pdf_syntax()]


def bookmarks(content: bytes) -> list[str]:
    """The first level of the outline."""
    with pikepdf.open(io.BytesIO(content)) as opened, opened.open_outline() as outline:
        return [item.title for item in outline.root]


def word_words(content: bytes) -> str:
    """All words of a Word file: paragraphs, tables, heads and feet."""
    opened = docx.Document(io.BytesIO(content))
    feet = [p.text for s in opened.sections for part in (s.header, s.footer) for p in part.paragraphs]
    return "\n".join([*(p.text for p in opened.paragraphs), *_of_tables(opened), *feet])


def _of_tables(opened: Any) -> Iterator[str]:
    for table in opened.tables:
        for row in table.rows:
            yield from (cell.text for cell in row.cells)


def zipped(content: bytes) -> dict[str, bytes]:
    """The files of a zip by the end of their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        assert found.testzip() is None
        return {name.split("/", 1)[1]: found.read(name) for name in found.namelist()}
