"""Mail about the job of somebody in a group: its person is asked about a new one, and told of a title put right."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.urls import reverse

from partnerships.models import Seat, StudyArea
from partnerships.words import sector_words
from pipd.kit import mail
from pipd.kit.models import OutgoingMail

ASKED, ANSWERED, TITLE = "new_job_asked", "new_job_answered", "job_title_corrected"
OBJECT = (
    "Is it not so? You can change it back there at once. You can also object, or ask how your data is used:"
)


def new_job(seat: Seat, *, sector: str) -> None:
    """Ask the person of `seat` whether they take part for `sector` from now on, from where they are said to work."""
    area, user, at = seat.area, seat.user, seat.next_job_at
    if area is None or user is None or at is None:
        return
    mail.queue(
        kind=ASKED,
        key=f"{ASKED}:{seat.pk}:{at.isoformat()}",
        about=[str(seat.pk)],
        to=user.email,
        recipient=user.pk,
        chain=area.chain,
        template="notice",
        subject=f"Your new job, and your place in {area.name}",
        context={
            "about": area.name,
            "before": _words(area, seat, sector),
            "act": "Say whether it is so",
            "link": mail.link(reverse("workshops:new-job-confirm", kwargs={"area": area.slug})),
            "after": ["Until you say so nothing changes."],
            "why": f"You get this because you take part in {area.name}.",
        },
        essential=True,
    )


def _words(area: StudyArea, seat: Seat, sector: str) -> list[str]:
    words = sector_words(area.programme, sector)
    told = [
        f"The coordinator has entered that you have a new job. If you confirm it, you take part in {area.name} for the "
        f"{words}, from {seat.next_organisation}.",
        "You then say anew what you agree to: until then you are not counted, and read nothing of the group. What you "
        "said before stays with where you sat then.",
    ]
    if seat.may_sign:
        told.append(
            "You then sign for your sector no more, unless it names you again. What you signed stands."
        )
    return told


def still_asked(row: OutgoingMail) -> bool:
    """Whether the very job it tells of still awaits their word, as the message is sent (domain I-38)."""
    _, seat, at = row.key.split(":", 2)
    found = Seat.objects.live().filter(pk=UUID(seat)).first()
    return bool(found and found.next_job_at and found.next_job_at.isoformat() == at)


def answered(seat: Seat, *, confirmed: bool) -> None:
    """Tell whoever entered it what the person of `seat`, as it was then, said to it."""
    area, to = seat.area, seat.next_job_by.user if seat.next_job_by else None
    if area is None or to is None:
        return
    said = "confirmed the new job that you entered" if confirmed else "says that they have no such new job"
    then = "They take part from there now." if confirmed else "Nothing has changed."
    mail.queue(
        kind=ANSWERED,
        key=f"{ANSWERED}:{seat.pk}:{seat.next_job_at.isoformat() if seat.next_job_at else ''}",
        about=[str(seat.pk)],
        to=to.email,
        recipient=to.pk,
        chain=area.chain,
        template="notice",
        subject=f"A new job in {area.name}: {'confirmed' if confirmed else 'not so'}",
        context={
            "about": area.name,
            "before": [f"Somebody in the group of {area.name} {said}. {then}"],
            "act": "See the people of the group",
            "link": mail.link(reverse("partnerships:people-list", kwargs={"area": area.slug})),
            "why": "You get this because you entered it.",
        },
    )


def title_corrected(seat: Seat, *, before: str) -> None:
    """Tell the person of `seat` that somebody else put their job title right: the old words, the new, how to object.

    The words are their own data, so this mail has them; it is theirs to say whether they are true (docs 0025).
    """
    area, user = seat.area, seat.user
    if area is None or user is None:
        return
    was = before or "none"
    told = f"The coordinator changed your job title in {area.name}. Before: {was}. Now: {seat.job_title}."
    mail.queue(
        kind=TITLE,
        key=f"{TITLE}:{seat.pk}:{uuid4()}",
        about=[str(seat.pk)],
        to=user.email,
        recipient=user.pk,
        chain=area.chain,
        template="notice",
        subject=f"Your job title in {area.name} was changed",
        context={
            "about": area.name,
            "before": [
                told,
                "It holds at once. Nothing else has changed: you take part, and sign, as before.",
            ],
            "act": "See your details, and change the title yourself",
            "link": mail.link(reverse("my-details")),
            "after": [f"{OBJECT} {mail.link(reverse('my-data'))}"],
            "why": f"You get this because somebody else changed what is held about you in {area.name}.",
        },
        essential=True,
    )
