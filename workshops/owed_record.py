"""What quotations and withdrawals ask of people, for the home page and the digest: no words, no names (domain I-38)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from partnerships.models import Seat, Sector, StudyArea
from partnerships.permissions import Permission, allows
from pipd.kit import workdays
from pipd.kit.owed import Owed
from pipd.kit.wording import count
from workshops.clearance import quotes_reading
from workshops.models import ClearedPoint, PointWithdrawal, RemovalRequest

CONFIRM_WITHIN = 5  # working days in which whoever is asked should answer


def owed(seats: Collection[Seat], *, may_answer: Collection[Seat]) -> Iterator[Owed]:
    """What is due from `seats` on the record; of quotations from those that `may_answer`. In three queries at most."""
    speakers = [seat for seat in may_answer if allows(seat, Permission.ANSWER)]
    for waiting in quotes_reading.waiting(speakers) if speakers else ():
        yield _owed(
            waiting.area,
            "quotation to permit",
            waiting.workshop.pk,
            "quotations-mine",
            title=f"Say whether you may be quoted from session {waiting.workshop.number}",
            what=f"{waiting.area.name}: {count(waiting.quotations, 'quotation')}. Not used unless you say yes.",
            sees="Nobody but you and the facilitators is told who said it.",
            due_at=waiting.until,
            button="See my quotations",
        )
    yield from _asked_to_go(
        [seat for seat in seats if seat.is_live and allows(seat, Permission.WITHDRAW_POINT)]
    )
    yield from _withdrawals(
        [seat for seat in seats if seat.is_live and allows(seat, Permission.AGREE_WITHDRAWAL)]
    )


def _owed(area: StudyArea, kind: str, subject: Any, page: str, **facts: Any) -> Owed:
    point = facts.pop("point", None)
    kwargs = {"area": area.slug} | ({"point": point} if point else {})
    url = reverse(f"workshops:{page}", kwargs=kwargs)
    return Owed(kind=kind, subject=subject, area_name=area.name, url=url, **facts)


def _asked_to_go(facilitators: list[Seat]) -> Iterator[Owed]:
    """Cleared statements that would tell people who somebody is who takes part no more (domain E7)."""
    if not facilitators:
        return
    open_requests = RemovalRequest.objects.filter(
        area__in=[seat.area_id for seat in facilitators], kept_at=None, origin=OuterRef("origin")
    )
    points = ClearedPoint.objects.annotate(asked_on=Subquery(open_requests.values("asked_on")[:1]))
    for point in points.filter(asked_on__isnull=False).select_related("note__workshop__area"):
        held = point.note.workshop
        yield _owed(
            held.area,
            "statement asked to go",
            point.origin,
            "point-withdraw",
            point=point.pk,
            title=f"Withdraw or keep a statement of session {held.number}",
            what=f"{held.area.name}: it would tell people who somebody is, they said when they took back consent.",
            sees="Only the facilitators see this.",
            due_at=workdays.deadline(workdays.add_wd(point.asked_on, CONFIRM_WITHIN)),
            button="See the statement",
        )


def _withdrawals(leads: list[Seat]) -> Iterator[Owed]:
    """Statements that the other sector's lead has asked to withdraw."""
    if not leads:
        return
    asked = PointWithdrawal.objects.open().filter(area__in=[s.area_id for s in leads])
    points = ClearedPoint.objects.filter(origin__in=asked.values("origin")).annotate(
        la_at=Subquery(asked.filter(origin=OuterRef("origin")).values("la_at")[:1]),
        tso_at=Subquery(asked.filter(origin=OuterRef("origin")).values("tso_at")[:1]),
    )
    for point in points.select_related("note__workshop__area"):
        held, awaits = point.note.workshop, Sector.TSO if point.la_at else Sector.LA
        if not any(seat.area_id == held.area_id and awaits == seat.sector for seat in leads):
            continue
        yield _owed(
            held.area,
            "withdrawal to confirm",
            point.origin,
            "point-withdraw-together",
            point=point.pk,
            title=f"Confirm or leave a withdrawal from session {held.number}",
            what=f"{held.area.name}: the other sector’s lead asks to withdraw a cleared statement.",
            sees="The facilitators see who asked and who confirmed.",
            due_at=workdays.deadline_after(point.la_at or point.tso_at, CONFIRM_WITHIN),
            button="See the statement",
        )
