"""The one table of moves of a plan, and the lock every write takes first: area, then plan (domain 3G)."""

from __future__ import annotations

from django.db.models import F

from actionplans.models import ActionPlan
from partnerships.membership import NotPossible
from partnerships.models import Seat, StudyArea
from partnerships.permissions import Permission, require
from pipd.kit import clock, documents

S = ActionPlan.State
NOTHING_YET = ""
PAUSED = "The area is paused: nothing is signed meanwhile."

MOVES: dict[tuple[str, str], Permission] = {
    (NOTHING_YET, S.DRAFT): Permission.DRAFT_PLAN,
    (S.DRAFT, S.AGREED): Permission.SIGN_PLAN,
    (S.AGREED, S.IN_PROGRESS): Permission.SIGN_PLAN,
    (S.AGREED, S.SUPERSEDED): Permission.SIGN_PLAN,
    (S.IN_PROGRESS, S.SUPERSEDED): Permission.SIGN_PLAN,
    (S.IN_PROGRESS, S.CLOSED): Permission.CLOSE_PLAN,
    (S.DRAFT, S.ABANDONED): Permission.SIGN_PLAN,
}

# The plan in force stays as it is meanwhile, so opening its next version is no move of its own.
NEW_VERSION: dict[str, Permission] = dict.fromkeys(ActionPlan.IN_FORCE, Permission.AMEND_PLAN)

WHERE_IT_STANDS = {
    S.DRAFT: "This plan is still a draft: both sectors have to sign it first.",
    S.AGREED: "Both sectors have signed this plan, so its words change only through a new version.",
    S.IN_PROGRESS: "This plan is in progress, so its words change only through a new version.",
    S.CLOSED: "This plan is closed.",
    S.SUPERSEDED: "A later version has taken the place of this plan.",
    S.ABANDONED: "This draft was given up.",
}


def lock(plan: ActionPlan) -> ActionPlan:
    """The plan as it stands, locked with its area for the rest of the transaction."""
    StudyArea.objects.select_for_update(no_key=True).get(pk=plan.area_id)
    return (
        ActionPlan.objects.select_for_update(of=("self",)).select_related("area__programme").get(pk=plan.pk)
    )


def locked_in(plan: ActionPlan, *states: str) -> ActionPlan:
    """The locked plan. Raises NotPossible unless it is in one of `states`."""
    stored = lock(plan)
    if stored.state not in states:
        raise NotPossible(WHERE_IT_STANDS[S(stored.state)])
    return stored


def move(plan: ActionPlan, to: str, *, by: Seat) -> None:
    """Take the locked `plan` to state `to`. Raises NotPossible when the table has no such move."""
    permission = MOVES.get((plan.state, to))
    if permission is None:
        raise NotPossible(WHERE_IT_STANDS[S(plan.state)])
    require(by, permission, area_id=plan.area_id)
    plan.state = to
    plan.save(update_fields=["state"])
    if to == S.SUPERSEDED:
        # A printed copy of it says so from now on. What is being rendered at this moment is found by a sweep.
        documents.supersede(plan.pk)


def end_with_area(plan: ActionPlan, *, by: Seat) -> None:
    """Give the locked draft up because its area ends, for which no sector signs (domain 3G)."""
    require(by, Permission.DISCONTINUE_AREA)
    if (plan.state, S.ABANDONED) not in MOVES:
        raise NotPossible(WHERE_IT_STANDS[S(plan.state)])
    plan.state = S.ABANDONED
    plan.save(update_fields=["state"])


def touch(plan: ActionPlan) -> None:
    """Note that the plan changed: its next document is another edition."""
    ActionPlan.objects.filter(pk=plan.pk).update(edition=F("edition") + 1, changed_at=clock.now())
    plan.refresh_from_db(fields=["edition", "changed_at"])


def count_anew(plan: ActionPlan) -> None:
    """Drafts and records of the agreed plan are counted apart: draft 7, then record 1."""
    plan.edition = 1
    plan.save(update_fields=["edition"])
