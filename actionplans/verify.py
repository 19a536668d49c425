"""Every rule of plans that a query can check: sentences for whatever is broken (domain 3B)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from actionplans import closing, content, delivery, depending, publishing
from actionplans.models import (
    ActionPlan,
    Comment,
    Delivery,
    Dependency,
    Endorsement,
    Evidence,
    NoResponse,
    PlanAbandoned,
    PlanAgreed,
    PlanClosed,
    PlanPublished,
    PlanReview,
    PlanStarted,
    Support,
)
from actionplans.models.delivery import Status
from actionplans.planning import plan_of
from partnerships.models import Sector, StudyArea

S = ActionPlan.State
SIGNED = (S.AGREED, S.IN_PROGRESS, S.CLOSED, S.SUPERSEDED)
REVIEWERS = ("written_by", "confirmed_by")
STARTED = (S.IN_PROGRESS, S.CLOSED)


def verify() -> Iterator[str]:
    """Name every broken invariant of plans; nothing when all is well."""
    yield from _plans()
    yield from _acts()
    yield from _talk()
    yield from _ends()
    for link in Evidence.objects.exclude(objective__plan__area=F("point__note__area")):
        yield f"Objective {link.objective_id}: it answers a statement of another area."
    for said in NoResponse.objects.exclude(plan__area=F("point__note__area")):
        yield f"Reason {said.pk}: it is about a statement of another area."
    for row in Delivery.objects.exclude(action__objective__plan__state__in=SIGNED):
        yield f"Action {row.action_id}: it has leads and dates before both sectors signed."
    yield from _dependencies()
    yield from _endorsements()


def _dependencies() -> Iterator[str]:
    """Nothing waits in a circle or for another plan's action, and what is complete waits for nothing (domain I-33)."""
    elsewhere = Dependency.objects.exclude(action__objective__plan=F("needs__objective__plan"))
    for link in elsewhere:
        yield f"Action {link.action_id}: it waits for an action of another plan."
    early = Dependency.objects.filter(action__delivery__status=Status.COMPLETE)
    for link in early.exclude(needs__delivery__status=Status.COMPLETE):
        yield f"Action {link.action_id}: it is complete before what it waits for."
    for plan in ActionPlan.objects.filter(objectives__actions__needs__isnull=False).distinct():
        if depending.circle(depending.edges_of(plan)):
            yield f"{plan}: some of its actions wait for each other."


def _endorsements() -> Iterator[str]:
    for one in Endorsement.objects.exclude(plan__state__in=SIGNED):
        yield f"Endorsement {one.pk}: it is of words that both sectors have not signed."
    for one in Endorsement.objects.exclude(sector=F("recorded_by__sector")):
        yield f"Endorsement {one.pk}: it was recorded for another sector than that of whoever recorded it."


def _plans() -> Iterator[str]:
    for plan in ActionPlan.objects.select_related("area__programme", "follows"):
        act = PlanAgreed.objects.complete().filter(plan=plan).first()
        if plan.state in SIGNED and act is None:
            yield f"{plan}: it is {plan.state} without both signatures."
        if plan.state not in SIGNED and act is not None:
            yield f"{plan}: both sectors signed, and it is still {plan.state}."
        closed = PlanClosed.objects.complete().filter(plan=plan).exists()
        if closed != (plan.state == S.CLOSED):
            yield f"{plan}: it is {plan.state} {'with' if closed else 'without'} both signatures for closing."
        yield from _readers(plan)
        if plan.state in STARTED and not PlanStarted.objects.complete().filter(plan=plan).exists():
            yield f"{plan}: it is in progress without both signatures of the start."
        yield from _order(plan)
        every = content.lines(plan)
        if act is not None and content.digest_of(every) != act.digest:
            yield f"{plan}: its words are not the ones that were signed."
        if plan.state in SIGNED:
            yield from _table_one(plan, content.agreed_part(every))


def _order(plan: ActionPlan) -> Iterator[str]:
    """A version takes the place of the one it follows when it is signed, and not before."""
    before = plan.follows
    if before is not None and (before.area_id != plan.area_id or before.version >= plan.version):
        yield f"{plan}: it follows a version that is not before it."
    if before is not None and plan.state in SIGNED and before.state != S.SUPERSEDED:
        yield f"{plan}: it is {plan.state}, and the version before it is still {before.state}."
    if plan.state == S.SUPERSEDED and not ActionPlan.objects.filter(follows=plan, state__in=SIGNED).exists():
        yield f"{plan}: it is superseded, and no signed version has taken its place."


def _readers(plan: ActionPlan) -> Iterator[str]:
    """Whoever may read it beyond the area was let in by both sectors (domain 3G)."""
    if plan.publication == ActionPlan.Publication.AREA:
        return
    acts = PlanPublished.objects.complete().filter(plan=plan)
    if not any(publishing.is_wider(act.level, ActionPlan.Publication.AREA) for act in acts):
        yield f"{plan}: it may be read outside its area without both signatures."


def _ends() -> Iterator[str]:
    """Closed plans with an open action, reviews that one sector alone stands by, lone signatures of another state."""
    open_ones = Delivery.objects.open().filter(action__objective__plan__state=S.CLOSED)
    for row in open_ones.select_related("action__objective__plan__area"):
        yield f"{row.action.objective.plan}: it is closed, and an action is {row.status}."
    for review in PlanReview.objects.filter(confirmed_at__isnull=False).select_related(*REVIEWERS):
        reviewers = [s for s in (review.written_by, review.confirmed_by) if s]
        sectors = {s.sector for s in reviewers}
        is_one = len({s.user_id for s in reviewers}) < len(Sector)
        present = {seat.sector for seat in review.present.all()}
        if is_one or not set(Sector) <= sectors or not set(Sector) <= present:
            yield f"{review} of {review.plan_id}: it is not the record of both sectors."
    for act in PlanClosed.objects.open().select_related("plan__area__programme"):
        if not closing.stands(act.plan, act):
            yield f"{act.plan}: a lone signature for closing stands for another state."


def _table_one(plan: ActionPlan, agreed: list[content.ObjectiveLine]) -> Iterator[str]:
    if not agreed:
        yield f"{plan}: it is agreed without an objective."
    for line in agreed:
        if not line.actions:
            yield f"{plan}: {line.name.lower()} is agreed without an action."
        for action in line.actions:
            if not hasattr(action.action, "delivery"):
                yield f"{plan}: {action.name.lower()} has no place for its leads and dates."


def _talk() -> Iterator[str]:
    """What is said of a draft is said by its own group, of its own items."""
    rows = Support.objects.exclude(seat__area=F("asking__plan__area"))
    for row in rows.select_related("asking__plan__area"):
        yield f"{row.asking.plan}: somebody of another area says whether they support it."
    own = Q(objective__plan=F("asking__plan")) | Q(action__objective__plan=F("asking__plan"))
    for row in Support.objects.exclude(own).select_related("asking__plan__area"):
        yield f"{row.asking.plan}: an answer is about an item of another plan."
    here = Q(objective__plan__area=F("said_by__area")) | Q(action__objective__plan__area=F("said_by__area"))
    told = ("objective__plan__area", "action__objective__plan__area")
    for comment in Comment.objects.exclude(here).select_related(*told):
        item = comment.objective or comment.action
        yield f"{plan_of(item) if item else comment}: somebody of another area commented on it."
    given_up = ActionPlan.objects.filter(state=S.ABANDONED).select_related("area__programme")
    for plan in given_up.exclude(area__state=StudyArea.State.DISCONTINUED):  # there drafts end with the area
        if not PlanAbandoned.objects.complete().filter(plan=plan).exists():
            yield f"{plan}: it was given up without both signatures."


def _acts() -> Iterator[str]:
    for table in (PlanAgreed, PlanStarted, PlanPublished, PlanClosed):
        for act in table._default_manager.select_related("plan__area", "la_by", "tso_by"):
            for sector in Sector:
                seat = act.signed_by(sector)
                if seat is not None and (seat.sector != sector or seat.area_id != act.plan.area_id):
                    yield f"{act.plan}: somebody signed for a sector or an area that is not theirs."
    for open_act in PlanAgreed.objects.open().select_related("plan__area__programme"):
        if open_act.digest != content.content_digest(open_act.plan):
            yield f"{open_act.plan}: a lone signature stands for words that have changed."
    for open_act in PlanStarted.objects.open().select_related("plan__area__programme"):
        if open_act.digest != delivery.start_digest(content.agreed_lines(open_act.plan)):
            yield f"{open_act.plan}: a lone signature of the start stands for other dates or measures."
