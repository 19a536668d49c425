"""The timeline's geometry: inside its bounds, in order, and honest about what has no date."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplans import timeline
from actionplans.timeline_shapes import (
    DONE,
    GOING,
    LEFT,
    NARROW,
    TO_COME,
    WIDE,
    Drawing,
    Frame,
    Review,
    Span,
)

TODAY = date(2027, 2, 15)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
FRAMES = st.sampled_from([WIDE, NARROW])


WORDS = [
    "",
    "To meet",
    "Arrange job swaps, outreach visits and peer mentoring between senior staff",
    "x" * 900,
]
DATED = st.one_of(
    st.tuples(DAYS, DAYS).map(sorted),
    st.tuples(DAYS, st.none()),
    st.tuples(st.none(), DAYS),
    st.just((None, None)),
)
ACTION = st.tuples(
    DATED,
    st.sampled_from([DONE, GOING, TO_COME, LEFT]),
    st.sampled_from(WORDS),
    st.sampled_from(["", "Overdue"]),
    st.tuples(st.integers(0, 20), st.integers(0, 20)),
)


def span_of(n: int, action: Any, many: int) -> Span:
    (starts, due), shape, words, flag, needs = action
    waits = tuple(sorted({str(ref) for ref in needs if 0 < ref <= many}))
    return Span(str(n), words, shape, starts, due, flag=flag, needs=waits)


def spans() -> st.SearchStrategy[list[Span]]:
    """Actions over three years, with one date, both, or none, on one picture or two; each may wait for any other."""
    many = st.lists(ACTION, min_size=1, max_size=18)
    return many.map(lambda found: [span_of(n, one, len(found)) for n, one in enumerate(found, start=1)])


def drawn(given_spans: list[Span], frame: Frame = WIDE, **told: object) -> list[Drawing]:
    return timeline.drawings(given_spans, frame, **{"today": TODAY, **told})  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(spans(), FRAMES, st.one_of(st.none(), DAYS), st.lists(DAYS, max_size=3), st.one_of(st.none(), DAYS))
def test_everything_lies_inside_the_picture(
    given_spans: list[Span], frame: Frame, today: date | None, held: list[date], began: date | None
) -> None:
    reviews = [Review(n, on, held=True) for n, on in enumerate(held, start=1)]
    for picture in drawn(given_spans, frame, today=today, began=began, reviews=reviews):
        places = [mark.x for mark in (*picture.months, *picture.reviews)]
        places += [picture.today.x] if picture.today else []
        bars = [row.bar for row in picture.rows if row.bar]
        places += [x for bar in bars for x in (bar.x, bar.end, bar.reach, bar.x + bar.used)]
        places += [x for arrow in picture.arrows for x in (arrow.x, arrow.tip)]
        assert all(frame.left - 0.02 <= x <= frame.right + 0.02 for x in places)
        heights = [y for row in picture.rows for y in (row.top, row.bottom, row.flag_at, row.bar_top)]
        heights += [y for arrow in picture.arrows for y in (arrow.y, arrow.tip_y)]
        heights += [arrow.turn for arrow in picture.arrows if arrow.lane is not None]
        assert all(picture.head <= y <= picture.height for y in heights)


@settings(max_examples=60, deadline=None)
@given(spans(), FRAMES)
def test_bars_end_after_they_begin_and_late_parts_begin_where_they_end(
    given_spans: list[Span], frame: Frame
) -> None:
    for picture in drawn(given_spans, frame):
        for bar in (row.bar for row in picture.rows if row.bar):
            assert bar.width >= timeline.THINNEST
            assert 0 <= bar.used <= bar.width
            assert bar.late >= 0


@settings(max_examples=60, deadline=None)
@given(spans(), FRAMES)
def test_rows_come_in_the_order_of_the_plan_and_do_not_overlap(given_spans: list[Span], frame: Frame) -> None:
    pictures = drawn(given_spans, frame)
    if pictures:
        assert [row.span.ref for p in pictures for row in p.rows] == [span.ref for span in given_spans]
    for picture in pictures:
        assert len(picture.rows) <= timeline.MOST_ROWS
        for above, below in zip(picture.rows, picture.rows[1:], strict=False):
            assert above.bottom <= below.top


@settings(max_examples=60, deadline=None)
@given(DAYS, DAYS, FRAMES)
def test_later_days_lie_further_right(one: date, other: date, frame: Frame) -> None:
    first, last = sorted((one, other))
    scale = timeline.scale_of([Span("1", "", starts_on=first, due_on=last)], frame, today=None)
    assert scale is not None
    assert scale.at(first) <= scale.at(last) < scale.at(last, after=True)


def test_days_outside_the_picture_lie_at_its_edge() -> None:
    scale = timeline.scale_of([Span("1", "", starts_on=TODAY, due_on=TODAY)], WIDE, today=None)
    assert scale is not None
    assert scale.at(date(2020, 1, 1)) == WIDE.left
    assert scale.at(date(2040, 1, 1), after=True) == WIDE.right


@settings(max_examples=60, deadline=None)
@given(spans())
def test_both_pictures_show_the_same_actions_and_dates(given_spans: list[Span]) -> None:
    """What differs is room, not data: a bar takes the same part of either."""

    def parts(frame: Frame) -> list[tuple[str, float, float] | None]:
        whole = frame.right - frame.left
        return [
            (row.span.ref, (row.bar.x - frame.left) / whole, row.bar.width / whole) if row.bar else None
            for picture in drawn(given_spans, frame)
            for row in picture.rows
        ]

    for one, other in zip(parts(WIDE), parts(NARROW), strict=True):
        assert (one is None) == (other is None)
        if one and other:
            assert one[0] == other[0]
            assert one[1:] == pytest.approx(other[1:], abs=0.015)


@settings(max_examples=60, deadline=None)
@given(spans(), FRAMES)
def test_months_have_room_for_their_words(given_spans: list[Span], frame: Frame) -> None:
    for picture in drawn(given_spans, frame):
        marks = picture.months
        assert marks
        gaps = [b.x - a.x for a, b in itertools.pairwise(marks) if a.words and b.words]
        assert all(gap >= frame.gap * 0.85 for gap in gaps)


@settings(max_examples=60, deadline=None)
@given(spans(), FRAMES)
def test_arrows_join_actions_of_one_picture_and_the_others_are_told_in_words(
    given_spans: list[Span], frame: Frame
) -> None:
    for picture in drawn(given_spans, frame):
        with_bars = {row.span.ref for row in picture.rows if row.bar}
        here = {row.span.ref for row in picture.rows}
        wanted = [
            (ref, row.span.ref)
            for row in picture.rows
            for ref in row.span.needs
            if {ref, row.span.ref} <= with_bars and ref != row.span.ref
        ]
        assert len(picture.arrows) == len(wanted)
        for row in picture.rows:
            away = [ref for ref in row.span.needs if ref not in here]
            assert ("aits for" in row.span.flag) == bool(away)


def test_nothing_is_drawn_while_no_action_has_a_date() -> None:
    assert drawn([Span("1", "To meet"), Span("2", "To talk")]) == []


def test_one_action_of_one_day_is_seen() -> None:
    [picture] = drawn([Span("1", "To meet", starts_on=TODAY, due_on=TODAY)], today=None)
    [row] = picture.rows
    assert row.bar is not None
    assert row.bar.width > timeline.THINNEST
    assert picture.today is None
    assert [mark.words for mark in picture.months] == ["Feb 2027"]


def test_eighty_actions_over_three_years_are_six_pictures_on_one_scale() -> None:
    first = date(2026, 1, 1)
    long = [
        Span(str(n), "To meet", starts_on=first, due_on=first + timedelta(days=13 * n)) for n in range(1, 81)
    ]
    pictures = drawn(long)
    assert [len(picture.rows) for picture in pictures] == [14, 14, 14, 14, 14, 10]
    assert len({picture.months for picture in pictures}) == 1
    assert len({picture.id for picture in pictures}) == 6


def test_an_action_without_a_start_is_drawn_from_the_start_of_delivery() -> None:
    span = Span("1", "To meet", due_on=date(2027, 3, 31))
    began = date(2027, 1, 4)
    [picture] = drawn([span], began=began)
    bar = picture.rows[0].bar
    scale = timeline.scale_of([span], WIDE, today=TODAY, began=began)
    assert bar is not None
    assert scale is not None
    assert (bar.x, bar.end) == (scale.at(began), scale.at(date(2027, 3, 31), after=True))
    assert bar.is_open


@pytest.mark.parametrize("began", [None, date(2027, 6, 1)])
def test_an_action_with_a_due_date_alone_is_a_mark_on_that_day(began: date | None) -> None:
    [picture] = drawn([Span("1", "", due_on=date(2027, 3, 31))], began=began)
    bar = picture.rows[0].bar
    assert bar is not None
    assert bar.width < 3


@pytest.mark.parametrize(("shape", "is_late"), [(GOING, True), (TO_COME, True), (DONE, False), (LEFT, False)])
def test_only_what_is_still_to_be_done_is_late(shape: str, is_late: bool) -> None:
    span = Span("1", "", shape, date(2027, 1, 4), TODAY - timedelta(days=14))
    [picture] = drawn([span])
    bar = picture.rows[0].bar
    assert bar is not None
    assert (bar.late > 0) is is_late
    scale = timeline.scale_of([span], WIDE, today=TODAY)
    if is_late and scale:
        assert bar.reach == pytest.approx(scale.at(TODAY), abs=0.02)


def test_time_used_is_shaded_up_to_today_and_never_before_the_start() -> None:
    [picture] = drawn(
        [
            Span("1", "", GOING, date(2027, 2, 1), date(2027, 2, 28)),
            Span("2", "", GOING, date(2027, 3, 1), date(2027, 4, 30)),
        ]
    )
    first, second = (row.bar for row in picture.rows)
    assert first is not None
    assert second is not None
    assert first.used == pytest.approx(first.width / 2, abs=0.5)
    assert second.used == 0


@pytest.mark.parametrize(
    ("start", "due", "way"),
    [
        (date(2027, 7, 1), date(2027, 8, 1), "right"),
        (date(2027, 1, 4), date(2027, 8, 1), "down"),
        (date(2027, 1, 4), date(2027, 2, 1), "left"),
    ],
)
def test_an_arrow_goes_from_the_end_of_one_bar_to_the_other(start: date, due: date, way: str) -> None:
    needed = Span("1", "", GOING, date(2027, 3, 1), date(2027, 5, 31))
    [picture] = drawn([needed, Span("2", "", TO_COME, start, due, needs=("1",))])
    [arrow] = picture.arrows
    bar, other = (row.bar for row in picture.rows)
    assert bar is not None
    assert other is not None
    assert arrow.way == way
    assert bar.x <= arrow.x <= bar.end
    assert {"right": other.x, "left": other.end, "down": arrow.x}[way] == arrow.tip


def test_an_arrow_may_go_up() -> None:
    [picture] = drawn(
        [
            Span("1", "", TO_COME, date(2027, 1, 4), date(2027, 8, 1), needs=("2",)),
            Span("2", "", GOING, date(2027, 3, 1), date(2027, 5, 31)),
        ]
    )
    [arrow] = picture.arrows
    assert arrow.way == "up"
    assert arrow.tip_y < arrow.y


def test_a_date_far_away_by_mistake_still_leaves_a_picture() -> None:
    [picture] = drawn([Span("1", "", GOING, TODAY, date.max)])
    assert 1 <= len([mark for mark in picture.months if mark.words]) < 10
    assert picture.rows[0].bar is not None
