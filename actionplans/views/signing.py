"""Check before you sign, sign, and what happens next: for the plan's words, and for the start of delivery."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from actionplans import comparing, content, delivery, signing, stops
from actionplans.page import plan_page
from actionplans.plan_value import reference
from actionplans.talk import refused
from actionplans.views.base import PlanMixin, PlanPage
from partnerships.acting import PagePress
from partnerships.permissions import Permission
from pipd.kit import documents


class PlanSign(PlanMixin, PagePress):
    """The words one is about to sign, and the button that signs exactly these."""

    permission = Permission.SIGN_PLAN
    template_name = "actionplans/sign.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.plan.is_draft:
            return redirect(self.address("plan-signed"))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = plan_page(self.plan, self.seat)
        digest, agreed = content.digest_of(page.lines), content.agreed_part(page.lines)
        signed = page.act is not None and page.act.signed_at(self.seat.sector) is not None
        told = {
            "page": page,
            "agreed": agreed,
            # Of what would be signed: an item that stays behind leaves the plan.
            "changes": comparing.changes(self.plan, agreed, page.before),
            "digest": digest,
            "fingerprint": documents.fingerprint(digest),
            "signed": signed,
            "refused": refused(self.plan, page.lines, self.seat) if self.plan.is_draft else (),
        }
        return super().get_context_data(**{**told, **kwargs})

    def act(self) -> str:
        signing.sign(self.plan, digest=self.request.POST.get("digest", ""), by=self.seat)
        return ""

    def onward(self) -> str:
        return self.address("plan-signed")


class PlanSigned(PlanPage):
    """The page after signing: a reference, and what happens next."""

    permission = Permission.READ_PLAN
    template_name = "actionplans/signed.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = plan_page(self.plan, self.seat)
        mark = documents.fingerprint(page.act.digest) if page.act else ""
        return super().get_context_data(page=page, reference=reference(self.plan), fingerprint=mark, **kwargs)


class PlanStart(PlanMixin, PagePress):
    """Check that every action has its leads, a date and a measure; then sign the start."""

    permission = Permission.SIGN_PLAN
    template_name = "actionplans/start.html"
    of_delivery = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = content.agreed_lines(self.plan)
        act = delivery.open_start(self.plan)
        blockers = delivery.start_blockers(self.plan, lines)
        told = {
            "lines": lines,
            "seen": delivery.start_digest(lines),
            "blockers": blockers,
            "stops": stops.grouped(blockers),
            "act": act,
            "signed": act is not None and act.signed_at(self.seat.sector) is not None,
        }
        return super().get_context_data(**{**told, **kwargs})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.plan.state != self.plan.State.AGREED:
            return redirect(self.address("delivery-list" if self.plan.is_in_force else "plan-detail"))
        return super().get(request, *args, **kwargs)

    def act(self) -> str:
        act = delivery.start(self.plan, seen=self.request.POST.get("seen") or "none", by=self.seat)
        if act.completed_at:
            return "Both sectors have signed the start. Delivery has begun."
        return "You have signed the start. Delivery begins when the other sector’s lead signs too."

    def onward(self) -> str:
        return self.address("delivery-list")
