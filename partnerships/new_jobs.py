"""Somebody who takes part has a new job: their seat ends, and another begins in the same moment (domain E14, I-3).

What they said and signed stays with the seat they said it from, with its sector and organisation.
"""

from __future__ import annotations

from django.db import transaction

from partnerships import history, membership, post_membership
from partnerships.membership import NotPossible
from partnerships.models import Organisation, Role, Seat, Sector, StudyArea
from partnerships.parity import places_left
from partnerships.permissions import Permission, require, require_still
from partnerships.selection import OVER
from partnerships.uneven import who_left
from partnerships.words import sector_words

WHY = "A new job"
GONE = "They take part no more, so there is no seat to end."
SAME = "That is the job they have already."


@transaction.atomic
def move(seat: Seat, *, organisation: Organisation, job_title: str, by: Seat) -> Seat:
    """End `seat` today and give its person another, of the side that `organisation` belongs to; they are told by mail.

    They lead nothing any more, and consent anew before they are counted. Raises NotPossible, and changes nothing, for
    an organisation that is of neither side (I-4), and where the other sector has no place left (N3, E1).
    """
    require(by, Permission.ENTER_NEW_JOB, area_id=seat.area_id)
    area = _locked(seat)
    require_still(by, Permission.ENTER_NEW_JOB)
    before = Seat.objects.select_related("user", "organisation").get(pk=seat.pk)
    if not before.is_live or before.role != Role.PARTICIPANT or before.user is None:
        raise NotPossible(GONE)
    if before.organisation_id == organisation.pk and before.job_title == job_title:
        raise NotPossible(SAME)
    sector = Sector(organisation.sector or before.sector)
    Seat.objects.filter(pk=before.pk).end(reason=WHY)
    _room_for(area, before, sector)
    after = membership.join(
        area,
        user=before.user,
        sector=sector,
        organisation=organisation,
        job_title=job_title,
        consents=[],
        replaces=before if sector == before.sector else who_left(area, sector),
    )
    facts = {"from": before.sector, "to": sector, "seat": str(after.pk), "led": before.may_sign}
    history.record(by, "new job entered", subject=before.pk, area=area, facts=facts)
    post_membership.moved(after, led=before.may_sign)
    seat.refresh_from_db()
    return after


def _locked(seat: Seat) -> StudyArea:
    rows = StudyArea.objects.select_for_update(of=("self",), no_key=True).select_related("programme")
    if seat.area_id is None:
        raise NotPossible(GONE)
    area = rows.get(pk=seat.area_id)
    if area.state in OVER:
        raise NotPossible(f"{area.name} is {area.get_state_display().lower()}: nobody joins it any more.")
    return area


def _room_for(area: StudyArea, before: Seat, sector: Sector) -> None:
    """Who stays on their side keeps their place; the other side has to have one, also without them on this side."""
    if sector != before.sector and not places_left(area)[sector]:
        words = sector_words(area.programme, sector)
        raise NotPossible(
            f"No place is free for the {words}, or one more there would make the group uneven. Nothing is changed: "
            "they go on as they are, or leave by their own act."
        )
