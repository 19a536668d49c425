"""What became of one action: every word, proposal, answer and challenge, the newest first, with dates and sectors.

An action that new versions of the plan carry on has one story: what was said of it goes on with it, and what was done
to it stands in the log under the action of the version of that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_date

from actionplans.models import Action, Delivery, ProgressUpdate
from actionplans.models.delivery import Rag, Status
from partnerships import history
from partnerships.models import Seat
from pipd.kit.wording import count, listed, short_date

# The acts that leave no row of their own.
ACTS = ("delivery filled in", "dependencies set", "proposal answered")
TOLD = "progress told"
FIELDS = {
    "contact_la": "contacts", "contact_tso": "contacts", "cost": "cost", "due_on": "due date", "lead_la": "leads",
    "lead_la_seat": "leads", "lead_tso": "leads", "lead_tso_seat": "leads", "measure": "measure",
    "resources": "resources", "starts_on": "start",
}  # fmt: skip


@dataclass(frozen=True)
class Event:
    """One thing that happened. `note` and `challenge` are people's words; `name` is for the group alone."""

    at: datetime
    what: str
    sector: str
    name: str
    note: str = ""
    link: str = ""
    colour: str = ""


def events(row: Delivery, *, names: bool, challenges: bool) -> list[Event]:
    """The story of an action. `names` and `challenges` are for its group (domain 3K); five queries at most."""
    updates = list(row.updates.select_related("told_by__user", "challenged_by__user"))
    area = row.action.objective.plan.area_id
    every = history.of(_lives(row.action, area), (*ACTS, TOLD), area=area)
    acts = [entry for entry in every if entry.verb != TOLD]
    proposals = {entry.facts.get("update") for entry in every if entry.facts.get("proposed")}
    seats = Seat.objects.select_related("user").in_bulk({entry.actor for entry in acts if entry.actor})
    found = [_told(one, proposed=str(one.pk) in proposals) for one in updates]
    if challenges:
        found += [_challenged(one) for one in updates if one.challenged_at]
    found += [event for entry in acts for event in _acts(entry, seats.get(entry.actor))]
    if not names:
        found = [Event(**{**vars(event), "name": ""}) for event in found]
    return sorted(found, key=lambda event: event.at, reverse=True)


def _lives(action: Action, area: UUID) -> list[UUID]:
    """The ids under which `action` stood in the versions up to its own, the newest first; one query, however many."""
    carried = Action.objects.filter(objective__plan__area=area, origin__isnull=False)
    before: dict[UUID, UUID | None] = dict(carried.order_by().values_list("pk", "origin"))
    found: list[UUID] = []
    here: UUID | None = action.pk
    while here is not None:
        found.append(here)
        here = before.get(here)
    return found


def _told(update: ProgressUpdate, *, proposed: bool) -> Event:
    status = Status(update.status)
    return Event(
        at=update.told_at,
        what=f"Proposed: {status.label.lower()}" if proposed else status.label,
        sector=update.told_by.sector,
        name=str(update.told_by.user),
        note=update.note,
        link=update.link,
        colour=str(Rag(update.rag).label) if update.rag else "",
    )


def _challenged(update: ProgressUpdate) -> Event:
    at, by = update.challenged_at, update.challenged_by
    if at is None or by is None:
        raise ValueError("Nobody challenged this.")
    what = f"Challenged what was said on {short_date(update.told_at)}"
    return Event(at, what, by.sector, str(by.user), note=update.challenge)


def _acts(entry: Any, seat: Seat | None) -> Iterator[Event]:
    for what in _words(entry.verb, entry.facts):
        yield Event(entry.at, what, seat.sector if seat else "", str(seat.user) if seat else "")


def _words(verb: str, facts: dict[str, Any]) -> Iterator[str]:
    if verb == "proposal answered":
        yield _answered(facts)
    elif verb == "dependencies set":
        many = len(facts.get("waits for", ()))
        yield f"Waits for {count(many, 'other action')} now" if many else "Waits for nothing now"
    else:
        changed = sorted({FIELDS[name] for name in facts.get("changed", ()) if name in FIELDS})
        if changed:
            yield f"Changed: {listed(changed)}"
        if due := _day(facts.get("proposed due")):
            yield f"Proposed: a later date, {short_date(due)}"


def _answered(facts: dict[str, Any]) -> str:
    due, status = _day(facts.get("due")), facts.get("status")
    thing = Status(status).label.lower() if status else "a later date"
    until = f", {short_date(due)}" if due else ""
    return f"{'Agreed' if facts.get('agreed') else 'Not agreed'}: {thing}{until}"


def _day(told: Any) -> date | None:
    return parse_date(told) if isinstance(told, str) and told not in ("", "None") else None
