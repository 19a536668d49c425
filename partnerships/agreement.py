"""The one two-sector act: two people of different sectors sign the same content (domain 3A, 3G).

Each subject has a table of its own (plan agreed, plan started …) that inherits `TwoSectorAct`; the rules are here.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from partnerships.membership import NotPossible
from partnerships.models import Seat, Sector
from partnerships.models.acts import BEGINS_SIGNED, TwoSectorAct
from pipd.kit import clock

__all__ = ["BEGINS_SIGNED", "CHANGED", "TwoSectorAct", "is_same_person", "sign", "void"]
CHANGED = "The words changed after you read them. Read them again before you sign."


def is_same_person(one: Seat | None, other: Seat | None) -> bool:
    """Whether one person sits, or sat, on both seats: who changes sides does not speak for both sectors."""
    return one is not None and other is not None and one.user_id == other.user_id


def sign(act: TwoSectorAct, *, digest: str, by: Seat) -> bool:
    """Put the signature of `by` in its sector's place on `act`; True when that completes it (domain 3G).

    `act` is the open act of its subject, or a new one with its subject and the content's `digest` set. The caller
    holds the lock of the subject, so that two presses at once complete one act once. Raises PermissionDenied for
    anybody who is not a lead or deputy, NotPossible when the content is not what was read, or is signed already.
    """
    # Under the lock, not as the request found it: a lead may have stepped back meanwhile.
    by.refresh_from_db(fields=["is_lead", "is_deputy", "started_on", "ended_on"])
    if not by.may_sign or not by.is_live:
        raise PermissionDenied("Only a sector's lead or deputy signs.")
    if act.voided_at or digest != act.digest:
        raise NotPossible(CHANGED)
    if act.signed_at(by.sector):
        raise NotPossible("It is signed already for your sector's participants.")
    other = act.signed_by(Sector(by.sector).other)
    if is_same_person(other, by):
        raise NotPossible("The two signatures are given by different people.")
    if by.sector == Sector.LA:
        act.la_by, act.la_at = by, clock.now()
    else:
        act.tso_by, act.tso_at = by, clock.now()
    act.save()
    return act.completed_at is not None


def void(act: TwoSectorAct, *, reason: str) -> list[Seat]:
    """Void an act that awaits its second signature, and return whoever had signed, to be told (domain I-29).

    `reason` is a `TwoSectorAct.Void`. Raises NotPossible for a complete act: what both signed stands.
    """
    if act.completed_at:
        raise NotPossible("Both sectors have signed this. It changes only through a new version.")
    act.voided_at, act.void_reason = clock.now(), reason
    act.save(update_fields=["voided_at", "void_reason"])
    return [seat for seat in (act.la_by, act.tso_by) if seat is not None]
