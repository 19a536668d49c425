"""Mail about the closure record of a partnership: who may sign is asked, and told what came of it. No words of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse

from partnerships.models import Partnership, PartnershipClosed, Seat
from pipd.kit import mail
from pipd.kit.models import OutgoingMail

AWAITED, VOIDED, DECLINED = (f"partnership_closure_{what}" for what in ("awaited", "voided", "declined"))


class Words(NamedTuple):
    """The words of one kind of mail; {area} is filled in."""

    subject: str
    before: str
    act: str


WORDS = {
    AWAITED: Words(
        "A closure record awaits your signature",
        "In {area}, the other sector’s lead has signed the closure record of a partnership. It closes when your "
        "sector’s lead or deputy signs the same.",
        "Read it and sign",
    ),
    VOIDED: Words(
        "Your signature of a closure record is void",
        "In {area}, the closure record of a partnership was changed after you had signed it. Nothing is closed. Read "
        "it again, and sign if it still holds.",
        "Read it again",
    ),
    DECLINED: Words(
        "A closure record was declined",
        "In {area}, the other sector’s lead has declined the closure record of a partnership that you had signed. "
        "Nothing is closed.",
        "See the partnership",
    ),
}
WHY = "You get this at once because you are lead or deputy of one sector’s participants in {area}."


def awaited(partnership: Partnership, record: PartnershipClosed) -> None:
    """Ask lead and deputy of the sector that has not signed yet: a sector may have a deputy alone."""
    able = Seat.objects.live().able_to_sign().filter(area=partnership.area, sector=record.awaits)
    _tell(AWAITED, partnership, record, able.select_related("user"))


def voided(partnership: Partnership, record: PartnershipClosed, signed: Iterable[Seat]) -> None:
    _tell(VOIDED, partnership, record, signed)


def declined(partnership: Partnership, record: PartnershipClosed, signed: Iterable[Seat]) -> None:
    _tell(DECLINED, partnership, record, signed)


def still_awaited(row: OutgoingMail) -> bool:
    """Whether the signature of the reader's sector is still missing: asked again at the moment of sending (I-38)."""
    open_ones = PartnershipClosed.objects.open().select_related("partnership")
    record = open_ones.filter(pk=UUID(row.key.split(":")[1])).first()
    if record is None:
        return False
    able = Seat.objects.live().able_to_sign().filter(user=row.recipient, area=record.partnership.area_id)
    return able.filter(sector=record.awaits).exists()


def _tell(kind: str, partnership: Partnership, record: PartnershipClosed, people: Iterable[Seat]) -> None:
    words, area = WORDS[kind], partnership.area
    page = reverse(
        "partnerships:partnership-close", kwargs={"area": area.slug, "partnership": partnership.pk}
    )
    context = {
        "about": area.name,
        "before": [words.before.format(area=area.name)],
        "act": words.act,
        "link": mail.link(page),
        "why": WHY.format(area=area.name),
    }
    for user in {seat.user_id: seat.user for seat in people if seat.user}.values():
        mail.queue(
            kind=kind,
            key=f"{kind}:{record.pk}:{user.pk}",
            about=[str(partnership.pk)],
            to=user.email,
            recipient=user.pk,
            chain=area.chain,
            template="notice",
            subject=words.subject,
            context=context,
        )
