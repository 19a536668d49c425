"""What is due from whom, and when it is told of: one shape that every app fills, for the home page and the digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from pipd.kit import clock, workdays


@dataclass(frozen=True)
class Marks:
    """The days on which one thing is told of by mail, in working days before and after its own (domain 3J).

    `new`: in the first list after it came up. `before` and `after` count from its day, which is told of itself if
    `day`; beyond the last of `after` it is told of every so many days. `on` are days that do not count from its own.
    `since` is when it came up, where that is known: a list after that has told of it, however long ago that was.
    """

    new: bool = True
    before: tuple[int, ...] = (10, 5, 2, 1)
    day: bool = True
    after: tuple[int, ...] = (1, 5)
    every: int = 10
    on: tuple[date, ...] = ()
    since: datetime | None = None

    def fall_on(self, today: date, due: date) -> bool:
        """Whether `today`, a working day, is one of the days on which what is due on `due` is told of."""
        if today in self.on:
            return True
        if due == today:
            return self.day
        away = workdays.between(today, due)
        if due > today:
            return away in self.before
        late, last = -away, max(self.after, default=0)
        return late in self.after or (self.every > 0 and late > last and late % self.every == 0)


USUAL = Marks()
NEVER = Marks(new=False, before=(), day=False, after=(), every=0)
ONCE = Marks(before=(), day=False, after=(), every=0)  # when it is new, and never again


@dataclass(frozen=True)
class Owed:
    """One thing one seat should do. It carries no words from notes and no names of others (domain I-38).

    `kind` and `subject` tell one thing from another, `due_at` is aware, `url` is an address on this site. What is
    `optional` is offered on the home page, and told of by mail only where it has `marks` of its own. What lasts `now`
    is shown before all else. `also` is a second way, in words with its address, to what belongs to it.
    """

    kind: str
    title: str
    what: str
    sees: str
    url: str
    due_at: datetime
    button: str
    area_name: str
    subject: UUID
    optional: bool = False
    now: bool = False
    marks: Marks | None = None
    also: tuple[str, str] | None = None

    @property
    def told_on(self) -> Marks:
        """When this is told of by mail."""
        return self.marks or (NEVER if self.optional else USUAL)

    def is_marked(self, today: date) -> bool:
        """Whether `today`, a working day, is one of the days on which this is told of."""
        return self.told_on.fall_on(today, self.due_at.astimezone(clock.LONDON).date())
