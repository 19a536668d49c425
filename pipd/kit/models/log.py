"""The log: append-only rows, hash-chained per area. It holds who, what and when; never words people said."""

from typing import Any

from django.db import models


class AppendOnlyQuerySet(models.QuerySet):
    """Refuses what would rewrite history."""

    def update(self, **kwargs: Any) -> int:
        raise AppendOnly("Log entries are never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Log entries are never deleted.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> int:
        raise AppendOnly("Log entries are never changed.")


class AppendOnly(TypeError):
    """Raised by any attempt to change or delete what may only be added to."""


class LogChain(models.Model):
    """The head of one chain; locking it gives every entry its one place."""

    key = models.CharField(max_length=64, primary_key=True)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.key} ({self.length})"


class LogEntry(models.Model):
    """One act. `actor` is a seat's id, `facts` are ids, counts, dates and digests."""

    chain = models.ForeignKey(LogChain, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    actor_role = models.CharField(max_length=20)
    verb = models.CharField(max_length=60)
    subject = models.UUIDField()
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["chain", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "number"],
                name="log_one_entry_per_place",
                violation_error_message="The log has an entry at this place already.",
            )
        ]
        indexes = [models.Index(fields=["chain", "-at"])]

    def __str__(self) -> str:
        return f"{self.chain_id} {self.number}: {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly("Log entries are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnly("Log entries are never deleted.")
