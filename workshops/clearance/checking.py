"""What the page for checking notes shows one responder: what changed first, then what is new, then what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from partnerships.models import Seat
from partnerships.permissions import Permission, require
from workshops import windows
from workshops.clearance import quotes_reading
from workshops.clearance.asked import Asked, Gone, Mine, waits
from workshops.clearance.overview import ANSWERED, TO_ANSWER, Overview, people_of
from workshops.clearance.parts import FIRST, Division, Part, Wanted
from workshops.clearance.reading import Progress, circulated, progress_of
from workshops.clearance.working import Note, NoteVersion
from workshops.models import Workshop


@dataclass(frozen=True)
class CheckPage:
    """The notes as one responder is asked about them. `asked` are the statements of this page, the rest is of them all.

    `is_whole` says that they are all of `part` and nothing else, `fits` that one page shows the whole note. `left` have
    no answer yet; `waiting` are answered, and quote words of the reader's own that wait for their permission.
    """

    version: int
    answer_by: datetime
    closes_at: datetime
    open: bool
    progress: Progress | None
    asked: tuple[Asked, ...]
    part: Part
    is_whole: bool
    fits: bool
    total: int
    left: int
    waiting: int
    recorded: int = 0  # answers that somebody else recorded for this responder
    gone: tuple[Gone, ...] = ()
    meeting_at: datetime | None = None

    @property
    def answered(self) -> int:
        return self.total - self.left

    @property
    def earlier(self) -> int:
        """How many were answered earlier and are unchanged."""
        return self.answered - self.waiting

    @property
    def to_answer(self) -> int:
        """About how many something is asked."""
        return self.left + self.waiting


def check_page(workshop: Workshop, seat: Seat, wanted: Wanted = FIRST) -> CheckPage | None:
    """The page for `seat`; None when nothing was sent yet. Raises Http404 for whoever was not at the session.

    Who has left reads what may still be answered, and nothing once it is closed (domain I-15).
    """
    require(seat, Permission.ANSWER, area_id=workshop.area_id, past=True)
    return _page(workshop, seat, wanted)


def page_of(workshop: Workshop, person: Seat, by: Seat, wanted: Wanted = FIRST) -> CheckPage | None:
    """The same for `by`, a facilitator who records what `person` answers in another way."""
    require(by, Permission.RECORD_ANSWER, area_id=workshop.area_id)
    return _page(workshop, person, wanted, by_author=False)


def _page(workshop: Workshop, seat: Seat, wanted: Wanted, *, by_author: bool = True) -> CheckPage | None:
    """Quotations are for their speaker alone: nobody permits one for somebody else (domain I-25)."""
    found = circulated(workshop, seat=seat)
    if found is None or found[0].closes_at is None:
        return None
    note, version = found
    people = people_of(note)
    me = next((r for r in people if r.seat_id == seat.pk), None)
    is_open = note.state == Note.State.CIRCULATED and not windows.is_over(note.closes_at)
    if me is None or not (is_open or seat.is_live):
        raise Http404
    overview = Overview(note, version, me, people)
    # All at once: they are few, and where somebody's own words wait they are asked, so that decides what the parts are.
    quotes = (
        quotes_reading.shown_in(version, me) if by_author and getattr(version, "has_quotes", True) else {}
    )
    return CheckPage(
        version=version.number,
        answer_by=windows.answer_by(note.window_ends_at, found[0].closes_at) or found[0].closes_at,
        closes_at=found[0].closes_at,
        open=is_open,
        progress=_progress(overview, version, seat),
        recorded=sum(answer.for_them for answer in overview.mine.values()),
        meeting_at=note.closing_meeting_at if is_open else None,
        **_statements(overview, seat, quotes, wanted, by_author=by_author),
    )


def _progress(overview: Overview, version: NoteVersion, seat: Seat) -> Progress | None:
    if overview.note.state != Note.State.CIRCULATED:
        return None
    return progress_of(seat, version, list(overview.findings.values()))


def _statements(
    overview: Overview, seat: Seat, quotes: quotes_reading.Beside, wanted: Wanted, *, by_author: bool
) -> dict[str, Any]:
    """The statements that are wanted, and where they stand among all of them."""
    groups = overview.groups
    answered = [point for point, group in groups.items() if group == ANSWERED]
    waiting = [point for point in answered if point in quotes and waits(quotes[point])] if quotes else []
    new = [point for group in TO_ANSWER for point, at in groups.items() if at == group]
    division = Division([*new, *waiting], [point for point in answered if point not in waiting])
    part = division.part(wanted)
    whole = chosen = division.shown(part)
    if wanted.numbers is not None:
        chosen = [point for point, row in overview.rows.items() if row.number in wanted.numbers]
    shown = sorted(chosen, key=lambda point: overview.rows[point].number)
    mine = Mine(overview, seat, shown, by_author=by_author)
    return {
        "asked": tuple(mine.asked(point, groups[point], quotes) for point in shown),
        "part": part,
        "is_whole": chosen is whole or set(chosen) == set(whole),
        "fits": division.fits,
        "total": len(groups),
        "left": len(new),
        "waiting": len(waiting),
        "gone": mine.gone() if division.begins_with(part) else (),
    }
