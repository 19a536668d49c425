"""The cleared record: exact copies of what both sectors called a fair record. What leaves the room is built on it."""

from __future__ import annotations

from django.db import models

from partnerships.models import Seat, Sector, StudyArea
from pipd.kit.models import Row
from workshops.gate import ClearedModel
from workshops.models.kinds import Commonality, Kind, Position, commonality
from workshops.models.sessions import Workshop


class ClearedNote(ClearedModel, Row):
    """The cleared summary of one session. What was approved, and when, is in its approvals."""

    workshop = models.OneToOneField(Workshop, on_delete=models.PROTECT, related_name="cleared_note")
    area = models.ForeignKey(StudyArea, on_delete=models.PROTECT, related_name="cleared_notes")

    def __str__(self) -> str:
        return f"Cleared notes of {self.workshop}"

    @property
    def latest(self) -> Approval:
        """The approval that stands; lists fetch `approvals` with the notes."""
        return list(self.approvals.all())[-1]


class Approval(ClearedModel, Row):
    """One closing of a clearance: by a facilitator, or by one of each sector in their place (domain I-18).

    A second one follows when points were opened again. How many answered is told; who agreed never is.
    """

    note = models.ForeignKey(ClearedNote, on_delete=models.CASCADE, related_name="approvals")
    version = models.PositiveSmallIntegerField()
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    countersigned_by = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="+")
    left_out = models.PositiveSmallIntegerField(help_text="points not agreed; their words are nowhere here")
    la_there = models.PositiveSmallIntegerField()
    tso_there = models.PositiveSmallIntegerField()
    la_answered = models.PositiveSmallIntegerField()
    tso_answered = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["approved_at"]

    def __str__(self) -> str:
        return f"Approval of version {self.version}, {self.note}"


class ClearedPoint(ClearedModel, Row):
    """One cleared statement: text, kind, positions and differing views, copied at approval and never changed."""

    note = models.ForeignKey(ClearedNote, on_delete=models.CASCADE, related_name="points")
    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="points")
    origin = models.UUIDField(unique=True, help_text="id of the draft point; no key leads back")
    number = models.PositiveSmallIntegerField()
    topic = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    kind = models.CharField(max_length=12, choices=Kind)
    position_la = models.CharField(max_length=13, choices=Position)
    position_tso = models.CharField(max_length=13, choices=Position)
    differing_views = models.JSONField(default=list, help_text='[{"sector": "la", "text": "…"}]')
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["note__workshop__number", "number"]

    def __str__(self) -> str:
        return f"{self.number} ({self.get_kind_display()})"

    @property
    def commonality(self) -> Commonality:
        return commonality(self.position_la, self.position_tso)


class ClearedQuote(ClearedModel, Row):
    """Somebody's exact words beside a cleared statement, with the permission of whoever said them (domain I-25).

    Attributed to a sector or to nobody; it illustrates, and is never counted (domain R37, R38).
    """

    point = models.ForeignKey(ClearedPoint, on_delete=models.CASCADE, related_name="quotes")
    origin = models.UUIDField(unique=True, help_text="id of the working quotation; no key leads back")
    text = models.TextField()
    sector = models.CharField(max_length=3, choices=Sector, blank=True)
    digest = models.CharField(max_length=64)
    cleared_at = models.DateTimeField()

    class Meta:
        ordering = ["point__note__workshop__number", "point__number", "cleared_at", "id"]

    def __str__(self) -> str:
        return f"Quotation beside {self.point}"


class EditedQuote(Row):
    """How a quotation is printed: the cleared words with [square brackets] and ellipses, and nothing else (R39).

    Kept apart, so that the cleared words never change; it goes when they go.
    """

    quote = models.OneToOneField(ClearedQuote, on_delete=models.CASCADE, related_name="edited")
    text = models.TextField()
    revision = models.PositiveIntegerField(default=1)
    edited_at = models.DateTimeField()
    edited_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"Edited form of {self.quote_id}"
