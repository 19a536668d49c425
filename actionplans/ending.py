"""What of plans ends with an area that is discontinued: drafts. What both sectors signed stands (domain 3D, 3G)."""

from __future__ import annotations

from actionplans import asking, moves
from actionplans.models import ActionPlan, PlanAbandoned, PlanAgreed, PlanClosed, PlanPublished, PlanStarted
from partnerships import agreement, history
from partnerships.models import Seat, StudyArea
from partnerships.permissions import Permission, require
from pipd.kit.calendars import Entry
from pipd.kit.wording import count

S = ActionPlan.State
# What awaits the other sector's signature is void, by how the log says so.
VOIDED = {
    PlanAgreed: "signature voided",
    PlanAbandoned: "giving up voided",
    PlanStarted: "start voided",
    PlanPublished: "publication voided",
    PlanClosed: "closing voided",
}


def numbers(area: StudyArea) -> list[str]:
    """What would end, and what stays, in sentences that count."""
    plans = ActionPlan.objects.filter(area=area)
    drafts, standing = plans.drafts().count(), plans.in_force().count()
    halves = sum(table._default_manager.open().filter(plan__area=area).count() for table in VOIDED)
    found = [
        (drafts, f"{count(drafts, 'draft')} of the plan: given up."),
        (standing, f"{count(standing, 'signed plan')}: stays as it is, and nothing more is reported on it."),
        (halves, f"{count(halves, 'signature')} that the other sector has not matched: void."),
    ]
    return [words for number, words in found if number]


def hold(area: StudyArea) -> None:
    """Lock the plans of `area`, whose lock the caller has."""
    list(ActionPlan.objects.filter(area=area).select_for_update(of=("self",)).order_by("version"))


def end(area: StudyArea, *, by: Seat) -> list[Entry]:
    """Give drafts up and void what one sector signed alone. No calendar has an entry that has to be taken out."""
    require(by, Permission.DISCONTINUE_AREA)
    for table, verb in VOIDED.items():
        for act in table._default_manager.open().filter(plan__area=area).order_by("pk"):
            agreement.void(act, reason=table.Void.OTHERWISE)
            history.record(by, verb, subject=act.plan_id, area=area)
    for plan in ActionPlan.objects.drafts().filter(area=area).select_related("area__programme"):
        asking.close(plan, by=by)
        moves.end_with_area(plan, by=by)
        moves.touch(plan)
        history.record(by, "draft given up", subject=plan.pk, area=area)
    return []
