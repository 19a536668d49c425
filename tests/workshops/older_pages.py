"""Pages that were opened before a colleague saved: what is said of them, and how one saves on purpose."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from tests import build
from workshops.models import Workshop


def session(group: build.Group, number: int = 3) -> Workshop:
    return Workshop.objects.select_related("area__programme").get(area=group.area, number=number)


def both(response: Any) -> list[tuple[str, str, str | None]]:
    assert response.status_code == 409
    return [(one.label, one.theirs, one.mine) for one in response.context["conflict"]["wordings"]]


def again(response: Any, **data: object) -> dict[str, object]:
    """What the form of a conflict's page sends: as it was typed, at the revisions that were found."""
    form = response.context["form"]
    found = {name: form[name].value() for name in form.fields if name.startswith("revision")}
    kept = {name: value for name, value in data.items() if not name.startswith("revision")}
    return kept | found


def unguarded(row: Any, *, revision: int, **values: Any) -> None:
    """A swap that compares nothing."""
    type(row).objects.filter(pk=row.pk).update(revision=F("revision") + 1, **values)
    row.refresh_from_db()
