"""Word files: heads that repeat, words that run from the right, the same bytes, and nothing XML cannot hold."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml.ns import qn

from pipd.kit import archives
from pipd.kit.word import PLAIN, SMALL, WordFile


def made(words="Some words"):
    file = WordFile(title="A plan", head="Running head", foot="A01-PLAN")
    file.paragraph(words)
    file.table(("One", "Two"), [[words, [(PLAIN, words), (SMALL, "beside")]]], (80, 90))
    file.turned()
    file.heading("Wide")
    return file.content()


def opened(content):
    return docx.Document(io.BytesIO(content))


def test_head_of_a_table_repeats_and_rows_hold_their_paragraphs():
    table = opened(made()).tables[0]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [p.text for p in table.rows[1].cells[1].paragraphs] == ["Some words", "beside"]


def test_every_page_says_which_file_it_is_of_and_pages_turn():
    first, second = opened(made()).sections
    assert first.header.paragraphs[0].text == "Running head"
    assert "A01-PLAN" in first.footer.paragraphs[0].text
    assert first.page_width < first.page_height
    assert second.page_width > second.page_height


def test_words_from_right_to_left_are_marked_so():
    paragraph = next(p for p in opened(made("نحن نعمل معا")).paragraphs if p.text == "نحن نعمل معا")
    assert paragraph._p.pPr.find(qn("w:bidi")) is not None
    assert paragraph.runs[0].font.rtl is True
    assert next(p for p in opened(made()).paragraphs if p.text == "Some words")._p.pPr is None


@pytest.mark.parametrize("words", ["nul \x00 end", "lone \ud800 end", "over\u202eride end"])
def test_words_that_xml_cannot_hold_do_not_break_the_file(words):
    told = " ".join(p.text for p in opened(made(words)).paragraphs)
    assert "end" in told
    assert not set(told) & {"\x00", "\ud800", "\u202e"}


def test_nobody_made_it_and_it_is_the_same_again():
    content = made()
    facts = opened(content).core_properties
    assert (facts.author, facts.last_modified_by, facts.title, facts.language) == ("", "", "A plan", "en-GB")
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        assert {entry.date_time for entry in found.infolist()} == {archives.MOMENT}
    assert made() == content
