"""What has been kept long enough (domain 3R): applications nothing came of. Proposed here, deleted by a coordinator."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from partnerships import history
from partnerships.membership import NotPossible
from partnerships.models import Application, Programme, Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock, workdays
from pipd.kit.models import LogEntry, OutgoingMail

MONTHS = 6  # after the decision, the withdrawal, or the day it was begun
NOTHING = "Nothing is due to be deleted any more."
WITHDRAWN = "application withdrawn"
S = Application.State
OVER = (S.DECLINED, S.WITHDRAWN, S.BEGUN)


@dataclass(frozen=True)
class Due:
    """How many applications are due to be deleted, by what became of them."""

    declined: int
    withdrawn: int
    begun: int

    @property
    def total(self) -> int:
        return self.declined + self.withdrawn + self.begun


def due(programme: Programme) -> Due:
    """How many are due today."""
    return _counted(_due(programme))


@transaction.atomic
def delete(programme: Programme, *, by: Seat) -> Due:
    """Delete what is due now, for good, with the mail rows that hold the addresses; the log keeps the numbers.

    Raises NotPossible where nothing is due, or is due no more.
    """
    require(by, Permission.KEEP_RETENTION)
    if by.programme_id != programme.pk:
        raise NotPossible(NOTHING)
    rows = _due(programme, locked=True)
    if not rows:
        raise NotPossible(NOTHING)
    ids = [one.pk for one in rows]
    OutgoingMail.objects.filter(recipient__in=ids).delete()
    Application.objects.filter(pk__in=ids).delete()
    gone = _counted(rows)
    history.record(by, "applications deleted", subject=programme.pk, facts=asdict(gone))
    return gone


def _counted(rows: list[Application]) -> Due:
    numbers = {str(state): sum(one.state == state for one in rows) for state in OVER}
    return Due(**numbers)


def _due(programme: Programme, *, locked: bool = False) -> list[Application]:
    """The applications that are due today; `locked` so that no decision is changed meanwhile."""
    rows = Application.objects.filter(area__programme=programme, state__in=OVER).order_by("pk")
    found = list(rows.select_for_update(of=("self",)) if locked else rows)
    withdrawn = _withdrawn_at([one for one in found if one.state == S.WITHDRAWN])
    return [one for one in found if _is_due(withdrawn.get(one.pk) or one.decided_at or one.begun_at)]


def _withdrawn_at(rows: list[Application]) -> dict[UUID, datetime]:
    """When each was withdrawn: the row does not say, the log does."""
    chains = {str(one.area_id) for one in rows}
    ids = [one.pk for one in rows]
    entries = LogEntry.objects.filter(chain__in=chains, verb=WITHDRAWN, subject__in=ids)
    return dict(entries.order_by("number").values_list("subject", "at"))


def _is_due(over_since: datetime) -> bool:
    """From the same day six months later on."""
    day: date = over_since.astimezone(clock.LONDON).date()
    return workdays.months_after(day, MONTHS) <= clock.today()
