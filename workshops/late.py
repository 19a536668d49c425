"""What is late in sessions and notes: dates and states for the board, no words that people said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from partnerships.models import StudyArea
from pipd.kit import clock
from pipd.kit.wording import day_date
from workshops import windows
from workshops.clearance import owing
from workshops.models import Workshop


def late(areas: Collection[StudyArea]) -> dict[UUID, list[str]]:
    """What is late, by area id; two rounds of queries for all areas."""
    found: dict[UUID, list[str]] = defaultdict(list)
    notes = owing.to_settle(areas)
    sessions = list(
        Workshop.objects.filter(area__in=areas).select_related("area__programme").order_by("number")
    )
    following = _following(sessions)
    for w in sessions:
        if words := _session_late(w, notes.get(w.pk), following.get(w.pk)):
            found[w.area_id].append(words)
    return found


def _following(sessions: list[Workshop]) -> dict[UUID, Workshop]:
    """The next session of the same area that is going ahead, by the id of the one before; `sessions` by number."""
    standing = [w for w in sessions if w.state != Workshop.State.CANCELLED]
    found: dict[UUID, Workshop] = {}
    for w in sessions:
        after = next((n for n in standing if n.area_id == w.area_id and n.number > w.number), None)
        if after and not after.is_halted:
            found[w.pk] = after
    return found


def _session_late(w: Workshop, note: owing.ToSettle | None, after: Workshop | None) -> str:
    now = clock.now()
    if w.state == Workshop.State.POSTPONED:
        return f"Session {w.number} is postponed and has no new date yet."
    if w.is_halted:
        return ""
    if not w.is_delivered:
        return f"Session {w.number} is over, and who came is not recorded." if w.ends_at < now else ""
    if note is None or note.state == "drafting":
        due = windows.send_by(w)
        return f"Notes of session {w.number} were to be sent by {day_date(due)}." if due and due < now else ""
    if note.state != "circulated":
        return ""
    if windows.is_over(note.closes_at):
        return f"Notes of session {w.number} await approval since {day_date(note.closes_at)}."
    if after and after.is_today:
        return f"Notes of session {w.number} are not cleared, and session {after.number} is today."
    if after and after.ends_at < now:
        return f"Notes of session {w.number} are not cleared, and session {after.number} is over."
    return ""
