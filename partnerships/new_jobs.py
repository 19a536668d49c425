"""Somebody who takes part has a new job: their seat ends, and another begins in the same moment (domain E14, I-3).

A coordinator enters it, and nothing happens until its person confirms it: with the seat ends whether they lead, and
coordinators never decide who does (I-7). What they said and signed stays with the seat they said it from, with its
sector and organisation.
"""

from __future__ import annotations

from django.db import transaction

from partnerships import consenting, history, membership, post_membership
from partnerships.locks import area_for
from partnerships.membership import NotPossible
from partnerships.models import Organisation, Role, Seat, Sector, StudyArea, User
from partnerships.models.seats import NO_NEW_JOB
from partnerships.parity import free_places
from partnerships.permissions import Permission
from partnerships.uneven import who_left
from partnerships.words import sector_words
from pipd.kit import clock

P = Permission
WHY = "A new job"
GONE = "They take part no more, so there is no seat to end."
SAME = "That is the job they have already."
AWAITED = "That is entered already, and awaits their word."
OWN_ACT = "People confirm a new job by their own act."
SETTLED = "This was changed or settled meanwhile. Look at the page again."


@transaction.atomic
def enter(seat: Seat, *, organisation: Organisation, job_title: str, by: Seat) -> bool:
    """Enter the new job of whoever sits on `seat`; whether it awaits their word.

    In the same organisation it is another title, put right at once, and its person is told: the seat goes on. In
    another one they are asked by mail, and what was entered before is forgotten. Raises NotPossible, and changes
    nothing, for an organisation that is of neither side (I-4), and where the other sector has no place left (N3, E1).
    """
    area, before = _locked(seat, P.ENTER_NEW_JOB, by)
    same_title, there = before.job_title == job_title, before.organisation_id == organisation.pk
    if there and same_title:
        raise NotPossible(SAME)
    if (before.next_organisation_id, before.next_job_title) == (organisation.pk, job_title):
        raise NotPossible(AWAITED)
    facts: dict[str, object] = {"from": before.sector, "led": before.may_sign}
    if there:
        Seat.objects.filter(pk=before.pk).update(job_title=job_title, **NO_NEW_JOB)
        history.record(by, "job title corrected", subject=before.pk, area=area)
    else:
        facts["to"] = _may_move(area, before, organisation)
        told = {"next_organisation": organisation, "next_job_title": job_title}
        Seat.objects.filter(pk=before.pk).update(**told, next_job_at=clock.now(), next_job_by=by)
        history.record(by, "new job entered", subject=before.pk, area=area, facts=facts)
    seat.refresh_from_db()
    if there:
        post_membership.title_corrected(seat, before=before.job_title)
    else:
        post_membership.new_job(seat, sector=str(facts["to"]))
    return not there


@transaction.atomic
def confirm(seat: Seat, *, read: str, by: Seat) -> Seat:
    """Its person confirms the new job they `read` (`mark_of`): `seat` ends today, and they get another.

    They lead nothing any more, and their consents end with the seat: they consent anew before they are counted.
    Raises what `enter` does, and NotPossible for anybody else, or when it is not what they read any more.
    """
    area, before = _locked(seat, P.CONFIRM_NEW_JOB, by)
    organisation, job_title = _read(before, read, by), before.next_job_title
    sector, led = _may_move(area, before, organisation), before.may_sign
    kinds = consenting.end_with_seat(before)
    Seat.objects.filter(pk=before.pk).end(reason=WHY)
    after = membership.join(
        area,
        user=_person(before),
        sector=sector,
        organisation=organisation,
        job_title=job_title,
        replaces=before if sector == before.sector else who_left(area, sector),
    )
    facts = {"from": before.sector, "to": sector, "seat": str(after.pk), "led": led, "consents": kinds}
    history.record(by, "new job confirmed", subject=before.pk, area=area, facts=facts)
    post_membership.answered(before, confirmed=True)
    seat.refresh_from_db()
    return after


@transaction.atomic
def decline(seat: Seat, *, read: str, by: Seat) -> None:
    """Its person says that it is not so: everything stays as it is, and whoever entered it is told."""
    area, before = _locked(seat, P.CONFIRM_NEW_JOB, by)
    _read(before, read, by)
    Seat.objects.filter(pk=before.pk).update(**NO_NEW_JOB)
    history.record(by, "new job declined", subject=before.pk, area=area)
    post_membership.answered(before, confirmed=False)
    seat.refresh_from_db()


def _person(seat: Seat) -> User:
    if seat.user is None:
        raise NotPossible(GONE)
    return seat.user


def mark_of(seat: Seat) -> str:
    """Which of the jobs that were entered for `seat` stands now; empty where none does."""
    return seat.next_job_at.isoformat() if seat.next_job_at else ""


def _read(before: Seat, read: str, by: Seat) -> Organisation:
    if by.pk != before.pk:
        raise NotPossible(OWN_ACT)
    if before.next_organisation is None or read != mark_of(before):
        raise NotPossible(SETTLED)
    return before.next_organisation


def _locked(seat: Seat, permission: Permission, by: Seat) -> tuple[StudyArea, Seat]:
    """The locked area of `seat`, which goes on, and the seat as it stands. Raises NotPossible for one that ended."""
    if seat.area is None:
        raise NotPossible(GONE)
    area = area_for(permission, seat.area, by=by)
    if area.has_ended:
        raise NotPossible(f"{area.name} is {area.get_state_display().lower()}: nobody joins it any more.")
    rows = Seat.objects.select_for_update(of=("self",), no_key=True)
    before = rows.select_related("user", "organisation", "next_organisation", "next_job_by").get(pk=seat.pk)
    if not before.is_live or before.role != Role.PARTICIPANT:
        raise NotPossible(GONE)
    return area, before


def _may_move(area: StudyArea, before: Seat, organisation: Organisation) -> Sector:
    """For which sector they take part then. Who stays on their side keeps their place; the other side has to have one,
    also without them on this side."""
    sector = Sector(organisation.sector or before.sector)
    membership.require_side(area, sector, organisation)
    others = Seat.objects.live().participants().filter(area=area).exclude(pk=before.pk)
    taken = {one: others.of(one).count() for one in Sector}
    if sector != before.sector and not free_places(taken, area)[sector]:
        words = sector_words(area.programme, sector)
        raise NotPossible(
            f"No place is free for the {words}, or one more there would make the group uneven. Nothing is changed: "
            "they go on as they are, or leave by their own act."
        )
    return sector
