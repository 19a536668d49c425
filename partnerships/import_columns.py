"""The columns of a file of applications: what stands in each, how it is read, and what is wrong with what is not.

What stands in a cell is read as generously as it can be without guessing, and refused in words that say what to write.
"""

from __future__ import annotations

import re
from calendar import month_abbr
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from partnerships.applications import kinds_for
from partnerships.models import Application, Programme, Sector
from pipd.kit.text import clean
from pipd.kit.wording import in_sentence, listed, no_such_day

A = Application
LONGEST_LINE, LONGEST_NEEDS, LONGEST_INTEREST, LONGEST_EMAIL = 120, 1000, 2000, 254
SHOWN = 40  # characters of a value that a report repeats
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
FIRST_YEAR = 2000
FORMS = (
    re.compile(r"(?P<day>[0-9]{1,2})[/.-](?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"),
    re.compile(r"(?P<day>[0-9]{1,2}) (?P<month>[A-Za-z]{3,9}) (?P<year>[0-9]{4})"),
)
MONTHS = {name.lower(): number for number, name in enumerate(month_abbr)}
YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}
ALIKE = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "\u00a0": " "})


DAY = "A day such as 4/3/2027 (day, month, year), 4 March 2027 or 2027-03-04."
ONE = "One address, which no other row has."
NEEDS = "Such as step-free access. You and the facilitators read it, to arrange it."


class Wrong(Exception):
    """What stands in a cell cannot be taken; the message says why, and what can."""


def same(words: str) -> str:
    """`words` without what makes no difference: capitals, spaces, the shape of apostrophes and dashes, a last mark."""
    return " ".join(words.translate(ALIKE).casefold().split()).rstrip(" *:?.")


def beginning(words: str) -> str:
    """Enough of `words` to find them in the file."""
    words = " ".join(clean(words).split())
    return words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()}…"


@dataclass(frozen=True)
class Column:
    """One column. `of` is the sector that is asked alone; `choices` are what may stand there, else `kind` says it."""

    heading: str
    name: str
    help: str
    read: Callable[[str], Any]
    kind: str = ""
    of: str = ""
    is_needed: bool = True
    choices: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        """What may stand there, in words."""
        return f"{listed(self.choices, 'or')}." if self.choices else self.kind

    def value(self, said: str) -> Any:
        """What `said` means; empty for nothing, where nothing may stand. Raises Wrong."""
        if cleaned := clean(said):
            return self.read(cleaned)
        if self.is_needed:
            raise Wrong(f"is empty. Write {self.allowed}" if self.choices else "is empty.")
        return None if self.of else ""


def line_of(longest: int) -> Callable[[str], str]:
    return lambda said: _bounded(" ".join(said.split()), longest)


def text_of(longest: int) -> Callable[[str], str]:
    return lambda said: _bounded(said, longest)


def _bounded(said: str, longest: int) -> str:
    if len(said) > longest:
        raise Wrong(f"has {len(said)} characters, and {longest} is the most.")
    return said


ONE_LINE = (line_of(LONGEST_LINE), f"Up to {LONGEST_LINE} characters.")


def one_of(known: Mapping[str, Any], offered: tuple[str, ...]) -> Callable[[str], Any]:
    """One of `known` by its words; `offered` are those to name when it is none of them."""
    by_words = {same(words): value for words, value in known.items()}

    def read(said: str) -> Any:
        try:
            return by_words[same(said)]
        except KeyError:
            raise Wrong(f"says “{beginning(said)}”. Write {listed(offered, 'or')}.") from None

    return read


def day(said: str) -> date:
    """The day, as a person or a spreadsheet writes it: day, month, year; or year, month, day."""
    words = " ".join(clean(said).split())
    for form in DAYS:
        try:
            found = datetime.strptime(words, form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
        if found.year >= FIRST_YEAR:
            return found
    if why := _no_such_day(words):
        raise Wrong(f"says “{beginning(said)}”, and {why}.")
    raise Wrong(f"says “{beginning(said)}”. Write {in_sentence(DAY)}")


def _no_such_day(words: str) -> str:
    """Why `words`, which have the form of a day, are none; nothing where it is the form that is wrong."""
    for form in FORMS:
        if found := form.fullmatch(words):
            month = found["month"]
            number = int(month) if month.isdigit() else MONTHS.get(month[:3].lower(), 0)
            return no_such_day(int(found["day"]), number, int(found["year"]))
    return ""


def address(said: str) -> str:
    found = re.sub(r"^mailto:", "", "".join(clean(said).split()), flags=re.IGNORECASE).lower()
    try:
        validate_email(_bounded(found, LONGEST_EMAIL))
    except ValidationError:
        raise Wrong(f"says “{beginning(said)}”, which is no email address.") from None
    return found


def choice(heading: str, name: str, known: Mapping[str, Any], help: str, **more: Any) -> Column:
    """A column of one among `known`; of several words for the same the first is offered."""
    firsts = {value: words for words, value in reversed(list(known.items()))}
    offered = tuple(words for words in known if firsts[known[words]] == words)
    return Column(heading, name, help, one_of(known, offered), choices=offered, **more)


def yes_no(heading: str, name: str, help: str, of: str) -> Column:
    return Column(heading, name, help, one_of(YES_NO, ("Yes", "No")), of=of, choices=("Yes", "No"))


def columns(programme: Programme) -> list[Column]:
    """The columns in the order of the file to fill in. There is none for funding: coordinators do not read it (3K)."""
    return [*_arrival(programme), *_organisation(programme), *_role(), *_words()]


def _arrival(programme: Programme) -> list[Column]:
    return [
        Column("Received on", "received_on", "The day on which it was received.", day, DAY),
        choice("Received as", "channel", CHANNELS, "How it was received."),
        choice("Sector", "sector", sectors(programme), "The sector for which they apply."),
        Column("Full name", "full_name", "The name of the person who applies.", *ONE_LINE),
        Column("Email address", "email", "Their own: with it they read their application.", address, ONE),
    ]


def _organisation(programme: Programme) -> list[Column]:
    kinds = {kind.label: kind.value for sector in Sector for kind in kinds_for(programme, sector)}
    here = "Whether the organisation works in this area."
    return [
        Column("Organisation", "organisation_name", "The name of the organisation they work for.", *ONE_LINE),
        choice(
            "Kind of organisation", "organisation_kind", kinds, "The kind of organisation, as they say it."
        ),
        yes_no("Works in this area", "operates_here", here, of=Sector.TSO),
    ]


def _role() -> list[Column]:
    seniority = {one.label: one.value for one in A.Seniority}
    leads = "Whether they have lead responsibility for it."
    return [
        Column("Job title or role", "job_title", "What they do there.", *ONE_LINE),
        choice("Seniority", "seniority", seniority, "Which of these they are."),
        yes_no("Leads on work with the third sector", "lead_responsibility", leads, of=Sector.LA),
        choice("Can commit the organisation", "authority", AUTHORITY, "Whether they can, as they say it."),
    ]


def _words() -> list[Column]:
    return [
        may_say("Needs to take part", "access_needs", NEEDS, LONGEST_NEEDS),
        may_say("Why they apply", "interest", "In their words.", LONGEST_INTEREST),
    ]


def may_say(heading: str, name: str, help: str, longest: int) -> Column:
    """A column of words that may be left empty, or left out."""
    return Column(heading, name, help, text_of(longest), f"Up to {longest} characters.", is_needed=False)


def sectors(programme: Programme) -> dict[str, str]:
    """Each sector by what the programme calls it, and by what it is called in general."""
    own = {programme.words_for(sector): sector.value for sector in Sector}
    usual = {"Local authority": Sector.LA.value, "Third sector": Sector.TSO.value}
    return {**own, **{words: value for words, value in usual.items() if same(words) not in map(same, own)}}


CHANNELS = {one.label: one.value for one in A.Channel if one != A.Channel.ONLINE}
AUTHORITY = {
    "Can commit": A.Authority.COMMITS.value,
    "Must refer back": A.Authority.REFERS.value,
    "Not known": A.Authority.UNKNOWN.value,
    **{one.label: one.value for one in A.Authority},
}
FUNDING = re.compile(r"\b(fund|funds|funded|funding|grant|grants)\b")
