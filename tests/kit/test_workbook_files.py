"""Workbooks read as if they came from somebody who wants to harm us (trust X14, X27)."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from pipd.kit import workbook_files
from pipd.kit.sheets import Sheet, workbook_file
from pipd.kit.table_files import LONGEST, MOST_COLUMNS, TOO_LONG, Line, Refused, Unreadable
from pipd.kit.workbook_files import lines

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
MOST = 20
MOMENT = datetime(2027, 3, 4, 9, 30)  # noqa: DTZ001 - spreadsheets know no time zones


def book(*rows: list) -> Workbook:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    return made


def saved(made: Workbook) -> bytes:
    told = io.BytesIO()
    made.save(told)
    return told.getvalue()


def honest(*rows: list) -> bytes:
    return saved(book(*rows))


def changed(content: bytes, parts: dict[str, bytes | None]) -> bytes:
    """The same file with other `parts`; None takes one out."""
    told = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as found,
        zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        kept = {name: found.read(name) for name in found.namelist()} | parts
        for name, part in kept.items():
            if part is not None:
                made.writestr(name, part)
    return told.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        return found.read(name)


def sheet(rows: str, before: str = "") -> bytes:
    words = f'{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return words.encode()


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        lines(content, most=MOST)
    return str(caught.value)


def test_cells_are_read_as_the_text_that_stands_in_them():
    content = honest(["Text", " trimmed ", 12, 1.5, True, date(2027, 3, 4), MOMENT, None, "€ ż"])
    [row] = lines(content, most=MOST)
    assert row == Line(1, ("Text", "trimmed", "12", "1.5", "Yes", "2027-03-04", "2027-03-04", "", "€ ż"))


def test_rows_keep_their_numbers_and_empty_ones_are_left_out():
    assert [row.number for row in lines(honest(["a"], [], ["", None, " "], ["b"]), most=MOST)] == [1, 4]


def test_what_we_write_ourselves_is_read_back():
    ours = Sheet("One", "A title", ("Name", "=cmd"), (10, 10), [("Ada", "=1+1"), (date(2027, 3, 4), "+44")])
    found = lines(workbook_file(title="t", sheets=[ours]), most=MOST)
    assert [row.cells for row in found] == [
        ("A title",),
        ("Name", "=cmd"),
        ("Ada", "=1+1"),
        ("2027-03-04", "+44"),
    ]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", '=HYPERLINK("http://x")'])
def test_text_that_looks_like_a_formula_stays_text(words):
    made = book(["x"])
    made.active["A1"].value = words
    made.active["A1"].data_type = "s"
    assert lines(saved(made), most=MOST)[0].cells == (words,)


def test_a_formula_and_an_error_are_refused_each_in_its_cell():
    formula = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="e"><v>#REF!</v></c><c r="C1"><v>3</v></c></row>'
    [row] = lines(changed(honest(["x"]), {SHEET: sheet(formula)}), most=MOST)
    assert row.cells == (Refused(workbook_files.FORMULA), Refused(workbook_files.ERROR), "3")


def test_the_first_sheet_that_can_be_seen_is_read():
    made = book(["hidden"])
    made.create_sheet("Seen").append(["seen"])
    made.active.sheet_state = "hidden"
    made.active = 1
    assert lines(saved(made), most=MOST)[0].cells == ("seen",)


MACRO_TYPES = part(honest(["x"]), "[Content_Types].xml").replace(
    b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
)
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>'
RELATIONS = "xl/_rels/workbook.xml.rels"
LED_OUTSIDE = part(honest(["x"]), RELATIONS).replace(
    b"<Relationships", OUTSIDE.encode() + b"<Relationships", 1
)
FAULTS = {
    "old or with a password": (b"\xd0\xcf\x11\xe0 old", workbook_files.PROTECTED),
    "a zip of something else": (
        changed(honest(["x"]), {"[Content_Types].xml": None}),
        workbook_files.NOT_ONE,
    ),
    "a word document": (changed(honest(["x"]), {"[Content_Types].xml": b"<Types/>"}), workbook_files.NOT_ONE),
    "no zip": (b"PK but none", workbook_files.BROKEN),
    "cut off": (honest(["x"])[:-200], workbook_files.BROKEN),
    "macros by type": (changed(honest(["x"]), {"[Content_Types].xml": MACRO_TYPES}), workbook_files.MACROS),
    "macros by part": (changed(honest(["x"]), {"xl/vbaProject.bin": b"x"}), workbook_files.MACROS),
    "entities": (changed(honest(["x"]), {SHEET: sheet(CELL, DOCTYPE)}), workbook_files.BROKEN),
    "outside": (changed(honest(["x"]), {SHEET: sheet(CELL, OUTSIDE)}), workbook_files.BROKEN),
    "utf-16 entities": (
        changed(honest(["x"]), {SHEET: sheet(CELL, OUTSIDE).decode().encode("utf-16")}),
        workbook_files.BROKEN,
    ),
    "outside, where no sheet is": (changed(honest(["x"]), {RELATIONS: LED_OUTSIDE}), workbook_files.BROKEN),
    "no xml": (changed(honest(["x"]), {SHEET: b"nothing"}), workbook_files.BROKEN),
    "no sheet": (changed(honest(["x"]), {SHEET: None}), workbook_files.NO_SHEET),
    "a bomb": (
        changed(honest(["x"]), {"xl/media/a.bin": bytes(workbook_files.LARGEST)}),
        workbook_files.TOO_MUCH,
    ),
    "many parts": (
        changed(honest(["x"]), {f"xl/{n}.bin": b"" for n in range(workbook_files.MOST_PARTS)}),
        workbook_files.TOO_MUCH,
    ),
    "very many tags": (
        changed(honest(["x"]), {SHEET: sheet(f'<row r="1">{"<c/>" * workbook_files.MOST_TAGS}</row>')}),
        workbook_files.TOO_MUCH,
    ),
    "a number that is none": (
        changed(honest(["x"]), {SHEET: sheet(f'<row r="1"><c r="A1"><v>{"9" * 9000}</v></c></row>')}),
        workbook_files.BROKEN,
    ),
    "wide": (honest([*[""] * MOST_COLUMNS, "x"]), workbook_files.WIDE),
}


@pytest.mark.parametrize("what", FAULTS)
def test_what_is_not_read_says_why(what):
    content, why = FAULTS[what]
    assert refusal(content) == why


def test_control_the_file_that_is_spoilt_is_a_good_one():
    assert lines(honest(["x"]), most=MOST)[0].cells == ("x",)
    assert lines(changed(honest(["x"]), {SHEET: sheet(CELL.replace("&a;", "b"))}), most=MOST)[0].cells == (
        "b",
    )


def test_the_last_row_that_is_read():
    assert len(lines(honest(*[["x"]] * MOST), most=MOST)) == MOST
    assert "goes on beyond row 20" in refusal(honest(*[["x"]] * (MOST + 1)))


@pytest.mark.parametrize(
    "row",
    ['<row r="1048576"><c r="A1048576"><v>1</v></c></row>', '<row r="1"><c r="A1048576"><v>1</v></c></row>'],
)
def test_a_row_far_down_is_refused_and_costs_nothing(row):
    began = time.monotonic()
    assert "goes on beyond row 20" in refusal(changed(honest(["x"]), {SHEET: sheet(row)}))
    assert time.monotonic() - began < 2


def test_a_size_that_a_sheet_only_says_of_itself_costs_nothing():
    wide = sheet('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
        b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'
    )
    began = time.monotonic()
    [row] = lines(changed(honest(["x"]), {SHEET: wide}), most=MOST)
    assert (row.cells, time.monotonic() - began < 2) == (("1",), True)


def test_a_part_that_says_it_is_small_is_cut_off_there():
    content = bytearray(changed(honest(["x"]), {"xl/media/a.bin": bytes(workbook_files.LARGEST)}))
    size = workbook_files.LARGEST.to_bytes(4, "little")
    while (place := content.find(size)) >= 0:
        content[place : place + 4] = (100).to_bytes(4, "little")
    assert refusal(bytes(content)) == workbook_files.BROKEN


def test_a_cell_that_is_far_too_long_is_refused_and_not_read():
    told = lines(honest(["x" * LONGEST, "x" * (LONGEST + 1)]), most=MOST)
    assert told[0].cells == ("x" * LONGEST, TOO_LONG)


def test_formats_of_empty_cells_far_away_are_no_rows():
    empty = '<row r="1"><c r="A1"><v>1</v></c><c r="ZZ1" s="1"/></row><row r="900"><c r="A900" s="1"/></row>'
    assert len(lines(changed(honest(["x"]), {SHEET: sheet(empty)}), most=MOST)) == 1


SHARED = "xl/sharedStrings.xml"
SHARED_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
SHARED_TYPE = f'<Override PartName="/{SHARED}" ContentType="{SHARED_KIND}"/>'.encode()


def shared(text: str, *, rows: int, columns: int = MOST_COLUMNS) -> bytes:
    """A sheet of which each cell refers to the one `text`: a file of a few kilobytes, however long the text."""
    cells = "".join(f'<c r="{get_column_letter(n + 1)}{{row}}" t="s"><v>0</v></c>' for n in range(columns))
    every = "".join(f'<row r="{row}">{cells.format(row=row)}</row>' for row in range(1, rows + 1))
    words = f'<sst xmlns="{MAIN}"><si><t xml:space="preserve">{text}</t></si></sst>'
    content = honest(["x"])
    types = part(content, workbook_files.TYPES).replace(b"</Types>", SHARED_TYPE + b"</Types>")
    parts = {SHEET: sheet(every), SHARED: words.encode(), workbook_files.TYPES: types}
    return changed(content, parts)


def cost(content: bytes) -> tuple[list[Line] | str, float, int]:
    """The lines or the refusal, seconds, and the most bytes that were held meanwhile."""
    began = time.monotonic()
    tracemalloc.start()
    try:
        told: list[Line] | str = lines(content, most=250)
    except Unreadable as error:
        told = str(error)
    finally:
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    return told, time.monotonic() - began, most


def test_one_long_text_in_every_cell_is_copied_into_none():
    """Trimmed, each of 1,000 cells would have a copy of its own of a text that stands in the file once."""
    content = shared(" " + "a" * 1_000_000, rows=20)
    told, seconds, held = cost(content)
    assert len(content) < 20_000
    assert told == [Line(n, (TOO_LONG,) * MOST_COLUMNS) for n in range(1, 21)]
    assert (seconds < 15, held < 100_000_000) == (True, True)


def test_one_text_in_too_many_cells_is_refused():
    """Each cell is as long as a cell may be, and together they are more than anybody reads."""
    told, seconds, held = cost(shared(" " + "\U0001f600" * (LONGEST - 1), rows=250))
    assert told == workbook_files.FULL
    assert (seconds < 15, held < 100_000_000) == (True, True)


def test_as_many_long_cells_as_a_sheet_of_ours_has_are_read():
    assert len(lines(shared("a" * LONGEST, rows=50, columns=8), most=250)) == 50
