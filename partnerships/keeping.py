"""Retention (domain 3R): what was kept long enough is counted every day and put forward once a month.

Each app says in its `retention.py` which kinds it has; none knows of the others. Nothing goes by the clock alone: a
coordinator confirms. Nobody reads a word on the way, and the log keeps the numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from partnerships import history, locks
from partnerships.membership import NotPossible, system_seat
from partnerships.models import Programme, RetentionProposal, Seat, StudyArea
from partnerships.permissions import Permission
from pipd.kit import clock, workdays
from pipd.kit.models import LogEntry

NOTHING = "Nothing is due to be deleted any more."
MONTHS_AFTER_AREA = 6  # raw points, draft versions, who logged and who said what
YEARS_KEPT = 6  # the record, plans, closure records, the log
OVER = (StudyArea.State.CLOSED, StudyArea.State.DISCONTINUED)


@dataclass(frozen=True)
class Lot:
    """So many of one sort."""

    what: str
    number: int


@dataclass(frozen=True)
class Due:
    """What is due of one kind today, and the next day on which more will be, if one is known."""

    lots: list[Lot]
    coming: date | None = None

    @property
    def number(self) -> int:
        """How many there are in all."""
        return sum(lot.number for lot in self.lots)


@dataclass(frozen=True)
class Kind:
    """What is kept for a time, and what becomes of it then.

    `rule` says from when, `goes` what is deleted and `stays` what is left, each in a sentence. `look` counts what is
    due. `carry_out` deletes it in the caller's transaction, in which the areas are locked, from the seat of whoever
    confirms, and returns how many of what; `verb` is what the log says of it.
    """

    code: str
    title: str
    rule: str
    goes: str
    stays: str
    verb: str
    look: Callable[[Programme], Due]
    carry_out: Callable[[Programme, Seat], Mapping[str, int]]


def is_over(since: date, months: int) -> bool:
    """Whether `months` have passed: from the same day of the later month on, or its last."""
    return workdays.months_after(since, months) <= clock.today()


_read: ContextVar[dict[UUID, dict[UUID, date]] | None] = ContextVar("read", default=None)


@contextmanager
def reading_once() -> Iterator[None]:
    """Within it the log is asked once which areas ended: for a page of all kinds, which changes nothing."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def ended(programme: Programme) -> dict[UUID, date]:
    """The areas that are closed or discontinued, by id, with the day on which they were: the log says it."""
    read = _read.get()
    if read is None:
        return _ended(programme)
    if programme.pk not in read:
        read[programme.pk] = _ended(programme)
    return read[programme.pk]


def _ended(programme: Programme) -> dict[UUID, date]:
    areas = StudyArea.objects.filter(programme=programme, state__in=OVER).values_list("pk", flat=True)
    chains, states = [str(area) for area in areas], [str(state) for state in OVER]
    moves = LogEntry.objects.filter(chain__in=chains, subject__in=areas, facts__to__in=states)
    found = moves.order_by("number").values_list("subject", "at")
    return {area: at.astimezone(clock.LONDON).date() for area, at in found}


def next_over(days: Collection[date], months: int) -> date | None:
    """The next day on which `months` will have passed since one of `days`."""
    later = [workdays.months_after(day, months) for day in days]
    return min((day for day in later if day > clock.today()), default=None)


def kept_until(programme: Programme) -> list[tuple[StudyArea, date, date]]:
    """Of each area that ended, when it did and until when its record is kept, the first to run out at the top.

    Nothing is proposed then: deleting a record that both sectors signed is decided outside (docs/decisions/0025).
    """
    days = ended(programme)
    areas = StudyArea.objects.filter(pk__in=days)
    rows = [(area, days[area.pk], workdays.months_after(days[area.pk], 12 * YEARS_KEPT)) for area in areas]
    return sorted(rows, key=lambda row: (row[2], row[0].name))


@transaction.atomic
def propose(programme: Programme, kinds: Collection[Kind]) -> int:
    """Put to the coordinators what is due of `kinds`, of each once a month; how many kinds are new.

    What was put to them and of which nothing is left, since a decision was taken back, is settled. Each has its entry
    in the log.
    """
    Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=programme.pk)
    by, today = system_seat(programme), clock.today()
    rows = RetentionProposal.objects.filter(programme=programme)
    new = 0
    for kind in kinds:
        due, standing = kind.look(programme).number, rows.open().filter(kind=kind.code)
        if not due:
            _settle(programme, kind, by)
            continue
        last = rows.filter(kind=kind.code).order_by("-proposed_at").first()
        month = last.proposed_at.astimezone(clock.LONDON).date() if last else None
        if standing.exists() or (month and (month.year, month.month) == (today.year, today.month)):
            continue
        RetentionProposal.objects.create(
            programme=programme, kind=kind.code, number=due, proposed_at=clock.now()
        )
        facts = {"kind": kind.code, "number": due}
        history.record(by, "retention proposed", subject=programme.pk, facts=facts)
        new += 1
    return new


def _settle(programme: Programme, kind: Kind, by: Seat) -> None:
    """Take `kind` from what the coordinators are asked, if it is there."""
    standing = RetentionProposal.objects.open().filter(programme=programme, kind=kind.code)
    if standing.update(settled_at=clock.now(), settled_by=by):
        history.record(by, "retention settled", subject=programme.pk, facts={"kind": kind.code})


@transaction.atomic
def confirm(programme: Programme, kinds: Collection[Kind], *, by: Seat) -> int:
    """Delete what is due of `kinds` now, for good; how many things. The log keeps the numbers, and who confirmed.

    Raises NotPossible where nothing is due, or is due no more; PermissionDenied for anybody but a coordinator.
    """
    # Two who confirm at the same moment come one by one, and the second finds nothing.
    stored = locks.programme_for(Permission.KEEP_RETENTION, of=programme, by=by)
    locks.areas_of(stored)
    gone = [(kind, kind.carry_out(stored, by)) for kind in kinds]
    if not any(number for _, told in gone for number in told.values()):
        raise NotPossible(NOTHING)
    for kind, told in gone:  # the log's lock is the last one
        if any(told.values()):
            history.record(by, kind.verb, subject=stored.pk, facts=dict(told))
        _settle(stored, kind, by)
    return sum(number for _, told in gone for number in told.values())
