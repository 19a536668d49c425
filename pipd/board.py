"""The programme board: areas by stage, numbers of each sector, what is late. Dates and states, nobody's words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from actionplans import standing
from actionplans.models import ActionPlan
from partnerships.access import ProgrammePage
from partnerships.late import parities
from partnerships.models import StudyArea
from partnerships.parity import Parity
from partnerships.permissions import Permission, allows
from pipd.each_app import ask_each_app
from pipd.kit import clock
from pipd.kit.wording import day_date, deadline
from workshops import line, windows
from workshops.models.sessions import SESSIONS
from workshops.step import CIRCULATED, Step

DONE, HALF, HERE, LATE, NOT_YET = "done", "half", "here", "late", "to"
NODE_WORDS = {
    DONE: "done",
    HALF: "held, notes sent for checking",
    HERE: "here now",
    LATE: "here now, needs attention",
}
AGREED = {ActionPlan.State.AGREED, ActionPlan.State.IN_PROGRESS, ActionPlan.State.CLOSED}


@dataclass(frozen=True)
class Node:
    """One stage of one area."""

    name: str
    short: str
    state: str

    @property
    def words(self) -> str:
        return NODE_WORDS.get(self.state, "not yet")

    @property
    def line(self) -> str:
        """How far the line is drawn into this stage."""
        return {NOT_YET: "", HERE: "here", LATE: "here"}.get(self.state, "on")


@dataclass(frozen=True)
class Row:
    """One area on the board."""

    area: StudyArea
    parity: Parity
    nodes: list[Node]
    late: list[str]
    next: str
    under_review: bool


class Board(ProgrammePage):
    """All areas of the programme, in a number of queries that does not grow with them."""

    permission = Permission.SEE_BOARD
    template_name = "home/board.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = board_rows(
            list(StudyArea.objects.live().filter(programme=self.programme).select_related("programme"))
        )
        wanted = self.request.GET.get("stage", "")
        groups = stage_filters(rows)
        shown = [row for row in rows if matches(row, wanted)]
        return super().get_context_data(
            section="board",
            rows=shown,
            late_rows=[row for row in rows if row.late],
            groups=groups,
            wanted=wanted,
            today=clock.today(),
            target=self.programme.target_areas,
            opens=allows(self.seat, Permission.SEE_AREA),
            chooses=allows(self.seat, Permission.SEE_SAMPLING),
            is_begun=bool(rows),
            **kwargs,
        )


def matches(row: Row, wanted: str) -> bool:
    """Whether the filter `wanted` (empty, "late" or a state) shows `row`."""
    return not wanted or (bool(row.late) if wanted == "late" else row.area.state == wanted)


def stage_filters(rows: list[Row]) -> list[tuple[str, str, int]]:
    """Value, words and count of every filter that would show something."""
    found = [("", "All", len(rows)), ("late", "Needs attention", sum(bool(row.late) for row in rows))]
    for value, words in StudyArea.State.choices:
        found.append((value, words, sum(row.area.state == value for row in rows)))
    return [f for f in found if f[2] or not f[0]]


def latest_plans(areas: Collection[StudyArea]) -> dict[UUID, Any]:
    """The plan of each area that stands, else its draft, with its coming review, by area id; in one query."""
    found = ActionPlan.objects.filter(area__in=areas).standing_first().annotate(**standing.coming_review())
    return {plan.area_id: plan for plan in reversed(found)}


def board_rows(areas: list[StudyArea]) -> list[Row]:
    """Every area with its stages and what is late."""
    lines = line.lines(areas)
    plans = latest_plans(areas)
    numbers = parities(areas)
    delivered = standing.told_of(areas)
    late: dict[UUID, list[str]] = defaultdict(list)
    going = [area for area in areas if not area.is_discontinued]
    for app in ask_each_app("late"):
        for pk, sentences in app.late(going).items():
            late[pk] += sentences
    return [
        Row(
            area=area,
            parity=numbers[area.pk],
            nodes=nodes(area, lines[area.pk], plans.get(area.pk), bool(late[area.pk])),
            late=late[area.pk],
            next=f"Discontinued on {day_date(area.discontinued_at)}"
            if area.is_discontinued
            else what_is_next(lines[area.pk], plans.get(area.pk), delivered.get(area.pk, "")),
            under_review=area.pk in plans and standing.is_under_review(plans[area.pk], plans[area.pk].state),
        )
        for area in areas
    ]


def nodes(area: StudyArea, steps: list[Step], plan: ActionPlan | None, is_late: bool) -> list[Node]:
    """The seven stages; the first that is not done is where the area is."""
    recruited = area.state not in (
        StudyArea.State.CANDIDATE, StudyArea.State.SELECTED, StudyArea.State.RECRUITING
    )  # fmt: skip
    stages = [("Recruited", "Recr.", DONE if recruited else NOT_YET)]
    by_number = {step.number: step for step in steps}
    for number in range(1, SESSIONS + 1):
        stages.append((f"Session {number}", f"S{number}", session_state(by_number.get(number))))
    agreed = plan is not None and plan.state in AGREED
    closed = area.state == StudyArea.State.CLOSED
    stages += [
        ("Plan agreed", "Plan", DONE if agreed else NOT_YET),
        ("Delivery", "Deliv.", DONE if closed else NOT_YET),
    ]
    here = next((i for i, stage in enumerate(stages) if stage[2] == NOT_YET), None)
    now = NOT_YET if area.is_discontinued else LATE if is_late else HERE
    return [Node(name, short, now if i == here else state) for i, (name, short, state) in enumerate(stages)]


def session_state(step: Step | None) -> str:
    """Done once nothing is to be done for its notes; half once it was held."""
    if step is None or not step.held:
        return NOT_YET
    return DONE if step.is_settled else HALF


def what_is_next(steps: list[Step], plan: ActionPlan | None, delivered: str = "") -> str:
    """The next date or step, in a few words; of a plan in delivery how far it is."""
    coming = next((step for step in steps if not step.held), None)
    if coming:
        return f"Session {coming.number} {'today' if coming.today else 'on ' + day_date(coming.workshop.starts_at)}"
    closing = [step.note.closes_at for step in steps if step.note.state == CIRCULATED]
    if closing:
        over = windows.is_over(closing[-1])
        return "Notes await approval" if over else f"Answers close {deadline(closing[-1])}"
    if plan:
        return f"Plan {plan.get_state_display().lower()}" + (f": {delivered}" if delivered else "")
    return "The plan is not begun" if steps else "Sessions are not planned"
