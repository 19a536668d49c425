"""A dry run: what would come of each row of a file of applications, in words for whoever has the file before them.

It reads and stores nothing. The same is asked again when the applications are added, with the area locked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from partnerships import organisations
from partnerships.applications import kinds_for, outside
from partnerships.import_columns import Column, Wrong, beginning, columns, same
from partnerships.import_reading import RawRow
from partnerships.models import Application, ApplicationWindow, Organisation, Seat, StudyArea
from pipd.kit import clock
from pipd.kit.table_files import Cell, Refused
from pipd.kit.wording import in_sentence, listed, short_date

S = Application.State
SHOWN = ("full_name", "email", "organisation_name")  # as the row says them, also where they cannot be taken
TWICE = "Email address: stands in row {other} as well. Each person applies once."
THERE = "Email address: there is an application from this address already."
PLACED = "Email address: this person has a place in the group already."
TOOK_BACK = "Email address: this person has taken an application back. They may apply again online."
DECIDED_SINCE = "Email address: an application from this address was {what} on {day}, after this one came in."
DECIDED_BEFORE = "An application from this address was {what} on {day}."
SAME_NAME = "The same name stands in row {other}, with another email address."


@dataclass
class Checked:
    """One row: `wrong` stops it, `weigh` is for whoever decides. `values` are the application's, once all are right."""

    number: int
    name: str
    email: str
    organisation: str
    sector: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    weigh: list[str] = field(default_factory=list)


def check(area: StudyArea, rows: Sequence[RawRow]) -> list[Checked]:
    """What would come of `rows` in `area` now."""
    asked = columns(area.programme)
    found = [_read(row, asked) for row in rows]
    window = ApplicationWindow.objects.filter(area=area).first()
    for one in found:
        _belongs(area, one)
        _in_time(window, one)
    _within_the_file(found)
    _organisations(found)
    _people(area, found)
    for one in found:
        if not one.wrong:
            one.weigh = [*outside(Application(area=area, **one.values)), *one.weigh]
    return found


def _read(row: RawRow, asked: Sequence[Column]) -> Checked:
    """The values of one row, each by itself. What only the other sector is asked is not read."""
    said = {name: cell for name, cell in row.cells.items() if isinstance(cell, str)}
    name, email, organisation = (beginning(said.get(name, "")) for name in SHOWN)
    one = Checked(row.number, name, email, organisation)
    faults: dict[str, str] = {}
    for column in sorted(asked, key=lambda column: column.name != "sector"):
        if column.of and column.of != one.sector:
            continue
        try:
            one.values[column.name] = _value(column, row.cells.get(column.name, ""))
        except Wrong as fault:
            faults[column.name] = f"{column.heading}: {fault}"
        one.sector = one.values.get("sector", "")
    one.wrong = [faults[column.name] for column in asked if column.name in faults]
    one.email = one.values.get("email", one.email)
    return one


def _value(column: Column, cell: Cell) -> Any:
    if isinstance(cell, Refused):
        raise Wrong(f"holds {cell.why}.")
    return column.value(cell)


def _belongs(area: StudyArea, one: Checked) -> None:
    """Domain I-4: the organisation is of a kind from which people apply for that sector."""
    kind = one.values.get("organisation_kind")
    if not kind or not one.sector:
        return
    kinds = kinds_for(area.programme, one.sector)
    if kind not in kinds:
        sector = in_sentence(area.programme.words_for(one.sector))
        label = Organisation.Kind(kind).label
        offered = listed([k.label for k in kinds], "or")
        one.wrong.append(
            f"Kind of organisation: “{label}” does not belong to the sector {sector}. Write {offered}."
        )


def _in_time(window: ApplicationWindow | None, one: Checked) -> None:
    """What came in while people could apply may be entered later, and nothing else."""
    day: date | None = one.values.get("received_on")
    if day is None or window is None:
        return
    if day > clock.today():
        one.wrong.append(f"Received on: {short_date(day)} is still to come.")
    elif not window.opens_on <= day <= window.closes_on:
        first, last = short_date(window.opens_on), short_date(window.closes_on)
        one.wrong.append(
            f"Received on: {short_date(day)} is outside the time for applications, {first} to {last}."
        )


def _within_the_file(found: Sequence[Checked]) -> None:
    first_with: dict[str, int] = {}
    named: dict[str, int] = {}
    for one in found:
        if email := one.values.get("email"):
            if email in first_with:
                one.wrong.append(TWICE.format(other=first_with[email]))
                continue
            first_with[email] = one.number
        name = same(one.values.get("full_name", ""))
        if name and name in named:
            one.weigh.append(SAME_NAME.format(other=named[name]))
        named.setdefault(name, one.number)


def _organisations(found: Sequence[Checked]) -> None:
    """An organisation that is entered has one kind: with another its people could be given no place (selection)."""
    known: dict[str, set[str]] = defaultdict(set)
    for name, kind in organisations.entered().values_list("name", "kind"):
        known[name.casefold()].add(kind)
    for one in found:
        said = one.values.get("organisation_kind")
        kinds = known.get(one.values.get("organisation_name", "").casefold(), set())
        if said and kinds and said not in kinds:
            label = Organisation.Kind(min(kinds)).label
            one.wrong.append(f"Kind of organisation: {one.organisation} is entered already as “{label}”.")


def _people(area: StudyArea, found: Sequence[Checked]) -> None:
    """What stands of the same addresses. Of an application only begun nothing is said: it is its owner's alone."""
    emails = {one.values["email"] for one in found if "email" in one.values}
    rows = Application.objects.sent().filter(area=area, email__in=emails).order_by("submitted_at", "id")
    before = {(row.email, row.state): row.decided_at for row in rows}
    seats = Seat.objects.live().participants().filter(area=area, user__email__in=emails)
    placed = set(seats.values_list("user__email", flat=True))
    for one in found:
        email = one.values.get("email", "")
        states = {state for address, state in before if address == email}
        if email in placed:
            one.wrong.append(PLACED)
        elif states & {S.SUBMITTED, S.WAITING}:
            one.wrong.append(THERE)
        elif S.WITHDRAWN in states:
            one.wrong.append(TOOK_BACK)
        decided = {S.ACCEPTED, S.DECLINED} if email not in placed else {S.DECLINED}
        for state in sorted(states & decided):
            _decided(one, S(state).label.lower(), before[email, state])


def _decided(one: Checked, what: str, moment: datetime | None) -> None:
    """Whoever was decided about may apply again; what came in before is that application once more."""
    day, came = (moment or clock.now()).astimezone(clock.LONDON).date(), one.values.get("received_on")
    if came and came <= day:
        one.wrong.append(DECIDED_SINCE.format(what=what, day=short_date(day)))
    else:
        one.weigh.append(DECIDED_BEFORE.format(what=what, day=short_date(day)))
