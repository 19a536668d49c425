"""Closing a partnership: its checklist, and the record that the leads of both sectors sign (domain I-35, E16)."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import transaction

from partnerships import agreement, history, post_closure, register
from partnerships.membership import NotPossible
from partnerships.models import (
    ClosureChecklist,
    Partnership,
    PartnershipClosed,
    Seat,
    StudyArea,
)
from partnerships.permissions import Permission, require, require_still
from pipd.kit import clock, revisions

S = Partnership.Stage
NOT_CLOSING = "This partnership is not being closed. Look at its page again."
WHAT = {
    "users": "what happens for the people who use it",
    "staff": "what happens to its staff",
    "assets": "where its money and assets go",
    "records": "who keeps its records",
    "communication": "who is told, and how",
    "successor": "what takes its place, if anything",
    "lessons": "what was learned",
}


def blockers(partnership: Partnership, checklist: ClosureChecklist) -> list[str]:
    """What of the checklist is still to be said before anybody signs, in sentences (domain 3I)."""
    found = ["The area is paused: nothing is signed meanwhile."] if partnership.area.paused else []
    if not checklist.reason:
        found.append("Say why it closes.")
    return found + [f"Say {WHAT[name]}." for name in checklist.ITEMS if not getattr(checklist, name)]


def digest_of(partnership: Partnership, checklist: ClosureChecklist) -> str:
    """What a signature is bound to: which partnership, by its name, why it closes, and each item of the checklist."""
    items = [getattr(checklist, name) for name in checklist.ITEMS]
    told = [str(partnership.pk), partnership.name, checklist.reason, items]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def open_record(partnership: Partnership) -> PartnershipClosed | None:
    """The closure record that awaits its second signature."""
    return PartnershipClosed.objects.open().filter(partnership=partnership).first()


def _closing(partnership: Partnership) -> tuple[Partnership, ClosureChecklist]:
    """The locked partnership with its checklist. Raises NotPossible unless it is being closed."""
    stored = register.lock(partnership)
    if stored.stage != S.CLOSING:
        raise NotPossible(register.WHERE_IT_STANDS.get(S(stored.stage), NOT_CLOSING))
    return stored, ClosureChecklist.objects.get(partnership=stored)


@transaction.atomic
def arrange(partnership: Partnership, *, revision: int, by: Seat, **values: Any) -> None:
    """Write the checklist and the reason. A lone signature of other words is void, and whoever gave it is told.

    Raises revisions.Conflict when somebody else wrote first, NotPossible unless it is being closed.
    """
    if unknown := set(values) - {"reason", *ClosureChecklist.ITEMS}:
        raise TypeError(f"Not an item of the checklist: {sorted(unknown)}")
    require(by, Permission.EDIT_REGISTER, area_id=partnership.area_id)
    stored, checklist = _closing(partnership)
    require_still(by, Permission.EDIT_REGISTER)
    revisions.swap(checklist, revision=revision, **values)
    history.record(by, "closure checklist changed", subject=stored.pk, area=stored.area)
    uphold(stored, by=by)


def uphold(partnership: Partnership, *, by: Seat) -> None:
    """Void a lone signature that covers other words than those that stand now. The caller holds the lock."""
    record = open_record(partnership)
    checklist = ClosureChecklist.objects.filter(partnership=partnership).first()
    if record is None or checklist is None or record.digest == digest_of(partnership, checklist):
        return
    signed = agreement.void(record, reason=PartnershipClosed.Void.CHANGED)
    history.record(by, "closure voided", subject=partnership.pk, area=partnership.area)
    post_closure.voided(partnership, record, signed)


@transaction.atomic
def sign(partnership: Partnership, *, seen: str, by: Seat) -> bool:
    """Sign the closure record for one's sector's participants; whether both have now, and it is closed (domain I-35).

    `seen` is the digest of the page that was read. Raises PermissionDenied for anybody but a lead or deputy,
    NotPossible with all that is missing, or when something changed meanwhile.
    """
    require(by, Permission.CLOSE_PARTNERSHIP, area_id=partnership.area_id)
    stored, checklist = _closing(partnership)
    if found := blockers(stored, checklist):
        raise NotPossible(*found)
    digest = digest_of(stored, checklist)
    if seen != digest:
        raise NotPossible(agreement.CHANGED)
    record = open_record(stored) or PartnershipClosed(partnership=stored, digest=digest)
    complete = agreement.sign(record, digest=digest, by=by)
    facts = {"sector": by.sector, "digest": digest}
    history.record(by, "closure signed", subject=stored.pk, area=stored.area, facts=facts)
    if complete:
        _close(stored, by=by)
    else:
        post_closure.awaited(stored, record)
    return complete


def _close(partnership: Partnership, *, by: Seat) -> None:
    """The end: the partnership and everybody's membership of it, on one day (domain E16)."""
    today = clock.today()
    partnership.stage, partnership.stage_at, partnership.closed_on = S.CLOSED, clock.now(), today
    partnership.revision += 1  # a page that was open before finds that it is final
    partnership.save(update_fields=["stage", "stage_at", "closed_on", "revision"])
    ended = register.end_members(partnership)
    facts = {"on": today.isoformat(), "members": ended}
    history.record(by, "partnership closed", subject=partnership.pk, area=partnership.area, facts=facts)


def void_open(area: StudyArea, *, by: Seat) -> None:
    """Void every closure record of the locked `area` that awaits its second signature: the area ends."""
    for record in PartnershipClosed.objects.open().filter(partnership__area=area).order_by("pk"):
        agreement.void(record, reason=PartnershipClosed.Void.OTHERWISE)
        history.record(by, "closure voided", subject=record.partnership_id, area=area)


@transaction.atomic
def turn_down(partnership: Partnership, *, seen: str, by: Seat) -> str:
    """Take back one's own sector's signature, or decline the other's; the `Void` it was ended with.

    `seen` is the id of the record that was read.
    """
    require(by, Permission.CLOSE_PARTNERSHIP, area_id=partnership.area_id)
    stored, _ = _closing(partnership)
    require_still(by, Permission.CLOSE_PARTNERSHIP)
    record = open_record(stored)
    if record is None or str(record.pk) != seen:
        raise NotPossible("This is not asked any more. Look at the page again.")
    own = record.signed_at(by.sector) is not None
    reason = PartnershipClosed.Void.TAKEN_BACK if own else PartnershipClosed.Void.DECLINED
    signed = agreement.void(record, reason=reason)
    history.record(by, f"closure {reason.value}", subject=stored.pk, area=stored.area)
    if not own:
        post_closure.declined(stored, record, signed)
    return str(reason)
