"""Mail about whom a sector names: who is asked, that somebody declined, and that it is settled. Never a name."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from partnerships.models import LeadVoice, Seat, StudyArea
from partnerships.words import sector_words
from pipd.kit import clock, mail

Job = LeadVoice.Job
ASKED, DECLINED, SETTLED = "lead_asked", "lead_declined", "lead_settled"
PAGES = {Job.LEAD: "partnerships:sector-lead", Job.DEPUTY: "partnerships:sector-deputy"}
CALLED = {Job.LEAD: "lead", Job.DEPUTY: "deputy lead"}


def asked(seat: Seat, job: str) -> None:
    """Ask whoever is named by as many as it takes whether they will do it."""
    if seat.area is None:
        return
    words = sector_words(seat.area.programme, seat.sector)
    told = (
        f"At least half of the {words} participants of {seat.area.name} name you as their {CALLED[Job(job)]}. You are "
        "it once you say that you will."
    )
    subject = f"Will you be {CALLED[Job(job)]} of your sector in {seat.area.name}?"
    _tell(ASKED, seat, seat.area, job, subject, told, "Read what it means, and answer")


def declined(area: StudyArea, job: str, named_by: Iterable[Seat]) -> None:
    """Tell those who named somebody that they will not do it."""
    told = f"In {area.name}, the person you named as {CALLED[Job(job)]} of your sector will not do it."
    for seat in named_by:
        _tell(DECLINED, seat, area, job, "The person you named will not do it", told, "Name somebody else")


def settled(area: StudyArea, sector: str, job: str, *, by: Seat) -> None:
    """Tell the participants of `sector` that somebody does it now; not `by`, who has just read so."""
    words = sector_words(area.programme, sector)
    called = CALLED[Job(job)]
    told = f"The {words} participants of {area.name} have named their {called}, who has agreed."
    _to_sector(area, sector, job, f"Your sector has a {called} in {area.name}", told, by=by)


def recorded(area: StudyArea, sector: str, job: str, *, by: Seat) -> None:
    """Tell the participants of `sector` that a facilitator recorded another in place of whom they had."""
    called = CALLED[Job(job)]
    told = (
        f"A facilitator has recorded that your sector chose another {called} in the room. If that is not so, name whom "
        "you choose yourselves: more than half of you can."
    )
    _to_sector(area, sector, job, f"Your sector has another {called} in {area.name}", told, by=by)


def _to_sector(area: StudyArea, sector: str, job: str, subject: str, told: str, *, by: Seat) -> None:
    side = Seat.objects.of_side(area, sector).consenting().exclude(pk=by.pk).select_related("user")
    for seat in side:
        _tell(SETTLED, seat, area, job, subject, told, "See who it is")


def _tell(kind: str, seat: Seat, area: StudyArea, job: str, subject: str, told: str, button: str) -> None:
    if seat.user is None:
        return
    mail.queue(
        kind=kind,
        key=f"{kind}:{job}:{seat.pk}:{clock.now().isoformat()}",
        about=[str(area.pk)],
        to=seat.user.email,
        recipient=seat.user.pk,
        chain=area.chain,
        template="notice",
        subject=subject,
        context={
            "about": area.name,
            "before": [told],
            "act": button,
            "link": mail.link(reverse(PAGES[Job(job)], kwargs={"area": area.slug})),
            "why": f"You get this because you take part in {area.name}.",
        },
    )
