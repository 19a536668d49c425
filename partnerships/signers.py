"""Whom mail about a two-sector act is for: who is asked to sign, and who is told that a signature is void (E20)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from partnerships.models import Seat, StudyArea

HAD_SIGNED = "You get this at once because you had signed."
IN_PLACE = "You get this at once because whoever had signed for your sector has left the group."


def asked_to_sign(area: StudyArea, sector: str) -> list[Seat]:
    """Who is asked for the signature of `sector`: its lead, or its deputy where nobody leads (domain E20)."""
    able = list(Seat.objects.live().able_to_sign().filter(area=area, sector=sector).select_related("user"))
    return [seat for seat in able if seat.is_lead] or able


def those_who_signed(area: StudyArea, seats: Iterable[Seat]) -> list[tuple[Seat, bool]]:
    """`seats`, and in the place of one that has ended whoever stands for its sector now; whether they do so (E20)."""
    found: dict[UUID, tuple[Seat, bool]] = {}
    for signer in seats:
        for seat in [signer] if signer.is_live else asked_to_sign(area, signer.sector):
            found.setdefault(seat.pk, (seat, seat.pk != signer.pk))
    return list(found.values())


def why_told(in_place: bool) -> str:
    """Why a reader is told of a signature: they gave it, or stand in the place of whoever did."""
    return IN_PLACE if in_place else HAD_SIGNED
