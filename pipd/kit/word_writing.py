"""Word documents that a screen reader reads well: real headings, a language, a title, and nobody's name in the file."""

from __future__ import annotations

from datetime import UTC
from io import BytesIO
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from pipd.kit import clock, text

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FACE = "Arial"  # on every machine, and easy to read; the reader may change it
INK = RGBColor(0x22, 0x28, 0x2B)
FACES = ("ascii", "hAnsi", "cs", "eastAsia")
# How much larger than the text a heading is.
HEADINGS = {"Heading 1": 1.5, "Heading 2": 1.17}
STANDARD, LARGE = 12, 18  # points


def document(*, title: str, every_page: str, points: int) -> Any:
    """An empty A4 document of `points` size in British English, with `every_page` in bold at the head of each."""
    made = docx.Document()
    _describe(made, title)
    language = made.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}"
    )
    language.set(qn("w:val"), "en-GB")
    _dress(made.styles["Normal"], points)
    made.styles["Normal"].paragraph_format.space_after = Pt(points * 0.6)
    made.styles["Normal"].paragraph_format.line_spacing = 1.4
    for name, times in HEADINGS.items():
        _dress(made.styles[name], round(points * times))
        made.styles[name].paragraph_format.space_before = Pt(points)
        made.styles[name].paragraph_format.space_after = Pt(points * 0.4)
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    for name in ("Header", "Footer"):
        _dress(made.styles[name], points)
    section.header.paragraphs[0].add_run(text.clean(every_page)).bold = True
    number_pages(section.footer.paragraphs[0])
    return made


def add(made: Any, words: str, *, style: str = "Normal", bold: bool = False) -> None:
    """A paragraph of plain `words`; what XML cannot hold is left off."""
    made.add_paragraph(style=style).add_run(text.clean(words)).bold = bold or None


def saved(made: Any) -> bytes:
    """The file."""
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def _describe(made: Any, title: str) -> None:
    """Title, language and today; no author, because files are passed on."""
    told = made.core_properties
    for name in ("author", "last_modified_by", "comments", "keywords", "subject", "category"):
        setattr(told, name, "")
    told.title, told.language = text.clean(title), "en-GB"
    told.created = told.modified = clock.now().astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _dress(style: Any, points: float) -> None:
    """One face for all scripts: the template's own names a theme, which would win over a name."""
    style.font.size, style.font.color.rgb = Pt(points), INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for face in FACES:
        fonts.set(qn(f"w:{face}"), FACE)


def number_pages(paragraph: Any) -> None:
    """ "Page 2 of 5", counted by whatever opens the file."""
    for words, code in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(words)
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        run = OxmlElement("w:r")
        shown = OxmlElement("w:t")
        shown.text = "1"
        run.append(shown)
        field.append(run)
        paragraph._p.append(field)
