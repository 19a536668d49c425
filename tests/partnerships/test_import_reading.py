"""What a file of applications may look like, and what is said of what it may not: in words, and nothing changes."""

from __future__ import annotations

from datetime import date

import pytest

from partnerships import import_reading
from partnerships.import_columns import Wrong, address, columns, day
from partnerships.import_reading import MOST, read
from partnerships.models import Programme
from tests.partnerships import importing_files as files
from tests.partnerships.importing_files import CHARITY, HEAD, OFFICER, csv_of, officer, plain, xlsx_of

ASKED = columns(Programme(la_words="Council", tso_words="VCSE"))


def faults(content: bytes) -> tuple[str, ...]:
    table = read(content, ASKED)
    assert not (table.rows and table.faults)
    return table.faults


def said(content: bytes) -> list[dict]:
    table = read(content, ASKED)
    assert table.faults == ()
    return [row.cells for row in table.rows]


def test_both_sorts_of_file_say_the_same():
    found = said(csv_of(OFFICER, CHARITY))
    assert found == said(xlsx_of(OFFICER, CHARITY))
    assert [row["full_name"] for row in found] == ["Ada Byron", "Grace Murray"]
    assert "operates_here" not in found[0]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_separator_is_read(separator):
    assert said(plain(OFFICER, separator=separator).encode())[0]["email"] == "ada@x.example"


def test_headings_may_stand_lower_in_another_order_and_in_other_letters():
    head = [f" {heading.upper()}* " for heading in reversed(HEAD)]
    cells = [["Applications of spring"], [], head, [OFFICER[heading] for heading in reversed(HEAD)]]
    table = read(files.saved(files.book(cells)), ASKED)
    assert table.rows[0].number == 4
    assert table.rows[0].cells["full_name"] == "Ada Byron"


def test_letters_that_cannot_be_seen_make_no_other_heading():
    head = [f"\u200e{heading}\u202c" for heading in HEAD]
    table = read(files.saved(files.book([head, [OFFICER[heading] for heading in HEAD]])), ASKED)
    assert (table.faults, table.rows[0].cells["full_name"]) == ((), "Ada Byron")


def test_what_need_not_be_said_may_be_missing():
    head = [heading for heading in HEAD if heading not in ("Needs to take part", "Why they apply")]
    assert "interest" not in said(csv_of(OFFICER, head=head))[0]


def without(heading: str) -> list[str]:
    return [one for one in HEAD if one != heading]


FAULTS = {
    "nothing in it": (b"\r\n\r\n", import_reading.EMPTY),
    "no headings": (b"one,two\r\nthree,four\r\n", import_reading.NO_HEADINGS),
    "headings alone": (csv_of(), import_reading.NO_ROWS),
    "missing": (csv_of(OFFICER, head=without("Email address")), "Missing: the column “Email address”."),
    "two missing": (
        csv_of(OFFICER, head=[h for h in HEAD if h not in ("Sector", "Seniority")]),
        "Missing: the columns “Sector” and “Seniority”.",
    ),
    "unknown": (
        csv_of({**OFFICER, "Phone": "1"}, head=[*HEAD, "Phone"]),
        "The column “Phone” is not known here.",
    ),
    "twice": (csv_of(OFFICER, head=[*HEAD, "full  name"]), "“Full name” stands there 2 times"),
    "funding": (csv_of(OFFICER, head=[*HEAD, "Funded by the local authority"]), "read by facilitators alone"),
    "no heading": (
        plain(OFFICER).replace("\r\n", ",\r\n", 1).encode()[:-2] + b",x\r\n",
        "Column O holds something",
    ),
    "too many": (
        csv_of(*[officer(n) for n in range(1, MOST + 2)]),
        f"There are {MOST + 1} applications in it",
    ),
    "not a spreadsheet": (b"%PDF-1.7", "This is not a spreadsheet."),
    "other letters": ("Name\nJosé".encode("latin-1"), "CSV UTF-8"),
    "old workbook": (b"\xd0\xcf\x11\xe0", "old .xls"),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_file_that_cannot_be_read_says_why(what):
    content, why = FAULTS[what]
    found = faults(content)
    assert any(why in words for words in found), found
    assert what == "twice" or len(found) == 1


def test_as_many_as_are_taken_at_once():
    assert len(said(csv_of(*[officer(n) for n in range(1, MOST + 1)]))) == MOST


@pytest.mark.parametrize(
    "words",
    ["4/3/2027", "04.03.2027", "4-3-2027", "2027-03-04", "4 March 2027", "4 mar 2027", " 4\u00a0March 2027 "],
)
def test_days_are_read_as_people_write_them_here(words):
    assert day(words) == date(2027, 3, 4)


@pytest.mark.parametrize("words", ["3/14/2027", "4/3/27", "46084", "soon", "4/3/0027", "٤/٣/2027x"])
def test_what_is_no_day_is_not_guessed(words):
    with pytest.raises(Wrong, match="a day such as"):
        day(words)


@pytest.mark.parametrize(
    "words", ["31 February 2027", "31/02/2027", "31.2.2027", "2027-02-31", "31 feb 2027"]
)
def test_a_day_that_no_calendar_has_is_said_to_be_none(words):
    with pytest.raises(Wrong, match="and there is no 31 February 2027"):
        day(words)


@pytest.mark.parametrize(
    "words", ["ADA@X.example", " ada@x.example ", "mailto:ada@x.example", "ada@x.example\u202e"]
)
def test_addresses_are_read_as_they_are_kept(words):
    assert address(words) == "ada@x.example"


@pytest.mark.parametrize(
    "words", ["ada", "a@b", "a@x.example, b@x.example", "Ada <ada@x.example>", "a" * 300 + "@x.example"]
)
def test_what_is_no_address_is_refused(words):
    with pytest.raises(Wrong):
        address(words)


def test_what_the_programme_calls_its_sectors_may_be_written():
    [sector] = [column for column in ASKED if column.name == "sector"]
    assert [sector.value(words) for words in ("council", "VCSE", "Local authority", "third sector")] == [
        "la", "tso", "la", "tso",
    ]  # fmt: skip
    with pytest.raises(Wrong, match="Write Council or VCSE"):
        sector.value("Health")


def test_a_restricted_column_is_never_repeated_where_it_is_too_long():
    [needs] = [column for column in ASKED if column.name == "access_needs"]
    with pytest.raises(Wrong) as caught:
        needs.value("hearing " * 200)
    assert "hearing" not in str(caught.value)
    assert "1599 characters, and 1000 is the most" in str(caught.value)
