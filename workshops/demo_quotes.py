"""What the fictional people say in their own words: logged, put beside a statement, permitted, printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from partnerships.models import Seat, Sector
from workshops import logbook, printed
from workshops.clearance import quoting, writing
from workshops.models import ClearedQuote, Kind

if TYPE_CHECKING:
    from workshops.demo_notes import Session


@dataclass(frozen=True)
class Words:
    """Exact words beside the statement `key`; `printed` where a facilitator adds or leaves out something."""

    key: str
    sector: Sector
    said: str
    printed: str = ""


QUOTES = [
    Words(
        "1",
        Sector.LA,
        "Each week there is something new from government that wants a partnership.",
        "Each week there is something new from [national] government that wants a partnership.",
    ),
    Words("4", Sector.LA, "They know who lives behind those doors. We know how many doors there are."),
    Words("11", Sector.TSO, "I look round the table and it is always the same four of us, and the biscuits."),
    Words(
        "13",
        Sector.TSO,
        "I can't stand up and say I “represent”, if I am honest, four hundred groups that compete with each other.",
        "I can't stand up and say I “represent” … four hundred groups that compete with each other.",
    ),
    Words("pace", Sector.TSO, "By the time we have met about it, the form is due."),
    Words("swap", Sector.LA, "One day in their office and I stopped asking for the report."),
    Words("consult", Sector.TSO, "Tell us what is settled, and we will not waste your evening on it."),
    Words(
        "18",
        Sector.LA,
        "This has given us the space to discuss difficult things, and nobody went home early.",
    ),
]


def log(session: Session) -> list[tuple[Words, UUID, Seat]]:
    """Whoever says it logs it as exact words."""
    keys = {said.key: said for said in session.said}
    found = []
    for words in QUOTES:
        if words.key in keys:
            seat = speaker(session, words)
            kept = logbook.log(
                session.workshop, by=seat, client_id=uuid4(), text=words.said, kind=Kind(keys[words.key].kind),
                said_by=seat.sector, is_quotation=True, own_words=True,
            )  # fmt: skip
            found.append((words, kept.id, seat))
    return found


def speaker(session: Session, words: Words) -> Seat:
    """The officer of that sector; in Brackenfold somebody without a task of their own, of whom one will leave."""
    side = session.la if words.sector == Sector.LA else session.tso
    return side[-1 if session.group.place.slug == "brackenfold" else 2]


def attach(session: Session, key: str, statement: UUID) -> None:
    """Put what was logged beside its statement, with who said it."""
    for words, source, seat in session.quotes:
        if words.key == key:
            writing.add_sources(session.workshop, statement, sources=[source], by=session.writer)
            made = quoting.attach(
                session.workshop,
                statement,
                source=source,
                text=words.said,
                speaker=seat.pk,
                by=session.writer,
            )
            session.quoted.append((made, seat))


def permit(session: Session) -> None:
    """Those who are quoted say yes. In Nine Elders, where notes are being checked, nobody has yet."""
    if (session.group.place.slug, session.number) != ("nine-elders", 2):
        for quotation, seat in session.quoted:
            quoting.permit(session.group.area, quotation, by=seat)


def print_them(session: Session) -> None:
    """A facilitator adds what a reader needs to know."""
    forms = {words.said: words.printed for words in QUOTES if words.printed}
    rows = ClearedQuote.objects.select_related("point__note").filter(point__note__workshop=session.workshop)
    for quote in rows:
        if quote.text in forms:
            printed.edit(quote, text=forms[quote.text], revision=0, by=session.writer)
