"""How many copies of cleared words were handed out, so that a withdrawal can say what it cannot call back (E7)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from partnerships import history
from partnerships.models import Seat, StudyArea
from pipd.kit.models import Document, LogEntry

COPIED = "record copied"


def hand_out(area: StudyArea, number: int | None, *, form: str, by: Seat) -> None:
    """Log that a file of the record of session `number`, or of all, that is kept nowhere was handed out."""
    history.record(by, COPIED, subject=area.pk, area=area, facts={"as": form, "session": number})


def issued(area: StudyArea, number: int, since: datetime, retracted: Collection[Document]) -> int:
    """Copies handed out of words of session `number` that were cleared at `since`.

    Downloads of the `retracted` documents, and Word files and tables of that session or of all.
    """
    files = LogEntry.objects.filter(chain=area.chain, verb=COPIED, at__gte=since)
    of_it = sum(entry.facts.get("session") in (None, number) for entry in files)
    return of_it + sum(document.downloads for document in retracted)
