"""Mail about both leads letting a group stand still, or go on: who is asked, and told that the other declined."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from partnerships.models import AreaPaused, Seat
from partnerships.signers import asked_to_sign, those_who_signed, why_told
from pipd.kit import mail
from pipd.kit.models import OutgoingMail

AWAITED, DECLINED = "pause_awaited", "pause_declined"
WORDS = {
    (AWAITED, True): (
        "Is the group paused?",
        "In {area}, the other sector’s lead asks that the group stands still for a time. Nothing is cleared or signed "
        "while it does. It holds once you or your deputy agree.",
    ),
    (AWAITED, False): (
        "Does the group go on?",
        "In {area}, the other sector’s lead asks that the group, which is paused, goes on. It holds once you or your "
        "deputy agree.",
    ),
    (DECLINED, True): (
        "The group is not paused",
        "In {area}, the other sector’s lead did not agree that the group stands still.",
    ),
    (DECLINED, False): (
        "The group stays paused",
        "In {area}, the other sector’s lead did not agree that the group goes on.",
    ),
}
WHY = "You get this at once because you are lead or deputy of one sector’s participants in {area}."


def awaited(act: AreaPaused) -> None:
    """Ask the lead of the sector that has not answered, or its deputy where nobody leads (domain E20)."""
    for seat in asked_to_sign(act.area, act.awaits or ""):
        _tell(seat, AWAITED, act, "Read why, and answer", WHY.format(area=act.area.name))


def declined(act: AreaPaused, signed: Iterable[Seat]) -> None:
    """Tell whoever asked, or stands in their place."""
    for seat, in_place in those_who_signed(act.area, signed):
        _tell(seat, DECLINED, act, "See the page", why_told(in_place))


def still_awaited(row: OutgoingMail) -> bool:
    """Whether the reader's sector is still asked: asked again at the moment of sending (domain I-38)."""
    act = AreaPaused.objects.open().filter(pk=UUID(row.key.split(":")[1])).select_related("area").first()
    if act is None or act.area.paused == act.pauses:
        return False
    able = Seat.objects.live().able_to_sign().filter(user=row.recipient, area=act.area_id)
    return able.filter(sector=act.awaits).exists()


def _tell(seat: Seat, kind: str, act: AreaPaused, button: str, why: str) -> None:
    if seat.user is None:
        return
    subject, words = WORDS[kind, act.pauses]
    area = act.area
    mail.queue(
        kind=kind,
        key=f"{kind}:{act.pk}:{seat.user.pk}",
        about=[str(area.pk)],
        to=seat.user.email,
        recipient=seat.user.pk,
        chain=area.chain,
        template="notice",
        subject=subject,
        context={
            "about": area.name,
            "before": [words.format(area=area.name)],
            "act": button,
            "link": mail.link(reverse("partnerships:pause-together", kwargs={"area": area.slug})),
            "why": why,
        },
    )
