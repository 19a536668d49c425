"""Erasing one person from all apps in one transaction, on their request; and once more after an older backup (R13)."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from actionplans import erase as from_plans
from partnerships import data_requests, history, post_requests
from partnerships import erase as from_account
from partnerships.membership import NotPossible, system_seat
from partnerships.models import DataRequest, Erased, Programme, Seat, StudyArea, User
from pipd.each_app import ask_each_app
from pipd.kit import documents
from pipd.kit.erased import WORDS, Fate
from workshops import erase as from_sessions

NOT_ASKED = "They have not asked for anything to be erased."
MEANWHILE = "They were given a seat meanwhile. Read the page again."
WHOLE = (
    "everything",
    "everything-zip",
)  # kinds of documents that hold others, and keep no content of their own

logger = logging.getLogger(__name__)


def fates(user: User) -> list[Fate]:
    """What becomes of what every app holds about `user`, of which there is any."""
    return [fate for app in ask_each_app("erase") for fate in app.fates(user) if fate.number]


@transaction.atomic
def carry_out(request: DataRequest, *, by: Seat) -> None:
    """Erase whoever made `request`, and answer it with that; nothing can be brought back.

    Raises NotPossible for another kind of request, for one that is answered or one's own, and while they run anything.
    """
    if request.kind != DataRequest.Kind.ERASE:
        raise NotPossible(NOT_ASKED)
    data_requests.answer(request, WORDS, by=by)
    person = User.objects.get(pk=request.person_id)
    if reasons := from_account.blockers(person, request.programme):
        raise NotPossible(*reasons)
    address, taken = person.email, _erase(person)
    post_requests.erased(request.programme, person.pk, address)
    facts = {"documents taken back": taken}
    history.record(by, "person erased", subject=person.pk, facts=facts)
    # The log of the server lies outside the database, and so outlasts an older backup of it.
    logger.warning("Erased: %s. After a restore from an older backup: manage.py erasures --again", person.pk)


def _erase(person: User) -> int:
    """Do it, app by app; the account last, since its name is what the others find. How many documents are taken back.

    Locks are taken in the order of everybody else: areas, then notes and plans, then the account.
    """
    texts, chains = _texts(person), _chains(person)
    from_sessions.erase(person)
    from_plans.erase(person)
    from_account.hold(person)
    if Seat.objects.live().filter(user=person, area__isnull=False).exclude(area__in=chains).exists():
        raise NotPossible(MEANWHILE)
    taken = documents.take_back_naming([str(area) for area in chains], texts, kinds=WHOLE)
    from_account.erase(person)
    return taken


def _chains(person: User) -> set[UUID]:
    areas = StudyArea.objects.filter(seats__user=person)
    return set(areas.values_list("pk", flat=True))


def _texts(person: User) -> set[str]:
    """What a document may say of them: name, address, job titles, and how to reach them about an action."""
    titles = Seat.objects.filter(user=person).values_list("job_title", flat=True)
    return {person.full_name, person.email, *from_plans.contacts(person), *titles} - {""}


def listed() -> list[tuple[UUID, datetime]]:
    """Who was erased, by id, and when: to be kept beside each backup."""
    return list(Erased.objects.values_list("person", "erased_at"))


@transaction.atomic
def again(people: Collection[UUID]) -> int:
    """Erase once more whoever an older backup brought back; how many of `people` were. Nobody is mailed."""
    known = set(Erased.objects.filter(person__in=people).values_list("person", flat=True))
    back = list(User.objects.filter(pk__in=set(people) - known).order_by("pk"))
    for person in back:
        found = Programme.objects.filter(seats__user=person).first() or Programme.objects.first()
        taken = _erase(person)
        if found:
            facts = {"documents taken back": taken}
            history.record(system_seat(found), "person erased again", subject=person.pk, facts=facts)
    return len(back)
