"""Applications nothing came of, which go after six months (domain 3R): counted here, deleted by `keeping.confirm`.

What was said for few readers of those that led to a place is in `retention_restricted`.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from partnerships import erase, keeping, retention_restricted
from partnerships.applying import WITHDRAWN
from partnerships.keeping import Due, Kind, Lot
from partnerships.models import Application, Programme, Seat
from pipd.kit import clock
from pipd.kit.models import LogEntry

MONTHS = 6  # after the decision, the withdrawal, or the day it was begun
S = Application.State
OVER = {
    S.DECLINED: "Declined",
    S.WITHDRAWN: "Withdrawn",
    S.BEGUN: "Begun and never sent",
}


def look(programme: Programme) -> Due:
    """How many applications are due to be deleted today, by what became of them; and when one more will be."""
    rows = list(Application.objects.filter(area__programme=programme, state__in=OVER))
    since = _over_since(rows)
    over = [one.state for one in rows if keeping.is_over(since[one.pk], MONTHS)]
    lots = [Lot(words, over.count(state)) for state, words in OVER.items()]
    return Due(lots, keeping.next_over(since.values(), MONTHS))


def delete(programme: Programme, by: Seat) -> dict[str, int]:
    """Delete what is due now, for good, with the mail rows that hold the addresses; how many of each."""
    rows = _locked(programme)
    erase.applications(Application.objects.filter(pk__in=[one.pk for one in rows]))
    return {str(state): sum(one.state == state for one in rows) for state in OVER}


def _locked(programme: Programme) -> list[Application]:
    """The applications that are due today, and they alone, locked so that no decision is changed meanwhile.

    The caller has locked the areas, as whoever decides does before the application.
    """
    rows = Application.objects.filter(area__programme=programme, state__in=OVER)
    ids = [one.pk for one in _due(list(rows))]
    return _due(list(rows.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",))))


def _due(rows: list[Application]) -> list[Application]:
    since = _over_since(rows)
    return [one for one in rows if keeping.is_over(since[one.pk], MONTHS)]


def _over_since(rows: list[Application]) -> dict[UUID, date]:
    """Since which day nothing came of each."""
    withdrawn = _withdrawn_at([one for one in rows if one.state == S.WITHDRAWN])
    at = {one.pk: withdrawn.get(one.pk) or one.decided_at or one.begun_at for one in rows}
    return {pk: moment.astimezone(clock.LONDON).date() for pk, moment in at.items()}


def _withdrawn_at(rows: list[Application]) -> dict[UUID, datetime]:
    """When each was withdrawn: the row does not say, the log does."""
    chains = {str(one.area_id) for one in rows}
    ids = [one.pk for one in rows]
    entries = LogEntry.objects.filter(chain__in=chains, verb=WITHDRAWN, subject__in=ids)
    return dict(entries.order_by("number").values_list("subject", "at"))


KINDS = (
    Kind(
        code="applications",
        title="Applications that nothing came of",
        rule="Six months after they were declined, withdrawn, or begun and never sent.",
        goes="All that was said in them, and the mail about them.",
        stays="How many there were. Who was accepted or waits is kept.",
        verb="applications deleted",
        look=look,
        carry_out=delete,
    ),
    *retention_restricted.KINDS,
)
