"""Words beside a statement that somebody says would tell people who they are."""

from __future__ import annotations

from django.db import models

from pipd.kit.models import Row
from workshops.clearance.working.answers import Responder
from workshops.clearance.working.notes import DraftPoint


class ViewObjection(Row):
    """Somebody who was there says that what one other wrote beside a statement identifies them: it is held back.

    That is a differing view, or the sentence of an objection that the others may settle. It is about whoever wrote it,
    not about one writing: to delete the words and put them there anew, or to answer again, lets nothing out. The row is
    deleted when whoever holds it back takes that back; the log keeps that there was one.
    """

    responder = models.ForeignKey(Responder, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(Responder, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(DraftPoint, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["responder", "author", "point"],
                name="view_objected_to_once_each",
                violation_error_message="This person has said already that the view identifies them.",
            ),
        ]

    def __str__(self) -> str:
        return f"Objection {self.id} to a view"
