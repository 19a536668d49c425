"""What facilitators see of the clearing: changes to decide, who has not answered, the room, and what stops approval."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from partnerships.models import Seat, Sector
from partnerships.permissions import Permission, require
from workshops.clearance import approving, quotes_reading, rule, telling
from workshops.clearance.changes import Change, Contest, Held, changes_of, contest, held_of, name_of
from workshops.clearance.reading import (
    SectorProgress,
    Statement,
    circulated,
    sector_progress,
    statement,
)
from workshops.clearance.standings import (
    Judged,
    all_beside,
    amendments_of,
    judge_all,
    loose_ends,
    responders,
    seen_digest,
    shown_of,
)
from workshops.clearance.working import Answer, Responder
from workshops.models import Workshop

GONE = "somebody who withdrew their consent to take part"


@dataclass(frozen=True)
class Objection:
    """Somebody says a statement should not be in; `sector` is empty once they have withdrawn their consent."""

    number: int
    topic: str
    ground: str
    reason: str
    who: str
    sector: str
    stands: bool


@dataclass(frozen=True)
class Person:
    """Somebody who may answer."""

    id: UUID
    name: str
    sector: str
    answered: bool
    here: bool


@dataclass(frozen=True)
class Row:
    """One statement with what the rule says of it."""

    statement: Statement
    agreed: bool
    route: str
    left_out: bool
    missing: tuple[str, ...]
    sectors: tuple[SectorProgress, ...]
    agreeing: frozenset[object]

    @property
    def settled(self) -> bool:
        return self.agreed or self.left_out


@dataclass(frozen=True)
class Table:
    """The whole state of clearing one session's notes."""

    version: int
    compiled_by: str
    state: str
    rows: tuple[Row, ...]
    changes: tuple[Change, ...]
    objections: tuple[Objection, ...]
    held: tuple[Held, ...]
    people: tuple[Person, ...]
    unsent: bool
    seen: str
    blockers: tuple[str, ...]

    @property
    def agreed(self) -> int:
        return sum(row.agreed for row in self.rows)

    @property
    def unsettled(self) -> list[Row]:
        return [row for row in self.rows if not row.settled]

    @property
    def settled(self) -> int:
        return len(self.rows) - len(self.unsettled)

    @property
    def contests(self) -> list[Contest]:
        """The open changes by statement; what somebody misses stands alone."""
        found: dict[object, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.point_id or change.id, []).append(change)
        return [contest(same) for same in found.values()]

    @property
    def by_sector(self) -> list[tuple[str, list[Person]]]:
        """Everybody asked, local authority and third sector apart."""
        return [(s.value, [p for p in self.people if p.sector == s]) for s in (Sector.LA, Sector.TSO)]

    @property
    def here_by_sector(self) -> list[tuple[str, list[Person]]]:
        """Those in the room, likewise."""
        return [(sector, [p for p in people if p.here]) for sector, people in self.by_sector]

    @property
    def present(self) -> int:
        """How many are in the room."""
        return sum(p.here for p in self.people)

    @property
    def rooms(self) -> list[tuple[str, int, int]]:
        """Sector, how many of it are here, how many were at the session."""
        return [(s, sum(p.here for p in people), len(people)) for s, people in self.by_sector]

    @property
    def silent(self) -> list[Person]:
        return [p for p in self.people if not p.answered]


def table(workshop: Workshop, seat: Seat) -> Table | None:
    """All a facilitator needs to settle and approve the notes; None when nothing was sent yet."""
    require(seat, Permission.DECIDE_CHANGE, area_id=workshop.area_id)
    found = circulated(workshop, writer_too=True)
    if found is None:
        return None
    note, version = found
    people = responders(note)
    amendments = amendments_of(note)
    judged = judge_all(note, version, people, amendments)
    loose = loose_ends(note, version, amendments)
    there = all_beside(note, judged)
    beside = shown_of(there)
    quotes = quotes_reading.judged_for_facilitators(note)
    rows = tuple(_row(j, seat, statement(j.shown, beside[j.point.pk], quotes)) for j in judged)
    return Table(
        version=version.number,
        compiled_by=version.compiled_by.user.full_name if version.compiled_by.user else "",
        state=note.state,
        rows=rows,
        changes=changes_of(judged, loose, people, note.workshop.area.programme),
        objections=_objections(judged, people),
        held=held_of(judged, there, people),
        people=_people(judged, people),
        unsent=any(j.standing.unsent_change for j in judged) or loose.new_points or loose.taken_out,
        seen=seen_digest(judged, beside),
        blockers=tuple(approving.blockers(note, judged, version, loose, by=seat)),
    )


def _row(judged: Judged, seat: Seat, said: Statement) -> Row:
    room_fair = {
        who
        for who, given in judged.standing.answers.items()
        if given.verdict == Answer.Verdict.FAIR and given.channel == Answer.Channel.ROOM
    }
    return Row(
        statement=said,
        agreed=judged.finding.agreed and not judged.point.left_out_at,
        route=judged.finding.route,
        left_out=judged.point.left_out_at is not None,
        missing=judged.finding.missing,
        sectors=tuple(sector_progress(seat, s, [judged.finding]) for s in judged.finding.counts),
        agreeing=frozenset(room_fair),
    )


def _objections(judged: list[Judged], people: list[Responder]) -> tuple[Objection, ...]:
    known = {r.pk: r for r in people}
    return tuple(
        Objection(
            number=j.shown.number,
            topic=j.shown.topic,
            ground=telling.THEIR_GROUNDS[Answer.Ground(a.ground)],
            reason=a.reason,
            who=name_of(known[a.responder_id]) if a.responder_id in known else GONE,
            sector=known[a.responder_id].sector if a.responder_id in known else "",
            stands=a.ground in rule.ALWAYS_STANDS,
        )
        for j in judged
        for a in j.objections
    )


def _has_answered(judged: Judged, responder: Responder) -> bool:
    given = judged.standing.answers.get(responder.pk)
    return isinstance(given, rule.Given) and given.to_these_words


def _people(judged: list[Judged], people: list[Responder]) -> tuple[Person, ...]:
    """Everybody asked; `answered` once they have answered every present wording."""
    return tuple(
        Person(
            id=r.pk,
            name=name_of(r),
            sector=r.sector,
            answered=bool(judged) and all(_has_answered(j, r) for j in judged),
            here=r.present_since is not None,
        )
        for r in sorted(people, key=lambda r: (r.sector, name_of(r)))
    )
