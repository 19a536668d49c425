"""One session on the line of four: the facts, and the words and tags that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from partnerships.models import Sector
from pipd.kit import clock
from pipd.kit.wording import short_date, when
from workshops import windows
from workshops.clearance import marks
from workshops.clearance.reading import NoteState
from workshops.models import Workshop
from workshops.turnout import Turnout

DRAFTING, CIRCULATED, CLEARED, PARKED = "drafting", "circulated", "cleared", "parked"
STATE_TAGS = {Workshop.State.POSTPONED: "wait", Workshop.State.CANCELLED: "stop"}


@dataclass(frozen=True)
class Step:
    """One session on the line: its date, and where its notes stand. Nothing of it depends on who looks."""

    workshop: Workshop
    note: NoteState

    @property
    def number(self) -> int:
        return self.workshop.number

    @property
    def name(self) -> str:
        return f"Session {self.number}"

    @property
    def held(self) -> bool:
        return self.workshop.is_delivered

    @property
    def today(self) -> bool:
        return self.workshop.is_today and not self.held

    @property
    def date(self) -> str:
        """The day, short, for lines with little room."""
        starts_at = self.workshop.starts_at
        if self.workshop.state == Workshop.State.POSTPONED:
            return "No new date yet"
        return f"Today, {when(starts_at)}" if self.workshop.is_today else short_date(starts_at)

    @property
    def words(self) -> str:
        """The one word of the state: of the notes once the session was held."""
        if self.held:
            return self.note.words
        return "Today" if self.today else self.workshop.get_state_display()

    @property
    def kind(self) -> str:
        """The kind of tag that `words` stand in."""
        if self.held:
            return self.note.tag
        return "now" if self.today else STATE_TAGS.get(Workshop.State(self.workshop.state), "plain")

    @property
    def is_open(self) -> bool:
        """Whether answers are still taken."""
        return self.note.is_open

    @property
    def is_settled(self) -> bool:
        """Whether nothing is to be done for the notes: they are cleared, or nothing in them was agreed."""
        return self.held and self.note.state in (CLEARED, PARKED)

    @property
    def is_over(self) -> bool:
        return self.workshop.ends_at <= clock.now()

    @property
    def send_by(self) -> datetime | None:
        """Until when the notes should be sent for checking."""
        return windows.send_by(self.workshop)


@dataclass(frozen=True)
class Link:
    """One next act: `more` is read out after `words`, so that links are told apart."""

    words: str
    href: str
    more: str


@dataclass(frozen=True)
class SeatStep(Step):
    """The same as one seat sees it: who came, what waits for its answer, and the one next act."""

    mark: marks.Mark | None
    la: Turnout
    tso: Turnout
    was_there: bool
    settles_today: bool = False
    sentence: str = ""
    link: Link | None = None

    @property
    def quorate(self) -> bool:
        return self.la.is_quorate and self.tso.is_quorate

    @property
    def short_of(self) -> list[str]:
        """The sectors that were not quorate."""
        return [
            s.value
            for s, t in ((Sector.LA, self.la), (Sector.TSO, self.tso))
            if self.held and not t.is_quorate
        ]

    @property
    def waits_for_me(self) -> int:
        """How many statements wait for the reader's answer now."""
        return self.mark.unanswered if self.mark and self.mark.asked and self.is_open else 0

    @property
    def cleared_at(self) -> datetime | None:
        return self.note.approved_at if self.note.state == CLEARED else None

    @property
    def people(self) -> list[str]:
        """Who facilitates."""
        return sorted(str(seat.user) for seat in self.workshop.facilitators.all())
