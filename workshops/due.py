"""One thing that is due on a session: a row for the home page and the digest, without words that people said."""

from __future__ import annotations

from typing import Any

from pipd.kit.owed import Owed
from workshops.addresses import page_of
from workshops.models import Workshop


def due_on(workshop: Workshop, kind: str, page: str, **facts: Any) -> Owed:
    """`facts` are those of Owed; the area, the subject and the address follow from the session and its `page`."""
    told: dict[str, Any] = {"sees": "", "area_name": workshop.area.name, "subject": workshop.pk, **facts}
    return Owed(kind=kind, url=page_of(workshop, page), **told)
