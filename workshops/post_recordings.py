"""Receipts for consents that a facilitator recorded: nobody agrees to be recorded without hearing of it."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from partnerships.models import Seat, StudyArea
from pipd.kit import clock, mail

WORDS = {
    True: (
        "consent_recorded",
        "A facilitator recorded that you agree to be recorded",
        "A facilitator recorded that you agreed, in speech or on paper, that sessions you attend in {area} may be "
        "recorded. If that was not so, or you no longer agree, take it back on the page: it then counts no more.",
    ),
    False: (
        "consent_withdrawal_recorded",
        "A facilitator recorded that you do not agree to be recorded",
        "A facilitator recorded that you took back, in speech or on paper, your agreement that sessions you attend in "
        "{area} may be recorded. If that was not so, you can agree again on the page.",
    ),
}


def consents_recorded(area: StudyArea, people: Iterable[Seat], *, agrees: bool) -> None:
    """Tell each of `people` what was recorded for them, every time."""
    kind, subject, before = WORDS[agrees]
    link = mail.link(reverse("workshops:recording-consent", kwargs={"area": area.slug}))
    for seat in people:
        if seat.user is not None:
            mail.queue(
                kind=kind,
                key=f"{kind}:{seat.pk}:{clock.now().isoformat()}",
                to=seat.user.email,
                recipient=seat.user.pk,
                chain=area.chain,
                template="notice",
                subject=subject,
                context={
                    "about": area.name,
                    "before": [before.format(area=area.name)],
                    "act": "See what was recorded",
                    "link": link,
                    "why": "You get this at once because somebody else recorded this for you.",
                },
            )
