"""What reaches into several apps for one account: details put right, the account closed; each in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from actionplans.renamed import renamed
from partnerships import closing_account, correcting
from partnerships.models import DataRequest, Seat, User
from workshops.erase import leave_all


@transaction.atomic
def put_right(
    user: User,
    *,
    full_name: str,
    titles: Mapping[UUID, str],
    authority: Mapping[UUID, str] | None = None,
    needs: str | None = None,
) -> None:
    """Put right one's own details, the name in plans too. Raises what `correcting.own` does."""
    changed = correcting.own(user, full_name=full_name, titles=titles, authority=authority, needs=needs)
    renamed(changed.person, changed.before)


@transaction.atomic
def put_right_for(
    request: DataRequest, *, full_name: str, titles: Mapping[UUID, str], answer: str, by: Seat
) -> None:
    """The same for whoever asked a coordinator to, with the answer. Raises what `correcting.for_request` does."""
    changed = correcting.for_request(request, full_name=full_name, titles=titles, answer=answer, by=by)
    renamed(changed.person, changed.before)


@transaction.atomic
def close(user: User) -> None:
    """Leave every area and close the account, at once. Raises what `closing_account.begin` does."""
    person = closing_account.begin(user)
    leave_all(person)
    closing_account.close(person)
