"""Choosing areas for useful variation (theoretical sampling): purposive, so nothing is drawn or solved (R3, R4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from partnerships import areas, history
from partnerships.locks import programme_for
from partnerships.membership import NotPossible
from partnerships.models import Programme, Seat, StudyArea
from partnerships.permissions import Permission
from pipd.kit import revisions

S = StudyArea.State
# The four groups of attributes that the sampling varies (R4), and what people call each of them.
ATTRIBUTES: dict[str, dict[str, str]] = {
    "Size": {"size": "Population"},
    "Location": {"region": "Region", "settlement": "Settlement", "authority_type": "Kind of authority"},
    "Social": {"deprivation": "Deprivation", "diversity": "Diversity"},
    "Political": {"political_control": "Political control"},
}
NAMES = {name: words for group in ATTRIBUTES.values() for name, words in group.items()}
FIELDS = ("name", *NAMES)
LONGEST_SLUG = 50
DECIDED = "Whether this area takes part has been decided. Enter a new candidate instead."


def attribute_words(area: StudyArea, name: str) -> str:
    """What people read for one attribute of `area`; empty where it is not known."""
    shown = getattr(area, f"get_{name}_display", None)
    return str(shown() if shown else getattr(area, name))


def blockers(area: StudyArea) -> list[str]:
    """What is still missing before `area` can be selected, in sentences; its rationale is asked with the act."""
    missing = [words for name, words in NAMES.items() if not getattr(area, name)]
    return [f"{words} is not entered yet." for words in missing]


def _candidate(area: StudyArea, *, by: Seat) -> StudyArea:
    """The locked candidate. Raises NotPossible for an area that is none any more."""
    programme_for(Permission.SELECT_AREAS, of=area.programme, by=by)
    stored = StudyArea.objects.select_for_update(of=("self",), no_key=True).get(pk=area.pk)
    if stored.state != S.CANDIDATE:
        raise NotPossible(DECIDED)
    return stored


def _known(values: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"Not an attribute of an area: {sorted(unknown)}")
    return values


def choices_of(name: str) -> list[tuple[str, str]]:
    """The values of an attribute with their words; none of one that is told in free words."""
    field = StudyArea._meta.get_field(name)
    return [(str(value), str(words)) for value, words in getattr(field, "choices", None) or ()]


def _slug(name: str, of: StudyArea | None = None) -> str:
    """The name as it stands in addresses, which no other area has."""
    plain = slugify(name)[: LONGEST_SLUG - 4] or "area"
    others = StudyArea.objects.exclude(pk=of.pk) if of else StudyArea.objects.all()
    taken = set(others.values_list("slug", flat=True))
    return next(slug for n in count(1) if (slug := plain if n == 1 else f"{plain}-{n}") not in taken)


def _own_name(programme: Programme, name: str, of: StudyArea | None = None) -> None:
    """Of two areas with one name nobody could say which; one that was not selected may be entered anew."""
    others = StudyArea.objects.filter(programme=programme, name__iexact=name).exclude(state=S.NOT_SELECTED)
    if (others.exclude(pk=of.pk) if of else others).exists():
        raise NotPossible(f"{name} is entered already.")


@transaction.atomic
def add(programme: Programme, *, name: str, by: Seat, **values: Any) -> StudyArea:
    """Enter a candidate, with as many of its attributes as are known."""
    stored = programme_for(Permission.SELECT_AREAS, of=programme, by=by)
    _own_name(stored, name)
    area = StudyArea.objects.create(programme=stored, name=name, slug=_slug(name), **_known(values))
    history.record(by, "candidate entered", subject=area.pk, area=area)
    return area


@transaction.atomic
def edit(area: StudyArea, *, revision: int, by: Seat, **values: Any) -> StudyArea:
    """Change a candidate. Raises revisions.Conflict when somebody else wrote first, NotPossible once it is decided."""
    stored = _candidate(area, by=by)
    changed = {name: value for name, value in _known(values).items() if getattr(stored, name) != value}
    slug = {}
    if "name" in changed:
        _own_name(area.programme, changed["name"], stored)
        slug = {"slug": _slug(changed["name"], stored)}
    revisions.swap(stored, revision=revision, **changed, **slug)
    facts = {"changed": sorted(changed)}
    history.record(by, "candidate changed", subject=stored.pk, area=stored, facts=facts)
    return stored


@transaction.atomic
def select(area: StudyArea, *, rationale: str, revision: int, by: Seat) -> StudyArea:
    """Select a candidate for a recorded reason; it is given the programme's next number (domain 3D).

    Raises NotPossible while an attribute is missing, and revisions.Conflict when it is not the one that was read.
    """
    stored = _candidate(area, by=by)
    if reasons := blockers(stored):
        raise NotPossible(*reasons)
    if not rationale:
        raise NotPossible("Say why this area is selected.")
    taken = StudyArea.objects.filter(programme=area.programme).aggregate(last=Max("number"))["last"]
    revisions.swap(stored, revision=revision, selection_rationale=rationale, number=(taken or 0) + 1)
    areas.advance(stored, S.SELECTED, by=by)
    return stored


@transaction.atomic
def leave_out(area: StudyArea, *, reason: str, revision: int, by: Seat) -> StudyArea:
    """Say of a candidate that it is not selected, and why. It is final: a new candidate is entered (domain 3D)."""
    stored = _candidate(area, by=by)
    if not reason:
        raise NotPossible("Say why this area is not selected.")
    revisions.swap(stored, revision=revision, selection_rationale=reason)
    areas.advance(stored, S.NOT_SELECTED, by=by)
    return stored


# What the selected areas cover


@dataclass(frozen=True)
class Value:
    """One value of an attribute, with the areas that have it."""

    words: str
    selected: list[StudyArea]
    candidates: list[StudyArea]


@dataclass(frozen=True)
class Attribute:
    """One attribute with all its values: of a list as it is, of free words those that some area has."""

    name: str
    words: str
    values: list[Value]

    @property
    def represented(self) -> list[str]:
        return [value.words for value in self.values if value.selected]

    @property
    def missing(self) -> list[Value]:
        return [value for value in self.values if not value.selected]


def coverage(found: Iterable[StudyArea]) -> dict[str, list[Attribute]]:
    """Which values the selected areas among `found` have, and which only candidates or nobody, by group (R4)."""
    rows = list(found)
    return {
        group: [Attribute(name, words, _values(rows, name)) for name, words in names.items()]
        for group, names in ATTRIBUTES.items()
    }


def _values(rows: list[StudyArea], name: str) -> list[Value]:
    by_value: dict[str, list[StudyArea]] = defaultdict(list)
    words_of = {words.casefold(): words for _, words in choices_of(name)}
    free = (
        {}
        if words_of
        else {(words := attribute_words(area, name)).casefold(): words for area in reversed(rows)}
    )
    for area in rows:
        by_value[attribute_words(area, name).casefold()].append(area)
    return [
        Value(
            words,
            selected=[area for area in by_value[key] if area.state != S.CANDIDATE],
            candidates=[area for area in by_value[key] if area.state == S.CANDIDATE],
        )
        for key, words in [*words_of.items(), *sorted(free.items())]
        if key
    ]


def sampled(programme: Programme) -> list[StudyArea]:
    """The areas that count: those that were selected and went on, and the candidates."""
    everyone = StudyArea.objects.filter(programme=programme)
    return list(everyone.exclude(state__in=[S.NOT_SELECTED, S.NOT_PROCEEDED]))
