"""What must be true of areas, seats and consents: walked by `manage.py verify`."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef

from partnerships.consent_words import words_of
from partnerships.models import (
    Application,
    Consent,
    LeadVoice,
    Organisation,
    Partnership,
    PartnershipClosed,
    PartnershipMember,
    Role,
    Seat,
    Sector,
    StudyArea,
)
from partnerships.models.seats import TAKE_PART


def verify() -> Iterator[str]:
    """Name every row that breaks an invariant of people and seats. Seats are named by id: people are not."""
    yield from seats()
    yield from sides()
    yield from leads()
    yield from two_hats()
    yield from consents()
    yield from applications()
    yield from register()


def seats() -> Iterator[str]:
    """A seat belongs to the programme of its area; whoever replaces somebody sits in the same area and sector."""
    for seat in Seat.objects.exclude(area=None).exclude(programme=F("area__programme")):
        yield f"Seat {seat.pk}: its area belongs to another programme."
    for seat in Seat.objects.exclude(replaces=None).select_related("replaces"):
        before = seat.replaces
        if before and (before.area_id, before.sector) != (seat.area_id, seat.sector):
            yield f"Seat {seat.pk}: replaces somebody of another area or sector."
        if before and (before.ended_on is None or before.ended_on > seat.started_on):
            yield f"Seat {seat.pk}: replaces somebody who had not left."


def sides() -> Iterator[str]:
    """Domain I-4: who takes part comes from an organisation of the side they sit on, of the third sector from one
    that operates in the area.
    """
    for seat in Seat.objects.taking_part().select_related("organisation"):
        if seat.organisation is None or seat.organisation.sector != seat.sector:
            yield f"Seat {seat.pk}: its organisation belongs to the other side."
    there = Organisation.objects.filter(pk=OuterRef("organisation"), areas=OuterRef("area"))
    for seat in Seat.objects.live().taking_part().of(Sector.TSO).exclude(Exists(there)):
        yield f"Seat {seat.pk}: its organisation is not known to operate in its area."


def leads() -> Iterator[str]:
    """Domain I-7: only who takes part now is lead or deputy, or names somebody: one of their own sector."""
    for seat in Seat.objects.able_to_sign().exclude(ended_on=None):
        yield f"Seat {seat.pk}: ended, and still leads its sector."
    for voice in LeadVoice.objects.select_related("given_by", "names"):
        by, names = voice.given_by, voice.names
        if by.ended_on or names.ended_on:
            yield f"Voice {voice.pk}: of somebody, or for somebody, who takes part no more."
        if (by.area_id, by.sector, by.role) != (names.area_id, names.sector, Role.PARTICIPANT):
            yield f"Voice {voice.pk}: for somebody of another area, sector or role."


def two_hats() -> Iterator[str]:
    """Domain I-5: nobody takes part where they facilitate, nor at all while they coordinate."""
    held = Seat.objects.filter(ended_on=None)
    taking_part = held.taking_part()
    for seat in held.facilitators():
        if taking_part.filter(user=seat.user_id, area=seat.area_id).exists():
            yield f"Seat {seat.pk}: facilitates an area and takes part in it."
    for seat in held.filter(role=Role.COORDINATOR):
        if taking_part.filter(user=seat.user_id, programme=seat.programme_id).exists():
            yield f"Seat {seat.pk}: coordinates a programme and takes part in it."


def consents() -> Iterator[str]:
    """Consents are given from seats of those who take part, with the wording they were shown."""
    for consent in Consent.objects.exclude(seat__role__in=TAKE_PART):
        yield f"Consent {consent.pk}: of somebody who does not take part."
    for consent in Consent.objects.all():
        if words_of(consent) is None:
            yield f"Consent {consent.pk}: nobody knows to which wording."


def applications() -> Iterator[str]:
    """What was sent is decided when the area ends, at the latest: it is kept for six months from then (domain 3R)."""
    open_ones = Application.objects.filter(state__in=[Application.State.SUBMITTED, Application.State.WAITING])
    for one in open_ones.filter(area__state__in=StudyArea.ENDED_AREAS):
        yield f"Application {one.pk}: awaits a decision in an area that has ended."


def register() -> Iterator[str]:
    """Domain I-35: closed is what both sectors have signed; its members end with it, and nothing is dated later."""
    for one in Partnership.objects.select_related("restart_of"):
        signed = PartnershipClosed.objects.complete().filter(partnership=one).exists()
        if signed != (one.stage == Partnership.Stage.CLOSED):
            yield f"Partnership {one.pk}: its closure record does not fit where it stands."
        if one.restart_of and (one.restart_of.area_id, one.restart_of.stage) != (one.area_id, "closed"):
            yield f"Partnership {one.pk}: a new start of what is not closed, or is of another area."
    for row in PartnershipMember.objects.select_related("partnership", "person"):
        closed_on = row.partnership.closed_on
        if closed_on and (row.ended_on is None or row.ended_on > closed_on):
            yield f"Member {row.pk}: lasts beyond its closed partnership."
        if row.person and row.person.area_id != row.partnership.area_id:
            yield f"Member {row.pk}: a seat of another area."
