"""Names as the eye reads them."""

from __future__ import annotations

import pytest

from pipd.kit.names import as_read, mixes_alphabets, named_in


@pytest.mark.parametrize(
    "alike",
    [
        "ada byron",
        "Ada  Byron",
        "Ada\u200b Byron",
        "A\u00addа Byron",  # a soft hyphen, and a Cyrillic letter
        "Αda Byrοn",  # Greek letters
        "Áda Býron",
        "Ａda Byron",
        "Ada\u3164 Byron",
    ],
)
def test_what_reads_the_same_is_the_same(alike):
    assert as_read(alike) == as_read("Ada Byron")
    assert named_in(f"To have {alike}, of course, answer", ["Ada Byron"]) == ["Ada Byron"]


@pytest.mark.parametrize("other", ["Ada Byrons", "Ada B. Byron", "Adam Byron", "Ида Вyrоn"])
def test_what_reads_otherwise_is_another(other):
    assert as_read(other) != as_read("Ada Byron")


@pytest.mark.parametrize(
    ("name", "mixes"),
    [
        ("Ada Byron", False),
        ("Zoë O’Brien-Núñez 3rd", False),
        ("Ада Байрон", False),
        ("Άννα Παππά", False),
        ("李 小龙 Bruce", False),
        ("\u0424acilitator One", True),
        ("Ada \u0412yron", True),
        ("\u0391da Byron", True),
    ],
)
def test_a_name_is_of_one_alphabet(name, mixes):
    assert mixes_alphabets(name) is mixes
