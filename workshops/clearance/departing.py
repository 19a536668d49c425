"""Consent to take part is withdrawn: everything of that person which is not the group's goes at once (domain E7)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from partnerships import consenting, history, membership
from partnerships.membership import NotPossible
from partnerships.models import Consent, Seat, StudyArea
from partnerships.models.seats import TAKE_PART, SeatQuerySet
from partnerships.permissions import Permission, require
from pipd.kit import clock
from workshops import places
from workshops.clearance import moves, outcomes, taking_back, unquoting
from workshops.clearance.working import (
    Amendment,
    Answer,
    Countersignature,
    DifferingView,
    LoggedPoint,
    Note,
    Quotation,
    QuotationAnswer,
    Reopening,
    Responder,
)
from workshops.models import Attendance, ClearedPoint, RemovalRequest, Workshop

STANCES = QuotationAnswer.Stance
NONE_STANDS = "Your consent to take part is withdrawn already."


@dataclass(frozen=True)
class Farewell:
    """What went: points logged, quotations, copies of them handed out before; statements asked to go."""

    logged: int
    quotations: int
    copies: int
    asked: int


@dataclass(frozen=True)
class Own:
    """What there is of one person in an area, for the page that says what will go and what stays."""

    logged: int
    quotations: int
    statements: list[ClearedPoint]


def stands(area: StudyArea, by: Seat) -> bool:
    """Whether the person of `by` has not taken back their consent to take part in `area`, from any of their seats.

    One that ended with its seat, for a new job, is theirs to take back still: what they said is (I-24).
    """
    given = Consent.objects.filter(seat__in=_seats(area, by), kind=Consent.Kind.TAKE_PART)
    return given.filter(Q(withdrawn_at=None) | Q(withdrawn_channel=Consent.Ended.SEAT)).exists()


def ever_gave(area: StudyArea, by: Seat) -> bool:
    """Whether they ever agreed to take part in `area`: of whoever did not, nothing was taken back."""
    return Consent.objects.filter(seat__in=_seats(area, by), kind=Consent.Kind.TAKE_PART).exists()


def own(area: StudyArea, by: Seat) -> Own:
    """What withdrawing would reach, and the cleared statements of the sessions they were at.

    Who has left already reads no cleared statements any more (domain 3K), and can ask a facilitator instead.
    """
    require(by, Permission.LEAVE, area_id=area.pk, past=True)
    seats = _seats(area, by)
    return Own(
        logged=own_logged(seats).count(),
        quotations=quotations_of(seats).count(),
        statements=list(_identifiable(area, seats).select_related("note__workshop")),
    )


def _seats(area: StudyArea, by: Seat) -> SeatQuerySet:
    """Every seat from which this person takes or took part here; who changed sides had two."""
    return Seat.objects.filter(user=by.user_id, area=area, role__in=TAKE_PART)


def quotations_of(seats: SeatQuerySet) -> QuerySet[Quotation]:
    """Words they are noted to have said; where nobody is noted, those they said or logged as their own."""
    claimed = QuotationAnswer.objects.filter(
        responder__seat__in=seats, stance__in=[STANCES.PERMITS, STANCES.REFUSES]
    )
    logged = Q(source__seat__in=seats, source__own_words=True)
    unnoted = Q(speaker=None) & (Q(pk__in=claimed.values("quotation")) | logged)
    return Quotation.objects.filter(Q(speaker__in=seats) | unnoted, withdrawn_at=None)


def _identifiable(area: StudyArea, seats: SeatQuerySet) -> QuerySet[ClearedPoint]:
    """Cleared statements of the sessions they were at from seats that have not ended, all of them: one that is missing
    would tell which statement somebody else has asked to take out."""
    there = Attendance.objects.filter(seat__in=seats.live(), presence__in=Attendance.THERE)
    return ClearedPoint.objects.filter(note__area=area, note__workshop__in=there.values("workshop"))


@transaction.atomic
def leave(area: StudyArea, *, by: Seat) -> None:
    """Leave the group and keep what was said (domain R20). Nobody comes in one's place to sessions ahead.

    Raises NotPossible for whoever has left already, and for a substitute.
    """
    require(by, Permission.LEAVE, area_id=area.pk, past=True)
    membership.leave(by, by=by)
    places.vacate([by])


@transaction.atomic
def give_up(area: StudyArea, *, by: Seat) -> None:
    """A substitute gives up the one session they were to come to, as their account ends; whose place it was is told.

    Whom nobody has confirmed yet was asked nothing, and is taken off. What they said at a session they were at stays.
    """
    require(by, Permission.LEAVE, area_id=area.pk)
    StudyArea.objects.select_for_update(no_key=True).get(pk=area.pk)
    places.give_up_all([by], by=by)
    Seat.objects.filter(pk=by.pk).end()
    history.record(by, "left", subject=by.pk, facts={"sector": by.sector})


@transaction.atomic
def withdraw_consent(area: StudyArea, *, identifying: Collection[UUID] = (), by: Seat) -> Farewell:
    """Take back the consent of `by` to take part, with every other consent, and end their seats here today.

    What they logged, suggested and added is deleted, their words are quoted nowhere, they are asked no more, and
    `identifying`, cleared statements by id, are put to the facilitators to withdraw. An objection that a statement is
    their own words or identifies them stands (I-17). Raises NotPossible when nothing stands any more, Http404 for a
    statement of a session they were not at.
    """
    require(by, Permission.LEAVE, area_id=area.pk, past=True)
    StudyArea.objects.select_for_update(no_key=True).get(pk=area.pk)
    seats = _seats(area, by)
    held = hold([area])
    list(seats.select_for_update(no_key=True).order_by("pk"))
    # Only now we look what there is: whoever logs holds a note and their seat.
    theirs = {workshop.pk for workshop in touched(seats)}
    notes = [note for note in held if note.workshop_id in theirs]
    if not stands(area, by):
        raise NotPossible(NONE_STANDS)
    asked = _ask_to_go(area, seats, identifying)
    places.give_up_all(list(seats), by=by)
    places.vacate(list(seats))
    consenting.withdraw_all(list(seats), by=by)
    logged = own_logged(seats).count()  # before quotations are taken back: those blank what they are from
    gone = take_quotations_back(seats, by)
    for note in notes:
        forget_logged(note, seats)
    for note in notes:
        _fall_silent(note, seats, by)
    told = Farewell(logged, gone.quotations, gone.copies, asked)
    facts = {"logged points": logged, "quotations": told.quotations, "copies issued": told.copies}
    history.record(by, "taking part ended with consent", subject=by.pk, facts=facts)
    return told


@transaction.atomic
def unquote(area: StudyArea, person: Seat, *, by: Seat) -> unquoting.Gone:
    """Withdraw every quotation of `person`, who objects to being quoted, in `area`; they go on taking part (I-24)."""
    StudyArea.objects.select_for_update(no_key=True).get(pk=area.pk)
    seats = _seats(area, person)
    hold([area])
    list(seats.select_for_update(no_key=True).order_by("pk"))
    gone = take_quotations_back(seats, by)
    if gone.quotations:
        facts = {"quotations": gone.quotations, "copies issued": gone.copies}
        history.record(by, "quotations withdrawn on request", subject=person.pk, area=area, facts=facts)
    return gone


def hold(areas: Collection[StudyArea] | QuerySet[StudyArea]) -> list[Note]:
    """All notes of `areas`, locked in the order of all locks, before any seat: what is theirs in them is found after.

    Where an area goes on, also of sessions that have none yet: the first point may be on its way into it.
    """
    begun = Exists(Note.objects.filter(workshop=OuterRef("pk")))
    sessions = Workshop.objects.filter(begun | ~Q(area__state__in=StudyArea.ENDED_AREAS), area__in=areas)
    return [moves.lock(workshop) for workshop in sessions.order_by("area_id", "number")]


def touched(seats: SeatQuerySet) -> list[Workshop]:
    """The sessions whose notes hold something of these seats, in the order in which locks are taken."""
    mine = (
        Q(attendances__seat__in=seats)
        | Q(pk__in=LoggedPoint.objects.filter(seat__in=seats).values("workshop"))
        | Q(pk__in=quotations_of(seats).values("note__workshop"))
    )
    return list(Workshop.objects.filter(mine).distinct().order_by("area_id", "number"))


def _ask_to_go(area: StudyArea, seats: SeatQuerySet, identifying: Collection[UUID]) -> int:
    """Put cleared statements to the facilitators, with the day and without who asked, here or in the log."""
    found = {p.pk: p.origin for p in _identifiable(area, seats).filter(pk__in=identifying)}
    if set(identifying) - set(found):
        raise Http404
    asked = RemovalRequest.objects.filter(area=area, kept_at=None).values_list("origin", flat=True)
    new = set(found.values()) - set(asked)
    RemovalRequest.objects.bulk_create(
        RemovalRequest(area=area, origin=origin, asked_on=clock.today()) for origin in new
    )
    return len(found)


def take_quotations_back(seats: SeatQuerySet, by: Seat) -> unquoting.Gone:
    quotations = copies = 0
    while quotation := quotations_of(seats).select_related("note__workshop__area").first():
        gone = unquoting.take_back(quotation, by=by)
        quotations, copies = quotations + gone.quotations, copies + gone.copies
    return unquoting.Gone(quotations, copies)


def own_logged(seats: SeatQuerySet) -> QuerySet[LoggedPoint]:
    """What they logged that goes. Another person's words that they logged stay with that person's quotation."""
    kept = Quotation.objects.filter(removed_at=None, withdrawn_at=None, source__isnull=False)
    kept = kept.exclude(pk__in=quotations_of(seats).values("pk"))
    return LoggedPoint.objects.filter(seat__in=seats).exclude(text="").exclude(pk__in=kept.values("source"))


def forget_logged(note: Note, seats: SeatQuerySet) -> None:
    """Deleted while notes are written up, blanked where versions were made from it."""
    mine = own_logged(seats).filter(workshop=note.workshop_id)
    if note.state != Note.State.DRAFTING:
        mine.update(text="")
        return
    for point in list(mine):
        taking_back.logged(point)


def _fall_silent(note: Note, seats: SeatQuerySet, by: Seat) -> None:
    """They are asked no more: what they said of statements goes, that they answered stays, with its moment."""
    now = clock.now()
    mine = Responder.objects.filter(note=note, seat__in=seats)
    changes = Amendment.objects.filter(responder__in=mine)
    outcomes.take_back(changes, at=now, by=by)
    changes.exclude(outcome=Amendment.Outcome.ACCEPTED).update(text="")  # those words became the group's
    changes.update(reason="")
    Answer.objects.filter(responder__in=mine).update(reason="")
    DifferingView.objects.filter(responder__in=mine).delete()
    leave = QuotationAnswer.objects.filter(responder__in=mine, stance=STANCES.PERMITS)
    leave.update(stance=STANCES.REFUSES)
    if note.state != Note.State.CLEARED:
        Countersignature.objects.filter(responder__in=mine).delete()
    requests = Reopening.objects.filter(note=note, asked_by__in=seats)
    requests.filter(done_at=None, dropped_at=None).update(dropped_at=now, dropped_by=by)
    requests.update(reason="")
    for side in ("la", "tso"):  # what they had agreed to for their side, nobody has agreed to any more
        agreed = Reopening.objects.filter(
            note=note, done_at=None, dropped_at=None, **{f"{side}_by__in": seats}
        )
        agreed.update(**{f"{side}_at": None, f"{side}_by": None})
    mine.filter(removed_at=None).update(removed_at=now)
