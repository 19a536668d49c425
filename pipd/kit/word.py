"""Word files that a screen reader can follow: language, title, headings, table heads; nothing of who made them."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

PINE = RGBColor(0x12, 0x3D, 0x34)
FACE = "Calibri"


class WordFile:
    """One document, written from top to bottom."""

    def __init__(self, *, title: str) -> None:
        self._file = docx.Document()
        facts = self._file.core_properties
        facts.title, facts.language = title, "en-GB"
        facts.author = facts.comments = facts.last_modified_by = ""
        self._set_styles()
        self._file.add_heading(title, level=0)

    def _set_styles(self) -> None:
        styles = self._file.styles
        styles["Normal"].font.name, styles["Normal"].font.size = FACE, Pt(11)
        for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
            styles[name].font.color.rgb = PINE
            styles[name].font.name = FACE
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-GB")
        properties = styles["Normal"].element.get_or_add_rPr()
        properties.append(language)

    def heading(self, words: str, level: int = 1) -> None:
        self._file.add_heading(words, level=level)

    def paragraph(self, words: str) -> None:
        self._file.add_paragraph(words)

    def item(self, words: str) -> None:
        self._file.add_paragraph(words, style="List Bullet")

    def quotation(self, words: str, by: str) -> None:
        """Somebody's words in italics, and below them whom they are attributed to."""
        said = self._file.add_paragraph(style="Quote")
        said.add_run(f"“{words}”").italic = True
        self._file.add_paragraph(by)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table whose head repeats on every page and is marked as one."""
        made = self._file.add_table(rows=1, cols=len(head), style="Table Grid")
        for place, words in enumerate(head):
            made.rows[0].cells[place].paragraphs[0].add_run(words).bold = True
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        made.rows[0]._tr.get_or_add_trPr().append(repeated)
        for row in rows:
            cells = made.add_row().cells
            for place, words in enumerate(row):
                cells[place].text = words
        self._file.add_paragraph()

    def content(self) -> bytes:
        told = io.BytesIO()
        self._file.save(told)
        return told.getvalue()
