"""Erasing one person from all apps in one transaction, on their request; and once more after an older backup (R13)."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from actionplans import erase as from_plans
from actionplans import printed
from partnerships import data_requests, history, locks, own_application, post_requests
from partnerships import erase as from_account
from partnerships.membership import NotPossible, system_seat
from partnerships.models import DataRequest, Erased, Seat, StudyArea, User
from partnerships.of_account import programme_of
from pipd.each_app import ask_each_app
from pipd.kit import documents
from pipd.kit.erased import OTHERS, WORDS, YOURS, Fate
from workshops import erase as from_sessions

NOT_ASKED = "They have not asked for anything to be erased."
WHOLE = (
    "everything",
    "everything-zip",
)  # kinds of documents that hold others, and keep no content of their own

logger = logging.getLogger(__name__)


def fates(user: User) -> list[Fate]:
    """What becomes of what every app holds about `user`, of which there is any; to be read by themselves."""
    return [fate.told(YOURS) for fate in _fates(user) if fate.number]


def fates_told(user: User) -> list[Fate]:
    """The same for whoever carries it out: of what was said, the sort alone, whether or not there is any (3K)."""
    return [fate.told(OTHERS) for fate in _fates(user) if fate.number or fate.said]


def _fates(user: User) -> list[Fate]:
    return [fate for app in ask_each_app("erase") for fate in app.fates(user)]


@transaction.atomic
def carry_out(request: DataRequest, *, by: Seat) -> None:
    """Erase whoever made `request`, and answer it with that; nothing can be brought back.

    Raises NotPossible for another kind of request, for one that is answered or one's own, and while they run anything.
    """
    stored = data_requests.hold(request, by=by)
    if stored.kind != DataRequest.Kind.ERASE_ALL:
        raise NotPossible(NOT_ASKED)
    person = locks.whole_person(stored.person, notes=from_sessions.hold)
    # Now that nobody gives them a seat any more, not as the page found them.
    if reasons := from_account.blockers(person, stored.programme):
        raise NotPossible(*reasons)
    address, taken = person.email, _erase(person)
    data_requests.settle(stored, WORDS, tell=False, by=by)
    post_requests.erased(stored.programme, person.pk, address)
    facts = {"documents taken back": taken}
    history.record(by, "person erased", subject=person.pk, facts=facts)
    # The log of the server lies outside the database, and so outlasts an older backup of it.
    logger.warning("Erased: %s. After a restore from an older backup: manage.py erasures --again", person.pk)


def _erase(person: User) -> int:
    """Do it, app by app; the account last, since its name is what the others find. How many documents are taken back.

    The caller holds `locks.whole_person` with notes: areas, notes, seats and account. Plans are locked as they are
    reached, and the log of an area with what happens there.
    """
    prints, chains = printed.printing(person), _chains(person)
    from_sessions.erase(person)
    from_plans.erase(person)
    taken = documents.take_back_where(chains, prints, kinds=WHOLE)
    from_account.erase(person)
    return taken


def _chains(person: User) -> list[str]:
    return [area.chain for area in StudyArea.objects.filter(seats__user=person).distinct().order_by("pk")]


def listed() -> list[tuple[UUID, datetime]]:
    """Who was erased, by id, and when: to be kept beside each backup."""
    return list(Erased.objects.values_list("person", "erased_at"))


@transaction.atomic
def again(people: Collection[UUID]) -> int:
    """Erase once more whoever an older backup brought back, applicants too; how many of `people`. Nobody is mailed."""
    known = set(Erased.objects.filter(person__in=people).values_list("person", flat=True))
    back = list(User.objects.filter(pk__in=set(people) - known).order_by("pk"))
    for person in back:
        found = programme_of(person)
        taken = _erase(locks.whole_person(person, notes=from_sessions.hold))
        if found:
            facts = {"documents taken back": taken}
            history.record(system_seat(found), "person erased again", subject=person.pk, facts=facts)
    return len(back) + own_application.erase_again(people)
