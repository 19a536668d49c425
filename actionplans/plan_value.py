"""The plan as a document: one frozen value, from which the PDF and the page with the same content are both made.

It holds no cleared text and no dissent (domain 3L), so it may be kept and, later, published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from actionplans import content
from actionplans.content import ActionLine, ObjectiveLine
from actionplans.models import ActionPlan, Delivery, Item, Objective, PlanAgreed, PlanStarted
from actionplans.people import Side, Signer, composition_of, everyone_of, sessions_of, sides_of, signers_of
from actionplans.plan_shape import ActionPart, Endorsed, Fact, ObjectivePart, PlanValue, SectorName, Signature
from actionplans.words import mode_words, short
from partnerships.models import Seat, Sector
from partnerships.words import sector_words, sectors_in_order
from pipd.kit import documents
from pipd.kit.clock import LONDON
from pipd.kit.wording import listed, short_date, when
from workshops.models import Workshop

ON_COVER = 3  # organisations named on the cover; the next page names all
# There is no sign-in for partner organisations: what they get, they get from the group.
WHO_MAY_READ: dict[str, str] = {
    ActionPlan.Publication.AREA: "The group, its facilitators and the coordinator; please do not pass it on",
    ActionPlan.Publication.PARTNERS: "Partner organisations too: the group may hand it on; it is not public",
    ActionPlan.Publication.PUBLIC: "Everybody",
}
DRAFT_MARKING = "DRAFT: not agreed by both sectors"


def clock_time(moment: datetime) -> str:
    """ "2.40pm on 17 June 2026"."""
    return f"{when(moment)} on {short_date(moment)}"


def reference(plan: ActionPlan, kind: str = "PLAN") -> str:
    """The id in the foot, of codes and numbers only: A01-PLAN-V1-D7 for a draft, -R3 from agreement on."""
    letter = "D" if plan.is_draft else "R"
    return f"A{plan.area.number:02}-{kind}-V{plan.version}-{letter}{plan.edition}"


def programme_words(plan: ActionPlan) -> str:
    programme = plan.area.programme
    return f"{programme.name} · Fictional data" if programme.demo else programme.name


def plan_value(plan: ActionPlan) -> PlanValue:
    """The present state of `plan`, frozen. A draft shows everything put forward, later versions what was agreed.

    It changes only when the plan or its group does: the same content is one document (domain I-37).
    """
    every = content.lines(plan)
    shown = every if plan.is_draft else content.agreed_part(every)
    act = PlanAgreed.objects.standing().filter(plan=plan).select_related(*SIGNERS).first()
    started = plan.start_act
    title = f"Partnership Improvement Action Plan: {plan.area.name}, version {plan.version}"
    everyone, endorsed = everyone_of(plan.area), endorsements_of(plan)
    sessions = sessions_of(plan.area)
    sides = sides_of(plan.area, everyone, sessions)
    return PlanValue(
        title=f"Draft {title}" if plan.is_draft else title,
        created=plan.changed_at.astimezone(LONDON).date().isoformat(),
        programme=programme_words(plan),
        running=f"Partnership Improvement Action Plan · {plan.area.name} · Version {plan.version}",
        marking=DRAFT_MARKING if plan.is_draft else "",
        reference=reference(plan),
        area=plan.area.name,
        draft=plan.is_draft,
        delivery=started is not None or any(_goes_on(line) for line in shown),
        sectors=sector_names(plan),
        facts=(*_facts(plan, every, act, started), *_of_group(plan, everyone, sessions, endorsed)),
        agreed_lead=_lead(plan, sides),
        sign_note="Names are shown with consent. The blocks stand in alphabetical order of the sectors.",
        signed_fingerprint=documents.fingerprint(content.digest_of(every)),
        signatures=_signatures(plan, act, everyone),
        group=sides,
        endorsements=endorsed,
        objectives=_objectives(plan, shown),
        position=short_date(plan.changed_at),
        check_url=settings.BASE_URL + reverse("pages:check-print"),
    )


SIGNERS = ("la_by__user", "la_by__organisation", "tso_by__user", "tso_by__organisation")


def sector_names(plan: ActionPlan) -> tuple[SectorName, ...]:
    programme = plan.area.programme
    return tuple(SectorName(str(s), sector_words(programme, s)) for s in sectors_in_order(programme))


def _facts(
    plan: ActionPlan, every: Sequence[ObjectiveLine], act: PlanAgreed | None, started: PlanStarted | None
) -> tuple[Fact, ...]:
    last = Fact("This document", short_date(plan.changed_at))
    if plan.is_draft:
        status = "Draft"
        if act is not None and act.awaits:
            waits = sector_words(plan.area.programme, act.awaits)
            status = f"Draft: signed by one sector, awaiting the {waits}"
        version = Fact("Version", f"{plan.version}, draft {plan.edition}")
        return (version, Fact("Status", status), Fact("Accepted so far", _accepted(every)), last)
    facts = [
        Fact("Version", f"{plan.version}, record {plan.edition}"),
        Fact("Status", plan.get_state_display()),
    ]
    if act is not None and act.completed_at:
        facts.append(Fact("Agreed by both sectors", short_date(act.completed_at)))
    if started is not None and started.completed_at:
        facts.append(Fact("In progress since", short_date(started.completed_at)))
    if coming := next_review(plan):
        facts.append(Fact("Next review", f"{short_date(coming)}, by both sectors together"))
    facts.append(Fact("Who may read it", WHO_MAY_READ[plan.publication]))
    return (*facts, last)


def next_review(plan: ActionPlan) -> date | None:
    """The day of the review that is next to be held; none of a plan that is closed or was followed by another."""
    if not plan.is_in_force:
        return None
    coming = plan.reviews.filter(held_on=None).order_by("due_on")
    return coming.values_list("due_on", flat=True).first()


def endorsements_of(plan: ActionPlan) -> tuple[Endorsed, ...]:
    """The organisations whose own bodies stand behind the plan, in the order in which they decided."""
    rows = plan.endorsements.select_related("organisation").order_by("endorsed_on", "organisation__name")
    return tuple(Endorsed(row.organisation.name, row.body, short_date(row.endorsed_on)) for row in rows)


def _of_group(
    plan: ActionPlan, everyone: Sequence[Seat], sessions: Sequence[Workshop], endorsed: Sequence[Endorsed]
) -> tuple[Fact, ...]:
    """How many of each sector worked on it, from which session on that was otherwise (E1), and who endorsed it."""
    words = composition_of(plan.area, everyone, sessions)
    return (*((Fact("The group", words),) if words else ()), *_of_cover(endorsed))


def _of_cover(endorsed: Sequence[Endorsed]) -> tuple[Fact, ...]:
    """Whose bodies stand behind the plan, as far as one line of the cover holds."""
    names = list(dict.fromkeys(one.organisation for one in endorsed))
    if not names:
        return ()
    told = listed(names) if len(names) <= ON_COVER else f"{len(names)} organisations"
    return (Fact("Endorsed by bodies of", told),)


def _goes_on(line: ObjectiveLine) -> bool:
    """Whether an action of `line` is under way since the version before."""
    rows = (getattr(action.action, "delivery", None) for action in line.actions)
    return any(row is not None and row.goes_on for row in rows)


def _accepted(every: Sequence[ObjectiveLine]) -> str:
    actions = [a.action for line in every for a in line.actions]
    objectives = [line.objective for line in every]
    done, acts = sum(o.is_accepted for o in objectives), sum(a.is_accepted for a in actions)
    return f"{done} of {len(objectives)} objectives and {acts} of {len(actions)} actions, by both sectors"


def _lead(plan: ActionPlan, sides: Sequence[Side]) -> str:
    if plan.is_draft:
        return (
            "Nothing here is agreed until both sectors have signed the same words. A change to any objective or "
            "action that was signed lifts a signature already given."
        )
    people = " and ".join(f"{side.now} from the {side.sector}" for side in sides)
    return (
        f"A group of {people} worked on this plan in facilitated sessions. Each sector accepted every objective and "
        "every action, and each signed the same words."
    )


def _signatures(plan: ActionPlan, act: PlanAgreed | None, everyone: Sequence[Seat]) -> tuple[Signature, ...]:
    who = signers_of(everyone, {s: act.signed_by(s) for s in Sector} if act else {})
    return tuple(_signature(plan, act, s, who[s]) for s in sectors_in_order(plan.area.programme))


def _signature(plan: ActionPlan, act: PlanAgreed | None, sector: Sector, who: Signer) -> Signature:
    words = sector_words(plan.area.programme, sector)
    signed = act.signed_at(sector) if act else None
    return Signature(
        mark=str(sector),
        sector=words,
        name=who.name,
        job_title=who.job_title,
        organisation=who.organisation,
        signed_at=clock_time(signed) if signed else "",
        waiting="" if signed else f"Awaiting the {words}",
    )


def _objectives(plan: ActionPlan, shown: Sequence[ObjectiveLine]) -> tuple[ObjectivePart, ...]:
    waiting = {} if plan.is_draft else content.waiting(shown)  # it is set with the delivery
    return tuple(_objective(plan, line, waiting) for line in shown)


def _objective(plan: ActionPlan, line: ObjectiveLine, waiting: Mapping[UUID, str]) -> ObjectivePart:
    objective = line.objective
    return ObjectivePart(
        number=str(line.number),
        words=objective.text,
        priority=f"{objective.get_priority_display().lower()}{_not_yet(plan, objective)}{_concerns(plan, objective)}",
        short=short(objective.text),
        actions=tuple(_action(plan, action, waiting.get(action.action.pk, "")) for action in line.actions),
    )


def _concerns(plan: ActionPlan, objective: Objective) -> str:
    """The worries an objective answers: they are signed with it, so they are printed with it."""
    programme = plan.area.programme
    told = [(s, getattr(objective, f"concern_{s}")) for s in sectors_in_order(programme)]
    return "".join(f". The {sector_words(programme, s)} concern: {words}" for s, words in told if words)


def _not_yet(plan: ActionPlan, item: Item) -> str:
    """What a draft adds to an item that a sector has not accepted."""
    waiting = [s for s in Sector if not item.is_accepted_for(s)]
    if not plan.is_draft or not waiting:
        return ""
    words = " and the ".join(sector_words(plan.area.programme, s) for s in waiting)
    return f"; not yet accepted for the {words}"


def _action(plan: ActionPlan, line: ActionLine, waits: str) -> ActionPart:
    action = line.action
    delivery = getattr(action, "delivery", None) or Delivery()
    return ActionPart(
        number=line.ref,
        words=action.text,
        mode=mode_words(plan.area.programme, action.mode) + _not_yet(plan, action),
        short=short(action.text),
        leads=tuple(delivery.lead_of(s) for s in sectors_in_order(plan.area.programme)),
        due=short_date(delivery.due_on),
        resources=_resources(delivery),
        measure=delivery.measure,
        progress=delivery.get_status_display(),
        rag=delivery.shown_rag,
        rag_words=delivery.rag_words,
        why=_why(delivery),
        waits=waits,
    )


def _resources(delivery: Delivery) -> str:
    """ "£4,000. Eight days of officer time": whichever of the two there is."""
    cost = delivery.cost
    pounds = "" if cost is None else f"£{cost:,.0f}" if cost == cost.to_integral_value() else f"£{cost:,.2f}"
    return ". ".join(told for told in (pounds, delivery.resources) if told)


def _why(delivery: Delivery) -> str:
    """The facts behind the colour, then what was said of it; a lead's own colour has its reason there (I-32)."""
    facts = delivery.rag_because if delivery.rag_facts and not delivery.rag_is_said else ""
    return " ".join(told for told in (facts, delivery.rag_note) if told)
