"""The programme's row, locked: whatever is set up for the whole of it is done by one person after the other.

The house order of locks: the programme, areas by pk, applications by pk, notes by area and session, seats, users, and
chains of the log last.
"""

from __future__ import annotations

from partnerships.membership import NotPossible
from partnerships.models import Programme, Seat, StudyArea
from partnerships.permissions import Permission, require, require_still


def programme_for(permission: Permission, *, of: Programme | None = None, by: Seat) -> Programme:
    """The programme of `by` as it stands, for somebody who may do `permission`, locked until the transaction ends.

    Raises PermissionDenied for others, NotPossible where `of` is another programme than theirs.
    """
    require(by, permission)
    if of is not None and of.pk != by.programme_id:
        raise NotPossible("This is another programme.")
    stored = Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=by.programme_id)
    require_still(by, permission)
    return stored


def areas_of(programme: Programme) -> None:
    """Lock all areas of the locked `programme`, in the order of all locks, for what reaches through them."""
    list(
        StudyArea.objects.select_for_update(of=("self",), no_key=True)
        .filter(programme=programme)
        .order_by("pk")
    )
