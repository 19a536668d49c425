"""What applicants do themselves: begin, go on, send and withdraw. They have no account; a mailed link is their key.

Nobody is told whether an address is known: whoever asks for a link reads the same, and the mail says what stands.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from partnerships import history, locks, places, post_recruitment, post_recruitment_over
from partnerships.applications import MOVES, OPEN, OWN, kinds_for, require_also, unsaid
from partnerships.membership import NotPossible, system_seat
from partnerships.models import Application, Seat, Sector, StudyArea
from partnerships.models.recruitment import DECLARED
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from pipd.kit.references import new_reference

S = Application.State
SAME_LINK_FOR, LINK_HOLDS = timedelta(days=1), timedelta(days=40)  # longer than most windows
CLOSED = "Applications for this area are closed. Nothing was sent."
SENT = "You have sent this application. It cannot be changed any more."
WITHDRAWN = "application withdrawn"


def begin(area: StudyArea, sector: str, email: str) -> UUID | None:
    """Mail a link to `email` with which its owner begins an application, goes on with it, or sees what became of it.

    Where there is nothing to lead to, as nobody at that address applied and applications are closed, the mail says so:
    it is as much work as the other, so that nobody learns from the time it takes who applied (trust X19). Returns the
    id of the mail, for whoever rings for it; none where another press at the same moment mailed one. One that is begun
    keeps its sector: only whoever holds the link changes it.
    """
    email = email.strip().lower()
    try:
        with transaction.atomic():
            application = _of(area, email) or _begun(area, sector, email)
            if application is None:
                return _nothing(area, email)
            new_link(application)
            return post_recruitment.link(application)
    except IntegrityError:  # pressed twice at the same moment: the other press mails the link
        return None


def _of(area: StudyArea, email: str) -> Application | None:
    """What stands of that address: what something may still come of, or came of; else, once it is over, the latest."""
    rows = Application.objects.filter(area=area, email=email).select_related(
        "area__programme", "area__window", "seat"
    )
    found = list(rows.select_for_update(of=("self",), no_key=True))  # one question, whatever stands
    for one in found:
        has_place = one.state == S.ACCEPTED and one.seat is not None and one.seat.is_live
        if one.state in OPEN or has_place:  # whoever has a place applies for no other
            return one
    sent = [] if area.window.is_open else [one for one in found if one.submitted_at]
    return max(sent, key=lambda one: one.submitted_at or one.begun_at, default=None)


def _nothing(area: StudyArea, email: str) -> UUID | None:
    """Mail that there is no application; with the same questions to the database as a link takes."""
    Application.objects.filter(pk=uuid4()).update(link_mark="", link_made_at=clock.now())
    return post_recruitment_over.nothing(area, email)


def _begun(area: StudyArea, sector: str, email: str) -> Application | None:
    if not area.window.is_open:
        return None
    return Application.objects.create(area=area, sector=sector, email=email, reference=new_reference())


@transaction.atomic
def change_side(application: Application) -> None:
    """Apply for the other sector instead: what only the first asks goes. Raises NotPossible once it is sent."""
    rows = Application.objects.select_for_update(of=("self",), no_key=True).select_related("area__programme")
    stored = _stored(rows, application)
    if stored.state != S.BEGUN:
        raise NotPossible(SENT)
    stored.sector = Sector(stored.sector).other
    stored.funding_link, stored.lead_responsibility, stored.operates_here = "", None, None
    if stored.organisation_kind not in kinds_for(stored.area.programme, stored.sector):
        stored.organisation_kind = ""
    stored.save()
    application.refresh_from_db()


def new_link(application: Application) -> None:
    """From now on another link opens the application, and no earlier one (trust X21).

    One of the last day stays: whoever knows an address could otherwise make its owner's link useless again and again.
    """
    now = clock.now()
    if not application.link_made_at or now - application.link_made_at >= SAME_LINK_FOR:
        mark_link(application)
    application.save(update_fields=["link_mark", "link_made_at"])


def mark_link(application: Application) -> None:
    """Make another link of it; whoever calls this saves it."""
    application.link_mark, application.link_made_at = secrets.token_urlsafe(12), clock.now()


def secret_of(application: Application) -> str:
    """What its link says. It is made of the row and the server's key, so that a copy of the database holds none."""
    told = f"{application.pk.hex}:{application.link_mark}"
    return salted_hmac("partnerships.applying", told, algorithm="sha256").hexdigest()


def secret_for(row: OutgoingMail) -> str:
    """What the link of the message `row` says: asked when it is sent."""
    return secret_of(Application.objects.get(pk=UUID(row.key.split(":")[1])))


def by_key(area: StudyArea, pk: UUID, key: str) -> Application | None:
    """The application that the mailed link opens; None for any other key, area or id."""
    young = Application.objects.filter(link_made_at__gt=clock.now() - LINK_HOLDS)
    found = young.filter(area=area, pk=pk).first()
    return found if found and constant_time_compare(secret_of(found), key) else None


def answer(application: Application, values: dict[str, Any]) -> None:
    """Keep what the applicant said on one page. Raises NotPossible once it is sent."""
    if not set(values) <= set(DECLARED):
        raise TypeError("An applicant says what the form asks, and nothing else.")
    if not Application.objects.filter(pk=application.pk, state=S.BEGUN).update(**values):
        raise NotPossible(SENT)


def may_say_funding(application: Application) -> bool:
    """Whether it is still theirs to say: no file says it, for coordinators do not read it (domain 3K)."""
    return (
        application.is_entered
        and application.sector == Sector.TSO
        and application.state in (S.SUBMITTED, S.WAITING)
    )


@transaction.atomic
def say_funding(application: Application, said: str) -> None:
    """Keep whether the authority funds their organisation, of an application that was entered for them.

    Raises NotPossible for one that they sent themselves, and once it is decided. The log says that it was said.
    """
    rows = Application.objects.select_for_update(of=("self",), no_key=True).select_related("area__programme")
    stored = _stored(rows, application)
    if not may_say_funding(stored):
        raise NotPossible(SENT)
    stored.funding_link = said
    stored.save(update_fields=["funding_link"])
    _log(stored, "funding link said")


@transaction.atomic
def send(application: Application) -> None:
    """Send the application off for its decision. Raises NotPossible when the window is over, or it was sent before."""
    stored = _move(application, S.SUBMITTED)
    if not stored.area.window.is_open:
        raise NotPossible(CLOSED)
    if unsaid(stored):
        raise NotPossible("Some questions are not answered yet.")
    stored.submitted_at = clock.now()
    stored.save(update_fields=["state", "submitted_at"])
    _log(stored, "application sent")
    post_recruitment.received(stored)
    application.refresh_from_db()


def may_withdraw(application: Application) -> bool:
    """Whether it is theirs to take back now; a place too, until they have said that they take it."""
    if application.state == S.ACCEPTED:
        return not application.area.is_discontinued and places.awaits_word(application)
    return application.state in (S.SUBMITTED, S.WAITING)


@transaction.atomic
def withdraw(application: Application) -> None:
    """Take the application back, at any time and without a reason; the place too that it led to.

    Raises NotPossible once they have said that they take that place: then they leave the group, by an act of its own.
    """
    # The area first, as everywhere: a place may end with it.
    StudyArea.objects.select_for_update(of=("self",), no_key=True).get(pk=application.area_id)
    stored = _move(application, S.WITHDRAWN)
    if stored.seat_id:
        places.end(stored, by=system_seat(stored.area.programme))
    stored.seat = None
    stored.save(update_fields=["state", "seat"])
    _log(stored, WITHDRAWN)
    application.refresh_from_db()


def withdraw_all(email: str) -> None:
    """Take back what was sent from `email` and is not decided, as its owner closes their account; with these locked.

    In an area that was discontinued nothing is decided any more, and nothing taken back.
    """
    waiting = Application.objects.filter(email=email, state__in=[S.SUBMITTED, S.WAITING])
    for one in waiting.exclude(area__in=StudyArea.objects.discontinued()).order_by("area", "pk"):
        withdraw(one)


def set_aside(begun: Application, *, by: Seat) -> None:
    """Withdraw the locked `begun`, which was never sent: nobody applies there any more, or it came in another way.

    Its answers stay its owner's alone. Raises PermissionDenied for whoever does neither (`applications.ALSO`).
    """
    require_also(begun, S.WITHDRAWN, by)
    begun.state = S.WITHDRAWN
    begun.save(update_fields=["state"])
    facts = {"sector": begun.sector}
    history.record(by, WITHDRAWN, subject=begun.pk, area=begun.area, facts=facts)


def _move(application: Application, to: str) -> Application:
    rows = Application.objects.select_for_update(of=("self",), no_key=True)
    stored = _stored(rows.select_related("area__programme", "area__window", "seat"), application)
    if (stored.state, to) not in MOVES or MOVES[stored.state, to] is not OWN:
        raise NotPossible(f"This application is {stored.get_state_display().lower()}.")
    stored.state = to
    return stored


def _stored(rows: QuerySet[Application], application: Application) -> Application:
    """Raises NotPossible for what its applicant has erased in another window."""
    stored = rows.filter(pk=application.pk).first()
    if stored is None:
        raise NotPossible(locks.ERASED)
    return stored


def _log(application: Application, verb: str) -> None:
    seat = system_seat(application.area.programme)
    history.record(
        seat, verb, subject=application.pk, area=application.area, facts={"sector": application.sector}
    )
