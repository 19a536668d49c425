"""Words beside a statement that somebody says would tell people who they are."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pipd.kit.models import Row
from workshops.clearance.working.answers import Answer, DifferingView, Responder


class ViewObjection(Row):
    """Somebody who was there says that a view beside a statement identifies them: it is held back meanwhile.

    What stands beside a statement is a differing view, or the sentence of an objection that the others may settle.
    The row is deleted when its author takes it back; the log keeps that there was one.
    """

    responder = models.ForeignKey(Responder, on_delete=models.PROTECT, related_name="+")
    view = models.ForeignKey(DifferingView, null=True, on_delete=models.CASCADE, related_name="+")
    answer = models.ForeignKey(Answer, null=True, on_delete=models.CASCADE, related_name="+")
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(view=None, answer__isnull=False) | Q(view__isnull=False, answer=None),
                name="view_objection_is_about_one_thing",
                violation_error_message="Say which view it is about.",
            ),
            models.UniqueConstraint(
                fields=["responder", "view"],
                condition=Q(answer=None),
                name="view_objected_to_once_each",
                violation_error_message="This person has said already that the view identifies them.",
            ),
            models.UniqueConstraint(
                fields=["responder", "answer"],
                condition=Q(view=None),
                name="sentence_objected_to_once_each",
                violation_error_message="This person has said already that the sentence identifies them.",
            ),
        ]

    def __str__(self) -> str:
        return f"Objection {self.id} to a view"
