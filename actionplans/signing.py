"""What still stops signing, the two signatures, and what becomes of one when the words change (domain I-28, I-29)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from actionplans import content, documents, moves, post, succeeding
from actionplans.content import Line, ObjectiveLine, item_of
from actionplans.models import ActionPlan, Delivery, PlanAgreed
from actionplans.people import leads_of
from partnerships import agreement, areas, history
from partnerships.membership import NotPossible, system_seat
from partnerships.models import Seat, Sector, StudyArea
from partnerships.permissions import Permission, require
from partnerships.words import sector_words

S = ActionPlan.State


@dataclass(frozen=True)
class Blocker:
    """One thing that stops signing: the item it is about (or none), and the rest of the sentence.

    `several` is that rest where more than one item lacks the same.
    """

    text: str
    item: str = ""
    anchor: str = ""
    several: str = ""

    @property
    def sentence(self) -> str:
        return f"{self.item} {self.text}".strip()


PAUSED = Blocker(moves.PAUSED)


@dataclass(frozen=True)
class Behind:
    """One item that would stay behind as a proposal, and the sectors that have not accepted it."""

    line: Line
    missing: tuple[Sector, ...]


def blockers(
    plan: ActionPlan,
    every: Sequence[ObjectiveLine],
    leads: Iterable[Seat],
    before: Sequence[ObjectiveLine] | None = None,
) -> list[Blocker]:
    """What stops both sectors signing now, each with the item it is about; empty when they may (domain I-28, I-7).

    `before` are the lines that were agreed of the version it follows, where they were read already.
    """
    found = []
    if plan.area.paused:
        found.append(PAUSED)
    found += _of_versions(plan, every, before)
    # A deputy stands in the lead's place once that is empty (domain E20): without a lead none is named at all.
    led = {seat.sector for seat in leads}
    for sector in Sector:
        if sector not in led:
            words = sector_words(plan.area.programme, sector)
            found.append(Blocker(f"The {words} participants have not named their lead yet."))
    agreed = content.agreed_part(every)
    if not agreed:
        found.append(Blocker("No objective is accepted by both sectors yet."))
    # The numbers of the draft are the ones people see.
    for line in every:
        if line.objective.is_accepted:
            found += _missing_of(line)
    return found


def _of_versions(
    plan: ActionPlan, every: Sequence[ObjectiveLine], before: Sequence[ObjectiveLine] | None
) -> list[Blocker]:
    """What stops a version after the first: the one before is over, or says the same."""
    former = plan.follows
    if former is None:
        return []
    if not former.is_in_force:
        return [Blocker(f"Version {former.version} is not in force any more, so nothing can take its place.")]
    said = content.content_digest(former) if before is None else content.digest_of(before)
    if said == content.digest_of(every):
        return [Blocker(f"It says the same as version {former.version}, so there is nothing to sign.")]
    return []


# What an objective may lack, of one and of several.
NO_ACTION = (
    "has no action. Add one, or remove the objective.",
    "have no action. Add one to each, or remove the objective.",
)
NO_ACCEPTED_ACTION = (
    "has no action that both sectors accept.",
    "have no action that both sectors accept.",
)
NO_GROUNDS = (
    "has no statement behind it. Link one from the record, or give a reason both sectors accept.",
    "have no statement behind them. Link one from the record to each, or give a reason both sectors accept.",
)


def _missing_of(line: ObjectiveLine) -> list[Blocker]:
    found = []
    if not line.actions:
        found.append(NO_ACTION)
    elif not any(a.action.is_accepted for a in line.actions):
        found.append(NO_ACCEPTED_ACTION)
    if not line.has_grounds:
        found.append(NO_GROUNDS)
    return [Blocker(one, line.name, line.anchor, several) for one, several in found]


def stays_behind(every: Iterable[ObjectiveLine]) -> list[Behind]:
    """What would not be in the agreed plan if both signed now."""
    return [
        Behind(line, tuple(s for s in Sector if not item_of(line).is_accepted_for(s)))
        for line in content.left_behind(every)
    ]


def open_act(plan: ActionPlan) -> PlanAgreed | None:
    """The act that awaits its second signature."""
    return PlanAgreed.objects.open().filter(plan=plan).select_related("la_by__user", "tso_by__user").first()


@transaction.atomic
def sign(plan: ActionPlan, *, digest: str, by: Seat) -> PlanAgreed:
    """Sign the words whose digest is `digest` for the participants of one's sector; the second signature agrees it.

    Raises NotPossible with all that stops it, or when the words are not those that were read. Both leads pressing
    at once make one agreed plan: the area and the plan are locked first (domain 3N, 19).
    """
    require(by, Permission.SIGN_PLAN, area_id=plan.area_id)
    plan = moves.locked_in(plan, S.DRAFT)
    every, before = content.lines_beside(plan)
    if found := blockers(plan, every, leads_of(plan.area), before):
        raise NotPossible(*(blocker.sentence for blocker in found))
    present = content.digest_of(every)
    if digest != present:
        raise NotPossible(agreement.CHANGED)
    act = open_act(plan) or PlanAgreed(plan=plan, digest=present)
    complete = agreement.sign(act, digest=digest, by=by)
    history.record(by, "plan signed", subject=plan.id, facts={"digest": digest, "sector": by.sector})
    moves.touch(plan)
    if complete:
        _agree(plan, act, every, by=by)
    else:
        post.signature_awaited(plan, act)
    return act


def _agree(plan: ActionPlan, act: PlanAgreed, every: Sequence[ObjectiveLine], *, by: Seat) -> None:
    carried = succeeding.supersede(plan, by=by)
    moves.move(plan, S.AGREED, by=by)
    moves.count_anew(plan)
    Delivery.objects.bulk_create(
        carried.get(a.action.pk) or Delivery(action=a.action)
        for line in content.agreed_part(every)
        for a in line.actions
    )
    succeeding.hand_over(plan)
    if plan.area.state == StudyArea.State.PLANNING:
        areas.advance(plan.area, StudyArea.State.DELIVERING, by=by)
    facts = {"version": plan.version, "digest": act.digest}
    history.record(by, "plan agreed", subject=plan.id, facts=facts)
    post.plan_agreed(plan, act)
    documents.ask(plan, by=by)


def areas_to_move_on() -> list[UUID]:
    """Areas whose plan was signed in the room at session 4, before anybody had entered that session as held."""
    found = ActionPlan.objects.in_force().filter(area__state=StudyArea.State.PLANNING)
    return list(found.values_list("area", flat=True))


@transaction.atomic
def move_on(area_id: UUID) -> None:
    """Take one such area on to delivery, as the system (domain 3D: planning to delivering is derived)."""
    area = (
        StudyArea.objects.select_for_update(of=("self",), no_key=True)
        .select_related("programme")
        .get(pk=area_id)
    )
    if area.state == StudyArea.State.PLANNING and ActionPlan.objects.in_force().filter(area=area).exists():
        areas.advance(area, StudyArea.State.DELIVERING, by=system_seat(area.programme))


def uphold(plan: ActionPlan, *changes: str, by: Seat) -> bool:
    """After a change of the draft: void a lone signature if the words it covers are no longer the ones signed.

    `changes` are sentences with item numbers only, for whoever signed (domain I-29, I-38). What stays behind as a
    proposal is not signed, so changing it voids nothing. Returns whether a signature was voided.
    """
    moves.touch(plan)
    act = open_act(plan)
    if act is None or act.digest == content.content_digest(plan):
        return False
    signed = agreement.void(act, reason=PlanAgreed.Void.CHANGED)
    history.record(by, "signature voided", subject=act.id, facts={"digest": act.digest})
    post.signature_voided(plan, act, signed, changes)
    return True
