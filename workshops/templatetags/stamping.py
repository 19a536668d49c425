"""Statements of a page to be checked: what many have alike is drawn once in a process, and filled in for each.

Eighty statements with all that may be answered to each of them are most of what the page for checking notes costs.
What is kept knows nothing of anybody: no words of a statement, no answer typed, no name (docs/decisions/0011).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any, NamedTuple

from django import template
from django.template import Context, Engine
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from partnerships.words import SectorWords
from pipd.kit import fragments
from pipd.kit.fragments import slot
from pipd.kit.late import Late
from workshops.words import kind_words

register = template.Library()

STATEMENT = "workshops/_check_statement.html"
Choices = tuple[tuple[str, str], ...]


class Open(NamedTuple):
    """Of the page: whether answers are taken."""

    open: bool


class Look(NamedTuple):
    """What every question of one page shares."""

    programme: SectorWords
    person: bool
    page: Open
    verdicts: Choices
    grounds: Choices
    labels: Choices

    @classmethod
    def of(cls, context: Context) -> Look:
        choices = (tuple(context[name]) for name in ("verdicts", "grounds", "labels"))
        programme, page = SectorWords.of(context.get("programme")), Open(context["page"].open)
        return cls(programme, bool(context.get("person")), page, *choices)


class Bare(NamedTuple):
    """A line of which nothing but the chosen answer is drawn: whatever else a template asks it for is nothing."""

    chosen: str
    is_plain: bool = True


class Words(NamedTuple):
    """A statement with slots for its words."""

    number: str
    topic: str
    kind: str
    text: str
    digest: str


class Held(NamedTuple):
    """What a statement is about and who holds it, as far as it stands beside the heading."""

    topic: str
    kind: str
    commonality: str


class Count(NamedTuple):
    """How far one sector is: `answered` is a slot where numbers may be seen, else nothing."""

    sector: str
    enough: bool
    answered: str | None
    needed: str | None


class Now(NamedTuple):
    """How a statement is marked now, in words that are HTML already."""

    la: str
    tso: str
    kind: str


class Beside(NamedTuple):
    """What stands beside the words of a statement: how it is marked, its kind and holders, how far each sector is."""

    now: Now
    facts: SafeString
    counts: SafeString


ANY_STATEMENT = Words(slot("number"), slot("topic"), "", slot("text"), slot("digest"))
ANY_MARKS = Now(slot("la"), slot("tso"), slot("kind"))


class Drawing:
    """The statements of one page: what several of them have alike is looked up once."""

    def __init__(self, context: Context) -> None:
        self.context, self.look = context, Look.of(context)
        self.found: dict[tuple[Any, ...], Any] = {}
        self.known: dict[tuple[Any, ...], Beside] = {}

    def once(self, make: Callable[..., Any], *key: Any) -> Any:
        found = self.found.get((make, *key))
        if found is None:
            found = self.found[(make, *key)] = make(self.look, *key)
        return found

    def bare(self, line: Any) -> list[bytes]:
        """A line of which nothing but the chosen answer is drawn beside its words."""
        said, was = line.asked.statement, line.was
        shape = self.once(_statement, line.chosen, bool(was), "" if said.topic else said.kind)
        return shape.filled({**self.filled(line), "was": was})

    def whole(self, line: Any, settled: bool) -> list[bytes]:
        """A line drawn for itself, with all that stands beside it and was typed."""
        part = Engine.get_default().get_template(STATEMENT)
        there = {"line": line, "said": line.asked.statement, "key": line.key, "was": line.was}
        with self.context.push(**there, **self.beside(line)._asdict(), settled=settled, drawing=self):
            return [part.render(self.context).encode()]

    def part(self, name: str, line: Any) -> SafeString:
        return self.once(_part, name, line.chosen).fill(self.filled(line))

    def filled(self, line: Any) -> dict[str, str]:
        said = line.asked.statement
        (la, tso, kind), facts, counts = self.beside(line)
        words = {"number": line.key, "digest": said.digest, "topic": said.topic, "text": said.text}
        return {**words, "la": la, "tso": tso, "kind": kind, "facts": facts, "counts": counts}

    def beside(self, line: Any) -> Beside:
        said = line.asked.statement
        held = said.position_la, said.position_tso  # these decide its commonality
        key = (bool(said.topic), said.kind, held, line.asked.sectors)
        if (found := self.known.get(key)) is None:
            facts = _facts(self.look, bool(said.topic), said.kind, said.commonality)
            counts = _counts(self.look, line.asked.sectors)
            found = self.known[key] = Beside(_now(self.look, *held, said.kind), facts, counts)
        return found


@register.simple_tag(takes_context=True)
def statements(context: Context, lines: Iterable[Any], settled: bool = False) -> SafeString:
    """The statements `lines` with their questions; those that are `settled` are answered, and folded."""
    drawing = Drawing(context)
    found = [
        drawing.bare(line) if line.is_bare and not settled else drawing.whole(line, settled) for line in lines
    ]
    late: Late = context["late"]
    return late.keep(chain.from_iterable(found))


@register.simple_tag(takes_context=True)
def stamped(context: Context, name: str) -> SafeString:
    """The part `name` of the statement at hand, of which nothing else is drawn than of a bare line."""
    line = context["line"]
    if isinstance(line, Bare):  # drawn for many: the slots stay
        shape = _part(context["look"], name, line.chosen)
        return shape.fill({one: slot(one) for one in shape.names})
    return context["drawing"].part(name, line)


def _statement(look: Look, chosen: str, was: bool, kind: str) -> fragments.Shape:
    """A whole statement; its heading says the `kind` where it has no topic."""
    said = ANY_STATEMENT._replace(topic="", kind=kind) if kind else ANY_STATEMENT
    return _shape(STATEMENT, look, chosen, said, slot("was") if was else "")


def _part(look: Look, name: str, chosen: str) -> fragments.Shape:
    return _shape(name, look, chosen, ANY_STATEMENT)


def _shape(name: str, look: Look, chosen: str, said: Words, was: str = "") -> fragments.Shape:
    beside = {"facts": slot("facts"), "counts": slot("counts"), "now": ANY_MARKS, "was": was}
    there = {"look": look, "line": Bare(chosen), "said": said, "key": said.number}
    return fragments.shape(name, **look._asdict(), **there, **beside)


def _now(look: Look, la: str, tso: str, kind: str) -> Now:
    words = (la.lower(), tso.lower(), kind_words(look.programme, kind))
    return Now(*(conditional_escape(one) for one in words))


def _facts(look: Look, topic: bool, kind: str, commonality: str) -> SafeString:
    """Its kind, where the heading has a topic instead, and who holds it."""
    held = Held("there" if topic else "", kind if topic else "", str(commonality))
    return fragments.drawn("workshops/_kind_and_holders.html", said=held, programme=look.programme)


def _counts(look: Look, sectors: tuple[Any, ...]) -> SafeString:
    """How far each sector is with one statement."""
    counts, numbers = counted(sectors)
    shape = fragments.shape("workshops/_check_count.html", sectors=counts, programme=look.programme)
    return shape.fill(numbers)


def counted(sectors: Iterable[Any]) -> tuple[tuple[Count, ...], dict[str, str]]:
    """How far `sectors` are, with slots for their figures; and what is put into these."""
    numbers: dict[str, str] = {}
    counts: list[Count] = []
    for far in sectors:
        answered, needed = f"answered_{far.sector}", f"needed_{far.sector}"
        seen = far.answered is not None and not far.enough
        numbers |= {answered: str(far.answered), needed: str(far.needed)}
        counts.append(
            Count(far.sector, far.enough, *((slot(answered), slot(needed)) if seen else (None, None)))
        )
    return tuple(counts), numbers
