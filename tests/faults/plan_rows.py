"""The rows of plans and of people as they are at this moment: plain values, for whoever reckons from them alone."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from actionplans import models
from partnerships.models import Partnership, PartnershipClosed, PartnershipMember, Seat, StudyArea
from pipd.kit.models import LogEntry
from workshops.models import Workshop

TABLES: tuple[Any, ...] = (
    models.ActionPlan, models.Objective, models.Action, models.Evidence, models.PlanAgreed, models.PlanStarted,
    models.PlanAbandoned, models.PlanClosed, models.PlanPublished, models.Asking, models.Support, models.Delivery,
    models.ProgressUpdate, models.PlanReview, models.PartnershipLink, Partnership, PartnershipClosed, PartnershipMember,
    Seat, StudyArea, Workshop,
)  # fmt: skip
# What changed an item, or took a statement away: no other row has the moment.
VERBS = Q(verb__in=("objective changed", "action changed", "statement withdrawn"))


def now() -> dict[str, list[dict[str, Any]]]:
    """By the name of each table, its rows; of the log, those that say what no other row does, in their order."""
    found = {table.__name__: list(table.objects.order_by().values()) for table in TABLES}
    logged = LogEntry.objects.filter(VERBS).order_by("at").values("verb", "subject", "chain", "at")
    return {**found, "LogEntry": list(logged)}
