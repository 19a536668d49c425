"""What is held about a person here: account, seats, consents, applications, dealings and acts (domain 3K)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import OuterRef, Q, Subquery

from partnerships import held_dealings, held_signing_in
from partnerships.consent_words import words_of
from partnerships.models import Application, Consent, LeadVoice, Seat, User
from partnerships.reading_applications import lines_of
from pipd.kit.held import Row, Section, moment, section, told
from pipd.kit.wording import short_date

ACCOUNT_WHY = (
    "So that you can sign in, and those you work with know who you are. Kept while you have a seat, and for as long as "
    "signatures and clearances have to be proved. What you need to take part is read by the facilitators of your area, "
    "and without your name by the coordinator, and is to be deleted six months after your part has ended."
)
SEATS_WHY = (
    "What you may do here follows from your seats, and with them we prove who acted for which sector. Kept as long as "
    "the plans and records that rest on them: six years, or as the organisation that runs this decides."
)
CONSENTS_WHY = (
    "To prove what you agreed to and in which wording, and what you took back. Kept as long as your seats."
)
APPLICATIONS_WHY = (
    "To decide who takes part. Those that were declined or withdrawn, or begun and never sent, are to be deleted "
    "after six months. Once you have a place, what you need and why you apply are to be deleted six months after the "
    "decision, and whether the authority funds your organisation six months after your part has ended. That is read "
    "by facilitators alone, what you need to take part also by the coordinator."
)


VOICES_WHY = (
    "So that your sector names its own lead and deputy. Others of your sector see how many name whom, and nobody sees "
    "who did. Gone as soon as somebody is named, when you take it back, and when you leave."
)


def held(user: User) -> list[Section]:
    """Everything held about `user` in this app, and nothing about anybody else."""
    seats = list(_seats(user))
    applications = list(_applications(user, seats))
    return [
        section("Your account", ACCOUNT_WHY, _account(user)),
        *held_signing_in.sections(user),
        section("Your seats", SEATS_WHY, map(_seat, seats)),
        section("What you agreed to", CONSENTS_WHY, _consents(user)),
        section("Whom you name as lead or deputy of your sector", VOICES_WHY, _voices(seats)),
        section("Your applications to take part", APPLICATIONS_WHY, application_rows(applications)),
        *held_dealings.sections(user, seats, applications),
    ]


def _account(user: User) -> Iterator[Row]:
    yield "Name", user.full_name
    yield "Email address", user.email
    yield "What you need to take part", user.access_needs or "Nothing said"
    yield "Account made", moment(user.joined_at)
    yield "Last signed in", moment(user.last_login) or "Never"
    yield "Password", "Set; kept in a form nobody can read" if user.has_usable_password() else "None"
    yield "Account", "Open" if user.is_active else "Closed"
    for address in EmailAddress.objects.filter(user=user).order_by("email"):
        yield "Address for signing in", told(address.email, "confirmed" if address.verified else "")


def _seats(user: User) -> Iterator[Seat]:
    """Each with whom it names as lead and deputy, in the same query."""
    given = {}
    for job in LeadVoice.Job:
        voice = LeadVoice.objects.filter(given_by=OuterRef("pk"), job=job)
        given[f"names_{job}"] = Subquery(voice.values("names__user__full_name")[:1])
        given[f"names_{job}_at"] = Subquery(voice.values("given_at")[:1])
    rows = (
        Seat.objects.filter(user=user)
        .annotate(**given)
        .select_related("programme", "area", "organisation", "next_organisation")
    )
    return rows.order_by("started_on", "role", "id").iterator()


def place(seat: Seat) -> str:
    """Where `seat` is: an area, or across the programme."""
    return seat.area.name if seat.area else seat.programme.name


def _seat(seat: Seat) -> Row:
    job = seat.next_organisation
    until = f"until {short_date(seat.ended_on)}" if seat.ended_on else ""
    led = "lead of your sector" if seat.is_lead else "deputy lead of your sector" if seat.is_deputy else ""
    value = told(
        seat.programme.words_for(seat.sector) if seat.sector else "",
        seat.organisation.name if seat.organisation else "",
        seat.job_title,
        seat.authority_words.lower(),
        led,
        f"from {short_date(seat.started_on)} {until}".strip(),
        f"ended because: {seat.end_reason}" if seat.end_reason else "",
        f"new job to be confirmed by you: {seat.next_job_title}, {job.name}" if job else "",
    )
    return f"{seat.get_role_display()}, {place(seat)}", value


def _consents(user: User) -> Iterator[Row]:
    rows = Consent.objects.filter(seat__user=user).select_related("seat__area", "seat__programme")
    for one in rows.order_by("given_at", "kind"):
        back, said = one.withdrawn_at, words_of(one)
        of_itself = one.ended_with_seat or one.is_followed
        value = told(
            f"given {moment(one.given_at)}, {one.get_channel_display().lower()}",
            f"wording {one.wording_version}: “{said.says}”" if said else f"wording {one.wording_version}",
            "recorded for you by a facilitator" if one.recorded_by_id else "",
            f"{'ended' if of_itself else 'taken back'} {moment(back)}" if back else "stands",
            one.get_withdrawn_channel_display(),
        )
        yield f"{one.get_kind_display()}, {place(one.seat)}", value


def _voices(seats: Collection[Any]) -> Iterator[Row]:
    """Their own word alone: who names them they do not learn."""
    for seat in seats:
        for job in LeadVoice.Job:
            if names := getattr(seat, f"names_{job}"):
                at = getattr(seat, f"names_{job}_at")
                yield f"{job.label}, {place(seat)}", told(names, f"named {moment(at)}")


def _applications(user: User, seats: list[Seat]) -> Iterator[Application]:
    """Those sent from their address, and those that led to a seat of theirs."""
    theirs = Q(email=user.email) | Q(seat__in=[seat.pk for seat in seats])
    rows = Application.objects.filter(theirs).select_related("area__programme")
    return rows.order_by("begun_at", "id").iterator()


def application_rows(applications: Iterable[Application]) -> Iterator[Row]:
    """What is held of each, in the words of its own pages: also for whoever has no account (`own_application`)."""
    for one in applications:
        sector = one.area.programme.words_for(one.sector)
        stands = told(
            f"{sector}, {one.area.name}",
            one.get_state_display(),
            f"begun {moment(one.begun_at)}",
            f"sent {moment(one.submitted_at)}" if one.submitted_at and not one.is_entered else "",
            f"received on {short_date(one.received_on)}, {one.get_channel_display().lower()}"
            if one.is_entered
            else "",
            f"entered for you by the coordinator {moment(one.submitted_at)}" if one.is_entered else "",
            f"decided {moment(one.decided_at)}" if one.decided_at else "",
        )
        yield f"Application {one.reference}", stands
        yield "Email address", one.email
        for line in lines_of(one, own=True):
            yield line.label, line.said or "Nothing said"
        if one.reason:
            declined = one.state == Application.State.DECLINED
            yield ("Why it was declined" if declined else "Why your place was taken back"), one.reason
        if one.override_reason:
            yield "Why you were accepted outside the usual terms", one.override_reason
