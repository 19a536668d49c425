"""Which documents print one person: at the place of a signature or of a lead, and never by a word elsewhere (0025).

Text is not searched. Somebody may be called "Action Plan", or be a "Director": that stands in every document.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any
from uuid import UUID

from actionplans.models import PlanAgreed
from actionplans.plan_value import clock_time
from partnerships.models import Seat, User
from pipd.kit.models import Document

Signed = set[tuple[UUID, str, str]]  # plan, sector, and the moment as a document says it


def printing(user: User) -> Callable[[Document], bool]:
    """Whether a document prints `user`; made before their name goes."""
    held = Seat.objects.filter(user=user).exclude(area=None).exclude(sector="")
    seats: dict[str, list[Seat]] = {}
    for seat in held.select_related("organisation"):
        seats.setdefault(str(seat.area_id), []).append(seat)
    signed = _signed(user)

    def prints(document: Document) -> bool:
        here = seats.get(document.chain, [])
        value = document.value if isinstance(document.value, dict) else {}
        blocks = any(_is_theirs(one, document, user, here, signed) for one in value.get("signatures", ()))
        return blocks or user.full_name in _leads(value, {str(seat.sector) for seat in here})

    return prints


def _signed(user: User) -> Signed:
    """What they signed of plans, also where the signature was voided: a draft printed it."""
    found: Signed = set()
    for side in ("la", "tso"):
        acts = PlanAgreed.objects.filter(**{f"{side}_by__user": user})
        found |= {(plan, side, clock_time(at)) for plan, at in acts.values_list("plan", f"{side}_at")}
    return found


def _is_theirs(
    block: dict[str, Any], document: Document, user: User, seats: Collection[Seat], signed: Signed
) -> bool:
    """Whether a block for a signature is theirs: by their seat where it is signed, else as it would print them."""
    side, organisation = block.get("mark", ""), block.get("organisation", "")
    if not organisation and not block.get("name"):
        return False  # as the public reads it, nobody is printed
    if block.get("signed_at"):
        return (document.subject, side, block["signed_at"]) in signed
    return any(
        seat.sector == side
        and (block.get("name") == user.full_name or (block.get("job_title"), organisation) == _post(seat))
        for seat in seats
    )


def _post(seat: Seat) -> tuple[str, str]:
    return seat.job_title, seat.organisation.name if seat.organisation else ""


def _leads(value: dict[str, Any], sides: Collection[str]) -> Iterator[str]:
    """The leads of these sides, as whole names; they stand in the order of the sectors."""
    marks = [sector.get("mark") for sector in value.get("sectors", ())]
    for objective in value.get("objectives", ()):
        for action in objective.get("actions", ()):
            for mark, lead in zip(marks, action.get("leads", ()), strict=False):
                if mark in sides:
                    yield lead
