"""What a decision on an application would do, read before it is taken: each is mailed at once (decision 0022)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from partnerships import organisations
from partnerships.applications import MOVES
from partnerships.models import Application, Seat
from partnerships.parity import most_each, places_left
from partnerships.places import awaits_word
from partnerships.uneven import who_left
from partnerships.words import sector_words
from pipd.kit.wording import in_sentence, short_date

S = Application.State


@dataclass(frozen=True)
class Check:
    """A decision before it is taken: what it does line by line, and the button that takes it."""

    heading: str
    lines: list[tuple[str, str]]
    button: str


def offered(application: Application) -> list[str]:
    """What may be decided of `application` now: no place where none is left, and none taken back that is taken up."""
    found = [to for (state, to), who in MOVES.items() if state == application.state and who]
    if application.area.has_ended or (application.state == S.ACCEPTED and not awaits_word(application)):
        return []
    full = not places_left(application.area)[application.sector]
    return [to for to in found if not (to == S.ACCEPTED and full)]


def check(application: Application, *, to: str, override: str = "", reason: str = "") -> Check:
    """What `to` would do. Raises NotPossible where the name of the organisation stands for something else (E17)."""
    name = application.full_name
    who = [("Applicant", name), ("Sector", application.area.programme.words_for(application.sector))]
    told = ("Email", f"{name} is told at once, by email to {application.email}.")
    why = [("Reason", reason)] if reason else []
    if to == S.ACCEPTED:
        outside = [("Outside the usual terms", override)] if override else []
        lines = [*who, *_place(application), *outside, told]
        return Check(f"Give {name} a place?", lines, "Give them the place, and tell them by email")
    after = ("Wait-list", _end_of_the_list(application)) if to == S.WAITING else ("Application", "Declined.")
    if application.state == S.ACCEPTED:
        ends = ("Place", "It ends today, and somebody else can be given it.")
        button = "Take the place back, and tell them by email"
        return Check(f"Take the place of {name} back?", [*who, ends, after, *why, told], button)
    if to == S.WAITING:
        return Check(
            f"Put {name} on the wait-list?", [*who, after, told], "Put them on it, and tell them by email"
        )
    return Check(f"Decline the application of {name}?", [*who, *why, told], "Decline, and tell them by email")


def _place(application: Application) -> Iterator[tuple[str, str]]:
    """Which place it is, of how many, and for which organisation."""
    area, sector = application.area, application.sector
    given = Seat.objects.of_side(area, sector).count()
    words = sector_words(area.programme, sector)
    yield "Place", f"Number {given + 1} of {most_each(area.programme)} for the {words}."
    if left := who_left(area, sector):
        yield "Instead of", f"{left.user}, who left on {short_date(left.ended_on)}."
    typed, kind = application.organisation_name, application.organisation_kind
    organisations.check_kind(typed, kind)
    known = organisations.known_as(typed, kind)
    if known is None:
        words = in_sentence(application.get_organisation_kind_display())
        yield "Organisation", f"{typed}. It is not entered yet, and is entered now as {words}."
    else:
        before = "" if known.name.lower() == typed.lower() else f" They wrote {typed}, its earlier name."
        yield "Organisation", f"{known.name}, which is entered already.{before}"
    then = "They can sign in at once. Until they have said that they take part they are not counted, and you can take "
    yield "Then", f"{then}the place back."


def _end_of_the_list(application: Application) -> str:
    waits = Application.objects.waiting().filter(area=application.area, sector=application.sector)
    return f"Number {waits.count() + 1}, after everybody of this sector who waits already."
