"""What an applicant without an account does about their own data: reads it, takes it away, and has it erased.

A request about data belongs to an account and is answered there; whoever has none could never read the answer. So what
the law lets them ask for is done at once, by whoever holds the mailed link (docs/decisions/0025).
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from uuid import UUID

from django.db import transaction

from partnerships import applying, erase, history, locks
from partnerships.applications import MOVES, OWN
from partnerships.held import APPLICATIONS_WHY, application_rows
from partnerships.held_dealings import LOG_WHY, MAILS_WHY, mails
from partnerships.membership import NotPossible, system_seat
from partnerships.models import Application, Erased
from pipd.kit import clock
from pipd.kit.held import Row, Section, moment, section
from pipd.kit.models import LogEntry

logger = logging.getLogger(__name__)

S = Application.State
ERASED = "application erased"
HAS_PLACE = "You were given a place, so you have an account. Sign in, and ask under “My data”."
CHANGED = "This application has changed since you read the page. Read it again before it is erased."


def sections(application: Application) -> list[Section]:
    """Everything held about whoever sent or began `application`, as far as it hangs on it; and of nobody else."""
    return [
        section("Your application to take part", APPLICATIONS_WHY, application_rows([application])),
        section("Mail sent to you", MAILS_WHY, mails([application.pk])),
        section("The log of what you did, or what was recorded of you", LOG_WHY, _log(application)),
    ]


def _log(application: Application) -> Iterator[Row]:
    rows = LogEntry.objects.filter(chain=application.area.chain, subject=application.pk)
    for at, verb in rows.order_by("number").values_list("at", "verb"):
        yield moment(at), verb


def may_erase(application: Application) -> bool:
    """Whether it can be erased from its own page: not once it led to a seat, whose holder has an account."""
    return application.state != S.ACCEPTED


@transaction.atomic
def erase_own(application: Application, *, seen: str) -> None:
    """Erase `application` with the mail about it, at once; what waits for a decision is withdrawn first.

    What stays is the log: that it was sent, decided, withdrawn and erased, for which sector, without a word or a name;
    the numbers of an area come from there once rows have gone (domain 3R). `seen` is the state in which they read it.
    Raises NotPossible where it is in another one by now, where it was accepted, and where it is gone already.
    """
    stored = locks.own_application(application)
    if not may_erase(stored):
        raise NotPossible(HAS_PLACE)
    if stored.state != seen:
        raise NotPossible(CHANGED)
    if stored.state != S.BEGUN and MOVES.get((stored.state, S.WITHDRAWN), ...) is OWN:
        applying.withdraw(stored)
    _gone(stored, was=seen)


def erase_begun(email: str) -> None:
    """Erase what was begun at `email` and never sent, as its owner closes their account; with these locked."""
    rows = Application.objects.filter(email=email, state=S.BEGUN).select_related("area__programme")
    for one in rows.order_by("area_id", "pk"):
        _gone(one, was=one.state)


def erase_again(ids: Collection[UUID]) -> int:
    """Erase once more those of `ids` that an older backup brought back (R13); how many. In the caller's transaction.

    One that was accepted since the backup is with the account that holds its seat, and erased with that.
    """
    known = Erased.objects.filter(person__in=ids).values("person")
    found = Application.objects.filter(pk__in=ids).exclude(pk__in=known).exclude(state=S.ACCEPTED)
    rows = list(found.order_by("area_id", "pk"))
    for one in rows:
        stored = locks.own_application(one)
        _gone(stored, was=stored.state)
    return len(rows)


def _gone(stored: Application, *, was: str) -> None:
    facts = {"sector": stored.sector, "from": was}
    seat = system_seat(stored.area.programme)
    history.record(seat, ERASED, subject=stored.pk, area=stored.area, facts=facts)
    erase.applications(Application.objects.filter(pk=stored.pk))
    Erased.objects.get_or_create(person=stored.pk, defaults={"erased_at": clock.now()})
    # The log of the server lies outside the database, and so outlasts an older backup of it.
    logger.warning("Erased: %s. After a restore from an older backup: manage.py erasures --again", stored.pk)
