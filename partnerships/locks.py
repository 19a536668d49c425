"""Rows locked for whoever may do something with them, in the one order in which everybody locks.

Programme, then areas by their ids, then applications by their ids and notes by area and session, then seats by their
ids, then users; the log's chains come last, each with its entry. Who takes only some of them takes those in this order.
A request about data is locked before all of these. What only whoever holds its area or note locks, a plan or a cleared
statement, has no place of its own. tests/workshops/test_lock_order.py watches.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from partnerships.membership import NotPossible
from partnerships.models import Application, Programme, Seat, StudyArea, User
from partnerships.permissions import Permission, require, require_still

ELSEWHERE = "This is another programme."
ERASED = "This application was erased."
MEANWHILE = "They were given a seat meanwhile. Read the page again."


def programme_for(permission: Permission, *, of: Programme | None = None, by: Seat) -> Programme:
    """The programme of `by` as it stands, for somebody who may do `permission`, locked until the transaction ends.

    Raises PermissionDenied for others, NotPossible where `of` is another programme than theirs.
    """
    require(by, permission)
    if of is not None and of.pk != by.programme_id:
        raise NotPossible(ELSEWHERE)
    stored = Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=by.programme_id)
    require_still(by, permission)
    return stored


def area_for(permission: Permission, area: StudyArea, *, by: Seat) -> StudyArea:
    """`area` as it stands, with its programme, for somebody who may do `permission` there; locked likewise.

    Raises PermissionDenied for others, also for whoever may no more when the lock is theirs, and NotPossible for an
    area of another programme.
    """
    require(by, permission, area_id=area.pk)
    if area.programme_id != by.programme_id:
        raise NotPossible(ELSEWHERE)
    rows = StudyArea.objects.select_for_update(of=("self",), no_key=True).select_related("programme")
    stored = rows.get(pk=area.pk)
    require_still(by, permission)
    return stored


def areas_of(programme: Programme) -> None:
    """Lock all areas of the locked `programme`, in the order of all locks, for what reaches through them."""
    list(
        StudyArea.objects.select_for_update(of=("self",), no_key=True)
        .filter(programme=programme)
        .order_by("pk")
    )


def own_application(application: Application) -> Application:
    """`application` as it stands, locked with its area, for whoever holds its link; as whoever decides on it locks.

    Raises NotPossible for one that was erased meanwhile.
    """
    list(StudyArea.objects.select_for_update(of=("self",), no_key=True).filter(pk=application.area_id))
    rows = Application.objects.select_for_update(of=("self",), no_key=True)
    stored = rows.select_related("area__programme").filter(pk=application.pk).first()
    if stored is None:
        raise NotPossible(ERASED)
    return stored


def whole_person(user: User, *, notes: Callable[[User], None] | None = None) -> User:
    """The account of `user`, locked with the areas they sit in or apply to, and with their applications and seats.

    In the order of everybody else: areas, applications, notes, seats, account; the log comes after these. `notes` locks
    those with words of theirs, which no app below has. So nobody gives them a seat or decides on them meanwhile. Raises
    NotPossible where somebody did while this waited.
    """
    theirs = Q(seats__user=user) | Q(applications__email=user.email)
    ids = set(StudyArea.objects.filter(theirs).values_list("pk", flat=True))
    list(StudyArea.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    applications = Application.objects.filter(Q(email=user.email) | Q(seat__user=user))
    list(applications.select_for_update(of=("self",), no_key=True).order_by("pk"))
    if notes is not None:
        notes(user)
    list(Seat.objects.filter(user=user).select_for_update(of=("self",), no_key=True).order_by("pk"))
    held = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if Seat.objects.live().filter(user=user, area__isnull=False).exclude(area__in=ids).exists():
        raise NotPossible(MEANWHILE)
    return held
