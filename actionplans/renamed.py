"""A name that was put right stands in plans too: where its person leads an action, as it was copied there.

In words that were agreed it stays as it was, and they name that person as they did before.
"""

from __future__ import annotations

from django.db.models import F

from actionplans import former_names
from actionplans.models import Delivery
from partnerships.models import User


def renamed(user: User, before: str) -> None:
    """Put the name of `user` in place of `before` where they lead an action, in the caller's transaction.

    A form that was opened before is out of date then, and would write the old name back. Words that say `before` are
    fit to be published no more than they were.
    """
    if before != user.full_name:
        former_names.keep(user, before)
    for side in ("la", "tso"):
        mine = Delivery.objects.filter(**{f"lead_{side}_seat__user": user, f"lead_{side}": before})
        ids = list(mine.values_list("pk", flat=True))
        Delivery.objects.filter(pk__in=ids).update(
            revision=F("revision") + 1, **{f"lead_{side}": user.full_name}
        )
