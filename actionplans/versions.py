"""The versions of an area's plan, and which of them a reader is shown: a draft never takes the plan in force away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from actionplans.models import Action, ActionPlan, PlanAgreed, PlanStarted
from partnerships.models import StudyArea

S = ActionPlan.State
DRAFTED = (S.DRAFT, S.ABANDONED)  # what both sectors never signed: for the group alone (domain 3K)
PAST = (S.SUPERSEDED, S.ABANDONED)


@dataclass(frozen=True)
class Versions:
    """All versions of one area's plan, the newest first."""

    every: tuple[ActionPlan, ...]

    @property
    def draft(self) -> ActionPlan | None:
        return next((plan for plan in self.every if plan.is_draft), None)

    @property
    def in_force(self) -> ActionPlan | None:
        return next((plan for plan in self.every if plan.is_in_force), None)

    def numbered(self, version: int) -> ActionPlan | None:
        return next((plan for plan in self.every if plan.version == version), None)

    def open_to(self, *, drafts: bool) -> list[ActionPlan]:
        """Those that a reader may open; without `drafts` only what both sectors signed."""
        return [plan for plan in self.every if drafts or plan.state not in DRAFTED]

    def shown(self, *, drafts: bool) -> ActionPlan | None:
        """The one that the plan's own page shows: the draft to whoever may read it, else the one that stands."""
        return next((plan for plan in self.open_to(drafts=drafts) if plan.state not in PAST), None)


def versions_of(area: StudyArea) -> Versions:
    """The versions of `area`, each with its area and the version it follows; one query."""
    found = list(ActionPlan.objects.filter(area=area).order_by("-version"))
    by_id = {plan.pk: plan for plan in found}
    for plan in found:
        plan.area = area
        if plan.follows_id:
            plan.follows = by_id[plan.follows_id]
    return Versions(tuple(found))


@dataclass(frozen=True)
class VersionLine:
    """One version in the list of all: who signed it for which sector, and when delivery started."""

    plan: ActionPlan
    act: PlanAgreed | None
    started: PlanStarted | None


def listed(plans: Sequence[ActionPlan]) -> list[VersionLine]:
    """`plans` with what was signed of each; two queries however many there are."""
    acts = PlanAgreed.objects.standing().filter(plan__in=plans).select_related("la_by__user", "tso_by__user")
    agreed = {act.plan_id: act for act in acts}
    started = {act.plan_id: act for act in PlanStarted.objects.complete().filter(plan__in=plans)}
    return [VersionLine(plan, agreed.get(plan.pk), started.get(plan.pk)) for plan in plans]


def carried_on(plan: ActionPlan) -> dict[UUID, Action]:
    """By the id of an action of `plan`: the action of a signed version that carries it on; one query."""
    found = Action.objects.filter(origin__objective__plan=plan).exclude(objective__plan__state__in=DRAFTED)
    return {
        action.origin_id: action for action in found.select_related("objective__plan") if action.origin_id
    }


def kin(area: UUID, actions: Sequence[UUID]) -> dict[UUID, UUID]:
    """By the id of an action of any version: that of `actions` which it is, carries on, or is carried on by; one query.

    What was said of an action moves with it into the next version, so a look back finds it there.
    """
    rows = Action.objects.filter(objective__plan__area=area).values_list("pk", "origin")
    came_from: dict[UUID, UUID | None] = dict(rows)

    def first(key: UUID) -> UUID:
        while before := came_from.get(key):
            key = before
        return key

    own = {first(key): key for key in actions}
    return {key: own[first(key)] for key in came_from if first(key) in own}
