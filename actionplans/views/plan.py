"""The plan's own page, and starting a draft."""

from __future__ import annotations

from typing import Any

from actionplans import abandoning, accepting, comparing, documents, planning
from actionplans.delivery import open_start
from actionplans.later import later_of
from actionplans.models import ActionPlan
from actionplans.page import plan_page
from actionplans.talk import talk
from actionplans.versions import DRAFTED
from actionplans.views.base import PlanAct, VersionPage
from actionplans.views.documents import ADDRESSES
from partnerships.permissions import Permission
from pipd.kit.wording import count


class PlanDetail(VersionPage):
    """Table 1 with everything one may do to it; before there is a plan, what will be here.

    Nor is there one yet for whoever may not read a draft: the way here stands on each of their pages.
    """

    permission = Permission.READ_PLAN
    plainly = "plan"

    @property
    def found(self) -> ActionPlan | None:
        return self.chosen

    def get_template_names(self) -> list[str]:
        return ["actionplans/plan.html" if self.found else "actionplans/none.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if self.found is None:
            return super().get_context_data(**self.before_any(), **kwargs)
        page = plan_page(self.plan, self.seat)
        drafts = self.plan.is_draft and self.may(Permission.DRAFT_PLAN)
        return super().get_context_data(
            page=page,
            may_draft=drafts,
            may_sign=self.may(Permission.SIGN_PLAN),
            may_ask=self.may(Permission.ASK_SUPPORT),
            may_answer=self.may(Permission.GIVE_SUPPORT),
            may_comment=self.may(Permission.COMMENT),
            talk=talk(self.plan, page.lines, self.seat) if self.plan.is_draft else None,
            may_accept=self.plan.is_draft and self.may(Permission.ACCEPT_ITEM),
            sees_proposals=self.may(Permission.SEE_DRAFT_PLAN),
            start=open_start(self.plan) if self.plan.state == self.plan.State.AGREED else None,
            documents=documents.readable(self.plan, documents.PLAN)[:1],
            changes=comparing.changes(self.plan, page.lines, page.before) if self.plan.is_draft else [],
            **self.of_agreed(self.plan),
            later=later_of(self.plan),
            addresses=ADDRESSES,
            **kwargs,
        )

    def before_any(self) -> dict[str, Any]:
        """What the page says while there is no plan that the reader may see."""
        writes = self.may(Permission.DRAFT_PLAN)
        reads = self.may(Permission.SEE_DRAFT_PLAN)
        why_not = planning.why_not_open(self.area, by=self.seat) if writes else ""
        return {
            "may_open": writes and not why_not,
            "why_not": why_not,
            "drafted": self.is_closed_to_reader,
            "given_up": abandoning.last_given_up(self.area) if reads else None,
            "has_versions": bool(self.versions.open_to(drafts=reads)),
            "may_download_all": self.may(Permission.DOWNLOAD_ALL),
        }

    def of_agreed(self, plan: ActionPlan) -> dict[str, Any]:
        """What stands beside the signatures of an agreed version: endorsements, and the way to the next version."""
        if plan.state in DRAFTED:
            return {"endorsements": None}
        leads = self.may(Permission.AMEND_PLAN) and plan.is_in_force
        return {
            "endorsements": list(plan.endorsements.select_related("organisation")),
            "may_endorse": plan.is_in_force and self.may(Permission.RECORD_ENDORSEMENT),
            "may_amend": leads and self.versions.draft is None,
        }


class PlanOpen(PlanAct):
    """Start the draft."""

    permission = Permission.DRAFT_PLAN

    def act(self) -> str:
        planning.open_draft(self.area, by=self.seat)
        return "The plan is started. Both sectors can write in it."


class PlanAccept(PlanAct):
    """Accept everything that was on the page, for one's own sector's participants."""

    permission = Permission.ACCEPT_ITEM

    def act(self) -> str:
        accepted = accepting.accept_all(self.plan, seen=self.request.POST.get("seen", ""), by=self.seat)
        return f"Accepted: {count(accepted, 'item')}." if accepted else "You had accepted everything."
