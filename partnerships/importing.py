"""Entering applications that came on paper or in a spreadsheet: a dry run first, then all of a file or none.

Nothing of a file is kept between the two steps. What was checked goes to the page and comes back from it signed for one
person, one area and one content (docs/decisions/0023-importing-applications.md).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.core import signing
from django.db import IntegrityError, transaction

from partnerships import applying, history, import_checks, import_reading, post_recruitment, selection
from partnerships.import_checks import Checked
from partnerships.import_columns import columns
from partnerships.import_reading import RawRow
from partnerships.locks import area_for
from partnerships.membership import NotPossible
from partnerships.models import Application, ApplicationWindow, Seat, StudyArea
from partnerships.permissions import Permission, require
from pipd.kit import clock
from pipd.kit.models import LogEntry
from pipd.kit.references import new_reference

S = Application.State
SALT = "partnerships.importing"
GONE = "What was checked cannot be read any more. Choose the file again."
HOLDS = timedelta(hours=1)
TOO_OLD = (
    "This file was checked more than an hour ago. Choose it again, so that it is checked as things stand now."
)
IMPORTED = "applications imported"
MEANWHILE = (
    "Something changed since this file was checked, so nothing was added. Read what is said of each row now."
)
AT_ONCE = "Somebody applied from one of these addresses at this moment, so nothing was added. Choose the file again."


@dataclass(frozen=True)
class Report:
    """What would come of a file: `faults` of it as a whole, else each row; `sealed` adds them, if all are right."""

    faults: tuple[str, ...] = ()
    rows: tuple[Checked, ...] = ()
    sealed: str = ""

    @property
    def wrong(self) -> list[Checked]:
        return [row for row in self.rows if row.wrong]

    @property
    def is_ready(self) -> bool:
        return bool(self.rows) and not self.faults and not self.wrong


class Changed(NotPossible):
    """The applications cannot be added any more as they were checked: `report` says what stands now."""

    def __init__(self, report: Report) -> None:
        super().__init__(MEANWHILE)
        self.report = report


def why_not(area: StudyArea) -> str:
    """Why no application can be entered in `area` now, in a sentence; empty if it can."""
    if area.state == StudyArea.State.SELECTED:
        return "Applications are not open yet. What came in before people could apply is not taken in."
    if area.state != StudyArea.State.RECRUITING:
        return (
            f"{area.name} is {area.get_state_display().lower()}. Applications are taken in while it recruits."
        )
    if not ApplicationWindow.objects.filter(area=area).exists():
        return "Applications were never opened here, so nothing could come in in time."
    return ""


def dry_run(area: StudyArea, content: bytes, *, by: Seat) -> Report:
    """What would come of the file `content`. Raises NotPossible where none can be entered."""
    require(by, Permission.ENTER_APPLICATIONS, area_id=area.pk)
    if refusal := why_not(area):
        raise NotPossible(refusal)
    table = import_reading.read(content, columns(area.programme))
    if table.faults:
        return Report(faults=table.faults)
    return _report(area, table.rows, by)


def _report(area: StudyArea, rows: tuple[RawRow, ...], by: Seat) -> Report:
    checked = Report(rows=tuple(import_checks.check(area, rows)))
    return Report(rows=checked.rows, sealed=_seal(area, rows, by)) if checked.is_ready else checked


def _seal(area: StudyArea, rows: tuple[RawRow, ...], by: Seat) -> str:
    # What is not text stands where this row's sector is asked nothing, or the row would not be right.
    told = [
        [row.number, {name: cell for name, cell in row.cells.items() if isinstance(cell, str)}]
        for row in rows
    ]
    at = clock.now().isoformat()
    return signing.dumps([*_bound(area, by), at, _digest(told), told], salt=SALT, compress=True)


def _bound(area: StudyArea, by: Seat) -> list[str]:
    return [str(by.user_id), str(area.pk)]


def _digest(told: list) -> str:
    """The fingerprint of what stands in the file, whatever kind of file it is."""
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def _unsealed(sealed: str, area: StudyArea, by: Seat) -> tuple[UUID, tuple[RawRow, ...]]:
    """The id of what a file brings, and its rows. Raises NotPossible unless `by` checked them for `area`."""
    try:
        user, place, at, digest, told = signing.loads(sealed, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise NotPossible(GONE) from None
    if [user, place] != _bound(area, by):
        raise NotPossible(GONE)
    if clock.now() - datetime.fromisoformat(at) > HOLDS:
        raise NotPossible(TOO_OLD)
    return uuid5(area.pk, digest), tuple(RawRow(number, cells) for number, cells in told)


def add(area: StudyArea, sealed: str, *, by: Seat) -> int:
    """Enter all applications that were checked as `sealed`; how many. Each person is told by email.

    Raises Changed, with another report, where one of them cannot be entered any more, and NotPossible for what `by`
    did not check here. Whoever presses twice, or with the same rows in another file, enters them once.
    """
    require(by, Permission.ENTER_APPLICATIONS, area_id=area.pk)
    source, rows = _unsealed(sealed, area, by)
    try:
        return _add(area, source, rows, by)
    except IntegrityError:
        # The constraint on addresses: whoever begins an application or sends it does not lock the area.
        raise NotPossible(AT_ONCE) from None


@transaction.atomic
def _add(area: StudyArea, source: UUID, rows: tuple[RawRow, ...], by: Seat) -> int:
    stored = area_for(Permission.ENTER_APPLICATIONS, area, by=by)
    # Before the log: an applicant who sends what they have begun holds it, and waits for the log.
    begun = {one.email: one for one in selection.hold(stored) if one.state == S.BEGUN}
    if _was_entered(stored, source):
        return len(rows)
    if refusal := why_not(stored):
        raise NotPossible(refusal)
    report = _report(stored, rows, by)
    if not report.is_ready:
        raise Changed(report)
    entered = [_enter(stored, row, source, begun.get(row.values["email"]), by) for row in report.rows]
    numbers = Counter(f"{one.sector} {one.channel}" for one in entered)
    history.record(by, IMPORTED, subject=source, area=stored, facts=dict(sorted(numbers.items())))
    return len(entered)


def _was_entered(area: StudyArea, source: UUID) -> bool:
    """Whether these rows were added once: the log keeps it, also when applications were deleted since."""
    return LogEntry.objects.filter(chain=area.chain, verb=IMPORTED, subject=source).exists()


def _enter(area: StudyArea, row: Checked, source: UUID, begun: Application | None, by: Seat) -> Application:
    """One application as its person would have sent it; one they had `begun` online is set aside for it."""
    if begun:
        applying.set_aside(begun, by=by)
    application = Application(
        **row.values,
        area=area,
        state=S.SUBMITTED,
        reference=new_reference(),
        submitted_at=clock.now(),
        entered_by=by,
        entered_from=source,
    )
    applying.mark_link(application)
    application.save(force_insert=True)
    facts = {"sector": application.sector, "channel": application.channel}
    history.record(by, "application entered", subject=application.pk, area=area, facts=facts)
    post_recruitment.entered(application, had_begun=begun is not None)
    return application
