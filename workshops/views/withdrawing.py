"""Withdrawing statements: by a facilitator for somebody they would identify, or by the leads of both sectors."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnerships.access import AreaMixin
from partnerships.acting import PagePress
from partnerships.models import Sector
from partnerships.permissions import Permission
from partnerships.words import sector_words
from pipd.kit.wording import count
from workshops.clearance import quoting, unused, withdrawing
from workshops.clearance.unquoting import Gone
from workshops.models import ClearedPoint, ClearedQuote
from workshops.views.base import SessionMixin

BLANKED = (
    "Withdrawn. The words are gone from the notes, and from what was logged where no other statement "
    "comes from it."
)
DONE = "Withdrawn. The statement is gone from every page and document."


def issued(copies: int) -> str:
    """What is said of copies that cannot be called back (domain E7)."""
    if not copies:
        return "No copy had been downloaded."
    said = f"{copies} copies" if copies > 1 else "1 copy"
    return f"{said} had been downloaded before, and cannot be called back."


def taken_along(gone: Gone) -> str:
    """What is said of a withdrawn quotation: how many others went with the words, and the copies."""
    others = gone.quotations - 1
    also = (
        f"With it went {count(others, 'other quotation')} from the same logged point. " if others > 0 else ""
    )
    return also + issued(gone.copies)


class RecordAct(AreaMixin, PagePress):
    """An act on the record that leads back to it."""

    section = "record"

    def onward(self) -> str:
        return reverse("workshops:record-detail", kwargs={"area": self.area.slug})


class PointMixin(RecordAct):
    """A page of one cleared statement."""

    @cached_property
    def point(self) -> ClearedPoint:
        points = ClearedPoint.objects.select_related("note__workshop")
        return get_object_or_404(points, note__area=self.area, pk=self.kwargs["point"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(point=self.point, **kwargs)


class Withdraw(PointMixin):
    """Withdraw a cleared statement: what it will and will not undo is said before."""

    permission = Permission.WITHDRAW_POINT
    template_name = "workshops/withdraw.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(asked=withdrawing.asked_to_go(self.point), **kwargs)

    def act(self) -> str:
        copies = withdrawing.withdraw(self.area, self.kwargs["point"], by=self.seat)
        return f"{DONE} {issued(copies)}"


class Keep(PointMixin):
    """Keep a statement that somebody asked to take out, because it identifies nobody."""

    permission = Permission.WITHDRAW_POINT
    template_name = "workshops/point_keep.html"

    def act(self) -> str:
        withdrawing.keep(self.area, self.kwargs["point"], by=self.seat)
        return "Kept. The statement stays in the record."


class WithdrawTogether(PointMixin):
    """The lead of one sector asks; the other's confirms or declines, or the first takes it back (domain I-24)."""

    permission = Permission.AGREE_WITHDRAWAL
    template_name = "workshops/withdraw_together.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        act = withdrawing.asked(self.point)
        awaits = act.awaits if act else None
        mine = awaits is not None and awaits != self.seat.sector
        declined = None if act else withdrawing.declined(self.point)
        kept_by = (Sector.TSO if declined.la_at else Sector.LA) if declined else None
        return super().get_context_data(
            awaits=awaits, mine=mine, declined=declined, kept_by=kept_by, **kwargs
        )

    def act(self) -> str:
        if self.request.POST.get("act") == "take back":
            withdrawing.take_back(self.area, self.kwargs["point"], by=self.seat)
            return "Taken back. The statement stays."
        if self.request.POST.get("act") == "keep":
            withdrawing.decline(self.area, self.kwargs["point"], by=self.seat)
            return "Kept. The statement stays in the record, and the other lead’s page says so."
        digest = self.request.POST.get("digest", "")
        copies = withdrawing.withdraw_together(self.area, self.kwargs["point"], digest=digest, by=self.seat)
        if copies is None:
            other = sector_words(self.area.programme, Sector(self.seat.sector).other)
            return f"Asked. The statement is withdrawn once the {other} lead confirms it."
        return f"{DONE} {issued(copies)}"


class QuoteWithdraw(RecordAct):
    """A facilitator withdraws a quotation for somebody it would identify; its statement stands."""

    permission = Permission.WITHDRAW_POINT
    template_name = "workshops/quote_withdraw.html"

    @cached_property
    def quote(self) -> ClearedQuote:
        quotes = ClearedQuote.objects.select_related("point__note__workshop")
        return get_object_or_404(quotes, point__note__area=self.area, pk=self.kwargs["quote"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(quote=self.quote, **kwargs)

    def act(self) -> str:
        gone = quoting.withdraw(self.area, self.quote.origin, by=self.seat)
        return f"Withdrawn. The quotation is gone from every page and document. {taken_along(gone)}"


class WithdrawUnused(SessionMixin, PagePress):
    """Withdraw a statement that was left out or taken out, for somebody it would identify."""

    permission = Permission.WITHDRAW_POINT
    section = "record"
    template_name = "workshops/withdraw_unused.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        out = unused.unused(self.workshop, self.seat)
        found = next((one for one in out if one.id == self.kwargs["point"]), None)
        if found is None:
            raise Http404
        return super().get_context_data(said=found, **kwargs)

    def act(self) -> str:
        copies = withdrawing.withdraw_unused(self.workshop, self.kwargs["point"], by=self.seat)
        if not copies:
            return f"{BLANKED} No copy of it had been made."
        made = f"{copies} access copies" if copies > 1 else "1 access copy"
        return f"{BLANKED} {made} had been made before, and cannot be called back."

    def onward(self) -> str:
        return self.address("left-out")
