"""What the group says of a draft: support item by item, comments, and challenges left without a response."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from actionplans.models.items import Action, Item, Objective
from actionplans.models.plans import ActionPlan
from partnerships.models import Seat
from pipd.kit.models import Row, both_or_neither
from workshops.models import ClearedPoint

ABOUT_ONE_ITEM = models.CheckConstraint(
    condition=Q(objective__isnull=False, action=None) | Q(objective=None, action__isnull=False),
    name="%(class)s_about_one_item",
    violation_error_message="It is about one objective or one action.",
)


def about(item: Item) -> dict[str, Any]:
    """`item` under the name of the one of the two columns that is for its like."""
    return {"objective" if isinstance(item, Objective) else "action": item}


class Asking(Row):
    """One round of asking the participants whether they support the draft (domain 3G)."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="askings")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    closes_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            both_or_neither("ended"),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(ended_at=None),
                name="asking_one_open",
                violation_error_message="The group is being asked already.",
            ),
        ]

    def __str__(self) -> str:
        return f"Asking of {self.asked_at:%Y-%m-%d}"


class Support(Row):
    """What one participant says of one item in the wording they read. A changed item has to be asked again."""

    class Choice(models.TextChoices):
        SUPPORT = "support", "I support this"
        CAN_LIVE_WITH = "can_live_with", "I can live with this"
        CANNOT = "cannot", "I can’t support this"

    asking = models.ForeignKey(Asking, on_delete=models.CASCADE, related_name="answers")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    objective = models.ForeignKey(Objective, null=True, on_delete=models.CASCADE, related_name="support")
    action = models.ForeignKey(Action, null=True, on_delete=models.CASCADE, related_name="support")
    digest = models.CharField(max_length=64)  # of what both sectors accept of the item
    answer = models.CharField(max_length=13, choices=Choice)
    reason = models.TextField(blank=True)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            ABOUT_ONE_ITEM,
            models.UniqueConstraint(
                fields=["asking", "seat", "objective"],
                name="support_once_for_an_objective",
                violation_error_message="You have answered for this objective already.",
            ),
            models.UniqueConstraint(
                fields=["asking", "seat", "action"],
                name="support_once_for_an_action",
                violation_error_message="You have answered for this action already.",
            ),
            models.CheckConstraint(
                condition=~Q(answer="cannot") | ~Q(reason=""),
                name="support_refused_with_a_reason",
                violation_error_message="Say why you can’t support this.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_answer_display()


class Comment(Row):
    """A remark beside one item of the draft, for the group and its facilitators."""

    objective = models.ForeignKey(Objective, null=True, on_delete=models.CASCADE, related_name="comments")
    action = models.ForeignKey(Action, null=True, on_delete=models.CASCADE, related_name="comments")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    revision = models.PositiveIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            ABOUT_ONE_ITEM,
            both_or_neither("settled"),
            models.CheckConstraint(
                condition=~Q(text=""),
                name="comment_has_words",
                violation_error_message="Enter some words.",
            ),
        ]

    def __str__(self) -> str:
        return f"Comment of {self.said_at:%Y-%m-%d}"


class NoResponse(Row):
    """That a cleared challenge gets no response in one version of the plan, and why (domain R54).

    Of one version, because a draft is for the group alone while the sheet of the version in force is not (domain 3K).
    """

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="no_responses")
    point = models.ForeignKey(ClearedPoint, on_delete=models.CASCADE, related_name="no_responses")
    reason = models.TextField()
    revision = models.PositiveIntegerField(default=0)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="noresponse_has_a_reason",
                violation_error_message="Say why there is no response.",
            ),
            models.UniqueConstraint(
                fields=["plan", "point"],
                name="noresponse_one_for_a_statement",
                violation_error_message="Somebody said why at the same moment. Read it, then say yours.",
            ),
        ]

    def __str__(self) -> str:
        return f"No response to {self.point_id}"
