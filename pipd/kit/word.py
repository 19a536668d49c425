"""Word files that a screen reader can follow: language, title, headings, table heads; nothing of who made them.

The same content gives the same bytes. Words are cleaned of what XML cannot hold; right to left where they run so.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from pipd.kit import text
from pipd.kit.archives import settled
from pipd.kit.word_writing import number_pages

PINE = RGBColor(0x12, 0x3D, 0x34)
SOFT = RGBColor(0x54, 0x5B, 0x5D)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
PANEL, LINE = "1C5A4C", "B9C4BF"
FACE = "Calibri"
A4 = (Mm(210), Mm(297))
MARGIN = Mm(20)
# How paragraphs of a cell are set off: what it is called, and what is said of it.
STRONG, PLAIN, SMALL = "strong", "plain", "small"
# The format wants its marks in this order.
AFTER_BIDI = (
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:jc",
    "w:outlineLvl",
    "w:rPr",
    "w:sectPr",
)
AFTER_BORDERS = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook")

Piece = tuple[str, str]  # one of the three, and words
Content = str | Sequence[Piece]


class WordFile:
    """One document, written from top to bottom. `head` and `foot` stand on every page."""

    def __init__(self, *, title: str, head: str = "", foot: str = "") -> None:
        self._file = docx.Document()
        facts = self._file.core_properties
        facts.title, facts.language = text.clean(title), "en-GB"
        facts.author = facts.comments = facts.last_modified_by = ""
        self._set_styles()
        self._set_page(head, foot)
        self._file.add_heading(text.clean(title), level=0)

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

    def _set_page(self, head: str, foot: str) -> None:
        section = self._file.sections[0]
        section.page_width, section.page_height = A4
        section.left_margin = section.right_margin = MARGIN
        if head:
            _say(section.header.paragraphs[0], head)
        if foot:
            _say(section.footer.paragraphs[0], foot)
            section.footer.paragraphs[0].add_run("  ·  ")
            number_pages(section.footer.paragraphs[0])

    def turned(self) -> None:
        """From here on the pages lie on their side, for wide tables."""
        section = self._file.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_height, section.page_width = A4

    def heading(self, words: str, level: int = 1) -> None:
        _turn(self._file.add_heading(text.clean(words), level=level))

    def paragraph(self, words: str, *, bold: bool = False) -> None:
        _say(self._file.add_paragraph(), words, bold=bold)

    def item(self, words: str) -> None:
        _say(self._file.add_paragraph(style="List Bullet"), words)

    def quotation(self, words: str, by: str) -> None:
        """Somebody's words in italics, and below them whom they are attributed to."""
        said = self._file.add_paragraph(style="Quote")
        said.add_run(text.clean(f"“{words}”")).italic = True
        _turn(said)
        self.paragraph(by)

    def table(
        self, head: Sequence[str], rows: Sequence[Sequence[Content]], widths: Sequence[float] = ()
    ) -> None:
        """A table whose head repeats on every page and is marked as one; `widths` of its columns in millimetres."""
        made = self._file.add_table(rows=1, cols=len(head), style="Table Grid")
        _line(made)
        for cell, words in zip(made.rows[0].cells, head, strict=True):
            _say(cell.paragraphs[0], words, bold=True, colour=WHITE)
            _shade(cell)
        _mark(made.rows[0], "w:tblHeader")
        _mark(made.rows[0], "w:cantSplit")
        for row in rows:
            added = made.add_row()
            _mark(added, "w:cantSplit")
            for cell, content in zip(added.cells, row, strict=True):
                _fill(cell, [(PLAIN, content)] if isinstance(content, str) else content)
        self._widen(made, widths)
        self._file.add_paragraph()

    def facts(self, pairs: Sequence[tuple[str, str]], widths: Sequence[float] = (50, 120)) -> None:
        """Labels with what they say, one in each row."""
        made = self._file.add_table(rows=0, cols=2, style="Table Grid")
        _line(made)
        for label, words in pairs:
            cells = made.add_row().cells
            _fill(cells[0], [(STRONG, label)])
            _fill(cells[1], [(PLAIN, words)])
        self._widen(made, widths)
        self._file.add_paragraph()

    def _widen(self, made: Any, widths: Sequence[float]) -> None:
        if not widths:
            return
        made.autofit = False
        for place, width in enumerate(widths):
            made.columns[place].width = Mm(width)
            for cell in made.columns[place].cells:
                cell.width = Mm(width)

    def content(self) -> bytes:
        told = io.BytesIO()
        self._file.save(told)
        return settled(told.getvalue())


def _say(
    paragraph: Any, words: str, *, bold: bool = False, colour: RGBColor | None = None, size: float = 0
) -> None:
    """Add plain `words` to a paragraph, which runs from right to left where they do."""
    run = paragraph.add_run(text.clean(words))
    run.bold = bold or None
    if colour is not None:
        run.font.color.rgb = colour
    if size:
        run.font.size = Pt(size)
    _turn(paragraph)


def _turn(paragraph: Any) -> None:
    if text.direction(paragraph.text) == "rtl":
        paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)
        for run in paragraph.runs:
            run.font.rtl = True


def _fill(cell: Any, pieces: Sequence[Piece]) -> None:
    """The paragraphs of one cell."""
    for number, (kind, words) in enumerate(pieces):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.paragraph_format.space_before = Pt(0 if number else 3)
        paragraph.paragraph_format.space_after = Pt(3)
        small = kind == SMALL
        _say(paragraph, words, bold=kind == STRONG, colour=SOFT if small else None, size=9.5 if small else 0)


def _mark(row: Any, name: str) -> None:
    told = OxmlElement(name)
    told.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(told)


def _shade(cell: Any) -> None:
    told = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", PANEL)):
        told.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(told)


def _line(table: Any) -> None:
    """Hair lines between rows, none between columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        upright = side in ("left", "right", "insideV")
        line.set(qn("w:val"), "nil" if upright else "single")
        if not upright:
            for name, value in (("sz", "4"), ("space", "0"), ("color", LINE)):
                line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.insert_element_before(borders, *AFTER_BORDERS)
