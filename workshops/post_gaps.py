"""Mail about sessions closer than usual: who may sign is asked, and told what came of it. Dates, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from partnerships.models import Seat, StudyArea
from pipd.kit import mail
from pipd.kit.wording import long_date
from workshops.addresses import page_of
from workshops.models import GapWaiver

ASKED, AGREED, LEFT = "shorter_gap_asked", "shorter_gap_agreed", "shorter_gap_left"


@dataclass(frozen=True)
class Words:
    """The words of one kind of mail; {number}, {area}, {terms}, {dates} and {least} are filled in."""

    subject: str
    before: str
    act: str
    page: str
    why: str


WORDS = {
    ASKED: Words(
        "May session {number} be sooner than usual?",
        "In {area}, the leads of both sectors are asked to agree to {terms}. As a rule there are at least {least} "
        "working days, so that notes can be written up and read. The dates proposed now: {dates}. Once both agree, "
        "other dates can be set too, as long as they keep to it.",
        "Read it and say",
        "session-closer",
        "You get this at once because you are lead or deputy of one sector’s participants in {area}.",
    ),
    AGREED: Words(
        "Session {number} may be sooner than usual",
        "In {area}, the leads of both sectors have agreed to {terms}. The dates proposed: {dates}. A facilitator can "
        "now set the date.",
        "See the session",
        "session-detail",
        "You get this at once because you asked for it, agreed to it or facilitate in {area}.",
    ),
    LEFT: Words(
        "Session {number} is not to be sooner than usual",
        "In {area}, nobody is asked any more to agree to {terms}. The dates proposed: {dates}. The sessions stay at "
        "least {least} working days apart.",
        "See the session",
        "session-detail",
        "You get this at once because you asked for it or had agreed.",
    ),
}


def awaited(waiver: GapWaiver, area: StudyArea) -> None:
    """Ask lead and deputy of each sector that has not agreed yet: a sector may have a deputy alone."""
    signing = Seat.objects.live().able_to_sign().filter(area=area).select_related("user")
    _tell(ASKED, waiver, area, [seat for seat in signing if not waiver.signed_at(seat.sector)])


def agreed(waiver: GapWaiver, area: StudyArea) -> None:
    """Tell the facilitators, whoever asked and whoever agreed that the date can be set now."""
    facilitators = Seat.objects.live().facilitators().filter(area=area).select_related("user")
    signed = [seat for seat in (waiver.la_by, waiver.tso_by) if seat]
    _tell(AGREED, waiver, area, [*facilitators, waiver.asked_by, *signed])


def left(waiver: GapWaiver, area: StudyArea, people: Iterable[Seat]) -> None:
    """Tell whoever asked, and whoever had agreed, that it is left."""
    _tell(LEFT, waiver, area, people)


def _tell(kind: str, waiver: GapWaiver, area: StudyArea, people: Iterable[Seat]) -> None:
    words, later, least = WORDS[kind], waiver.later, area.programme.days_between_sessions
    later.area = area
    dates = (
        f"session {waiver.earlier.number} on {long_date(waiver.earlier_on)} and session {later.number} on "
        f"{long_date(waiver.later_on)}"
    )
    facts = {"number": later.number, "area": area.name, "terms": waiver.terms, "dates": dates, "least": least}
    context = {
        "about": area.name,
        "before": [words.before.format(**facts)],
        "act": words.act,
        "link": mail.link(page_of(later, words.page)),
        "why": words.why.format(**facts),
    }
    for user in {seat.user_id: seat.user for seat in people if seat.user}.values():
        mail.queue(
            kind=kind,
            key=f"{kind}:{waiver.pk}:{user.pk}",
            about=[str(waiver.later_id)],
            to=user.email,
            recipient=user.pk,
            chain=area.chain,
            template="notice",
            subject=words.subject.format(**facts),
            context=context,
        )
