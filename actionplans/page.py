"""What the plan's page shows to one reader: Table 1, what stops signing, the signatures. Reads, never writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from actionplans import content, signing, stops
from actionplans.content import ObjectiveLine
from actionplans.models import ActionPlan, PlanAgreed
from actionplans.people import leads_of
from actionplans.signing import Behind, Blocker
from actionplans.stops import Left, Stop
from actionplans.versions import DRAFTED
from partnerships.models import Seat, Sector
from partnerships.words import sectors_in_order
from pipd.kit.wording import listed


@dataclass(frozen=True)
class Box:
    """One sector's signature, or who may give it."""

    sector: Sector
    signed_at: datetime | None
    signed_by: Seat | None
    who: str
    may_sign: str = ""  # the names of whoever may give it


@dataclass(frozen=True)
class PlanPage:
    """Everything on the page that is not the same for all plans."""

    plan: ActionPlan
    lines: Sequence[ObjectiveLine]
    proposals: Sequence[Behind]
    blockers: Sequence[Blocker]
    stops: Sequence[Stop]
    left: Sequence[Left]
    boxes: Sequence[Box]
    act: PlanAgreed | None
    unaccepted: int
    seen: str
    who_accepts: dict[str, str]
    before: Sequence[ObjectiveLine] = ()  # of a draft: what was agreed of the version it follows

    @property
    def awaits(self) -> Sector | None:
        return self.act.awaits if self.act else None


def plan_page(plan: ActionPlan, seat: Seat) -> PlanPage:
    """The page of `plan` as `seat` reads it: a draft with all that was put forward, else what was agreed."""
    every, before = content.lines_beside(plan) if plan.is_draft else (content.lines(plan), [])
    leads = leads_of(plan.area)
    acts = PlanAgreed.objects.standing().filter(plan=plan)
    act = acts.select_related(
        "la_by__user", "la_by__organisation", "tso_by__user", "tso_by__organisation"
    ).first()
    proposals = signing.stays_behind(every)
    stop = signing.blockers(plan, every, leads, before) if plan.is_draft else []
    items = content.items_of(every)
    return PlanPage(
        plan=plan,
        lines=every if plan.state in DRAFTED else content.agreed_part(every),
        proposals=proposals,
        blockers=stop,
        stops=stops.grouped(stop),
        left=stops.left_behind(proposals),
        boxes=[box(sector, act, leads, seat) for sector in sectors_in_order(plan.area.programme)],
        act=act,
        unaccepted=sum(not item.is_accepted_for(seat.sector) for item in items) if seat.may_sign else 0,
        seen=content.seen_digest(every),
        who_accepts={str(sector): who_can(sector, leads, seat) for sector in Sector},
        before=before,
    )


def who_can(sector: Sector, leads: Sequence[Seat], seat: Seat) -> str:
    """ "You or your deputy, Dev Marsh, can do that." for whoever reads it; nothing while nobody is named."""
    own = [lead for lead in leads if lead.sector == sector]
    if any(lead.pk == seat.pk for lead in own):
        others = [f"your {_role(lead)}, {lead.user}," for lead in own if lead.pk != seat.pk]
        return f"{listed(['You', *others], 'or')} can do that."
    return f"{listed([str(lead.user) for lead in own], 'or')} can do that." if own else ""


def _role(lead: Seat) -> str:
    return "lead" if lead.is_lead else "deputy"


def box(sector: Sector, act: PlanAgreed | None, leads: Sequence[Seat], seat: Seat) -> Box:
    """The signature of `sector`, or the line that says who may sign."""
    signed_by = act.signed_by(sector) if act else None
    own = [lead for lead in leads if lead.sector == sector]
    shown = signed_by or next(iter(own), None)  # the lead, or the deputy where the lead's place is empty
    if shown is None:
        return Box(sector, None, None, "Nobody is named yet")
    names = listed([str(lead.user) for lead in own], "or")
    organisation = shown.organisation.name if shown.organisation else ""
    you = "You, " if shown.pk == seat.pk else ""
    who = listed_facts(f"{you}{shown.user}", shown.job_title, organisation)
    if signed_by is None and len(own) > 1:
        who += ", or your deputy" if you else ", or their deputy"
    return Box(sector, act.signed_at(sector) if act else None, signed_by, who, names)


def listed_facts(*facts: str) -> str:
    """ "Helen Whitcombe, Assistant Director, Quillshire Council" without what is empty."""
    return ", ".join(fact for fact in facts if fact)
