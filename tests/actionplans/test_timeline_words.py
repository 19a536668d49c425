"""Words on the timeline stay inside the room they have."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.timeline_words import CUT, fitted, month_words, width_of

ROOM = 226


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.integers(60, 400))
def test_lines_stay_inside_their_room(words: str, room: int) -> None:
    lines = fitted(words, room)
    assert 1 <= len(lines) <= 2
    assert all(width_of(line) <= room for line in lines)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_what_is_cut_says_so(words: str) -> None:
    lines = fitted(words, ROOM)
    assert (" ".join(lines) == " ".join(words.split())) or lines[-1].endswith(CUT) or CUT in lines[0]


def test_words_that_fit_stay_whole() -> None:
    assert fitted("Arrange job swaps and outreach visits", ROOM) == (
        "Arrange job swaps and",
        "outreach visits",
    )


@pytest.mark.parametrize("word", ["a" * 10_000, "🙂" * 10_000, "W" * 10_000, "العربية" * 2_000])
def test_ten_thousand_letters_without_a_space_are_one_short_line(word: str) -> None:
    [line] = fitted(word, ROOM)
    assert len(line) < 60
    assert line.endswith(CUT)


def test_months_name_the_year_where_it_begins() -> None:
    assert month_words(date(2027, 1, 1), 2026, at_length=True) == "Jan 2027"
    assert month_words(date(2027, 4, 1), 2027, at_length=True) == "April"
    assert month_words(date(2027, 1, 1), 2026, at_length=False) == "Jan 27"
    assert month_words(date(2027, 4, 1), 2027, at_length=False) == "Apr"
