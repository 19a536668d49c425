"""Tables as text: which letters, which separators, and what is refused (trust X27, X28)."""

from __future__ import annotations

import pytest

from pipd.kit import text_tables
from pipd.kit.table_files import MOST_COLUMNS, Unreadable
from pipd.kit.text_tables import lines

WORDS = "Name;Town\r\nŻofia Ó;“Łódź”\r\n"
MOST = 20


def cells(content: bytes) -> list[tuple]:
    return [row.cells for row in lines(content, most=MOST)]


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_letters_are_read_in_these_codes(code):
    assert cells(WORDS.encode(code)) == [("Name", "Town"), ("Żofia Ó", "“Łódź”")]


def test_the_big_end_first_is_read_too():
    assert cells(b"\xfe\xff" + WORDS.encode("utf-16-be"))[0] == ("Name", "Town")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_ends_of_lines(separator, end):
    text = end.join(separator.join(row) for row in (["a", "b", "c"], ["1", '"2\n2"', "3,;"])).replace(
        "3,;", '"3,;"'
    )
    assert cells(text.encode()) == [("a", "b", "c"), ("1", "2\n2", "3,;")]


def test_the_line_that_names_the_separator_is_no_row():
    found = lines(b"sep=;\r\na;b,c\r\n", most=MOST)
    assert [(row.number, row.cells) for row in found] == [(1, ("a", "b,c"))]


def test_rows_keep_their_numbers_and_empty_ones_are_left_out():
    assert [row.number for row in lines(b"a,b\n\n,,\nc,d\n", most=MOST)] == [1, 4]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "＝1", "'=1"])
def test_what_looks_like_a_formula_is_text(words):
    assert cells(f"a,{words}\n".encode()) == [("a", words)]


FAULTS = {
    "windows letters": ("Name\nJosé\n".encode("windows-1252"), text_tables.NOT_UTF_8),
    "a nul": (b"a,b\n\0,c\n", text_tables.NOT_A_TABLE),
    "utf-16 without a mark": ("a,b\n".encode("utf-16-le"), text_tables.NOT_A_TABLE),
    "utf-32": ("a,b\n".encode("utf-32"), text_tables.NOT_A_TABLE),
    "half a letter": (b"\xff\xfea", text_tables.NOT_UTF_8),
    "pdf": (b"%PDF-1.7 text", text_tables.NOT_A_TABLE),
    "picture": (b"\x89PNG\r\n", text_tables.NOT_A_TABLE),
    "other": (bytes(range(256)), text_tables.NOT_A_TABLE),
    "open quotation": (b'a,b\n"c,d\n', text_tables.BROKEN.format(line=2)),
    "a very long cell": (b'a,b\n"' + b"x" * 200_000 + b'",d\n', text_tables.BROKEN.format(line=2)),
    "wide": (b",".join([b"x"] * (MOST_COLUMNS + 1)), f"Row 1 has more than {MOST_COLUMNS} columns."),
}


@pytest.mark.parametrize("what", FAULTS)
def test_what_is_not_read_says_why(what):
    content, why = FAULTS[what]
    with pytest.raises(Unreadable) as caught:
        lines(content, most=MOST)
    assert str(caught.value) == why


def test_the_last_row_that_is_read():
    assert len(lines(b"x\n" * MOST, most=MOST)) == MOST
    with pytest.raises(Unreadable, match="beyond row 20"):
        lines(b"x\n" * (MOST + 1), most=MOST)


def test_nothing_is_no_row():
    assert lines(b"", most=MOST) == []
    assert lines(b"\xef\xbb\xbf", most=MOST) == []
