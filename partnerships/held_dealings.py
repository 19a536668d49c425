"""What is held of dealings with a person: mail and choices, calendar, partnerships, requests, and the log of acts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import Q

from partnerships import mail_choices, mailing
from partnerships.models import (
    Application,
    AreaPaused,
    CalendarFeed,
    DataRequest,
    MailOff,
    PartnershipMember,
    Seat,
    User,
)
from pipd.kit.held import Row, Section, moment, section, told
from pipd.kit.models import LogEntry, OutgoingMail
from pipd.kit.wording import long_date, short_date

REQUESTS_WHY = (
    "So that you have an answer in time, and that can be proved. You and the coordinators read it. Kept for six years, "
    "or as the organisation that runs this decides."
)
CHOICES_WHY = "So that you get no mail you do not want. Kept until you choose otherwise."
CALENDAR_WHY = (
    "So that your calendar program can read your dates. The address itself is a key, so it is not written here: you "
    "find it on the page of your calendar. Kept until you make a new one."
)
MAILS_WHY = (
    "To prove what you were told and when. What the messages said is not repeated here: you have them."
)
REGISTER_WHY = "The area’s register says who sits where for whom. Kept as long as the register."
PAUSES_WHY = (
    "To prove that both sectors wanted it. The group reads the reason while it holds. Kept with the area."
)
LOG_WHY = (
    "So that a clearance or a signature can be proved. The log holds what was done and when, and no words. It is never "
    "changed; kept for six years, or as the organisation that runs this decides."
)


def sections(user: User, seats: Collection[Seat], applications: Collection[Application]) -> list[Section]:
    """All of it, of the person of `seats` and `applications`."""
    recipients = [user.pk, *(one.pk for one in applications)]
    return [
        section("What you asked about your data", REQUESTS_WHY, _requests(user)),
        section("Mail you switched off", CHOICES_WHY, _choices(user)),
        section("Your calendar address", CALENDAR_WHY, _calendar(user)),
        section("Mail sent to you", MAILS_WHY, mails(recipients)),
        section("Partnerships you sit in", REGISTER_WHY, _memberships(user)),
        section("What you asked or agreed to about pausing the group", PAUSES_WHY, _pauses(seats)),
        section("The log of what you did, or what was recorded of you", LOG_WHY, _log(seats)),
    ]


def _requests(user: User) -> Iterator[Row]:
    for one in DataRequest.objects.filter(person=user).order_by("-made_at", "id"):
        acknowledged = ", and acknowledged on the same day" if one.is_complaint else ""
        state = (
            f"you have an answer by {long_date(one.due_on)}"
            if one.is_open
            else f"answered {moment(one.answered_at)}"
            if one.is_answered
            else "you took it back"
        )
        yield (
            f"{one.get_kind_display()}: reference {one.reference}",
            told(f"asked {moment(one.made_at)}{acknowledged}", state),
        )
        yield "In your words", one.words
        if one.answer:
            yield "The answer", one.answer


def _choices(user: User) -> Iterator[Row]:
    words = {topic.code: topic.words for topic in mail_choices.TOPICS}
    for row in MailOff.objects.filter(user=user).order_by("switched_off_at", "topic"):
        yield words.get(row.topic, row.topic), f"switched off {moment(row.switched_off_at)}"


def _calendar(user: User) -> Iterator[Row]:
    for feed in CalendarFeed.objects.filter(user=user):
        yield "An address for your calendar program", f"made {moment(feed.made_at)}"


def mails(recipients: Collection[UUID]) -> Iterator[Row]:
    """The mail to `recipients`, accounts and applications: what it was and when, and not what it said."""
    rows = OutgoingMail.objects.filter(recipient__in=recipients).order_by("queued_at", "id")
    for one in rows.only("kind", "to", "state", "sent_at", "queued_at"):
        went = (
            f"sent {moment(one.sent_at)}"
            if one.sent_at
            else f"{one.get_state_display().lower()}, asked for {moment(one.queued_at)}"
        )
        yield mailing.words_for(one.kind), told(went, f"to {one.to}" if one.to else "")


def _memberships(user: User) -> Iterator[Row]:
    rows = PartnershipMember.objects.filter(person__user=user).select_related(
        "partnership__area", "organisation"
    )
    for one in rows.order_by("started_on", "id"):
        until = f"until {short_date(one.ended_on)}" if one.ended_on else ""
        value = told(
            f"for {one.body}",
            "lead member" if one.is_lead else "",
            f"from {short_date(one.started_on)} {until}".strip(),
        )
        yield f"{one.partnership.name}, {one.partnership.area.name}", value


def _pauses(seats: Collection[Seat]) -> Iterator[Row]:
    """The reason is told to whoever gave it: the sector that signed first."""
    own = {seat.pk for seat in seats}
    rows = AreaPaused.objects.filter(Q(la_by__in=own) | Q(tso_by__in=own)).select_related("area")
    for act in rows.order_by("area__name", "pk"):
        what = "that the group stands still" if act.pauses else "that the group goes on"
        signed = [(act.la_at, act.la_by_id), (act.tso_at, act.tso_by_id)]
        first = min((at, by) for at, by in signed if at)[1]
        for at, by in signed:
            if by in own:
                asked = first == by
                yield (
                    act.area.name,
                    told(
                        f"{'Asked' if asked else 'Agreed'} {what} {moment(at)}", act.reason if asked else ""
                    ),
                )


def _log(seats: Collection[Seat]) -> Iterator[Row]:
    """Acts from their seats, and acts about those: within the chains of their areas, which the log is kept by."""
    own = {seat.pk for seat in seats}
    theirs = own | {seat.user_id for seat in seats if seat.user_id}  # what is done to an account names that
    chains = {str(key) for seat in seats for key in (seat.area_id, seat.programme_id) if key}
    rows = LogEntry.objects.filter(Q(actor__in=own) | Q(subject__in=theirs), chain__in=chains)
    for at, verb, actor in rows.order_by("at", "chain", "number").values_list("at", "verb", "actor"):
        yield moment(at), verb if actor in own else f"{verb} (of you)"
