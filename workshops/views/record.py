"""The cleared record: what both sectors called a fair record. Built on the cleared tables alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from partnerships.access import AreaMixin
from partnerships.acting import PagePress
from partnerships.permissions import Permission
from partnerships.words import commonality_words
from workshops.clearance import reading, withdrawing
from workshops.models import ClearedNote, ClearedPoint, Commonality
from workshops.views.base import OneSession, SessionMixin

HELD_BY_NOBODY = (Commonality.NEITHER, Commonality.NOT_RECORDED)


def arranged(points: Iterable[ClearedPoint]) -> dict[str, list[ClearedPoint]]:
    """Cleared points by what they have in common: consensus first, both sectors' views side by side, contested."""
    found: dict[str, list[ClearedPoint]] = {value: [] for value in Commonality.values}
    for point in points:
        found[point.commonality].append(point)
    return found


class Record(AreaMixin, TemplateView):
    """What was said in the area, over all sessions that are cleared; or of one session."""

    permission = Permission.READ_RECORD
    section = "record"
    template_name = "workshops/record.html"

    def notes(self) -> list[ClearedNote]:
        notes = (
            ClearedNote.objects.filter(area=self.area)
            .select_related("workshop")
            .prefetch_related("approvals")
        )
        return list(notes.order_by("workshop__number"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        notes = self.notes()
        points = list(ClearedPoint.objects.filter(note__in=notes).select_related("note__workshop"))
        return super().get_context_data(
            notes=notes,
            total=len(points),
            by=(by := arranged(points)),
            others=[(by[value], commonality_words(self.area.programme, value)) for value in HELD_BY_NOBODY],
            left_out=sum(note.latest.left_out for note in notes),
            withdrawn=reading.withdrawn_count(self.area, self.kwargs.get("number")),
            may_withdraw=self.may(Permission.WITHDRAW_POINT),
            **kwargs,
        )


class RecordSession(OneSession, Record):
    """The record of one session, with how it was cleared: counts by sector, never names."""

    template_name = "workshops/record_session.html"

    def notes(self) -> list[ClearedNote]:
        notes = ClearedNote.objects.select_related("workshop").prefetch_related("approvals")
        return [get_object_or_404(notes, area=self.area, workshop__number=self.kwargs["number"])]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "note": context["notes"][0], "may_reopen": self.may(Permission.REOPEN)}


class Withdraw(AreaMixin, PagePress):
    """Withdraw a cleared statement: what it will and will not undo is said before."""

    permission = Permission.WITHDRAW_POINT
    section = "record"
    template_name = "workshops/withdraw.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        points = ClearedPoint.objects.select_related("note__workshop")
        point = get_object_or_404(points, note__area=self.area, pk=self.kwargs["point"])
        return super().get_context_data(point=point, **kwargs)

    def act(self) -> str:
        copies = withdrawing.withdraw(self.area, self.kwargs["point"], by=self.seat)
        said = f"{copies} cop{'y' if copies == 1 else 'ies'} had been downloaded before." if copies else ""
        return f"Withdrawn. The statement is gone from every page and document. {said}".strip()

    def onward(self) -> str:
        return reverse("workshops:record-detail", kwargs={"area": self.area.slug})


class LeftOut(SessionMixin, TemplateView):
    """The statements that were not agreed, for the group alone: they are used nowhere (domain I-18)."""

    permission = Permission.SEE_CIRCULATED
    section = "record"
    template_name = "workshops/left_out.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(statements=reading.left_out(self.workshop, self.seat), **kwargs)
