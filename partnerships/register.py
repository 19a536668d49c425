"""The register of an area's partnerships: entering one, changing it, and the one table of its moves (domain 3I)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from partnerships import agreement, history
from partnerships.membership import NotPossible
from partnerships.models import (
    ClosureChecklist,
    Partnership,
    PartnershipClosed,
    PartnershipMember,
    Seat,
    StudyArea,
)
from partnerships.permissions import Permission, require, require_still
from pipd.kit import clock, revisions, workdays

S = Partnership.Stage
FIELDS = (
    "name", "purpose", "form", "other_form", "mainly_contract", "origin", "orientation", "starts_on", "indicative_end",
    "reviewed_on", "review_on",
)  # fmt: skip
# A register is begun in the middle of things: what is entered stands already somewhere short of its end.
FIRST: tuple[str, ...] = (S.CONSIDERING, S.PREPARING, S.ESTABLISHING, S.OPERATING, S.REVIEWING)

MOVES: dict[tuple[str, str], Permission] = {
    (S.CONSIDERING, S.NOT_PROCEEDED): Permission.EDIT_REGISTER,
    (S.CONSIDERING, S.PREPARING): Permission.EDIT_REGISTER,
    (S.PREPARING, S.ESTABLISHING): Permission.EDIT_REGISTER,
    (S.ESTABLISHING, S.OPERATING): Permission.EDIT_REGISTER,
    (S.OPERATING, S.REVIEWING): Permission.EDIT_REGISTER,
    (S.REVIEWING, S.OPERATING): Permission.EDIT_REGISTER,
    (S.REVIEWING, S.CLOSING): Permission.EDIT_REGISTER,
    # Not drawn in 3I: otherwise one press of one person would keep an entry from ever going on (decision 0018).
    (S.CLOSING, S.REVIEWING): Permission.EDIT_REGISTER,
    # By the closure record alone, which both sectors' leads sign: partnerships.closure (domain I-35).
    (S.CLOSING, S.CLOSED): Permission.CLOSE_PARTNERSHIP,
}
# What the button of a move says it does, and what follows from it, by where the partnership stands and goes.
ACTS: dict[tuple[str, str], tuple[str, str]] = {
    (S.CONSIDERING, S.NOT_PROCEEDED): (
        "Do not go on with it",
        "Its entry is kept as it is, and its memberships end today. This cannot be undone.",
    ),
    (S.CONSIDERING, S.PREPARING): ("Prepare it", "Its purpose, members and rules are worked out."),
    (S.PREPARING, S.ESTABLISHING): ("Set it up", "What was worked out is put in place."),
    (S.ESTABLISHING, S.OPERATING): ("It operates", "It does what it is for from now on."),
    (S.OPERATING, S.REVIEWING): ("Begin a review", "Its members look at whether and how it goes on."),
    (S.REVIEWING, S.OPERATING): (
        "End the review",
        "The review is dated today, and the next is due in a year.",
    ),
    (S.REVIEWING, S.CLOSING): (
        "Prepare to close it",
        "Its entry stays as it is meanwhile. It closes when the leads of both sectors have signed.",
    ),
    (S.CLOSING, S.REVIEWING): (
        "Go back to the review",
        "It is not closed. What was arranged is kept, and a signature of one sector no longer stands.",
    ),
}
WHERE_IT_STANDS = {
    S.NOT_PROCEEDED: "This partnership was not proceeded with, and its entry is kept as it is.",
    S.CLOSED: "This partnership is closed, and its entry is final. Enter a new start instead.",
}
# What the leads sign is the closure of the entry as it stands.
FIXED = "While a partnership is being closed its entry stays as it is. What is to be said goes into its checklist."
BY_RECORD = "A partnership closes when the leads of both sectors have signed its closure record."
UNKNOWN_MOVE = "It cannot move there from where it stands now. Look at the page again."


def lock(partnership: Partnership) -> Partnership:
    """The partnership as it stands, locked with its area for the rest of the transaction (order: area first)."""
    StudyArea.objects.select_for_update(no_key=True).get(pk=partnership.area_id)
    locked = Partnership.objects.select_for_update(of=("self",)).select_related("area__programme")
    return locked.get(pk=partnership.pk)


def editing(partnership: Partnership, *, by: Seat) -> Partnership:
    """The locked partnership, for somebody who may change it. Raises NotPossible for one that has ended."""
    require(by, Permission.EDIT_REGISTER, area_id=partnership.area_id)
    stored = lock(partnership)
    require_still(by, Permission.EDIT_REGISTER)
    if stored.is_ended:
        raise NotPossible(WHERE_IT_STANDS[S(stored.stage)])
    return stored


def _known(values: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"Not a field of the register: {sorted(unknown)}")
    return values


@transaction.atomic
def add(
    area: StudyArea, *, stage: str, restart_of: Partnership | None = None, by: Seat, **values: Any
) -> Partnership:
    """Enter a partnership where it stands now. Raises NotPossible for an end, or a new start of what is not closed."""
    require(by, Permission.EDIT_REGISTER, area_id=area.pk)
    StudyArea.objects.select_for_update(no_key=True).get(pk=area.pk)
    require_still(by, Permission.EDIT_REGISTER)
    if stage not in FIRST:
        raise NotPossible("Choose where it stands now. What has ended before is not entered.")
    if restart_of is not None and (restart_of.area_id != area.pk or restart_of.stage != S.CLOSED):
        raise NotPossible("Only a partnership that is closed starts anew.")
    row = Partnership.objects.create(
        area=area, stage=stage, stage_at=clock.now(), restart_of=restart_of, **_known(values)
    )
    facts = {"stage": stage, "restart of": str(restart_of.pk) if restart_of else ""}
    history.record(by, "partnership entered", subject=row.pk, area=area, facts=facts)
    return row


@transaction.atomic
def edit(partnership: Partnership, *, revision: int, by: Seat, **values: Any) -> None:
    """Change the entry. Raises revisions.Conflict when somebody else wrote first, NotPossible once it closes or has."""
    stored = editing(partnership, by=by)
    if stored.stage == S.CLOSING:
        raise NotPossible(FIXED)
    changed = sorted(name for name, value in _known(values).items() if getattr(stored, name) != value)
    revisions.swap(stored, revision=revision, **values)
    history.record(by, "partnership changed", subject=stored.pk, area=stored.area, facts={"changed": changed})


def ways(partnership: Partnership) -> list[tuple[str, str, str]]:
    """Where it can move by a press, each with the words of the button and what follows."""
    return [(to, *words) for (at, to), words in ACTS.items() if at == partnership.stage]


def end_members(partnership: Partnership) -> int:
    """End every membership that lasts, as of today; how many. The caller holds the lock."""
    lasting = PartnershipMember.objects.filter(partnership=partnership, ended_on=None)
    return lasting.update(ended_on=clock.today(), is_lead=False)


@transaction.atomic
def move(partnership: Partnership, to: str, *, revision: int, by: Seat) -> Partnership:
    """Take the partnership to stage `to` (domain 3I); closing opens the checklist, a review that ends is dated.

    Raises NotPossible when the table has no such move, or only the closure record makes it, and revisions.Conflict
    when the entry is not the one that was read.
    """
    stored = editing(partnership, by=by)
    permission = MOVES.get((stored.stage, to))
    if permission is None:
        raise NotPossible(UNKNOWN_MOVE)
    if to == S.CLOSED:
        raise NotPossible(BY_RECORD)
    require(by, permission, area_id=stored.area_id)
    before = stored.stage
    values: dict[str, Any] = {"stage": to, "stage_at": clock.now()}
    if (before, to) == (S.REVIEWING, S.OPERATING):
        values |= {"reviewed_on": clock.today(), "review_on": workdays.months_after(clock.today(), 12)}
    revisions.swap(stored, revision=revision, **values)
    if to == S.CLOSING:
        ClosureChecklist.objects.get_or_create(partnership=stored)
    if to == S.NOT_PROCEEDED:
        end_members(stored)
    if before == S.CLOSING:
        for record in PartnershipClosed.objects.open().filter(partnership=stored):
            agreement.void(record, reason=PartnershipClosed.Void.OTHERWISE)
    facts = {"from": before, "to": to}
    history.record(by, "partnership moved on", subject=stored.pk, area=stored.area, facts=facts)
    return stored
