"""Who cannot come to a session, and who comes instead: apologies and substitutes (domain E2, R18).

A substitute counts for attendance and for the clearance of that session's notes alone, and only once they have agreed
to take part themselves. Nobody is named once the session has begun, and whom a facilitator names is asked only once
whose place it is has confirmed it: else one facilitator could fill the places of a sector. Everything here ends when
the notes are first sent: attendance is frozen with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from partnerships import consenting, history, substitutes
from partnerships.models import Consent, Role, Seat, StudyArea
from partnerships.permissions import Permission, require
from partnerships.refusals import NotPossible
from partnerships.substitutes import Named
from pipd.kit import clock
from pipd.kit.models import LogEntry
from workshops import post, post_absences
from workshops.clearance import moves
from workshops.models import Attendance, Workshop
from workshops.places import drop, give_up, not_needed

P = Attendance.Presence
NAMED = "substitute named"  # in the log
AT_MOST = 3  # named for one place at one session in a day
NOT_CONFIRMED = "has not confirmed who was named in their place, so they cannot count"
NOT_AGREED = "has not agreed to take part yet, so they cannot count. The link is in their email"


def too_late(workshop: Workshop) -> str:
    """Why apologies can be neither sent nor taken back any more, in a sentence; empty while they can."""
    if workshop.state in (Workshop.State.CANCELLED, Workshop.State.POSTPONED):
        return "This session is not going ahead on that date."
    if workshop.has_begun or workshop.is_delivered:
        return "This session has begun. A facilitator records who came."
    return ""


def _locked(workshop: Workshop) -> None:
    """The area locked, the session as it stands now, its notes not sent (order: area, workshop, note)."""
    area = StudyArea.objects.select_for_update(no_key=True).get(pk=workshop.area_id)
    workshop.refresh_from_db()
    workshop.area = area
    moves.still_drafting(workshop)


def _in_time(workshop: Workshop) -> None:
    _locked(workshop)
    if reason := too_late(workshop):
        raise NotPossible(reason)


@transaction.atomic
def send_apologies(workshop: Workshop, *, by: Seat) -> None:
    """Say beforehand that `by` cannot come; a second press changes nothing. Raises NotPossible once it has begun."""
    require(by, Permission.SEND_APOLOGIES, area_id=workshop.area_id)
    _in_time(workshop)
    if _away(workshop, by):
        history.record(by, "apologies sent", subject=workshop.pk, facts={"session": workshop.number})


def _away(workshop: Workshop, seat: Seat) -> bool:
    """Note that `seat` cannot come; whether that is new."""
    return Attendance.objects.get_or_create(workshop=workshop, seat=seat, defaults={"presence": P.APOLOGIES})[
        1
    ]


@transaction.atomic
def take_back(workshop: Workshop, *, by: Seat) -> None:
    """`by` can come after all, and whoever was to stand in is told that they are not needed."""
    require(by, Permission.SEND_APOLOGIES, area_id=workshop.area_id)
    _in_time(workshop)
    if place := _substitute_of(workshop, by):
        not_needed(workshop, place, reason="Not needed")
    if Attendance.objects.filter(workshop=workshop, seat=by, presence=P.APOLOGIES).delete()[0]:
        history.record(by, "apologies taken back", subject=workshop.pk, facts={"session": workshop.number})


def _substitute_of(workshop: Workshop, seat: Seat) -> Attendance | None:
    rows = Attendance.objects.filter(workshop=workshop, stands_in_for=seat)
    return rows.select_related("seat__user", "seat__area").first()


def _may_name(workshop: Workshop, seat: Seat, by: Seat) -> None:
    """Participants name their own substitute, a facilitator proposes one for anybody; until the session begins."""
    require(by, Permission.NAME_SUBSTITUTE, area_id=workshop.area_id)
    if by.role == Role.PARTICIPANT and by.pk != seat.pk:
        raise PermissionDenied("Participants name who stands in for themselves alone.")
    _in_time(workshop)


@transaction.atomic
def name(workshop: Workshop, seat: Seat, *, who: Named, by: Seat) -> Seat:
    """Name who comes to this session in place of `seat`; named by `seat`, that says that they cannot come.

    They get a seat of that sector, an account when they have none, and a mail that asks whether they agree to take
    part; until they do they do not count. Named by a facilitator, `seat` is asked first whether that is right, and
    nothing is said for them meanwhile. Raises NotPossible when the session has begun, somebody stands in already, or
    enough were named for this place within a day: each gets mail, and an account.
    """
    _may_name(workshop, seat, by)
    if seat.area_id != workshop.area_id or seat.role != Role.PARTICIPANT:
        raise NotPossible("A substitute stands in for somebody who takes part.")
    if _substitute_of(workshop, seat):
        raise NotPossible("Somebody is named for this place already. Take that back first.")
    _not_too_many(workshop, seat)
    if Attendance.objects.filter(workshop=workshop, seat__user__email__iexact=who.email.strip()).exists():
        raise NotPossible("This person is at the session already.")
    given = substitutes.give_seat(seat, who, from_day=workshop.local_start.date(), by=by)
    Attendance.objects.create(workshop=workshop, seat=given, presence=P.PROPOSED, stands_in_for=seat)
    facts = {"session": workshop.number, "sector": seat.sector, "place": str(seat.pk)}
    history.record(by, NAMED, subject=given.pk, facts=facts)
    if by.pk == seat.pk:
        confirm(workshop, by=by)
    else:
        post_absences.to_confirm(workshop, seat, once=given.pk)
    return given


def _not_too_many(workshop: Workshop, seat: Seat) -> None:
    """Whoever was named and is not needed is gone from the place: the log alone has how many there were."""
    since = clock.now() - timedelta(days=1)
    named = LogEntry.objects.filter(chain=workshop.area.chain, verb=NAMED, at__gt=since)
    place = (workshop.number, str(seat.pk))
    if sum((one.facts["session"], one.facts.get("place")) == place for one in named) >= AT_MOST:
        raise NotPossible(
            f"{AT_MOST} people were named for this place within a day, and each was told by email. Wait until tomorrow."
        )


def _proposed(workshop: Workshop, by: Seat) -> Attendance:
    """Who is named in the place of `by`, which `by` has not confirmed; not once the notes are sent."""
    require(by, Permission.SEND_APOLOGIES, area_id=workshop.area_id)
    _locked(workshop)
    place = _substitute_of(workshop, by)
    if place is None or place.presence != P.PROPOSED:
        raise NotPossible("Nobody is named for your place who waits to be confirmed.")
    return place


@transaction.atomic
def confirm(workshop: Workshop, *, by: Seat) -> None:
    """`by` cannot come, and it is right who was named: only now they are asked, and may count.

    Also after the session, for who was ill that day. Raises NotPossible for one who was there.
    """
    place = _proposed(workshop, by)
    if Attendance.objects.filter(workshop=workshop, seat=by, presence__in=Attendance.THERE).exists():
        raise NotPossible("You were there, so nobody stands in for you.")
    _away(workshop, by)
    place.presence = P.ASKED
    place.save(update_fields=["presence"])
    history.record(by, "substitute confirmed", subject=place.seat_id, facts={"session": workshop.number})
    post.substitute_asked(workshop, place.seat)


@transaction.atomic
def refuse(workshop: Workshop, *, by: Seat) -> None:
    """Nobody comes in the place of `by`, who may come themselves; whoever was named has not been asked."""
    place = _proposed(workshop, by)
    drop(place, reason="Not confirmed")
    history.record(by, "substitute not confirmed", subject=place.seat_id, facts={"session": workshop.number})


@transaction.atomic
def remove(workshop: Workshop, seat: Seat, *, by: Seat) -> None:
    """Nobody stands in for `seat` any more; the apologies stay. Raises NotPossible once the session has begun."""
    _may_name(workshop, seat, by)
    place = _substitute_of(workshop, seat)
    if place is None:
        return
    not_needed(workshop, place, reason="Not needed")
    history.record(by, "substitute taken back", subject=place.seat_id, facts={"session": workshop.number})


def _own_place(workshop: Workshop, by: Seat) -> Attendance:
    require(by, Permission.STAND_IN, area_id=workshop.area_id)
    _locked(workshop)
    rows = Attendance.objects.filter(workshop=workshop, seat=by, stands_in_for__isnull=False)
    rows = rows.exclude(presence=P.PROPOSED)
    place = rows.select_related("seat", "stands_in_for__user").first()
    if place is None:
        raise PermissionDenied("A substitute takes part in one session alone.")
    return place


@transaction.atomic
def agree(workshop: Workshop, *, recording: bool, read: Mapping[str, str] | None = None, by: Seat) -> None:
    """The substitute's own consent, from their own sign-in: to take part, and (`recording`) to be recorded.

    Only from then on do they count; after the session a facilitator still has to record that they were there. `read`
    are the versions of the words they were shown, by kind. Raises NotPossible where the words are others by now.
    """
    place = _own_place(workshop, by)
    if place.presence == P.ABSENT:
        raise NotPossible("A facilitator recorded that you were not there.")
    kinds = [Consent.Kind.TAKE_PART, *([Consent.Kind.RECORDING] if recording else [])]
    for kind in kinds:
        consenting.keep(by, kind, read=None if read is None else read.get(kind, ""))
    if place.presence == P.ASKED:
        place.presence = P.EXPECTED
        place.save(update_fields=["presence"])
    history.record(
        by, "agreed to stand in", subject=workshop.pk, facts={"consents": sorted(k.value for k in kinds)}
    )


@transaction.atomic
def decline(workshop: Workshop, *, by: Seat) -> None:
    """The substitute cannot come, or would rather not: no reason is asked. Whose place it was is told."""
    place = _own_place(workshop, by)
    if place.presence not in Attendance.TO_COME:
        raise NotPossible("Who came to this session is recorded already.")
    give_up(place, by=by)


@dataclass(frozen=True)
class Expected:
    """A substitute as the attendance page lists them."""

    seat: Seat
    stands_in_for: Seat
    has_agreed: bool
    is_confirmed: bool = True


def named_for(workshop: Workshop) -> list[Expected]:
    """Everybody named to stand in at `workshop` for somebody whose place it is on that day, by name."""
    place_is_theirs = Seat.objects.live(on=workshop.local_start.date())
    rows = Attendance.objects.filter(workshop=workshop, stands_in_for__in=place_is_theirs)
    rows = rows.select_related("seat__user", "seat__organisation", "stands_in_for__user")
    return [
        Expected(
            row.seat,
            row.stands_in_for,
            has_agreed=row.presence not in (P.PROPOSED, P.ASKED),
            is_confirmed=row.presence != P.PROPOSED,
        )
        for row in rows.order_by("seat__user__full_name")
        if row.stands_in_for is not None
    ]


def settled(workshop: Workshop, presence: dict[Seat, str]) -> dict[Seat, str]:
    """`presence` as it is to be kept: who was stood in for is marked so, who was expected and is not told of is absent.

    Raises NotPossible for a substitute who has not agreed, and where a place or a person would count twice.
    """
    final = dict(presence)
    given = {seat.pk: how for seat, how in presence.items()}
    seats = {seat.pk: seat for seat in presence}
    for one in named_for(workshop):
        how = given.get(one.seat.pk, P.ABSENT)
        there = how in Attendance.THERE
        if there and not one.is_confirmed:
            raise NotPossible(f"{one.stands_in_for.user} {NOT_CONFIRMED}.")
        if there and not one.has_agreed:
            raise NotPossible(f"{one.seat.user} {NOT_AGREED}.")
        if one.has_agreed:
            final[one.seat] = how
        if there and given.get(one.stands_in_for.pk) in Attendance.THERE:
            raise NotPossible(
                f"{one.stands_in_for.user} and {one.seat.user}, who stands in for them, cannot both count."
            )
        if there:
            final[seats.get(one.stands_in_for.pk, one.stands_in_for)] = P.SUBSTITUTE
    _once_each(final)
    return final


def _once_each(presence: dict[Seat, str]) -> None:
    """Raise NotPossible where one person would be there from two seats: as many are there as there are people."""
    there = Counter(seat.user_id for seat, how in presence.items() if how in Attendance.THERE)
    for seat in presence:
        if there[seat.user_id] > 1:
            raise NotPossible(f"{seat.user} has two places at this session, and counts once.")


def forget_that_day(workshop: Workshop, *, by: Seat) -> None:
    """The session is on another day, or on none: who could not come may come now, and nobody stands in yet."""
    rows = Attendance.objects.filter(workshop=workshop).select_related("seat__user", "seat__area")
    for place in rows.exclude(stands_in_for=None):
        not_needed(workshop, place, reason="The session is on another day")
    if forgotten := rows.delete()[0]:
        history.record(by, "apologies forgotten", subject=workshop.pk, facts={"apologies": forgotten})


def forget_leavers(workshop: Workshop, expected: Collection[Seat]) -> None:
    """When a session is held: who left before it has no place in it, nor has whoever was to stand in for them."""
    gone = Attendance.objects.filter(workshop=workshop).exclude(seat__in=expected)
    for row in gone.filter(Q(stands_in_for=None) | ~Q(stands_in_for__in=expected)).select_related("seat"):
        if row.stands_in_for_id:
            drop(row, reason="Nobody to stand in for")
        else:
            row.delete()
