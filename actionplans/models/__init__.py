"""The plan, what is signed of it, and how it is delivered. No cleared text is ever copied into these tables."""

from actionplans.models.acts import PlanAgreed, PlanStarted
from actionplans.models.delivery import Delivery, ProgressUpdate
from actionplans.models.items import Action, Evidence, Item, Objective
from actionplans.models.plans import ActionPlan

__all__ = [
    "Action",
    "ActionPlan",
    "Delivery",
    "Evidence",
    "Item",
    "Objective",
    "PlanAgreed",
    "PlanStarted",
    "ProgressUpdate",
]
