"""Documents asked for, rendered and kept. Only pipd.kit.documents writes these rows; callers authorise readers."""

from django.db import models
from django.db.models import Q

from pipd.kit.models.base import Row


class DocumentQuerySet(models.QuerySet["Document"]):
    """Which documents are due, live, or may be opened."""

    def of(self, kind: str, subject: object) -> "DocumentQuerySet":
        """The documents of one kind about one subject, whatever their state."""
        return self.filter(kind=kind, subject=subject)

    def live(self) -> "DocumentQuerySet":
        """Those that the same content must not be rendered twice for."""
        return self.filter(state__in=Document.LIVE)

    def with_file(self) -> "DocumentQuerySet":
        """Those whose file may be opened: the current one and the ones it took the place of."""
        return self.filter(state__in=Document.OPENABLE)

    def due(self, now: object) -> "DocumentQuerySet":
        """Owed and no longer held back, or leased by a worker that never came back."""
        return self.filter(
            Q(state=Document.State.OWED, due_at__lte=now)
            | Q(state=Document.State.RENDERING, lease_until__lt=now)
        )


class Document(Row):
    """One rendering owed or done of one frozen content (domain I-37). Holds no file: see DocumentFile."""

    class State(models.TextChoices):
        OWED = "owed", "Owed"
        RENDERING = "rendering", "Rendering"
        READY = "ready", "Ready"
        FAILED = "failed", "Failed"
        SUPERSEDED = "superseded", "Superseded"
        RETRACTED = "retracted", "Retracted"

    LIVE = (State.OWED, State.RENDERING, State.READY, State.FAILED)
    OPENABLE = (State.READY, State.SUPERSEDED)

    kind = models.CharField(max_length=40)  # a key of settings.DOCUMENT_KINDS
    subject = models.UUIDField()
    chain = models.CharField(max_length=64)  # the area's key; callers authorise by it
    value = models.JSONField(null=True)  # what it is rendered from; null where that holds cleared words
    content_digest = models.CharField(max_length=64)
    is_draft = models.BooleanField(default=False)  # as its content says: nobody has agreed it
    state = models.CharField(max_length=10, choices=State.choices, default=State.OWED)

    requested_by = models.UUIDField()  # a seat
    requested_at = models.DateTimeField()
    due_at = models.DateTimeField()  # not before this moment: the back-off after a failure
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)  # renderings that answered with a failure
    lost = models.PositiveSmallIntegerField(default=0)  # leases that ran out unanswered
    failure = models.CharField(max_length=40, default="")  # a code; never words of people

    filename = models.CharField(max_length=100, default="")
    title = models.CharField(max_length=250, default="")
    file_digest = models.CharField(max_length=64, default="")
    pages = models.PositiveIntegerField(default=0)
    # Of a document that takes a while: how many of its parts are made. Nothing of people.
    parts = models.PositiveSmallIntegerField(default=0)
    parts_done = models.PositiveSmallIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    retracted_at = models.DateTimeField(null=True)
    downloads = models.PositiveIntegerField(default=0)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-id"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="document_due"),
            models.Index(fields=["chain", "kind"], name="document_chain"),
            models.Index(fields=["content_digest"], name="document_content"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject", "content_digest"],
                condition=Q(state__in=["owed", "rendering", "ready", "failed"]),
                name="document_same_content_once",
                violation_error_message="This content has a document already.",
            ),
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(state="ready"),
                name="document_one_current",
                violation_error_message="Another document of this kind is the current one.",
            ),
            models.CheckConstraint(
                condition=Q(state="rendering", lease_until__isnull=False)
                | (~Q(state="rendering") & Q(lease_until__isnull=True)),
                name="document_rendering_has_lease",
                violation_error_message="A document is leased while it is being rendered, and only then.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["ready", "superseded"])
                | (Q(ready_at__isnull=False) & ~Q(file_digest="")),
                name="document_ready_has_file",
                violation_error_message="A document is ready only with its file.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}: {self.state}"


class DocumentFile(models.Model):
    """The bytes, in a table of their own: lists never load them, and containers share nothing on disk."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"File of document {self.document_id}"


class DocumentUse(models.Model):
    """One row a document was made from, so that withdrawing it finds the documents (domain I-24)."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="uses")
    source = models.UUIDField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document", "source"],
                name="document_uses_a_source_once",
                violation_error_message="This document names that source already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} uses {self.source}"
