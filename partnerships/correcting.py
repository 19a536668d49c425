"""One's own details put right: by whoever they are of, at once; or by a coordinator, who was asked to (0025).

Of a coordinator name and job titles alone: whether somebody can commit and what they need is theirs to say.

Organisation and sector never change: that is another seat (I-3, E14). Nor does the address an account was made for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.http import Http404

from partnerships import data_requests, post_requests
from partnerships.membership import NotPossible
from partnerships.models import DataRequest, Programme, Seat, User
from partnerships.models.seats import TAKE_PART, SeatQuerySet
from pipd.kit import log
from pipd.kit.wording import count, listed

SHORTEST = 2  # characters of a name
TAKEN = (
    "Somebody in one of your areas has this name. Add something that tells you apart, such as another first name, or "
    "ask a coordinator."
)
NOT_ASKED = "They have not asked for their name or job title to be put right."
NOTHING = "Nothing is different from before."


@dataclass(frozen=True)
class Said:
    """What is typed: of each seat, by its id, the job title and whether they can commit; `needs` None if not asked."""

    full_name: str
    titles: Mapping[UUID, str]
    authority: Mapping[UUID, str] = field(default_factory=dict)
    needs: str | None = None


@dataclass(frozen=True)
class Changed:
    """What was put right: the name it was before, how many job titles and authorities, and whether the needs were."""

    person: User
    before: str
    titles: int
    authority: int = 0
    needs: bool = False

    @property
    def words(self) -> str:
        """What was changed, without saying it: "your name and 1 job title"."""
        told = [
            *(["your name"] if self.is_renamed else []),
            *([count(self.titles, "job title")] if self.titles else []),
            *(["whether you can commit your organisation"] if self.authority else []),
            *(["what you need to take part"] if self.needs else []),
        ]
        return listed(told)

    @property
    def is_renamed(self) -> bool:
        return self.before != self.person.full_name


def seats_of(user: User) -> SeatQuerySet:
    """The seats whose job title can be put right: what has ended is history, and stays as it was."""
    found = Seat.objects.live().filter(user=user, role__in=TAKE_PART)
    return found.select_related("area", "organisation", "programme").order_by("area__name", "id")


@transaction.atomic
def own(
    user: User,
    *,
    full_name: str,
    titles: Mapping[UUID, str],
    authority: Mapping[UUID, str] | None = None,
    needs: str | None = None,
) -> Changed:
    """Put right one's own name, job titles, and what `Said` has besides; a mail says so, in case it was not they.

    Raises NotPossible where nothing changes and for the name of somebody in the same area, Http404 for another's seat.
    """
    if full_name != user.full_name and _is_taken(user, full_name):
        raise NotPossible(TAKEN)
    changed = _change(user, Said(full_name, titles, authority or {}, needs))
    seat = seats_of(user).first() or Seat.objects.filter(user=user).order_by("-started_on", "id").first()
    programme = seat.programme_id if seat else Programme.objects.values_list("pk", flat=True).first()
    _note(
        changed, chain=str(programme), actor=seat.pk if seat else None, role=seat.role if seat else "person"
    )
    post_requests.put_right(changed.person, changed.words, programme)
    return changed


def _is_taken(user: User, full_name: str) -> bool:
    """Whether somebody sits or sat in one of their areas under this name: plans and pages could not tell them apart."""
    areas = Seat.objects.filter(user=user).exclude(area=None).values("area")
    others = Seat.objects.filter(area__in=areas, user__full_name__iexact=full_name).exclude(user=user)
    return others.exists()


@transaction.atomic
def for_request(
    request: DataRequest, *, full_name: str, titles: Mapping[UUID, str], answer: str, by: Seat
) -> Changed:
    """Put right what somebody asked a coordinator to, and answer with it.

    Raises NotPossible for another kind of request, and what `data_requests.answer` does.
    """
    stored = data_requests.hold(request, by=by)
    if stored.kind != DataRequest.Kind.CORRECT:
        raise NotPossible(NOT_ASKED)
    changed = _change(request.person, Said(full_name, titles))
    data_requests.settle(stored, answer, changed=changed.words, by=by)
    _note(changed, chain=str(request.programme_id), actor=by.pk, role=by.role)
    return changed


def _change(user: User, said: Said) -> Changed:
    held = seats_of(user).order_by("pk").select_for_update(of=("self",), no_key=True)
    seats = {seat.pk: seat for seat in held}
    person = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not person.is_active:
        raise NotPossible("This account is closed.")
    if {*said.titles, *said.authority} - set(seats):
        raise Http404
    titles = {pk: title for pk, title in said.titles.items() if seats[pk].job_title != title}
    authority = {pk: value for pk, value in said.authority.items() if seats[pk].authority != value}
    needs = person.access_needs if said.needs is None else said.needs
    before, needs_changed = person.full_name, needs != person.access_needs
    if before == said.full_name and not (titles or authority or needs_changed):
        raise NotPossible(NOTHING)
    person.full_name, person.access_needs = said.full_name, needs
    person.save(update_fields=["full_name", "access_needs"])
    for pk, title in titles.items():
        Seat.objects.filter(pk=pk).update(job_title=title)
    for pk, value in authority.items():
        Seat.objects.filter(pk=pk).update(authority=value)
    return Changed(person, before, len(titles), len(authority), needs_changed)


def _note(changed: Changed, *, chain: str, actor: UUID | None, role: str) -> None:
    """That it was, and what: never the name or the title (I-40). Of needs not even that: it cannot be erased there."""
    facts = {"name": changed.is_renamed, "job titles": changed.titles}
    log.record(chain, "details put right", subject=changed.person.pk, actor=actor, role=role, facts=facts)
