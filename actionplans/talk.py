"""What is talked about beside Table 1 while it is a draft: support, comments, challenges, giving it up. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from actionplans import abandoning, asking, challenges, comments, content, supporting
from actionplans.content import Line, ObjectiveLine, item_of
from actionplans.models import ActionPlan, Asking, PlanAbandoned
from actionplans.stops import Link
from actionplans.supporting import Voice
from partnerships.models import Seat, Sector


@dataclass(frozen=True)
class ItemTalk:
    """One item: what the group says of it, and how many comments stand beside it."""

    voice: Voice
    open: int
    whole: int


@dataclass(frozen=True)
class Talk:
    """All of it, for one reader of the plan's page."""

    asking: Asking | None
    runs: bool
    left: int  # items the reader has not answered in their present words
    items: dict[UUID, ItemTalk]
    refused: tuple[Link, ...]
    commented: tuple[Link, ...]
    challenges: int
    unanswered: int
    giving_up: PlanAbandoned | None

    @property
    def asked_by(self) -> Sector | None:
        """The sector that asks to give the draft up."""
        return abandoning.asked_by(self.giving_up) if self.giving_up else None


def talk(plan: ActionPlan, every: Sequence[ObjectiveLine], seat: Seat) -> Talk:
    """What the page of the draft says beside its table; the number of queries does not grow with it."""
    found = asking.latest(plan)
    answers = supporting.given_to(plan)
    voices = supporting.voices(plan, every, seat, answers)
    counts = comments.counts(plan)
    lines = content.in_order(every)
    items = {key: ItemTalk(voice, *counts.get(key, (0, 0))) for key, voice in voices.items()}
    mine = {pair: row for pair, row in answers.items() if pair[0] == seat.pk}
    told = challenges.of_plan(plan, every)
    return Talk(
        asking=found,
        runs=asking.runs(found, plan),
        left=sum(not rows for rows in supporting.standing(mine, lines).values()),
        items=items,
        refused=_links(line for line in lines if items[item_of(line).pk].voice.refused),
        commented=_links(line for line in lines if items[item_of(line).pk].open),
        challenges=len(told),
        unanswered=sum(challenge.is_left for challenge in told),
        giving_up=abandoning.open_act(plan),
    )


def refused(plan: ActionPlan, every: Sequence[ObjectiveLine], seat: Seat) -> tuple[Link, ...]:
    """The items that somebody can't support in their present words; one query."""
    voices = supporting.voices(plan, every, seat, supporting.given_to(plan))
    return _links(line for line in content.in_order(every) if voices[item_of(line).pk].refused)


def _links(lines: Iterable[Line]) -> tuple[Link, ...]:
    return tuple(Link(line.name, line.anchor) for line in lines)
