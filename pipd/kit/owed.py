"""What is due from whom: one shape that every app fills, and that the home page and the digest both show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Owed:
    """One thing one seat should do. It carries no words from notes and no names of others (domain I-38).

    `kind` and `subject` tell one thing from another, `due_at` is aware, `url` is an address on this site. What is
    `optional` is offered on the home page, and no mail is sent for it. What lasts `now` is shown before all else.
    """

    kind: str
    title: str
    what: str
    sees: str
    url: str
    due_at: datetime
    button: str
    area_name: str
    subject: UUID
    optional: bool = False
    now: bool = False
