"""Mail about the closure record of a partnership: who may sign is asked, and told what came of it. No words of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse

from partnerships.models import Partnership, PartnershipClosed, Seat
from partnerships.signers import asked_to_sign, those_who_signed, why_told
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
        "In {area}, the other sector has signed the closure record of a partnership. It closes when the same is signed "
        "for your sector.",
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
        "In {area}, the other sector has declined the closure record of a partnership that you had signed. Nothing is "
        "closed.",
        "See the partnership",
    ),
}
# For whoever stands now in the place of a signer who has left.
WORDS_IN_PLACE = {
    VOIDED: Words(
        "Your sector’s signature of a closure record is void",
        "In {area}, the closure record of a partnership was changed after it had been signed for your sector. Nothing "
        "is closed. Read it, and sign if it holds.",
        "Read it",
    ),
    DECLINED: Words(
        "A closure record was declined",
        "In {area}, the other sector has declined the closure record of a partnership that had been signed for your "
        "sector. Nothing is closed.",
        "See the partnership",
    ),
}
AS_LEAD = "You get this at once because you are your sector’s lead in {area}. Your deputy may sign instead."
AS_DEPUTY = "You get this at once because you are your sector’s deputy in {area}, and nobody leads it now."


def awaited(partnership: Partnership, record: PartnershipClosed) -> None:
    """Ask the lead of the sector that has not signed yet, or its deputy where nobody leads (domain E20)."""
    if record.awaits is None:
        return
    for seat in asked_to_sign(partnership.area, record.awaits):
        why = AS_LEAD if seat.is_lead else AS_DEPUTY
        _tell(seat, AWAITED, partnership, record, words=WORDS[AWAITED], why=why)


def voided(partnership: Partnership, record: PartnershipClosed, signed: Iterable[Seat]) -> None:
    """Tell whoever had signed, or stands in their place, that other words stand now (domain I-29, E20)."""
    _tell_signers(VOIDED, partnership, record, signed)


def declined(partnership: Partnership, record: PartnershipClosed, signed: Iterable[Seat]) -> None:
    """Tell whoever had signed, or stands in their place, that the other sector does not."""
    _tell_signers(DECLINED, partnership, record, signed)


def _tell_signers(
    kind: str, partnership: Partnership, record: PartnershipClosed, signed: Iterable[Seat]
) -> None:
    for seat, in_place in those_who_signed(partnership.area, signed):
        words = (WORDS_IN_PLACE if in_place else WORDS)[kind]
        _tell(seat, kind, partnership, record, words=words, why=why_told(in_place))


def still_awaited(row: OutgoingMail) -> bool:
    """Whether the signature of the reader's sector is still missing: asked again at the moment of sending (I-38)."""
    open_ones = PartnershipClosed.objects.open().select_related("partnership")
    record = open_ones.filter(pk=UUID(row.key.split(":")[1])).first()
    if record is None:
        return False
    able = Seat.objects.live().able_to_sign().filter(user=row.recipient, area=record.partnership.area_id)
    return able.filter(sector=record.awaits).exists()


def _tell(
    seat: Seat, kind: str, partnership: Partnership, record: PartnershipClosed, *, words: Words, why: str
) -> None:
    user, area = seat.user, partnership.area
    if user is None:
        return
    page = reverse(
        "partnerships:partnership-close", kwargs={"area": area.slug, "partnership": partnership.pk}
    )
    mail.queue(
        kind=kind,
        key=f"{kind}:{record.pk}:{user.pk}",
        about=[str(partnership.pk)],
        to=user.email,
        recipient=user.pk,
        chain=area.chain,
        template="notice",
        subject=words.subject,
        context={
            "about": area.name,
            "before": [words.before.format(area=area.name)],
            "act": words.act,
            "link": mail.link(page),
            "why": why.format(area=area.name),
        },
    )
