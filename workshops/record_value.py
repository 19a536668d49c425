"""The cleared record of one session or of all: built from the cleared rows each time, and never kept (domain I-24)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch

from partnerships.models import Sector, StudyArea
from partnerships.words import commonality_words, sector_name, sector_words, sectors_in_order
from pipd.kit.clock import LONDON
from pipd.kit.wording import count, short_date, times
from workshops.clearance import reading
from workshops.models import (
    Approval,
    Attendance,
    ClearedNote,
    ClearedPoint,
    ClearedQuote,
    Commonality,
    Position,
    Workshop,
)
from workshops.record_shape import (
    Contest,
    Differing,
    Fact,
    Group,
    Point,
    Quote,
    RecordValue,
    SectorPart,
    Session,
    Side,
    View,
)
from workshops.turnout import turnout
from workshops.words import kind_words

MARKS: dict[str, str] = {
    Commonality.CONSENSUS: "both",
    Commonality.LA_VIEW: "laview",
    Commonality.TSO_VIEW: "tsoview",
    Commonality.CONTESTED: "contested",
    Commonality.NEITHER: "none",
    Commonality.NOT_RECORDED: "none",
}
ONE_SECTOR = {Sector.LA: Commonality.LA_VIEW, Sector.TSO: Commonality.TSO_VIEW}
HELD_BY_NOBODY = (Commonality.NEITHER, Commonality.NOT_RECORDED)
LEAD = (
    "A summary of what was said, confirmed as fair by those who were there. It is not a transcript, and it names "
    "nobody."
)
WITH_QUOTES = Prefetch("quotes", ClearedQuote.objects.select_related("edited"))


def cleared_notes(area: StudyArea, number: int | None = None) -> list[ClearedNote]:
    """The cleared notes of `area` in order, or those of session `number` alone."""
    notes = ClearedNote.objects.filter(area=area).select_related("workshop").prefetch_related("approvals")
    if number is not None:
        notes = notes.filter(workshop__number=number)
    return list(notes.annotate(statements=Count("points")).order_by("workshop__number"))


def record_value(
    area: StudyArea, notes: Sequence[ClearedNote], *, whole: bool
) -> tuple[RecordValue, list[UUID]]:
    """The record of these cleared `notes` as it stands, and the ids of the statements and quotations it uses."""
    rows = ClearedPoint.objects.filter(note__in=notes).select_related("note__workshop")
    points = list(rows.prefetch_related(WITH_QUOTES))
    quotes = [(point, quote) for point in points for quote in point.quotes.all()]
    uses = [*(point.pk for point in points), *(quote.pk for _, quote in quotes)]
    return _value(area, notes, points, quotes, whole=whole), uses


def _value(
    area: StudyArea,
    notes: Sequence[ClearedNote],
    points: list[ClearedPoint],
    quotes: list[tuple[ClearedPoint, ClearedQuote]],
    *,
    whole: bool,
) -> RecordValue:
    sessions = tuple(_session(area, note, points) for note in notes)
    return RecordValue(
        **_heads(area, notes, whole=whole),
        **_statements(area, points),
        area=area.name,
        code=area.code,
        lead=LEAD,
        draft=False,
        facts=_facts(area, notes, whole=whole),
        sectors=tuple(View(s.value, sector_name(area.programme, s), "") for s in _in_order(area)),
        differing=_differing(area, points),
        quotes=tuple(_quote(area, point, quote) for point, quote in quotes),
        sessions=sessions,
        total=len(points),
        left_out=sum(session.left_out for session in sessions),
        withdrawn=reading.withdrawn_count(area, None if whole else notes[0].workshop.number),
    )


def _statements(area: StudyArea, points: list[ClearedPoint]) -> dict[str, Any]:
    """The statements by what they have in common."""
    by: dict[str, list[ClearedPoint]] = {value: [] for value in Commonality.values}
    for point in points:
        by[point.commonality].append(point)
    return {
        "consensus": _points(area, by[Commonality.CONSENSUS]),
        "one_sector": tuple(_sector(area, sector, by[ONE_SECTOR[sector]]) for sector in _in_order(area)),
        "contested": tuple(_contest(area, point) for point in by[Commonality.CONTESTED]),
        "others": tuple(
            Group(commonality_words(area.programme, value), _points(area, by[value]))
            for value in HELD_BY_NOBODY
            if by[value]
        ),
    }


def _in_order(area: StudyArea) -> list[Sector]:
    return sectors_in_order(area.programme)


def _heads(area: StudyArea, notes: Sequence[ClearedNote], *, whole: bool) -> dict[str, Any]:
    """What stands on the cover, above and below each page."""
    last = max((note.latest.approved_at for note in notes), default=None)
    approvals = sum(len(note.approvals.all()) for note in notes)
    head = {
        "created": last.astimezone(LONDON).date().isoformat() if last else "",
        "programme": f"{area.programme.name} · Fictional data"
        if area.programme.demo
        else area.programme.name,
        "marking": "Group and coordinator only",
    }
    code = f"A{area.number:02}"
    if whole:
        return head | {
            "title": f"What was said in {area.name}: the cleared record",
            "running": f"Cleared Record · {area.name}",
            "reference": f"{code}-REC-ALL-R{approvals}",
            "heading": "What was said",
            "under": f"{area.name}: the cleared record of {count(len(notes), 'session')}",
        }
    held = notes[0].workshop
    return head | {
        "title": f"Record of session {held.number}, {area.name}",
        "running": f"Session {held.number} · {area.name} · {short_date(held.starts_at)}",
        "reference": f"{code}-REC-S{held.number}-R{approvals}",
        "heading": f"Record of session {held.number}",
        "under": f"{area.name}, {short_date(held.starts_at)}: {held.topic[:1].lower()}{held.topic[1:]}",
    }


def _facts(area: StudyArea, notes: Sequence[ClearedNote], *, whole: bool) -> tuple[Fact, ...]:
    if whole:
        return (Fact("Sessions", count(len(notes), "session")), *(_dated(note) for note in notes))
    note = notes[0]
    held, approval = note.workshop, note.latest
    place = f"{held.number} of 4, {times(held.starts_at, held.ends_at)}, {held.venue}"
    return (
        Fact("Session", place),
        *(Fact(f"Present, {name}", words) for name, words in _present(area, held)),
        Fact("Approved", short_date(approval.approved_at)),
    )


def _dated(note: ClearedNote) -> Fact:
    held = note.workshop
    return Fact(f"Session {held.number}", f"{held.topic}, {short_date(held.starts_at)}")


def _present(area: StudyArea, held: Workshop) -> list[tuple[str, str]]:
    came = list(Attendance.objects.filter(workshop=held).select_related("seat"))
    return [(sector_words(area.programme, s), str(turnout(came, s))) for s in _in_order(area)]


def _points(area: StudyArea, points: Sequence[ClearedPoint]) -> tuple[Point, ...]:
    return tuple(_point(area, point) for point in points)


def _point(area: StudyArea, point: ClearedPoint) -> Point:
    session = str(point.note.workshop.number)
    return Point(
        id=str(point.pk),
        ref=f"{session}.{point.number}",
        session=session,
        topic=point.topic,
        words=point.text,
        kind=kind_words(area.programme, point.kind),
        mark=MARKS[point.commonality],
        label=commonality_words(area.programme, point.commonality),
        views=tuple(
            View(view["sector"], sector_name(area.programme, view["sector"]), view["text"])
            for view in point.differing_views
        ),
    )


def _differing(area: StudyArea, points: Sequence[ClearedPoint]) -> tuple[Differing, ...]:
    """Differing views beside statements that are not contested: a contested one shows both sides anyway."""
    shown = [_point(area, point) for point in points if point.commonality != Commonality.CONTESTED]
    return tuple(Differing(p.ref, view.mark, view.sector, view.words) for p in shown for view in p.views)


def _sector(area: StudyArea, sector: Sector, points: Sequence[ClearedPoint]) -> SectorPart:
    words = sector_name(area.programme, sector)
    return SectorPart(sector.value, words, f"{words} view", _points(area, points))


def _contest(area: StudyArea, point: ClearedPoint) -> Contest:
    mixed = Position.HOLDS not in (point.position_la, point.position_tso)
    sides = tuple(_side(area, point, sector) for sector in _in_order(area))
    return Contest(_point(area, point), mixed, sides)


def _side(area: StudyArea, point: ClearedPoint, sector: Sector) -> Side:
    """The statement stands on the side that holds it, the other's differing views on theirs."""
    position = Position(point.position_la if sector == Sector.LA else point.position_tso)
    views = [view["text"] for view in point.differing_views if view["sector"] == sector]
    said = [point.text, *views] if position == Position.HOLDS else views
    return Side(sector.value, sector_name(area.programme, sector), position.label, tuple(said))


def _quote(area: StudyArea, point: ClearedPoint, quote: ClearedQuote) -> Quote:
    edited = getattr(quote, "edited", None)
    printed = edited.text if edited else quote.text
    by = f"{sector_name(area.programme, quote.sector)} participant" if quote.sector else "Participant"
    session = str(point.note.workshop.number)
    return Quote(
        id=str(quote.pk),
        words=printed,
        cleared=quote.text if printed != quote.text else "",
        mark=quote.sector,
        by=by,
        ref=f"{session}.{point.number}",
        session=session,
    )


def _session(area: StudyArea, note: ClearedNote, points: Sequence[ClearedPoint]) -> Session:
    approval, held = note.latest, note.workshop
    answered = tuple(_answered(area, approval, sector) for sector in _in_order(area))
    return Session(
        number=str(held.number),
        topic=held.topic,
        date=short_date(held.starts_at),
        statements=str(sum(point.note_id == note.pk for point in points)),
        answered=answered,
        approved=short_date(approval.approved_at),
        countersigned=approval.countersigned_by_id is not None,
        version=str(approval.version),
        left_out=approval.left_out,
    )


def _answered(area: StudyArea, approval: Approval, sector: Sector) -> View:
    there, said = getattr(approval, f"{sector}_there"), getattr(approval, f"{sector}_answered")
    return View(sector.value, sector_name(area.programme, sector), f"{said} of the {there} who were there")
