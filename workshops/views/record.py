"""The cleared record: what both sectors called a fair record. Built on the cleared tables alone."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.views.generic import TemplateView

from partnerships.access import AreaMixin
from partnerships.permissions import Permission
from workshops.clearance import reading, unused
from workshops.models import ClearedNote
from workshops.record_value import cleared_notes, record_value
from workshops.views.base import OneSession, SessionMixin


class Record(AreaMixin, TemplateView):
    """What was said in the area, over all sessions that are cleared; or of one session."""

    permission = Permission.READ_RECORD
    section = "record"
    template_name = "workshops/record.html"
    whole = True

    def notes(self, notes: list[ClearedNote]) -> list[ClearedNote]:
        """Those of `notes` that this page shows."""
        return notes

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cleared = cleared_notes(self.area)
        notes = self.notes(cleared)
        record = record_value(self.area, notes, whole=self.whole)[0] if notes else None
        return super().get_context_data(
            notes=cleared,
            record=record,
            number=self.kwargs.get("number"),
            may_withdraw=self.may(Permission.WITHDRAW_POINT),
            may_withdraw_together=self.may(Permission.AGREE_WITHDRAWAL),
            may_print=self.may(Permission.EDIT_QUOTE),
            may_own=self.may(Permission.ANSWER),
            **kwargs,
        )


class RecordSession(OneSession, Record):
    """The record of one session, with how it was cleared: counts by sector, never names."""

    template_name = "workshops/record_session.html"
    whole = False

    def notes(self, notes: list[ClearedNote]) -> list[ClearedNote]:
        found = [note for note in notes if note.workshop.number == self.kwargs["number"]]
        if not found:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "held": context["record"].sessions[0], "may_reopen": self.may(Permission.REOPEN)}


class LeftOut(SessionMixin, TemplateView):
    """The statements that were not agreed, for the group alone: they are used nowhere (domain I-18).

    Facilitators find there what was taken out of the notes too: either may tell who somebody is (I-24).
    """

    permission = Permission.SEE_CIRCULATED
    section = "record"
    template_name = "workshops/left_out.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_withdraw = self.may(Permission.WITHDRAW_POINT)
        out = unused.unused(self.workshop, self.seat) if may_withdraw else []
        return super().get_context_data(
            statements=reading.left_out(self.workshop, self.seat),
            gone=reading.left_out_gone(self.workshop),
            kept_no_more=reading.is_kept_no_more(self.workshop),
            taken_out=[one for one in out if one.taken_out],
            may_withdraw=may_withdraw,
            **kwargs,
        )
