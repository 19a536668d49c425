"""Mail to whoever had begun an application, or had a place, when nobody can apply any more. Nobody else is named."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4

from partnerships.models import Application, Seat, StudyArea
from partnerships.post_recruitment import WHY_LINK, tell
from pipd.kit import mail
from pipd.kit.models import OutgoingMail

ENDED, CLOSED, NOTHING = "area_not_proceeding", "applications_closed", "application_none"
WHY_BEGUN = "You get this because you began an application."


def not_any_more(application: Application, reason: str) -> None:
    """Tell whoever had begun an application that nobody can apply there any more."""
    area = application.area
    tell(
        application,
        ENDED,
        mark="",
        subject=f"{area.name} does not go on",
        before=[
            f"You began an application for {area.name}. Nobody can apply there any more. The reason given is:",
            reason,
        ],
        act="",
        page="",
        why=WHY_BEGUN,
    )


def not_proceeding(area: StudyArea, seats: Iterable[Seat], reason: str) -> None:
    """Tell whoever had a place that the group does not meet after all."""
    for seat in seats:
        if seat.user is None:
            continue
        mail.queue(
            kind=ENDED,
            key=f"{ENDED}:{seat.pk}",
            about=[str(area.pk)],
            to=seat.user.email,
            recipient=seat.user.pk,
            chain=area.chain,
            template="notice",
            subject=f"{area.name} does not go on",
            context={
                "about": area.name,
                "before": [f"The group of {area.name} does not meet after all. The reason given is:", reason],
                "after": ["Your place has ended. Thank you for having offered your time."],
                "why": f"You get this because you had a place in the group of {area.name}.",
            },
            essential=True,
        )


def closed(application: Application) -> None:
    """Tell whoever had begun an application that the group has started without it."""
    name = application.area.name
    tell(
        application,
        CLOSED,
        mark="",
        subject=f"Applications for {name} are closed",
        before=[
            f"You began an application for {name} and had not sent it. The group has started, so nobody can apply "
            "there any more. Nobody reads what you had written, and it is to be deleted after six months.",
        ],
        act="",
        page="",
        why=WHY_BEGUN,
    )


def nothing(area: StudyArea, email: str) -> UUID | None:
    """Tell whoever asked for a link, when nobody can apply any more, that this address has no application there."""
    nobody = uuid4()
    row = mail.queue(
        kind=NOTHING,
        key=f"{NOTHING}:{nobody}",
        about=[],
        to=email,
        recipient=nobody,
        chain=area.chain,
        template="notice",
        subject="Your application to take part",
        context={
            "about": area.name,
            "before": [
                f"No application to take part in {area.name} was sent from this address, and nobody can apply any "
                "more. If you applied from another one, ask for the link from there.",
            ],
            "link": "",
            "act": "",
            "settings_link": "",
            "why": WHY_LINK,
        },
        essential=True,
    )
    return row.pk if row else None


def forget_nothing() -> int:
    """Delete these mails, which belong to nobody, with the addresses they went to, once they are sent; how many."""
    over = [OutgoingMail.State.SENT, OutgoingMail.State.FAILED, OutgoingMail.State.SKIPPED]
    return OutgoingMail.objects.filter(kind=NOTHING, state__in=over).delete()[0]
