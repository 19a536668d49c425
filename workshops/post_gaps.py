"""Mail about sessions closer than usual: the leads are asked, and told what came of it. Dates, and nobody's name."""

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
    """The words of one kind of mail; {number}, {area}, {gap} and {least} are filled in."""

    subject: str
    then: str
    act: str
    page: str
    why: str


WORDS = {
    ASKED: Words(
        "May session {number} be sooner than usual?",
        "That is {gap} working days apart; as a rule there are at least {least}, so that notes can be written up and "
        "read. It is done only if the leads of both sectors agree.",
        "Read it and say",
        "session-closer",
        "You get this at once because you lead one sector’s participants in {area}.",
    ),
    AGREED: Words(
        "Session {number} may be sooner than usual",
        "The leads of both sectors have agreed. A facilitator can now set it.",
        "See the session",
        "session-detail",
        "You get this at once because you asked for it, agreed to it or facilitate in {area}.",
    ),
    LEFT: Words(
        "Session {number} is not to be sooner than usual",
        "This is no longer asked for: the sessions stay as far apart as usual.",
        "See the session",
        "session-detail",
        "You get this at once because you asked for it or had agreed.",
    ),
}


def awaited(waiver: GapWaiver, area: StudyArea) -> None:
    """Ask the lead of each sector that has not agreed yet."""
    leads = Seat.objects.live().filter(area=area, is_lead=True).select_related("user")
    _tell(ASKED, waiver, area, [lead for lead in leads if not waiver.signed_at(lead.sector)])


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
    facts = {"number": later.number, "area": area.name, "gap": waiver.gap, "least": least}
    dates = (
        f"In {area.name}, session {later.number} is to be on {long_date(waiver.later_on)}, with session "
        f"{waiver.earlier.number} on {long_date(waiver.earlier_on)}."
    )
    context = {
        "about": area.name,
        "before": [f"{dates} {words.then.format(**facts)}"],
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
