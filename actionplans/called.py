"""How objectives and actions are called where they are named without their plan beside them: Action 2(b)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Q

from actionplans.content import refs
from actionplans.models import ActionPlan, Objective
from partnerships.models import User

IN = ("pk", "plan", "plan__state", "actions", "accepted", "actions_accepted")


def called(user: User) -> dict[UUID, str]:
    """By id, the name of every item of the plans of the areas of `user`, as its pages have it. It asks one question.

    An agreed plan is numbered anew without what was left behind, which keeps the name it had in the draft (I-28).
    """
    both = Q(accepted_la_at__isnull=False, accepted_tso_at__isnull=False)
    both_of_action = Q(actions__accepted_la_at__isnull=False, actions__accepted_tso_at__isnull=False)
    rows = Objective.objects.filter(plan__area__in=user.seats.values("area"))
    rows = rows.annotate(accepted=both, actions_accepted=both_of_action)
    found: dict[UUID, str] = {}
    every = rows.order_by("plan", "seq", "actions__seq").values(*IN)
    for _, plan in groupby(every, key=lambda row: row["plan"]):
        lines = list(plan)
        found |= _names(lines)
        if lines[0]["plan__state"] != ActionPlan.State.DRAFT:
            kept = [row for row in lines if row["accepted"]]
            found |= _names(kept, agreed=True)
    return found


def _names(lines: Iterable[dict[str, Any]], *, agreed: bool = False) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for number, (objective, rows) in enumerate(groupby(lines, key=lambda row: row["pk"]), start=1):
        kept = [row["actions"] for row in rows if row["actions"] and (row["actions_accepted"] or not agreed)]
        found[objective] = f"Objective {number}"
        found |= {action: f"Action {ref}" for action, ref in refs(number, kept).items()}
    return found
