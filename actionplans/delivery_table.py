"""The table of who does what by when, as one reader sees it: reads, never writes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from actionplans import challenging, linking, progress
from actionplans.content import ActionLine, ObjectiveLine
from actionplans.models import ActionPlan, Delivery, ProgressUpdate
from partnerships import over
from partnerships.models import Partnership, Seat, Sector
from partnerships.permissions import Permission
from partnerships.words import sectors_in_order
from pipd.kit.wording import short_date


@dataclass(frozen=True)
class Lead:
    """Who leads an action for one sector. `has_left` says that their seat in the group has ended."""

    sector: Sector
    post: str
    contact: str
    has_left: bool


def proposed_words(row: Delivery) -> str:
    """ "deferred until 3 March 2027", "a later date (3 March 2027)", "complete"; nothing without a proposal."""
    status, due = row.proposed_status, short_date(row.proposed_due_on)
    if not status:
        return f"a later date ({due})" if due else ""
    words = row.get_proposed_status_display().lower()
    return f"{words} until {due}" if due else str(words)


@dataclass(frozen=True)
class Row:
    """One action: its line, its delivery, and what of it is this reader's to do."""

    line: ActionLine
    delivery: Delivery
    leads: tuple[Lead, ...]
    waits: tuple[ActionLine, ...]
    challenge: ProgressUpdate | None
    may_answer: bool
    rests_on: tuple[Partnership, ...] = ()  # for whoever may see the register

    @property
    def proposed_words(self) -> str:
        return proposed_words(self.delivery)

    @property
    def awaits(self) -> str:
        """The sector whose lead answers what is proposed."""
        by = self.delivery.proposed_by
        return Sector(by.sector).other if by else ""

    @property
    def rests_on_an_end(self) -> bool:
        return self.delivery.is_open and any(one.is_ending for one in self.rests_on)

    @property
    def has_lost_a_lead(self) -> bool:
        return self.delivery.is_open and any(lead.has_left for lead in self.leads)


@dataclass(frozen=True)
class Table:
    """All rows, and what is said above them."""

    rows: tuple[Row, ...]

    @property
    def complete(self) -> int:
        return sum(row.delivery.status == "complete" for row in self.rows)

    @property
    def overdue(self) -> list[Row]:
        return [row for row in self.rows if row.delivery.is_overdue]

    @property
    def unsettled(self) -> list[Row]:
        """Open actions that rest on a partnership which is closing or has closed (domain E16)."""
        return [row for row in self.rows if row.rests_on_an_end]

    @property
    def challenged(self) -> list[Row]:
        return [row for row in self.rows if row.challenge]

    @property
    def leaderless(self) -> list[Row]:
        return [row for row in self.rows if row.has_lost_a_lead]

    @property
    def awaiting(self) -> list[Row]:
        return [row for row in self.rows if row.delivery.proposed_at]


def of(
    plan: ActionPlan, lines: Sequence[ObjectiveLine], seat: Seat, *, in_group: bool, sees_register: bool
) -> Table:
    """The table of `lines`, the agreed part of `plan`.

    Challenges are for the group (domain I-34), partnerships for whoever sees the register (3K).
    """
    every = {action.action.pk: action for line in lines for action in line.actions}
    challenges = challenging.challenged(plan) if in_group else {}
    rests = linking.of(plan) if sees_register else {}
    goes_on = over.lasts(plan.area, Permission.SET_DELIVERY)
    rows = []
    for line in every.values():
        row = line.action.delivery
        needs = [every[link.needs_id] for link in line.action.needs.all() if link.needs_id in every]
        answers = goes_on and progress.may_answer(row, seat)
        leads = tuple(_leads(plan, row))
        rows.append(
            Row(line, row, leads, tuple(needs), challenges.get(row.pk), answers, rests.get(row.pk, ()))
        )
    return Table(tuple(rows))


def _leads(plan: ActionPlan, row: Delivery) -> Iterator[Lead]:
    for sector in sectors_in_order(plan.area.programme):
        post, held = row.lead_of(sector), row.lead_seat(sector)
        if post or held:
            has_left = held is not None and not held.is_live
            yield Lead(sector, post, row.contact_of(sector), has_left)
