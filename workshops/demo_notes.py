"""How the fictional groups make and check their notes: logging, writing up, answering, the room, correspondence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from partnerships.demo_story import Group
from partnerships.models import Seat, Sector
from pipd.kit import clock, workdays
from workshops import demo_quotes, demo_words, logbook
from workshops.clearance import (
    answering,
    approving,
    circulating,
    closing,
    copies,
    reading,
    room,
    settling,
    table,
    writing,
)
from workshops.demo_topics import TOPICS
from workshops.demo_words import Said
from workshops.models import Position, Workshop

FAIR, CHANGE, OUT = answering.VERDICTS.FAIR, answering.VERDICTS.CHANGE, answering.VERDICTS.OUT
REASON = "These words are nearer to what was said."
NO_NEARER = "Neither of the two is what our side said."
NOT_MINE = "I was thinking aloud, and it was not meant for the notes."
GUESSED = {
    (Position.HOLDS, Position.HOLDS): "both",
    (Position.HOLDS, Position.NOT_DISCUSSED): "la",
    (Position.NOT_DISCUSSED, Position.HOLDS): "tso",
}
FRESH = ("nine-elders", "ottermouth-bay", "hollowmere", "great-pennock")  # whose logged points people look at


@dataclass
class Session:
    """One session of one group, with those who were there and what they said."""

    group: Group
    workshop: Workshop
    said: list[Said]
    la: list[Seat] = field(default_factory=list)
    tso: list[Seat] = field(default_factory=list)
    left_out: bool = True
    shown: list[table.Row] = field(default_factory=list)  # the statements as the present version has them
    quotes: list[tuple[demo_quotes.Words, UUID, Seat]] = field(default_factory=list)  # as they were logged
    quoted: list[tuple[UUID, Seat]] = field(default_factory=list)  # beside a statement, with who said it

    @property
    def number(self) -> int:
        return self.workshop.number

    @property
    def writer(self) -> Seat:
        return self.group.writer(self.number)

    @property
    def enough(self) -> list[Seat]:
        """Of each sector as many as it takes for a statement to be agreed by answers, the deputy first."""
        return [seat for side in (self.la, self.tso) for seat in side[1 : 1 + max(2, -(-len(side) // 2))]]

    def sees(self, said: Said) -> str:
        return demo_words.wording(said, self.group.place.number)

    def look(self) -> table.Table:
        """The notes as they stand. Raises LookupError before they were sent."""
        found = table.table(self.workshop, self.writer)
        if found is None:
            raise LookupError("These notes were never sent.")
        self.shown = list(found.rows)
        return found


# Logging and writing up


def log(session: Session) -> list[UUID | None]:
    """Everybody jots down what they hear; the id of the point behind each statement, in order.

    Statements also come from memory: in groups that are past their sessions every third has nothing behind it.
    """
    all_of_it = session.group.place.slug in FRESH
    sources = [_jot(session, i, said) if all_of_it or i % 3 else None for i, said in enumerate(session.said)]
    _keep(session, session.tso[0], demo_words.UNUSED[session.number], "process", "unknown")
    if session.left_out:
        noted, _ = demo_words.LEFT_OUT[session.number]
        sources.append(_keep(session, session.la[-1], noted, "barrier", "unknown"))
    session.quotes = demo_quotes.log(session)
    return sources


def log_beforehand(session: Session, seats: Sequence[Seat]) -> None:
    """Each of `seats` notes down one thing to raise."""
    for seat, said in zip(seats, session.said, strict=True):
        _keep(session, seat, said.noted, said.kind, seat.sector)


def _jot(session: Session, i: int, said: Said) -> UUID:
    """One of the side that said it notes it down."""
    said_by = GUESSED.get(said.held) or ("la" if said.held[0] == Position.HOLDS else "tso")
    side = session.la if said_by == "la" or (said_by == "both" and i % 2) else session.tso
    return _keep(session, side[(i + 2) % len(side)], said.noted, said.kind, said_by, quotation=i % 6 == 5)


def _keep(
    session: Session, seat: Seat, text: str, kind: str, said_by: str, *, quotation: bool = False
) -> UUID:
    kept = logbook.log(
        session.workshop, by=seat, client_id=uuid4(), text=text, kind=kind, said_by=said_by, is_quotation=quotation
    )  # fmt: skip
    return kept.id


def write_up(session: Session, sources: Sequence[UUID | None]) -> None:
    """One of the two facilitators makes statements of what was logged."""
    for said, source in zip(session.said, sources, strict=False):
        made = _make(session, source, session.sees(said), said.kind, TOPICS[said.key])
        la, tso = said.held
        if source is None or said.held not in GUESSED:
            writing.word(
                session.workshop, made, revision=1, position_la=la, position_tso=tso, by=session.writer
            )
        demo_quotes.attach(session, said.key, made)
    if session.left_out:
        _make(session, sources[-1], demo_words.LEFT_OUT[session.number][1], "barrier")


def _make(session: Session, source: UUID | None, text: str, kind: str, topic: str = "") -> UUID:
    from_point = [source] if source else []
    return writing.make(
        session.workshop, sources=from_point, topic=topic, text=text, kind=kind, by=session.writer
    )


def send(session: Session) -> None:
    circulating.circulate(session.workshop, by=session.writer)
    demo_quotes.permit(session)
    session.look()


# Answering


def answer(
    session: Session,
    seats: Sequence[Seat],
    *,
    only: Callable[[table.Row], bool] = lambda row: True,
    verdict: str = FAIR,
    reason: str = "",
    text: str = "",
) -> None:
    """`seats` answer the statements that `only` picks, all in the same way."""
    ground = answering.GROUNDS.OWN_WORDS if verdict == OUT else ""
    replies = [
        answering.Reply(row.statement.id, row.statement.digest, verdict, ground=ground, reason=reason, new_text=text)
        for row in session.shown
        if only(row)
    ]  # fmt: skip
    for seat in seats:
        answering.give(session.workshop, replies, by=seat)


def take_large_print(session: Session, seat: Seat) -> None:
    """Somebody who reads on paper takes a copy of their own."""
    copies.take(session.workshop, format=copies.FORMATS.LARGE, by=seat)


def is_(number: int) -> Callable[[table.Row], bool]:
    return lambda row: row.statement.number == number


def all_but(*numbers: int) -> Callable[[table.Row], bool]:
    return lambda row: row.statement.number not in numbers


def suggest(session: Session, number: int, *, by: Seat) -> None:
    """`by` suggests other words for one statement, and calls the rest a fair record."""
    said = session.said[number - 1]
    text = demo_words.other_wording(said, session.group.place.number)
    answer(session, [by], only=is_(number), verdict=CHANGE, reason=REASON, text=text)
    answer(session, [by], only=all_but(number, *_doubtful(session)))


def compete(session: Session, number: int, *, by: Seat) -> None:
    """`by` suggests yet other words for the same statement: the group sees all three side by side (domain E18)."""
    text = demo_words.other_wording(session.said[number - 1], session.group.place.number, rival=True)
    answer(session, [by], only=is_(number), verdict=CHANGE, reason=NO_NEARER, text=text)


def meet_to_close(session: Session) -> None:
    """A closing meeting at 10am on the last working day before answers close."""
    closes_at = reading.state_of(session.workshop).closes_at
    if closes_at:
        day = workdays.sub_wd(closes_at.astimezone(clock.LONDON).date(), 1)
        closing.set_meeting(session.workshop, at=clock.local(day, 10), by=session.writer)


def _doubtful(session: Session) -> list[int]:
    """The number of the statement that will be left out, if there is one."""
    return [len(session.said) + 1] if session.left_out else []


def add_views(session: Session) -> None:
    """Whoever sees a matter differently says so beside the statement."""
    by_text = {row.statement.text: row.statement.id for row in session.shown}
    for said in session.said:
        for place, (sector, text) in enumerate(said.views):
            side = session.la if sector == Sector.LA else session.tso
            if point := by_text.get(session.sees(said)):
                answering.add_view(session.workshop, point, text=text, by=side[-1 - place])


def object_to_the_last(session: Session) -> None:
    """Whoever said it asks for it to stay out; nobody may overrule that (domain I-17)."""
    number = len(session.said) + 1
    answer(session, [session.la[-1]], only=is_(number), verdict=OUT, reason=NOT_MINE)


# Clearing


def agree_in_room(session: Session, here: Sequence[Seat]) -> None:
    """At the next session: who is here, the suggested changes, what is still open; then the other one approves."""
    workshop, by = session.workshop, session.writer
    found = session.look()
    names = {str(seat.user) for seat in here}
    ids = [person.id for person in found.people if person.name in names]
    room.say_who_is_here(workshop, here=ids, by=by)
    for change in found.changes:
        settling.decide(workshop, change.id, outcome="accepted", by=by, in_room=True)
    session.look()
    for row in session.shown:
        if row.statement.number in _doubtful(session):
            room.leave_out(workshop, row.statement.id, by=by)
        elif not row.settled:
            room.agree(workshop, row.statement.id, digest=row.statement.digest, by=by)
    approve(session)


def decide_changes(session: Session, outcome: str) -> None:
    """Decide by correspondence every change that is suggested."""
    for change in session.look().changes:
        settling.decide(session.workshop, change.id, outcome=outcome, by=session.writer)


def send_changes(session: Session) -> None:
    circulating.circulate_changes(session.workshop, by=session.writer)
    session.look()


def approve(session: Session) -> None:
    approving.approve(session.workshop, by=session.group.approver(session.number))
    demo_quotes.print_them(session)
