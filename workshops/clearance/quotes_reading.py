"""What pages show of quotations that are not cleared: the words and the sector; names for facilitators alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from partnerships.models import Seat, StudyArea
from partnerships.permissions import Permission, require
from pipd.kit import clock
from pipd.kit.prepared import Prepared
from workshops import windows
from workshops.clearance import quotes_standing, quoting
from workshops.clearance.circulating import to_be_asked
from workshops.clearance.shapes import Eligible
from workshops.clearance.working import (
    CirculatedPoint,
    CirculatedQuotation,
    Note,
    NoteVersion,
    Quotation,
    QuotationAnswer,
)
from workshops.models import ClearedQuote, Workshop

STANCES = QuotationAnswer.Stance
# Leave to use words is for them beside the statement as it is; what keeps them out is for the words alone.
STILL_COUNTS = Q(digest=OuterRef("digest")) | ~Q(stance=STANCES.PERMITS)


@dataclass(frozen=True)
class Quoted:
    """One quotation as one reader may see it. `is_mine`: they are noted as having said it."""

    id: UUID
    point_id: UUID
    text: str
    sector: str
    digest: str = ""
    is_mine: bool = False
    stance: str = ""
    speaker: str = ""
    why_not: str = ""
    claimed: bool = False


Beside = dict[UUID, tuple[Quoted, ...]]


def _by_statement(found: Iterable[Quoted]) -> Beside:
    beside: dict[UUID, list[Quoted]] = defaultdict(list)
    for quoted in found:
        beside[quoted.point_id].append(quoted)
    return {point: tuple(quotes) for point, quotes in beside.items()}


def _shown(version: UUID, me: UUID | None) -> QuerySet:
    mine = QuotationAnswer.objects.filter(STILL_COUNTS, quotation=OuterRef("quotation"), responder=me)
    rows = CirculatedQuotation.objects.filter(
        version=version, redacted_at=None, quotation__removed_at=None, quotation__withdrawn_at=None
    )
    rows = rows.annotate(mine=Subquery(mine.values("stance")[:1])).order_by("place")
    return rows.values_list(
        "quotation", "quotation__point", "text", "sector", "digest", "quotation__speaker", "mine"
    )


_shown_to = Prepared(_shown)


def shown_in(version: NoteVersion, me: Eligible | None = None) -> Beside:
    """The quotations of a version by statement, with what `me` said of each; in one query."""
    rows = _shown_to(version.pk, me.pk) if me else list(_shown(version.pk, None))
    return _by_statement(
        Quoted(
            id=quotation,
            point_id=point,
            text=text,
            sector=sector,
            digest=digest,
            is_mine=me is not None and speaker == me.seat_id,
            stance=stance or "",
        )
        for quotation, point, text, sector, digest, speaker, stance in rows
    )


def judged_for_facilitators(note: Note) -> Beside:
    """The same with why each may not be used yet: for facilitators, who settle the notes."""
    return _by_statement(
        Quoted(
            id=found.shown.quotation_id,
            point_id=found.shown.quotation.point_id,
            text=found.shown.text,
            sector=found.shown.sector,
            why_not=found.finding.why_not,
            claimed=found.claimed,
        )
        for found in quotes_standing.judged(note)
    )


def drafted(workshop: Workshop, seat: Seat) -> Beside:
    """The quotations of the draft by statement, with who is noted as having said each; in one query."""
    require(seat, Permission.SEE_LOGGED, area_id=workshop.area_id)
    rows = Quotation.objects.filter(note__workshop=workshop, removed_at=None, withdrawn_at=None)
    return _by_statement(
        Quoted(
            id=row.pk,
            point_id=row.point_id,
            text=row.text,
            sector=row.sector,
            speaker=str(row.speaker.user) if row.speaker else "",
        )
        for row in rows.select_related("speaker__user")
    )


def speakers(workshop: Workshop) -> list[tuple[str, str, str]]:
    """Who may be noted as having said something: id, sector and name of those who will be asked to check the notes."""
    people = to_be_asked(workshop)
    seats = Seat.objects.filter(pk__in=[person.pk for person in people]).select_related("user")
    return sorted(((str(s.pk), s.sector, str(s.user)) for s in seats), key=lambda row: row[1:])


@dataclass(frozen=True)
class Mine:
    """One of the reader's own quotations, and what became of it."""

    id: UUID
    session: int
    text: str
    sector: str
    stance: str
    in_record: bool
    is_noted: bool
    is_over: bool  # who said what is deleted: it can be withdrawn, and permitted no more
    is_ended: bool  # the area was discontinued: nothing new gets into its record
    statement: str
    digest: str

    @property
    def is_permitted(self) -> bool:
        return self.stance == STANCES.PERMITS

    @property
    def is_refused(self) -> bool:
        return self.stance == STANCES.REFUSES

    @property
    def may_permit(self) -> bool:
        return not (self.is_permitted or self.is_over or self.is_ended)

    @property
    def may_refuse(self) -> bool:
        """To refuse, or to withdraw: in an area that ended also what was refused can be taken out for good."""
        return self.is_ended or not self.is_refused

    @property
    def is_for_good(self) -> bool:
        """Whether keeping the words out means that they are deleted, rather than an answer that can be changed."""
        return self.in_record or self.is_ended

    @property
    def is_anybodys(self) -> bool:
        """Nobody is noted, and the reader has not said that the words are theirs."""
        return not (self.is_noted or self.is_permitted or self.is_refused)


def mine(area: StudyArea, seat: Seat) -> list[Mine]:
    """What the person of `seat` is noted to have said, and what nobody is noted for; also after leaving."""
    require(seat, Permission.ANSWER, area_id=area.pk, past=True)
    said = QuotationAnswer.objects.filter(quotation=OuterRef("pk"), responder__seat__user=seat.user_id)
    rows = quoting.owned(area, seat).select_related("note__workshop", "speaker")
    shown = CirculatedQuotation.objects.filter(quotation=OuterRef("pk")).order_by("-version__number")
    beside = CirculatedPoint.objects.filter(point=OuterRef("point")).order_by("-version__number")
    rows = rows.annotate(
        digest=Subquery(shown.values("digest")[:1]),
        statement=Subquery(beside.values("text")[:1]),
    )
    rows = rows.annotate(
        stance=Subquery(said.filter(STILL_COUNTS).values("stance")[:1]),
        cleared=Subquery(ClearedQuote.objects.filter(origin=OuterRef("pk")).values("pk")[:1]),
    )
    return [
        Mine(
            id=row.pk,
            session=row.note.workshop.number,
            text=row.text,
            sector=row.sector,
            stance=row.stance or "",
            in_record=row.cleared is not None,
            is_noted=bool(row.speaker and row.speaker.user_id == seat.user_id),
            is_over=row.note.is_reduced,
            is_ended=area.is_discontinued,
            statement=row.statement,
            digest=row.digest,
        )
        for row in rows.order_by("note__workshop__number", "added_at")
    ]


@dataclass(frozen=True)
class Waiting:
    """How many quotations of one session wait for one person's permission while its notes are checked."""

    workshop: Workshop
    quotations: int
    until: datetime

    @property
    def area(self) -> StudyArea:
        return self.workshop.area


def waiting(seats: Collection[Seat]) -> list[Waiting]:
    """What these seats of one person are noted to have said and have not answered; in one query."""
    rows = CirculatedQuotation.objects.filter(
        quotation__speaker__in=seats,
        quotation__removed_at=None,
        quotation__withdrawn_at=None,
        quotation__point__removed_at=None,
        quotation__point__withdrawn_at=None,
        version__note__state=Note.State.CIRCULATED,
        version__note__closes_at__gt=clock.now(),
    )
    said = QuotationAnswer.objects.filter(
        STILL_COUNTS,
        quotation=OuterRef("quotation"),
        responder__seat=OuterRef("quotation__speaker"),
    )
    later = CirculatedQuotation.objects.filter(
        quotation=OuterRef("quotation"), version__number__gt=OuterRef("version__number")
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    notes: dict[UUID, Note] = {}
    rows = rows.exclude(Exists(said)).exclude(Exists(later))
    for row in rows.select_related("version__note__workshop__area"):
        note = row.version.note
        notes[note.pk] = note
        found[note.pk].add(row.quotation_id)
    return [
        Waiting(note.workshop, len(found[pk]), until)
        for pk, note in notes.items()
        if (until := windows.answer_by(note.window_ends_at, note.closes_at))
    ]
