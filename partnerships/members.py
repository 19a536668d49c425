"""Who belongs to a partnership, from a day to a day, and in how many one person sits (domain R62, I-35)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from partnerships import history, register
from partnerships.membership import NotPossible
from partnerships.models import Partnership, PartnershipMember, Seat
from partnerships.permissions import Permission, require, require_still
from pipd.kit import clock

GONE = "This membership has ended already."
# Both sorts of end are final, and accept nothing dated later (domain I-35).
FUTURE = "The day must be today or in the past"


@transaction.atomic
def add(
    partnership: Partnership,
    *,
    organisation: str,
    person: Seat | None,
    is_lead: bool,
    started_on: date,
    by: Seat,
) -> PartnershipMember:
    """Enter a member; of a person known here it is their organisation. The lead member before steps back.

    Raises NotPossible once the partnership has ended, for a day to come, and for whoever is a member already.
    """
    stored = register.editing(partnership, by=by)
    if started_on > clock.today():
        raise NotPossible(f"{FUTURE}.")
    if person is not None and not _takes_part(person, stored):
        raise NotPossible("Choose somebody who takes part in this area now.")
    standing = PartnershipMember.objects.filter(partnership=stored, ended_on=None)
    # By the person: who left and came back has another seat.
    if person is not None and standing.filter(person__user=person.user_id).exists():
        raise NotPossible("This person is a member already.")
    if is_lead:
        standing.filter(is_lead=True).update(is_lead=False)
    known = person.organisation if person else None
    row = PartnershipMember.objects.create(
        partnership=stored,
        organisation=known,
        organisation_name="" if known else organisation,
        person=person,
        is_lead=is_lead,
        started_on=started_on,
    )
    facts = {"member": str(row.pk), "from": started_on.isoformat(), "lead": is_lead}
    history.record(by, "partnership member entered", subject=stored.pk, area=stored.area, facts=facts)
    return row


def _takes_part(person: Seat, partnership: Partnership) -> bool:
    """Whether they do now: the form was made before the area was locked."""
    held = Seat.objects.live().participants().filter(area=partnership.area_id)
    return held.filter(pk=person.pk).exists()


@transaction.atomic
def end(member: PartnershipMember, *, ended_on: date, by: Seat) -> None:
    """End a membership on a day from its first to today. Raises NotPossible for one that has ended."""
    stored = register.editing(member.partnership, by=by)
    row = PartnershipMember.objects.get(pk=member.pk)
    if row.ended_on is not None:
        raise NotPossible(GONE)
    if not row.started_on <= ended_on <= clock.today():
        raise NotPossible("The last day lies between the first and today.")
    row.ended_on, row.is_lead = ended_on, False
    row.save(update_fields=["ended_on", "is_lead"])
    facts = {"member": str(row.pk), "to": ended_on.isoformat()}
    history.record(by, "partnership member ended", subject=stored.pk, area=stored.area, facts=facts)


def of_person(seat: Seat) -> QuerySet[PartnershipMember]:
    """The memberships that the person of `seat` holds now in its area, by the name of the partnership."""
    mine = PartnershipMember.objects.live().filter(person__user=seat.user_id, partnership__area=seat.area_id)
    return mine.select_related("partnership", "organisation", "person").order_by("partnership__name", "pk")


@transaction.atomic
def leave_those_gone(seat: Seat, gone: list[PartnershipMember], *, by: Seat) -> int:
    """End those of one's own memberships that are not active any more, as of today; how many (domain E15)."""
    require(by, Permission.SEE_OWN_PARTNERSHIPS, area_id=seat.area_id)
    require_still(by, Permission.SEE_OWN_PARTNERSHIPS)
    for member in gone:
        if member.person is None or member.person.user_id != by.user_id:
            raise NotPossible("People say of their own memberships alone whether they last.")
        end(member, ended_on=clock.today(), by=by)
    return len(gone)
