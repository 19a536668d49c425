"""Spreadsheets: typed cells and never a formula, a head that stays, the same bytes, nobody's name."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from pipd.kit.sheets import Sheet, column, workbook_file
from tests import sheet_files


def made(*rows, name="Plan"):
    sheet = Sheet(name, "A title", ("One", "Two"), (20, 30), rows, foot="A01 & more")
    return workbook_file(title="A plan", sheets=[sheet])


def test_every_cell_has_the_type_of_its_value():
    content = made(["words", 3], [date(2027, 3, 4), Decimal("12.50")], ["", None])
    assert sheet_files.cells(content)[2:] == [["words", 3.0], [date(2027, 3, 4), 12.5], ["", ""]]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "＝", " =", "\r\n="])
def test_what_looks_like_a_formula_is_text_and_stays_text_when_edited(start):
    words = f"{start}HYPERLINK(1)"
    content = made([words, ""])
    cell = sheet_files.part(content, "xl/worksheets/sheet1.xml").find(f".//{sheet_files.MAIN}c[@r='A3']")
    assert (cell.get("t"), cell.get("s")) == ("inlineStr", "5")
    assert sheet_files.value(cell) == words.strip()
    assert "f" not in sheet_files.kinds(content)


def test_plain_text_is_not_marked_as_a_formula():
    cell = sheet_files.part(made(["a = b", ""]), "xl/worksheets/sheet1.xml").find(
        f".//{sheet_files.MAIN}c[@r='A3']"
    )
    assert cell.get("s") == "0"


def test_words_that_the_format_would_unescape_are_kept():
    assert sheet_files.cells(made(["_x0041_", "a < b & c"]))[2] == ["_x005F_x0041_", "a < b & c"]


def test_controls_that_xml_cannot_hold_are_left_off():
    assert sheet_files.cells(made(["nul \x00 bell \x07", "over\u202eride"]))[2] == ["nul  bell", "override"]


def test_too_much_for_a_cell_is_cut_where_the_format_ends():
    assert len(sheet_files.cells(made(["x" * 40_000, ""]))[2][0]) == 32_767


def test_the_head_stays_in_sight_and_repeats_in_print():
    content = made(["a", "b"], name="It's")
    sheet = sheet_files.part(content, "xl/worksheets/sheet1.xml")
    pane = sheet.find(f".//{sheet_files.MAIN}pane")
    page = sheet.find(f"{sheet_files.MAIN}pageSetup")
    titles = sheet_files.part(content, "xl/workbook.xml").find(f".//{sheet_files.MAIN}definedName")
    assert (pane.get("ySplit"), pane.get("state")) == ("2", "frozen")
    assert (page.get("paperSize"), page.get("orientation"), page.get("fitToWidth")) == ("9", "landscape", "1")
    assert titles.text == "'It''s'!$1:$2"
    assert sheet.find(f".//{sheet_files.MAIN}oddFooter").text == "&LA01 && more&RPage &P of &N"


def test_nobody_made_it_and_at_no_moment():
    content = made(["a", "b"])
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        core = found.read("docProps/core.xml").decode()
        assert {entry.date_time for entry in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "creator" not in core
    assert "created" not in core
    assert "<dc:title>A plan</dc:title><dc:language>en-GB</dc:language>" in core
    assert made(["a", "b"]) == content


def test_columns_are_lettered_as_spreadsheets_do():
    assert [column(n) for n in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]
