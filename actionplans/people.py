"""Who stands behind a plan, as far as a document may say: numbers, kinds, job titles; names only with consent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from partnerships.models import Consent, Seat, Sector, StudyArea
from partnerships.words import sector_words, sectors_in_order
from pipd.kit import clock
from workshops.models import Workshop


@dataclass(frozen=True)
class Side:
    """One sector of the group: how many at the start and now, from what kinds of organisation."""

    mark: str
    sector: str
    start: int
    now: int
    words: str


@dataclass(frozen=True)
class Signer:
    """Whoever signed, or is to sign. `name` is empty without consent to be named (domain 3Q, 7)."""

    name: str
    job_title: str
    organisation: str


def leads_of(area: StudyArea) -> list[Seat]:
    """The leads and deputies of both sectors who hold their seats now."""
    held = Seat.objects.live().filter(area=area).able_to_sign()
    return list(held.select_related("user", "organisation"))


def everyone_of(area: StudyArea) -> list[Seat]:
    """All who take part, or took part, in the group."""
    return list(Seat.objects.participants().filter(area=area).select_related("user", "organisation"))


def seats_of(area: StudyArea) -> list[Seat]:
    """Every seat there is or was in `area`, facilitators' and substitutes' among them, in the order of all seats."""
    return list(Seat.objects.filter(area=area).select_related("user", "organisation"))


def sessions_of(area: StudyArea) -> list[Workshop]:
    """The sessions of `area` in order, held or not."""
    return list(Workshop.objects.filter(area=area).order_by("number"))


def signers_of(everyone: Sequence[Seat], signed: dict[str, Seat | None]) -> dict[str, Signer]:
    """For each sector whoever signed, or else who is to sign: its lead, or the deputy where there is none."""
    leads = {seat.sector: seat for seat in reversed(everyone) if seat.may_sign and seat.is_live}
    seats = {str(sector): signed.get(sector) or leads.get(sector) for sector in Sector}
    known = [seat.pk for seat in seats.values() if seat]
    consents = Consent.objects.filter(kind=Consent.Kind.BE_NAMED, withdrawn_at=None, seat__in=known)
    named = set(consents.values_list("seat_id", flat=True))
    return {sector: _signer(seat, named) for sector, seat in seats.items()}


def _signer(seat: Seat | None, named: set[UUID]) -> Signer:
    if seat is None:
        return Signer("", "To be named", "")
    organisation = seat.organisation.name if seat.organisation else ""
    return Signer(str(seat.user) if seat.pk in named else "", seat.job_title, organisation)


def sides_of(
    area: StudyArea, everyone: Sequence[Seat] | None = None, sessions: Sequence[Workshop] | None = None
) -> tuple[Side, ...]:
    """The composition of the group by sector, and any change of it (domain 3L)."""
    everyone = everyone_of(area) if everyone is None else everyone
    sessions = sessions_of(area) if sessions is None else sessions
    begun = sessions[0].local_start.date() if sessions else None
    sides = []
    for sector in sectors_in_order(area.programme):
        seats = [seat for seat in everyone if seat.sector == sector]
        now = [seat for seat in seats if seat.is_live]
        start = [seat for seat in seats if begun and seat.is_held_on(begun)]
        words = f"{_kinds(now)} {_changes(start or now, now)}".strip()
        side = Side(str(sector), sector_words(area.programme, sector), len(start or now), len(now), words)
        sides.append(side)
    return tuple(sides)


def composition_of(area: StudyArea, everyone: Sequence[Seat], sessions: Sequence[Workshop]) -> str:
    """How many of each sector there were at the first session, and from which session on it was otherwise (domain E1).

    Empty before anybody has met.
    """
    held = [workshop for workshop in sessions if workshop.state == Workshop.State.DELIVERED]
    sectors = sectors_in_order(area.programme)
    told, before = [], None
    for workshop in held:
        now = _numbers(everyone, sectors, workshop.local_start.date())
        if before is None:
            words = [sector_words(area.programme, sector) for sector in sectors]
            told.append(" and ".join(f"{n} from the {word}" for n, word in zip(now, words, strict=True)))
        elif now != before:
            told.append(f"{' and '.join(map(str, now))} from session {workshop.number}")
        before = now
    today = _numbers(everyone, sectors, clock.today())
    if told and today != before:
        told.append(f"{' and '.join(map(str, today))} now")
    return "; ".join(told)


def _numbers(everyone: Sequence[Seat], sectors: Sequence[Sector], day: date) -> tuple[int, ...]:
    there = [seat.sector for seat in everyone if seat.is_held_on(day)]
    return tuple(there.count(sector) for sector in sectors)


def _kinds(seats: Sequence[Seat]) -> str:
    counts = Counter(seat.organisation.get_kind_display() for seat in seats if seat.organisation)
    told = ", ".join(f"{kind.lower()} {count}" for kind, count in sorted(counts.items()))
    return f"{told[:1].upper()}{told[1:]}." if told else ""


def _changes(start: Sequence[Seat], now: Sequence[Seat]) -> str:
    before, present = {seat.pk for seat in start}, {seat.pk for seat in now}
    left, joined = len(before - present), len(present - before)
    told = [f"{count} {verb}" for count, verb in ((left, "left"), (joined, "joined")) if count]
    return f"{' and '.join(told)} since session 1." if told else "No change."
