"""What a timeline is made of: the actions and dates that go in, and the places that come out. Frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DONE, GOING, TO_COME, LEFT = "done", "going", "to-come", "left"  # the shapes of a bar
LINE, BAR = 20, 18  # pixels: a line of words, the height of a bar


@dataclass(frozen=True)
class Span:
    """One action: when it is to begin and to be done, which shape its bar has, and which others it waits for.

    `flag` is what needs attention, in words; `alarm` is its mark: stop, wait or nothing.
    """

    ref: str
    words: str
    shape: str = TO_COME
    starts_on: date | None = None
    due_on: date | None = None
    sectors: tuple[str, ...] = ()
    flag: str = ""
    alarm: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Review:
    """One review of the plan, on the day it was held or is due."""

    number: int
    on: date
    held: bool


@dataclass(frozen=True)
class Frame:
    """How one of the two drawings is laid out: `left` to `right` is where dates lie; `gap` keeps months apart."""

    name: str
    left: float
    right: float
    gap: float
    words: int  # pixels that a line of an action's words may take
    beside: bool  # the words stand beside the bar, not above it
    indent: int = 0  # pixels left of words and bars, where arrows go up and down


WIDE = Frame("wide", 36, 98.5, 11, 276, beside=True)
# Words stand above the bars there, so arrows have a strip of their own beside both: they cross no word.
NARROW = Frame("narrow", 7, 97.5, 19, 198, beside=False, indent=16)
LANES = (4, 9, 14)  # pixels: where in that strip


@dataclass(frozen=True)
class Scale:
    """Which day lies where. Days outside are drawn at the edge."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date, *, after: bool = False) -> float:
        """The place where `day` begins, or ends with `after`, in per cent."""
        whole = self.last.toordinal() + 1 - self.first.toordinal()
        part = (day.toordinal() + after - self.first.toordinal()) / whole
        return round(self.left + (self.right - self.left) * min(max(part, 0), 1), 2)


@dataclass(frozen=True)
class Mark:
    """A line across all rows: a month, today, or a review."""

    x: float
    words: str = ""
    shift: int = 0  # pixels that a label moves to stay inside
    held: bool = True

    @property
    def middle(self) -> int:
        """The middle of a label 52 pixels wide."""
        return self.shift + 26


@dataclass(frozen=True)
class Bar:
    """One bar: `used` of its width is time that has gone by, `late` the part between the due date and today."""

    x: float
    width: float
    shape: str
    used: float = 0
    late: float = 0
    is_open: bool = False  # nobody said when it is to begin

    @property
    def end(self) -> float:
        return round(self.x + self.width, 2)

    @property
    def reach(self) -> float:
        """Where the bar ends, with the part that is late."""
        return round(self.end + self.late, 2)


@dataclass(frozen=True)
class Row:
    """One action in its place: lines of words with their baselines, and its bar if it has dates."""

    span: Span
    top: float
    height: float
    lines: tuple[tuple[str, float], ...]
    flag_at: float
    mark_at: float
    middle: float
    bar: Bar | None

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def bar_top(self) -> float:
        return self.middle - BAR / 2

    @property
    def mark_top(self) -> float:
        return self.mark_at - 8

    @property
    def letter_at(self) -> float:
        return self.mark_at + 4.2


@dataclass(frozen=True)
class Arrow:
    """From the end of one bar to another that waits for it: down or up at `x`, then across to `tip` if need be.

    With a `lane` it goes out below the bar at `turn`, to the lane, along it, and from there to `tip`.
    """

    x: float
    y: float
    tip: float
    tip_y: float
    way: str  # right, left, down or up
    lane: int | None = None  # pixels
    turn: float = 0


@dataclass(frozen=True)
class Drawing:
    """One picture, ready for the template."""

    frame: Frame
    number: int
    height: float
    head: float
    rows: tuple[Row, ...]
    months: tuple[Mark, ...]
    reviews: tuple[Mark, ...]
    arrows: tuple[Arrow, ...]
    today: Mark | None

    @property
    def id(self) -> str:
        return f"{self.frame.name}-{self.number}"

    @property
    def ends_with(self) -> str:
        return self.rows[-1].span.ref
