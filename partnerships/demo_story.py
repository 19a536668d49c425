"""How the demonstration tells its past: a clock walked forward by working days, and mail that goes out on its way.

The people are fictional, so nothing is delivered: in the minute after it was owed each message is counted as sent by
pipd.kit.mail. What the coordinator sees as sent has its true moment, and nothing old is owed now.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from partnerships.demo_areas import Place
from partnerships.models import Seat, StudyArea
from pipd.kit import clock, mail, workdays

AHEAD = 105  # working days: how far ahead of loading the demonstration plans
LATER = timedelta(minutes=1)


class GoesBack(ValueError):
    """The story of one area was told out of order."""


@dataclass
class Group:
    """One area with the seats of its people. Each sector begins with its lead, deputy and officer."""

    place: Place
    area: StudyArea
    coordinator: Seat
    facilitators: list[Seat] = field(default_factory=list)
    la: list[Seat] = field(default_factory=list)
    tso: list[Seat] = field(default_factory=list)

    @property
    def people(self) -> list[Seat]:
        """Both sectors in turn: LA, TSO, LA, TSO …"""
        pairs = zip(self.la, self.tso, strict=False)
        rest = max(self.la, self.tso, key=len)[min(len(self.la), len(self.tso)) :]
        return [seat for pair in pairs for seat in pair] + rest

    def writer(self, number: int) -> Seat:
        """Who writes up session `number`; the two facilitators take turns."""
        return self.facilitators[number % 2]

    def approver(self, number: int) -> Seat:
        return self.facilitators[(number + 1) % 2]


@dataclass
class Story:
    """Everything is dated from `today`: whole working days before or after it."""

    today: date
    groups: dict[str, Group] = field(default_factory=dict)

    def day(self, n: int) -> date:
        """The working day `n` days from today; 0 is today, or the next working day when today is none."""
        return workdays.sub_wd(self.today, -n) if n < 0 else workdays.add_wd(self.today, n)

    def begin(self, n: int, hour: int = 9) -> None:
        """Take up the story of another area, which begins earlier than the last one ended."""
        self.settle()
        clock.set_to(clock.local(self.day(n), hour))

    def go(self, n: int, hour: int, minute: int = 0) -> None:
        """Let the time pass until day `n` at `hour`:`minute` London time."""
        self.go_to(clock.local(self.day(n), hour, minute))

    def go_to(self, moment: datetime) -> None:
        """Let the time pass until `moment`; mail that became due goes out meanwhile. Raises GoesBack."""
        if moment < clock.now():
            raise GoesBack(f"{moment} comes before {clock.now()}.")
        self.settle()
        clock.set_to(max(moment, clock.now()))

    def settle(self) -> None:
        """Count what is owed by now as sent a minute later."""
        clock.set_to(clock.now() + LATER)
        mail.drop_due()


def last_day() -> date:
    """The last day on which the demonstration can stand: its sessions must fall on days whose holidays are known."""
    return workdays.sub_wd(workdays.last_known_day(), AHEAD)
