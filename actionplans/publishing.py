"""Who may read a plan outside its group. Wider takes both sectors' leads; narrower takes one, and counts at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction

from actionplans import closing, content, former_names, moves, post_closing, public_document
from actionplans.content import Line, ObjectiveLine
from actionplans.models import ActionPlan, PlanPublished
from actionplans.people import seats_of
from actionplans.signing import Blocker
from partnerships import agreement, history
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission, require, require_still
from pipd.kit import documents as kit
from pipd.kit.names import named_in

S, Level = ActionPlan.State, ActionPlan.Publication
STATES = (*ActionPlan.IN_FORCE, S.CLOSED)
NARROW_TO_WIDE = (Level.AREA, Level.PARTNERS, Level.PUBLIC)
OTHER_CHOICE = "The other sector has signed for another choice. Read it, then sign or decline it."
SAME = "That is who may read it already."
CHANGED = "Who may read the plan was changed meanwhile, so nothing was done. See who may read it now, and choose again."


def is_wider(level: str, than: str) -> bool:
    """Whether more people may read at `level`; both are values of `ActionPlan.Publication`."""
    return NARROW_TO_WIDE.index(Level(level)) > NARROW_TO_WIDE.index(Level(than))


def blockers(
    plan: ActionPlan,
    agreed: Sequence[ObjectiveLine],
    *,
    coded: bool = False,
    seats: Sequence[Seat] | None = None,
) -> list[Blocker]:
    """What stops the agreed words going to everybody: outside the area they name nobody (domain I-26).

    The area's own name counts unless the area may be named; where areas go by their numbers alone (`coded`) it always
    does. Names of people and organisations are looked for as they are known here, so that other ways to write them
    remain for the leads to see. Words that named somebody before they were renamed or erased name them still. `seats`
    are `people.seats_of` the area where they are at hand.
    """
    found: list[Blocker] = []
    seats = seats_of(plan.area) if seats is None else seats
    names, former = _names(plan, seats, coded=coded), former_names.kept(plan.area_id)
    for line in agreed:
        found += _named(line.objective.text, line, names, former)
        for action in line.actions:
            found += _named(action.action.text, action, names, former)
    return found


def _named(text: str, line: Line, names: Sequence[str], former: Collection[str]) -> list[Blocker]:
    told = [_names_it(name) for name in named_in(text, names)]
    if not told and former_names.digest_of(text) in former:
        told = [_names_it("somebody, by an earlier name")]
    return [Blocker(words, line.name, line.anchor) for words in told]


def _names_it(name: str) -> str:
    return f"names {name}. Outside the area nobody is named; a new version can word it otherwise."


def _names(plan: ActionPlan, seats: Sequence[Seat], *, coded: bool) -> list[str]:
    named = {str(seat.user.full_name) for seat in seats if seat.user}
    named |= {seat.organisation.name for seat in seats if seat.organisation}
    if coded or not plan.area.may_be_named:
        named.add(plan.area.name)
    return sorted(named)


def open_choice(plan: ActionPlan) -> PlanPublished | None:
    """The wider choice that awaits its second signature."""
    acts = PlanPublished.objects.open().filter(plan=plan)
    return acts.select_related("la_by__user", "tso_by__user").first()


def why_not(plan: ActionPlan, level: str) -> list[str]:
    """What keeps a lead from choosing `level` now; nothing where they may."""
    if level == plan.publication:
        return [SAME]
    if not is_wider(level, plan.publication):
        return []
    if plan.area.paused:
        return [moves.PAUSED]
    agreed = content.agreed_lines(plan) if level == Level.PUBLIC else []
    if found := blockers(plan, agreed):
        return [blocker.sentence for blocker in found]
    act = open_choice(plan)
    return [OTHER_CHOICE] if act and act.level != level else []


@transaction.atomic
def choose(plan: ActionPlan, *, level: str, was: str = "", by: Seat) -> PlanPublished | None:
    """Choose who may read the plan. Narrower counts at once; wider is signed, and counts once both sectors have.

    `was` is the level its chooser saw: fewer readers than that may be more than there are now. Returns the act that
    was signed, None when it counts already. Raises NotPossible for the level there is, for words that name somebody,
    while the other sector has signed for another choice, or when `was` is so no longer.
    """
    require(by, Permission.PUBLISH_PLAN, area_id=plan.area_id)
    plan = moves.locked_in(plan, *STATES)
    require_still(by, Permission.PUBLISH_PLAN)
    if was and was != plan.publication:
        raise NotPossible(CHANGED)
    if reasons := why_not(plan, level):
        raise NotPossible(*reasons)
    if is_wider(level, plan.publication):
        return _sign(plan, level, by=by)
    _narrow(plan, level, by=by)
    return None


def _sign(plan: ActionPlan, level: str, *, by: Seat) -> PlanPublished:
    digest = kit.digest_of([content.digest_of(content.lines(plan)), level])
    act = open_choice(plan) or PlanPublished(plan=plan, level=level, digest=digest)
    complete = agreement.sign(act, digest=digest, by=by)
    history.record(by, "publication signed", subject=plan.id, facts={"sector": by.sector, "level": level})
    if complete:
        _set(plan, level, by=by)
    else:
        post_closing.awaited(plan, act)
    return act


def _narrow(plan: ActionPlan, level: str, *, by: Seat) -> None:
    """What was signed for a wider circle meanwhile is not asked any more."""
    act = open_choice(plan)
    if act is not None:
        agreement.void(act, reason=PlanPublished.Void.OTHERWISE)
    if plan.publication == Level.PUBLIC:
        public_document.take_back(plan)
    _set(plan, level, by=by)
    post_closing.narrowed(plan, by=by)


def _set(plan: ActionPlan, level: str, *, by: Seat) -> None:
    facts = {"from": plan.publication, "to": level, "version": plan.version}
    plan.publication = level
    plan.save(update_fields=["publication"])
    history.record(by, "publication set", subject=plan.id, facts=facts)
    moves.touch(plan)
    if level == Level.PUBLIC:
        public_document.ask(plan, by=by)


@transaction.atomic
def turn_down(plan: ActionPlan, *, seen: str = "", by: Seat) -> str:
    """Take back one's own sector's signature for a wider circle, or decline the other's. See `closing.end`."""
    require(by, Permission.PUBLISH_PLAN, area_id=plan.area_id)
    plan = moves.locked_in(plan, *STATES)
    require_still(by, Permission.PUBLISH_PLAN)
    return closing.end(open_choice(plan), seen=seen, by=by)
