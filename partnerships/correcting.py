"""One's own details put right: by whoever they are of, at once; or by a coordinator, who was asked to (0025).

Of a coordinator name and job titles alone: whether somebody can commit and what they need is theirs to say.

Organisation and sector never change: that is another seat (I-3, E14). An address is changed elsewhere (addresses.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.http import Http404

from partnerships import data_requests, post_requests
from partnerships.membership import NotPossible
from partnerships.models import DataRequest, Programme, Seat, User
from partnerships.models.seats import TAKE_PART, SeatQuerySet
from partnerships.of_account import chain_of, last_seat
from pipd.kit import clock, log
from pipd.kit.models import LogEntry
from pipd.kit.names import as_read, mixes_alphabets
from pipd.kit.wording import count, listed

SHORTEST = 2  # characters of a name
LATELY = timedelta(days=30)  # for how long whoever runs a group reads that a name is new
PUT_RIGHT = "details put right"
TAKEN = (
    "Somebody in one of your areas, or somebody who runs the programme, has this name or one that reads the same. Add "
    "something that tells you apart, such as another first name, or ask a coordinator."
)
MIXED = "Write your name in one alphabet: some of these letters are of another and look the same."
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

    Raises NotPossible where nothing changes, for a name that reads as that of somebody in the same area or who runs the
    whole, and for one of two alphabets; Http404 for another's seat.
    """
    if full_name != user.full_name:
        _check_name(user, full_name)
    changed = _change(user, Said(full_name, titles, authority or {}, needs))
    seat, chain = seats_of(user).first() or last_seat(user), chain_of(user)
    _note(changed, chain=chain, actor=seat.pk if seat else None, role=seat.role if seat else "person")
    post_requests.put_right(changed.person, changed.words, chain)
    return changed


def _check_name(user: User, full_name: str) -> None:
    if mixes_alphabets(full_name):
        raise NotPossible(MIXED)
    if _is_taken(user, full_name):
        raise NotPossible(TAKEN)


def _is_taken(user: User, full_name: str) -> bool:
    """Whether a name that reads the same is that of somebody who sits or sat in one of their areas, or runs the whole:
    plans and pages could not tell them apart, and others would take one for the other."""
    own = Seat.objects.filter(user=user)
    here = Q(area__in=own.exclude(area=None).values("area"))
    whole = Q(area=None, programme__in=own.values("programme"))
    others = Seat.objects.filter(here | whole, user__isnull=False).exclude(user=user)
    names = others.order_by().values_list("user__full_name", flat=True).distinct()
    return as_read(full_name) in {as_read(name) for name in names}


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
    log.record(chain, PUT_RIGHT, subject=changed.person.pk, actor=actor, role=role, facts=facts)


def renamed_lately(people: Collection[UUID], programme: Programme) -> dict[UUID, datetime]:
    """When each of `people`, ids of users, got the name they have now, if that was lately; one query.

    What they were called before is kept nowhere, and shown to nobody: it is theirs to tell (docs 0025).
    """
    rows = LogEntry.objects.filter(
        chain=str(programme.pk), verb=PUT_RIGHT, subject__in=people, at__gt=clock.now() - LATELY
    )
    return dict(rows.filter(facts__name=True).order_by("number").values_list("subject", "at"))
