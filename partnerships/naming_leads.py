"""Whom a sector names as its lead and deputy: its participants by their voices, or in the room (domain I-7).

Nobody but the participants of that sector gives a voice or reads how many there are; a facilitator records what was
chosen in the room; a coordinator does neither. Who named whom is told to nobody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from partnerships import history, over, post_leads
from partnerships.locks import area_for
from partnerships.membership import NotPossible
from partnerships.models import LeadVoice, Role, Seat, StudyArea
from partnerships.parity import RUNNING
from partnerships.permissions import Permission, require
from pipd.kit import clock

Job = LeadVoice.Job
FLAGS = {Job.LEAD: "is_lead", Job.DEPUTY: "is_deputy"}
NAMED = {Job.LEAD: "lead named", Job.DEPUTY: "deputy named"}  # as the log calls it
LEAD_FIRST = "A deputy is named beside a lead. Record first whom their sector has named as its lead."
LEAD_FIRST_HERE = "A deputy is named beside a lead. Name your sector’s lead first."
NOT_TAKING_PART = "Only somebody who takes part can be named."
NOT_ONE_OF_YOURS = "They cannot be named: they take part for your sector no more, or have been named already."
CONSENT_FIRST = "Say first that you take part: until then you are not counted."
NOT_AGREED = "They have not said yet that they take part, so they cannot stand for others."
NOT_ASKED = "Nobody names you any more. Look at the page again."


def needed(speak: int, *, in_place: bool) -> int:
    """How many of `speak` have to name somebody: at least half, and more than half where somebody is to step back.

    So a sector that is split in two does not change its lead with every press.
    """
    return speak // 2 + 1 if in_place else max(1, (speak + 1) // 2)


@dataclass(frozen=True)
class Naming:
    """What people of one sector read of one job, from the seat of one of them."""

    job: str
    lead: Seat | None
    deputy: Seat | None
    candidates: list[Seat]
    speak: int
    needed: int
    counts: list[tuple[Seat, int]]  # most first
    mine: Seat | None  # whom the reader names
    missing: list[str]  # why nobody is named now

    @property
    def in_place(self) -> Seat | None:
        return self.lead if self.job == Job.LEAD else self.deputy

    def count_of(self, seat: Seat) -> int:
        return next((n for one, n in self.counts if one.pk == seat.pk), 0)

    def is_enough_for(self, seat: Seat) -> bool:
        """Whether as many name `seat` as it takes: all that is missing then is their own word."""
        return self.count_of(seat) >= self.needed


def naming(area: StudyArea, job: str, *, by: Seat) -> Naming:
    """How `job` stands in the sector of `by`, in two queries. Who has not consented to take part is not counted."""
    side = list(Seat.objects.of_side(area, by.sector).with_consent().select_related("user", "organisation"))
    lead = next((seat for seat in side if seat.is_lead), None)
    deputy = next((seat for seat in side if seat.is_deputy), None)
    in_place, taken = (lead, [lead]) if job == Job.LEAD else (deputy, [lead, deputy])
    speak = sorted((seat for seat in side if seat.consents_to_take_part), key=_by_name)
    candidates = [seat for seat in speak if seat not in taken]
    rows = LeadVoice.objects.filter(job=job, given_by__in=[seat.pk for seat in speak])
    voices = dict(rows.values_list("given_by", "names"))
    counts = Counter(voices.values())
    return Naming(
        job=job,
        lead=lead,
        deputy=deputy,
        candidates=candidates,
        speak=len(speak),
        needed=needed(len(speak), in_place=in_place is not None),
        counts=sorted(((seat, counts[seat.pk]) for seat in candidates if counts[seat.pk]), key=_most_first),
        mine=next((seat for seat in candidates if seat.pk == voices.get(by.pk)), None),
        missing=_missing(area, job, lead),
    )


def _by_name(seat: Seat) -> str:
    return str(seat.user).casefold()


def _most_first(count: tuple[Seat, int]) -> int:
    return -count[1]


def _missing(area: StudyArea, job: str, lead: Seat | None) -> list[str]:
    if area.is_discontinued:
        return [over.words(area)]
    if area.state not in RUNNING:
        return [
            f"{area.name} is {area.get_state_display().lower()}: a sector names its lead while its group works."
        ]
    return [LEAD_FIRST_HERE] if job == Job.DEPUTY and lead is None else []


@transaction.atomic
def say(area: StudyArea, job: str, *, names: Seat | None, by: Seat) -> Naming:
    """From now on `by` names `names` for `job`, or nobody; how it stands then.

    Somebody is put in place once as many name them as it takes, and they do themselves: so nobody leads who has not
    said that they will. Raises PermissionDenied for whoever does not take part there, NotPossible while nobody is named
    there and for anybody but a participant of the same area and sector who is not in place already.
    """
    stored = area_for(Permission.NAME_OWN_LEAD, area, by=by)
    before = _may_name(stored, job, by)
    chosen = next((seat for seat in before.candidates if names and seat.pk == names.pk), None)
    if names and chosen is None:
        raise NotPossible(NOT_ONE_OF_YOURS)
    if chosen != before.mine:
        _keep(job, chosen, by)
    after = naming(stored, job, by=by)
    if chosen is None or not after.is_enough_for(chosen):
        return after
    if LeadVoice.objects.filter(job=job, given_by=chosen, names=chosen).exists():
        _put_in_place(chosen, job, by=by, how="sector")
        post_leads.settled(stored, by.sector, job, by=by)
        return naming(stored, job, by=by)
    if not before.is_enough_for(chosen):
        post_leads.asked(chosen, job)
    return after


@transaction.atomic
def decline(area: StudyArea, job: str, *, by: Seat) -> None:
    """`by` will not do it: nobody names them any more, and those who did are told to name somebody else.

    Raises PermissionDenied as `say` does, and NotPossible where nobody names them.
    """
    stored = area_for(Permission.NAME_OWN_LEAD, area, by=by)
    voices = LeadVoice.objects.filter(job=job, names=by)
    named_by = list(
        Seat.objects.filter(pk__in=voices.values("given_by")).exclude(pk=by.pk).select_related("user")
    )
    if not voices.delete()[0]:
        raise NotPossible(NOT_ASKED)
    history.record(by, f"{job} declined", subject=by.pk, area=stored, facts={"sector": by.sector})
    post_leads.declined(stored, job, named_by)


def _may_name(area: StudyArea, job: str, by: Seat) -> Naming:
    if not Seat.objects.filter(pk=by.pk).consenting().exists():
        raise NotPossible(CONSENT_FIRST)
    found = naming(area, job, by=by)
    if found.missing:
        raise NotPossible(*found.missing)
    return found


def _keep(job: str, chosen: Seat | None, by: Seat) -> None:
    """The one voice of `by` for `job`. The log says that they named somebody, and never whom."""
    if chosen is None:
        LeadVoice.objects.filter(given_by=by, job=job).delete()
    else:
        told = {"names": chosen, "given_at": clock.now()}
        LeadVoice.objects.update_or_create(given_by=by, job=job, defaults=told)
    verb = "voice given" if chosen else "voice taken back"
    history.record(by, verb, subject=by.pk, facts={"job": str(job)})


@transaction.atomic
def name_lead(seat: Seat, *, deputy: bool = False, by: Seat) -> None:
    """Record that a sector chose `seat` as its lead (or deputy) in the room (domain I-7).

    `by` is a facilitator; never a coordinator. Raises NotPossible for whoever takes no part, and for a deputy where
    nobody leads: so a sector has a deputy alone only once its lead has left, and may sign all the same (domain E20).
    Whoever takes the place of another does not do so unseen: their whole sector is told.
    """
    require(by, Permission.NAME_LEAD, area_id=seat.area_id)
    if seat.area_id is None or seat.role != Role.PARTICIPANT:
        raise NotPossible(NOT_TAKING_PART)
    area = StudyArea.objects.select_for_update(no_key=True).select_related(None).get(pk=seat.area_id)
    seat.refresh_from_db()  # they may have left while we waited
    if not seat.is_live:
        raise NotPossible(NOT_TAKING_PART)
    if not Seat.objects.filter(pk=seat.pk).consenting().exists():
        raise NotPossible(NOT_AGREED)
    job = Job.DEPUTY if deputy else Job.LEAD
    others = Seat.objects.of_side(area, seat.sector).exclude(pk=seat.pk)
    replaced = others.filter(**{FLAGS[job]: True}).exists()
    _put_in_place(seat, job, by=by, how="recorded")
    if replaced:
        post_leads.recorded(area, seat.sector, job, by=by)


def _put_in_place(seat: Seat, job: str, *, by: Seat, how: str) -> None:
    """`seat` of a locked area does `job` for its sector from now on; the one before steps back.

    The voices for it have had their effect, or are overtaken, and go; so do those for a deputy who leads now.
    """
    here = Seat.objects.live().filter(area=seat.area, sector=seat.sector)
    if job == Job.DEPUTY and not here.filter(is_lead=True).exclude(pk=seat.pk).exists():
        raise NotPossible(LEAD_FIRST)
    flag = FLAGS[Job(job)]
    here.filter(**{flag: True}).update(**{flag: False})
    seat.is_lead, seat.is_deputy = job == Job.LEAD, job == Job.DEPUTY
    seat.save(update_fields=["is_lead", "is_deputy"])
    of_sector = LeadVoice.objects.filter(given_by__area=seat.area, given_by__sector=seat.sector)
    overtaken = Q(job=Job.DEPUTY, names=seat) if job == Job.LEAD else Q(pk__in=[])
    of_sector.filter(Q(job=job) | overtaken).delete()
    history.record(by, NAMED[Job(job)], subject=seat.id, facts={"sector": seat.sector, "how": how})
