"""The cleared record: exact copies of what both sectors called a fair record. What leaves the room is built on it."""

from __future__ import annotations

from django.db import models

from partnerships.models import Seat, StudyArea
from pipd.kit.models import Row
from workshops.gate import ClearedModel
from workshops.models.kinds import Commonality, Kind, Position, commonality
from workshops.models.sessions import Workshop


class ClearedNote(ClearedModel, Row):
    """The cleared summary of one session: who approved it, and how many answered. No names of who agreed."""

    workshop = models.OneToOneField(Workshop, on_delete=models.PROTECT, related_name="cleared_note")
    area = models.ForeignKey(StudyArea, on_delete=models.PROTECT, related_name="cleared_notes")
    version = models.PositiveSmallIntegerField()
    approved_at = models.DateTimeField()
    approved_by = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    left_out = models.PositiveSmallIntegerField(help_text="points not agreed; their words are nowhere here")
    la_there = models.PositiveSmallIntegerField()
    tso_there = models.PositiveSmallIntegerField()
    la_answered = models.PositiveSmallIntegerField()
    tso_answered = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"Cleared notes of {self.workshop}"


class ClearedPoint(ClearedModel, Row):
    """One cleared statement: text, kind, positions and differing views, copied at approval and never changed."""

    note = models.ForeignKey(ClearedNote, on_delete=models.CASCADE, related_name="points")
    origin = models.UUIDField(unique=True, help_text="id of the draft point; no key leads back")
    number = models.PositiveSmallIntegerField()
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
