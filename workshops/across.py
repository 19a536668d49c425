"""Cleared statements of all areas, for analysts: the cleared tables alone, areas by their codes (domain R17, 3K).

Nothing here knows a person, an organisation or the name of an area, nor the sector of whoever is quoted (I-26).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from partnerships.consent_words import COVER_ANALYSTS
from partnerships.models import Consent, Programme, Seat, Sector, StudyArea
from partnerships.models.seats import TAKE_PART
from partnerships.permissions import Permission, require
from partnerships.words import commonality_words, sector_name, sectors_in_order
from pipd.kit.tables import csv_file
from pipd.kit.text import clean
from workshops import copies
from workshops.models import ClearedPoint, ClearedQuote, Commonality, Kind, Position
from workshops.models.kinds import commonality
from workshops.words import kind_words

LONGEST_SOUGHT = 100  # characters
HEAD = ("Area", "Session", "Statement", "Topic", "Kind", "Words", "Held by")
REFUSED_FOR_GOOD = (Consent.Kind.TAKE_PART, Consent.Kind.BEYOND_AREA)
NAMES = ("area", "kind", "held", "q")  # in the order of the address
BY_BOTH = (Commonality.CONSENSUS, Commonality.CONTESTED)
WITH_QUOTES = Prefetch("quotes", ClearedQuote.objects.select_related("edited"))


@dataclass(frozen=True)
class Statement:
    """One cleared statement as analysts read it."""

    code: str
    session: int
    number: int
    topic: str
    kind: str
    held: str
    text: str
    positions: tuple[tuple[str, str], ...]  # a sector in words, and whether it holds the statement
    views: tuple[tuple[str, str], ...]  # a sector in words, and how it sees it
    quotes: tuple[
        str, ...
    ]  # by nobody, and none where one sector alone holds it: that would tell the speaker's


@dataclass(frozen=True)
class Choice:
    """One value of a filter."""

    value: str
    words: str
    is_chosen: bool


def chosen(given: Mapping[str, str]) -> dict[str, str]:
    """What of an address is a filter; anything else is left aside."""
    known = {"kind": Kind.values, "held": Commonality.values}
    found = {name: clean(given.get(name, ""))[:LONGEST_SOUGHT].strip() for name in NAMES}
    kept = {name: value for name, value in found.items() if value and value in known.get(name, [value])}
    return {name: value for name, value in kept.items() if name != "area" or value.isdecimal()}


def closed_areas(programme: Programme) -> QuerySet[StudyArea]:
    """The areas of which nothing goes beyond them, for want of somebody's agreement to that (decision 0027).

    Notes are the group's, so one person's consent cannot be heeded for a part of them: everybody who takes part agrees,
    at least one of each sector, and nobody took it back and left. Agreeing to words that spoke of no analysts is not
    agreeing to this.
    """
    given = Consent.objects.filter(kind=Consent.Kind.BEYOND_AREA, withdrawn_at=None)
    standing = given.filter(seat=OuterRef("pk"), wording_version__in=COVER_ANALYSTS)
    there = Seat.objects.live().participants().filter(area__programme=programme)
    agreeing, others = there.filter(Exists(standing)), there.filter(~Exists(standing))
    # Of a group that nobody is left of, "everybody agrees" is true as well.
    both = Q(pk__in=agreeing.of(Sector.LA).values("area")) & Q(pk__in=agreeing.of(Sector.TSO).values("area"))
    refused = Q(pk__in=others.values("area")) | Q(pk__in=_taken_back(programme).values("seat__area"))
    return StudyArea.objects.filter(~both | refused, programme=programme)


def _taken_back(programme: Programme) -> QuerySet[Consent]:
    """What somebody took back and never gave again, from whichever seat of theirs: leaving undoes no refusal.

    A consent that ended with its seat, for a new job, was taken back by nobody.
    """
    given = Consent.objects.filter(kind__in=REFUSED_FOR_GOOD, seat__role__in=TAKE_PART)
    given_again = given.filter(
        Q(withdrawn_at=None) | Q(withdrawn_channel=Consent.Ended.SEAT),
        kind=OuterRef("kind"),
        seat__user=OuterRef("seat__user"),
        seat__area=OuterRef("seat__area"),
        given_at__gte=OuterRef("withdrawn_at"),
    )
    back = given.filter(seat__area__programme=programme, withdrawn_at__isnull=False)
    return back.exclude(withdrawn_channel=Consent.Ended.SEAT).filter(~Exists(given_again))


def rows(programme: Programme, by: Mapping[str, str]) -> QuerySet[ClearedPoint]:
    """The cleared points of `programme` that meet the filters `by`, area by area, of groups that agreed to that."""
    found = ClearedPoint.objects.filter(note__area__programme=programme)
    found = found.exclude(note__area__in=closed_areas(programme))
    if "area" in by:
        found = found.filter(note__area__number=int(by["area"][:6]))
    if "kind" in by:
        found = found.filter(kind=by["kind"])
    if "held" in by:
        found = found.filter(_held(by["held"]))
    if "q" in by:
        found = found.filter(text__icontains=by["q"])
    return (
        found.select_related("note__workshop", "note__area")
        .prefetch_related(WITH_QUOTES)
        .order_by("note__area__number", "note__workshop__number", "number", "pk")
    )


def _held(value: str) -> Q:
    """The pairs of positions that `value` is derived from: it is kept nowhere (domain I-21)."""
    pairs = [pair for pair in product(Position.values, repeat=2) if commonality(*pair) == value]
    found = Q(pk=None)
    for la, tso in pairs:
        found |= Q(position_la=la, position_tso=tso)
    return found


def statements(programme: Programme, points: Iterable[ClearedPoint]) -> list[Statement]:
    """`points` as analysts read them."""
    return [_statement(programme, point) for point in points]


def _statement(programme: Programme, point: ClearedPoint) -> Statement:
    holds = {Sector.LA: point.position_la, Sector.TSO: point.position_tso}
    return Statement(
        code=point.note.area.code,
        session=point.note.workshop.number,
        number=point.number,
        topic=point.topic,
        kind=kind_words(programme, point.kind),
        held=commonality_words(programme, point.commonality),
        text=point.text,
        positions=tuple(
            (sector_name(programme, sector), str(Position(holds[sector]).label))
            for sector in sectors_in_order(programme)
        ),
        views=tuple((sector_name(programme, view["sector"]), view["text"]) for view in point.differing_views),
        quotes=tuple(_printed(quote) for quote in point.quotes.all()) if point.commonality in BY_BOTH else (),
    )


def _printed(quote: ClearedQuote) -> str:
    """The quotation as it is printed, with what was added in brackets or left out (R39)."""
    edited = getattr(quote, "edited", None)
    return edited.text if edited else quote.text


def with_statements(programme: Programme) -> QuerySet[StudyArea]:
    """The areas that have cleared statements."""
    return StudyArea.objects.filter(programme=programme, cleared_notes__points__isnull=False).distinct()


def kept_back(programme: Programme) -> int:
    """How many areas have cleared statements that stay in them."""
    return with_statements(programme).filter(pk__in=closed_areas(programme)).count()


def filters(programme: Programme, by: Mapping[str, str]) -> list[tuple[str, str, list[Choice]]]:
    """Each filter with its name, its words and its values: areas by their codes, those alone with something cleared."""
    cleared = with_statements(programme).exclude(pk__in=closed_areas(programme))
    areas = [(str(area.number), area.code) for area in cleared.order_by("number")]
    kinds = [(kind.value, kind_words(programme, kind)) for kind in Kind]
    held = [(value.value, commonality_words(programme, value)) for value in Commonality]
    return [
        (name, words, [Choice(value, told, by.get(name) == value) for value, told in values])
        for name, words, values in (
            ("area", "Area", areas),
            ("kind", "Kind", kinds),
            ("held", "Held by", held),
        )
    ]


@transaction.atomic
def table(programme: Programme, chosen_by: Mapping[str, str], *, by: Seat) -> bytes:
    """The statements as a file for a spreadsheet.

    The log of each area it is of counts a copy handed out, so that a withdrawal can say how many there are (E7).
    """
    require(by, Permission.READ_ACROSS)
    points = list(rows(programme, chosen_by))
    for area in {point.note.area_id: point.note.area for point in points}.values():
        copies.hand_out(area, None, form="csv", by=by)
    sides = [sector_name(programme, sector) for sector in sectors_in_order(programme)]
    head = (*HEAD, *sides, "Differing views", "Quotations")
    return csv_file(head, [_cells(one) for one in statements(programme, points)])


def _cells(one: Statement) -> tuple[str | int, ...]:
    return (
        *(one.code, one.session, one.number, one.topic, one.kind, one.text, one.held),
        *(held for _, held in one.positions),
        "\n".join(f"{sector}: {text}" for sector, text in one.views),
        "\n".join(one.quotes),
    )
