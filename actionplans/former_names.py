"""Words of plans that name somebody under a name they have no more: outside the area they stay as they are (I-26).

A new name, or erasing, must not make words fit to be published that were not.
"""

from __future__ import annotations

from uuid import UUID

from actionplans.models import Action, NamedWords, Objective
from partnerships.models import User
from pipd.kit import documents
from pipd.kit.names import as_read, named_in


def digest_of(text: str) -> str:
    """Of the words as they are read, so that another accent or space does not make them others."""
    return documents.digest_of(as_read(text))


def keep(user: User, name: str) -> None:
    """Note which words in plans of the areas of `user` name `name`, in the caller's transaction.

    Of the words alone, and never the name: an erased name is kept nowhere.
    """
    areas = list(user.seats.exclude(area=None).values_list("area", flat=True).distinct())
    written = [
        *Objective.objects.filter(plan__area__in=areas).values_list("plan__area", "text"),
        *Action.objects.filter(objective__plan__area__in=areas).values_list("objective__plan__area", "text"),
    ]
    found = {(area, digest_of(text)) for area, text in written if named_in(text, [name])}
    rows = [NamedWords(area_id=area, digest=digest) for area, digest in sorted(found, key=str)]
    NamedWords.objects.bulk_create(rows, ignore_conflicts=True)


def kept(area: UUID) -> set[str]:
    """The digests of the words of the area of that id that name somebody so."""
    return set(NamedWords.objects.filter(area=area).values_list("digest", flat=True))
