"""Arrows of the timeline go round words, on whatever width."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans.timeline_shapes import GOING, NARROW, TO_COME, WIDE, Arrow, Drawing, Frame, Span
from tests.actionplans.test_timeline import drawn, spans

Box = tuple[float, float]  # the least and the greatest of a line or a word, in one direction


def lines_of(arrow: Arrow, width: int) -> list[tuple[Box, Box]]:
    """The straight parts of an arrow on a picture `width` pixels wide: across, and down."""
    x, tip = arrow.x * width / 100, arrow.tip * width / 100
    if arrow.lane is None:
        ways = [(x, arrow.y, x, arrow.tip_y), (x, arrow.tip_y, tip, arrow.tip_y)]
    else:
        lane = arrow.lane
        ways = [(x, arrow.y, x, arrow.turn), (x, arrow.turn, lane, arrow.turn)]
        ways += [(lane, arrow.turn, lane, arrow.tip_y), (lane, arrow.tip_y, tip, arrow.tip_y)]
    return [((min(a, c), max(a, c)), (min(b, d), max(b, d))) for a, b, c, d in ways]


def words_of(picture: Drawing) -> list[tuple[Box, Box]]:
    """Where marks, words and flags of actions stand, however long they are in a reader's own type."""
    left, right = picture.frame.indent + 4, picture.frame.indent + 48 + picture.frame.words
    lines = [y for row in picture.rows for _, y in row.lines]
    lines += [row.flag_at for row in picture.rows if row.span.flag]
    return [((left, right), (y - 14, y + 5)) for y in lines]


@settings(max_examples=60, deadline=None)
@given(spans(), st.sampled_from([(WIDE, 960), (NARROW, 600), (NARROW, 306), (NARROW, 266)]))
def test_no_arrow_crosses_words(given_spans: list[Span], shown: tuple[Frame, int]) -> None:
    """On a phone the words stand above the bars, so what goes from bar to bar has to go round them."""
    frame, width = shown
    for picture in drawn(given_spans, frame):
        crossed = [
            (line, words)
            for arrow in picture.arrows
            for line in lines_of(arrow, width)
            for words in words_of(picture)
            if all(a[0] < b[1] and b[0] < a[1] for a, b in zip(line, words, strict=True))
        ]
        assert crossed == []


def test_arrows_that_pass_each_other_have_lanes_of_their_own() -> None:
    start, due = date(2027, 1, 4), date(2027, 8, 1)
    needs = {"3": ("1",), "4": ("2", "1"), "6": ("5",)}
    [picture] = drawn(
        [Span(str(n), "", GOING, start, due, needs=needs.get(str(n), ())) for n in range(1, 7)], NARROW
    )
    first, second, third, fourth = picture.arrows
    assert first.lane == third.lane  # both from 1
    assert first.lane is not None
    assert second.lane is not None
    assert second.lane > first.lane  # the shorter way inside the longer one
    assert fourth.lane == first.lane  # further down, where nothing passes


def test_an_arrow_on_a_phone_leads_to_where_the_bar_begins() -> None:
    spans_up = [
        Span("1", "", TO_COME, date(2027, 3, 1), date(2027, 8, 1), needs=("2",)),
        Span("2", "", GOING, date(2027, 3, 1), date(2027, 5, 31)),
    ]
    [picture] = drawn(spans_up, NARROW)
    [arrow] = picture.arrows
    waits, needed = picture.rows
    assert waits.bar is not None
    assert (arrow.tip, arrow.tip_y, arrow.way) == (waits.bar.x, waits.middle, "right")
    assert needed.middle < arrow.turn < needed.bottom
