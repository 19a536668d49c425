"""The plan, what is signed of it, and how it is delivered. No cleared text is ever copied into these tables."""

from actionplans.models.acts import PlanAbandoned, PlanAgreed, PlanClosed, PlanPublished, PlanStarted
from actionplans.models.asking import Asking, Comment, NoResponse, Support
from actionplans.models.delivery import Delivery, Dependency, ProgressUpdate
from actionplans.models.items import Action, Evidence, Item, NamedWords, Objective
from actionplans.models.links import PartnershipLink
from actionplans.models.plans import ActionPlan
from actionplans.models.reviews import Endorsement, PlanReview

__all__ = [
    "Action",
    "ActionPlan",
    "Asking",
    "Comment",
    "Delivery",
    "Dependency",
    "Endorsement",
    "Evidence",
    "Item",
    "NamedWords",
    "NoResponse",
    "Objective",
    "PartnershipLink",
    "PlanAbandoned",
    "PlanAgreed",
    "PlanClosed",
    "PlanPublished",
    "PlanReview",
    "PlanStarted",
    "ProgressUpdate",
    "Support",
]
