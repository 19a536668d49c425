"""What has been kept long enough, as it was put to the coordinators; and who was erased, so that a backup brings
nobody back. Ids, counts and moments alone."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from partnerships.models.programme import Programme
from partnerships.models.seats import Seat
from pipd.kit.models import Row, both_or_neither


class ProposalQuerySet(models.QuerySet):
    def open(self) -> ProposalQuerySet:
        """Those that nobody has confirmed, and of which something is left."""
        return self.filter(settled_at=None)


class RetentionProposal(Row):
    """That so many things of one kind have been kept long enough (domain 3R): put to the coordinators once a month."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="retention_proposals")
    kind = models.CharField(max_length=24, help_text="the code of a kind, see partnerships.keeping")
    number = models.PositiveIntegerField()
    proposed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, help_text="confirmed, or nothing of it was left")
    settled_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "kind"]
        constraints = [
            both_or_neither("settled"),
            models.UniqueConstraint(
                fields=["programme", "kind"],
                condition=Q(settled_at=None),
                name="retentionproposal_one_open",
                violation_error_message="This is put to the coordinators already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.kind}"


class Erased(Row):
    """That one person's data were erased. An older backup still has them: `manage.py erasures` does it again."""

    person = models.UUIDField(
        unique=True, help_text="the id of their account, or of an applicant’s application"
    )
    erased_at = models.DateTimeField()

    class Meta:
        ordering = ["erased_at", "id"]

    def __str__(self) -> str:
        return f"Erased {self.person}"
