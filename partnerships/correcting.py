"""Name and job titles put right: by whoever they are of, at once; or by a coordinator, who was asked to (0025).

Organisation and sector never change: that is another seat (I-3, E14). Nor does the address an account was made for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import Http404

from partnerships import data_requests
from partnerships.membership import NotPossible
from partnerships.models import DataRequest, Programme, Seat, User
from partnerships.models.seats import TAKE_PART, SeatQuerySet
from pipd.kit import log

NOTHING = "Nothing is different from before."


@dataclass(frozen=True)
class Changed:
    """What was put right: the name it was before, and how many job titles."""

    person: User
    before: str
    titles: int

    @property
    def is_renamed(self) -> bool:
        return self.before != self.person.full_name


def seats_of(user: User) -> SeatQuerySet:
    """The seats whose job title can be put right: what has ended is history, and stays as it was."""
    found = Seat.objects.live().filter(user=user, role__in=TAKE_PART)
    return found.select_related("area", "organisation", "programme").order_by("area__name", "id")


@transaction.atomic
def own(user: User, *, full_name: str, titles: Mapping[UUID, str]) -> Changed:
    """Put right one's own name and job titles. Raises NotPossible where nothing changes, Http404 for another's seat."""
    changed = _change(user, full_name, titles)
    seat = seats_of(user).first() or Seat.objects.filter(user=user).order_by("-started_on", "id").first()
    programme = seat.programme_id if seat else Programme.objects.values_list("pk", flat=True).first()
    _note(
        changed, chain=str(programme), actor=seat.pk if seat else None, role=seat.role if seat else "person"
    )
    return changed


@transaction.atomic
def for_request(
    request: DataRequest, *, full_name: str, titles: Mapping[UUID, str], answer: str, by: Seat
) -> Changed:
    """Put right what somebody asked a coordinator to, and answer with it. Raises what `data_requests.answer` does."""
    data_requests.answer(request, answer, by=by)
    changed = _change(request.person, full_name, titles)
    _note(changed, chain=str(request.programme_id), actor=by.pk, role=by.role)
    return changed


def _change(user: User, full_name: str, titles: Mapping[UUID, str]) -> Changed:
    person = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not person.is_active:
        raise NotPossible("This account is closed.")
    seats = {seat.pk: seat for seat in seats_of(person).select_for_update(of=("self",), no_key=True)}
    if set(titles) - set(seats):
        raise Http404
    before, new = (
        person.full_name,
        {pk: title for pk, title in titles.items() if seats[pk].job_title != title},
    )
    if before == full_name and not new:
        raise NotPossible(NOTHING)
    User.objects.filter(pk=person.pk).update(full_name=full_name)
    for pk, title in new.items():
        Seat.objects.filter(pk=pk).update(job_title=title)
    person.full_name = full_name
    return Changed(person, before, len(new))


def _note(changed: Changed, *, chain: str, actor: UUID | None, role: str) -> None:
    """That it was, and what: never the name or the title (I-40)."""
    facts = {"name": changed.is_renamed, "job titles": changed.titles}
    log.record(chain, "details put right", subject=changed.person.pk, actor=actor, role=role, facts=facts)
