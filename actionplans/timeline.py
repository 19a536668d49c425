"""The timeline's geometry: dates to places on a drawing that stretches. It knows no model and writes nothing.

Across, everything is in per cent of the width, so that words keep their size on every screen; down, in pixels.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from actionplans.timeline_shapes import (
    BAR,
    GOING,
    LANES,
    LINE,
    TO_COME,
    Arrow,
    Bar,
    Drawing,
    Frame,
    Mark,
    Review,
    Row,
    Scale,
    Span,
)
from actionplans.timeline_words import fitted, month_words

NAMED_AT_MOST = 2  # actions on another picture that one waits for
MOST_ROWS = 14  # one drawing fits on a printed page
THINNEST = 0.8  # per cent: a bar of one day in three years is still seen
HEAD, REVIEW_LANE, FOOT = 52, 24, 10  # pixels above the first row and below the last
TODAY_EDGE = 3.5  # per cent: the word needs that much on either side, three times as much on a phone
STEPS = (1, 2, 3, 6, *(12 * 2**n for n in range(15)))  # months from one line to the next


def drawings(
    spans: Sequence[Span],
    frame: Frame,
    *,
    today: date | None,
    began: date | None = None,
    reviews: Sequence[Review] = (),
) -> list[Drawing]:
    """The pictures of `spans`, fourteen rows each; none while no action has a date.

    `today` is None once nothing is delivered any more; `began` is the start of delivery, from which an action without
    a start of its own is drawn.
    """
    scale = scale_of(spans, frame, today=today, began=began, reviews=reviews)
    if scale is None:
        return []
    parts = [spans[n : n + MOST_ROWS] for n in range(0, len(spans), MOST_ROWS)]
    return [
        _drawing(part, number, frame, scale, today, began, reviews)
        for number, part in enumerate(parts, start=1)
    ]


def scale_of(
    spans: Sequence[Span],
    frame: Frame,
    *,
    today: date | None,
    began: date | None = None,
    reviews: Sequence[Review] = (),
) -> Scale | None:
    """From the first day of the earliest month to the last day that anything lies on."""
    dated = [day for span in spans for day in (span.starts_on, span.due_on) if day]
    if not dated:
        return None
    if began and any(span.due_on and not span.starts_on for span in spans):
        dated.append(began)
    days = [*dated, *(review.on for review in reviews), *([today] if today else [])]
    first = min(days).replace(day=1)
    last = date.fromordinal(min(max(max(days).toordinal(), first.toordinal() + 27), date.max.toordinal()))
    return Scale(first, last, frame.left, frame.right)


def bar_of(span: Span, scale: Scale, *, today: date | None, began: date | None = None) -> Bar | None:
    """The bar of `span`; without a start it begins with delivery, without a due date it is as thin as can be."""
    start, due = span.starts_on, span.due_on
    if start is None and due is not None:
        start = began if began and began <= due else due
    if start is None:
        return None
    ends = max(due or start, start)
    x, end = scale.at(start), scale.at(ends, after=True)
    x = min(x, round(scale.right - THINNEST, 2))
    width = round(max(end - x, THINNEST), 2)
    used = late = 0.0
    if today and span.shape == GOING:
        used = round(min(max(scale.at(today) - x, 0), width), 2)
    if today and due and span.shape in (GOING, TO_COME) and due < today:
        late = round(max(scale.at(today) - x - width, 0), 2)
    return Bar(x, width, span.shape, used, late, is_open=span.starts_on is None)


def months(scale: Scale, frame: Frame) -> tuple[Mark, ...]:
    """Lines at the first of a month, as many as have room for their words."""
    first, last = _month(scale.first), _month(scale.last)
    month = (scale.right - scale.left) * 30.4 / (scale.last.toordinal() + 1 - scale.first.toordinal())
    step = next(step for step in STEPS if step * month >= frame.gap or step == STEPS[-1])
    begin = -(-first // step) * step
    found, year = [], 0
    for index in range(begin, last + 1, step):
        day = date(index // 12, index % 12 + 1, 1)
        x = scale.at(day)
        fits = x <= 100 - frame.gap * 0.8
        found.append(Mark(x, month_words(day, year, frame.beside) if fits else ""))
        year = day.year
    return tuple(found)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def arrows(rows: Sequence[Row], frame: Frame) -> list[Arrow]:
    """One for each action that waits for another of the same drawing, when both have bars."""
    drawn = {row.span.ref: (row, row.bar) for row in rows if row.bar}
    pairs = [
        (drawn[ref], waits)
        for waits in drawn.values()
        for ref in waits[0].span.needs
        if ref in drawn and ref != waits[0].span.ref
    ]
    if frame.beside:
        return [_arrow(*needed, *waits) for needed, waits in pairs]
    lanes = _lanes([(needed[0], waits[0]) for needed, waits in pairs])
    return [_aside(*needed, *waits, lanes[needed[0].span.ref]) for needed, waits in pairs]


def _lanes(pairs: Sequence[tuple[Row, Row]]) -> dict[str, int]:
    """A lane for each action that others wait for; two that pass each other have one each, while there are some.

    The longer way is the outer one, so that a short way inside it does not cross it.
    """
    reach: dict[str, tuple[float, float]] = {}
    for needed, waits in pairs:
        low, high = reach.get(needed.span.ref, (needed.bottom, needed.bottom))
        reach[needed.span.ref] = (min(low, waits.middle), max(high, waits.middle))
    found: dict[str, int] = {}
    for ref, (low, high) in sorted(reach.items(), key=lambda way: way[1][0] - way[1][1]):
        beside = [found[other] for other in found if reach[other][0] < high and low < reach[other][1]]
        found[ref] = next((lane for lane in LANES if lane not in beside), LANES[-1])
    return found


def _aside(needed: Row, needed_bar: Bar, waits: Row, bar: Bar, lane: int) -> Arrow:
    """Below the one bar to the lane, and from there to where the other begins: no words stand on that way."""
    x, y = round(max(needed_bar.end - 1.2, needed_bar.x), 2), needed.middle + BAR / 2
    return Arrow(x, y, bar.x, waits.middle, "right", lane, needed.bottom - 3)


def _arrow(needed: Row, needed_bar: Bar, waits: Row, bar: Bar) -> Arrow:
    below = waits.top > needed.top
    y = needed.middle + (BAR / 2 if below else -BAR / 2)
    x = round(max(needed_bar.end - 1.2, needed_bar.x), 2)
    if x < bar.x:
        return Arrow(x, y, bar.x, waits.middle, "right")
    if x > bar.end:
        return Arrow(x, y, bar.end, waits.middle, "left")
    tip = waits.middle - (BAR / 2 if below else -BAR / 2)
    return Arrow(x, y, x, tip, "down" if below else "up")


def rows(
    spans: Sequence[Span], frame: Frame, scale: Scale, top: float, *, today: date | None, began: date | None
) -> Iterator[Row]:
    """The actions one below the other, each as high as its words need."""
    for span in spans:
        lines = fitted(f"{span.ref} {span.words}", frame.words)
        deep = LINE * (len(lines) + bool(span.flag))
        height = max(46, deep + 14) if frame.beside else deep + BAR + 20
        base = top + ((height - deep) / 2 if frame.beside else 7) + 15
        told = tuple(
            (words if n else words.removeprefix(span.ref).lstrip(), base + LINE * n)
            for n, words in enumerate(lines)
        )
        middle = top + height / 2 if frame.beside else top + height - 8 - BAR / 2
        bar = bar_of(span, scale, today=today, began=began)
        yield Row(span, top, height, told, base + LINE * len(lines), base - 5.5, middle, bar)
        top += height


def _drawing(
    spans: Sequence[Span],
    number: int,
    frame: Frame,
    scale: Scale,
    today: date | None,
    began: date | None,
    reviews: Sequence[Review],
) -> Drawing:
    head = HEAD + (REVIEW_LANE if reviews else 0)
    here = {span.ref for span in spans}
    told = [_told(span, here) for span in spans]
    placed = tuple(rows(told, frame, scale, head, today=today, began=began))
    return Drawing(
        frame=frame,
        number=number,
        height=placed[-1].bottom + FOOT,
        head=head,
        rows=placed,
        months=months(scale, frame),
        reviews=tuple(Mark(scale.at(r.on), str(r.number), held=r.held) for r in reviews),
        arrows=tuple(arrows(placed, frame)),
        today=_today(scale, frame, today) if today else None,
    )


def _told(span: Span, here: Collection[str]) -> Span:
    """What an action waits for on another picture is said in words: no line leads there."""
    away = [ref for ref in span.needs if ref not in here]
    if not away:
        return span
    waits = f"waits for {', '.join(away) if len(away) <= NAMED_AT_MOST else f'{len(away)} others'}"
    return replace(span, flag=f"{span.flag}, {waits}" if span.flag else waits.capitalize())


def _today(scale: Scale, frame: Frame, today: date) -> Mark:
    x, edge = scale.at(today), TODAY_EDGE if frame.beside else 3 * TODAY_EDGE
    shift = 0 if x < edge else -52 if x > 100 - edge else -26
    return Mark(x, "Today", shift)
