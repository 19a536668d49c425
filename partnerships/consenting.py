"""Consents given and taken back after joining. Each is of one kind and one wording, and stands until withdrawn."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from partnerships import history
from partnerships.membership import CONSENT_WORDING, NotPossible
from partnerships.models import Consent, Seat
from partnerships.permissions import Permission, require
from pipd.kit import clock

RECORDING_WORDS = (
    "I agree that sessions I attend may be recorded, in sound only, to help the two facilitators write up the notes.",
    "A session is recorded only if everybody there agrees. The recording is kept by the person named on the session’s "
    "page, heard by the two facilitators only, and destroyed by the day that page gives.",
    "I can take this back at any time, without a reason. Then no further session that I attend is recorded, and the "
    "facilitators are asked to destroy recordings with me in them.",
)


@transaction.atomic
def give(seat: Seat, kind: str, *, by: Seat) -> Consent:
    """Give consent of `kind` online, in its present wording. Giving it twice changes nothing."""
    _own(seat, by)
    require(by, Permission.CONSENT_TO_RECORDING)
    Seat.objects.select_for_update().get(pk=seat.pk)
    consent, made = Consent.objects.get_or_create(
        seat=seat,
        kind=kind,
        withdrawn_at=None,
        defaults={
            "wording_version": CONSENT_WORDING,
            "channel": Consent.Channel.ONLINE,
            "given_at": clock.now(),
        },
    )
    if made:
        history.record(by, "consent given", subject=seat.pk, facts={"kind": kind})
    return consent


@transaction.atomic
def withdraw(seat: Seat, kind: str, *, by: Seat) -> None:
    """Take back consent of `kind`: at any time, also after leaving. Nothing happens when none stands."""
    _own(seat, by)
    require(by, Permission.CONSENT_TO_RECORDING, past=True)
    standing = Consent.objects.filter(seat=seat, kind=kind, withdrawn_at=None)
    if standing.update(withdrawn_at=clock.now()):
        history.record(by, "consent withdrawn", subject=seat.pk, facts={"kind": kind})


def _own(seat: Seat, by: Seat) -> None:
    if by.pk != seat.pk:
        raise NotPossible("People consent, and take consent back, by their own act.")


def standing(seats: Collection[Seat], kind: str) -> set[UUID]:
    """Those of `seats`, by id, whose consent of `kind` stands."""
    given = Consent.objects.filter(seat__in=seats, kind=kind, withdrawn_at=None)
    return set(given.values_list("seat", flat=True))
