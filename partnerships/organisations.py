"""Organisations: entered once, changed while nobody rests on it, and renamed, merged or closed from a day on (E17)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from partnerships import history
from partnerships.locks import programme_for
from partnerships.membership import NotPossible
from partnerships.models import Organisation, Role, Seat, Sector, StudyArea
from partnerships.permissions import Permission
from pipd.kit import clock, revisions
from pipd.kit.wording import in_sentence, listed, short_date

End = Organisation.End
FIELDS = ("name", "kind", "valid_from")
GONE = "This organisation has ended already."
FARTHEST = timedelta(days=366)  # a merger is known some time before, and a year typed wrongly is not


def _locked(organisation: Organisation, *, by: Seat) -> Organisation:
    """The organisation as it stands, for somebody who may change it: two of one name would be taken for two."""
    programme_for(Permission.KEEP_ORGANISATIONS, by=by)
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def _own_name(name: str, of: Organisation | None = None) -> None:
    others = Organisation.objects.filter(name__iexact=name, valid_to=None)
    if (others.exclude(pk=of.pk) if of else others).exists():
        raise NotPossible(f"{name} is entered already.")


def known_as(name: str, kind: str) -> Organisation | None:
    """The organisation of that name and kind as it is today; None where none of that name and kind was ever entered.

    An earlier name leads to what it became (domain E17). Raises NotPossible, with the name of today, where that is of
    another kind, and for one that closed.
    """
    named = list(Organisation.objects.filter(name__iexact=name).select_related("successor"))
    found = next((one for one in named if one.goes_on and one.kind == kind), None)
    ended = [one for one in named if not one.goes_on and one.kind == kind]
    if found is not None or not ended:
        return found
    last = max(ended, key=lambda one: one.valid_to or clock.today())
    today = _of_today(last)
    if not today.goes_on:
        raise NotPossible(f"{today.today_words}. Nobody is given a seat from it any more.")
    if today.kind != kind:
        raise NotPossible(f"{last.name} is {today.name} today, entered as {_kind_of(today)}.")
    return today


def entered() -> QuerySet[Organisation]:
    """Those that go on, without what somebody of a group only typed: from which nobody ever sat but to stand in.

    Else one sector would keep the other's organisation out by entering its name first, as another kind.
    """
    seats = Seat.objects.filter(organisation=OuterRef("pk"))
    rests = Q(sponsored__isnull=False) | Q(predecessors__isnull=False)
    rests_otherwise = Organisation.objects.filter(rests, pk=OuterRef("pk"))
    only_typed = (
        Exists(seats.filter(role=Role.SUBSTITUTE))
        & ~Exists(seats.exclude(role=Role.SUBSTITUTE))
        & ~Exists(rests_otherwise)
    )
    goes_on = Q(valid_to=None) | Q(valid_to__gte=clock.today())
    return Organisation.objects.filter(~only_typed, goes_on)


def check_kind(name: str, kind: str) -> None:
    """Raise NotPossible where an organisation of that name is entered, and none of them is of that `kind`."""
    named = list(entered().filter(name__iexact=name))
    if named and kind not in [one.kind for one in named]:
        raise NotPossible(f"{name} is entered already, as {_kind_of(named[0])}. Put one of them right.")


def _of_today(ended: Organisation) -> Organisation:
    """What `ended` became, however often it was renamed or merged since; the last of them where that closed."""
    while not ended.goes_on and ended.successor is not None:
        ended = ended.successor
    return ended


def _kind_of(organisation: Organisation) -> str:
    return in_sentence(organisation.get_kind_display())


def is_used(organisation: Organisation) -> bool:
    """Whether somebody has, or had, a seat from it, or another became it: its name is part of what was."""
    return organisation.seats.exists() or organisation.predecessors.exists()


@transaction.atomic
def add(
    *, name: str, kind: str, valid_from: date | None, areas: Collection[StudyArea], by: Seat
) -> Organisation:
    """Enter an organisation, with the areas it operates in. Raises NotPossible for a name that is entered already."""
    programme_for(Permission.KEEP_ORGANISATIONS, by=by)
    _own_name(name)
    row = Organisation.objects.create(name=name, kind=kind, valid_from=valid_from)
    row.areas.set(areas)
    history.record(by, "organisation entered", subject=row.pk, facts={"kind": kind})
    return row


@transaction.atomic
def edit(
    organisation: Organisation, *, revision: int, areas: Collection[StudyArea], by: Seat, **values: Any
) -> None:
    """Change what is entered. Raises revisions.Conflict when somebody else wrote first.

    Raises NotPossible where somebody's seat rests on what would be different: a new name then is `end`.
    """
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"Not a field of an organisation: {sorted(unknown)}")
    stored = _locked(organisation, by=by)
    changed = {name: value for name, value in values.items() if getattr(stored, name) != value}
    if "name" in changed and is_used(stored):
        raise NotPossible("People sit from it under this name. Say that it has a new name instead.")
    if "name" in changed:
        _own_name(changed["name"], stored)
    if stored.valid_to and changed.get("valid_from") and changed["valid_from"] > stored.valid_to:
        raise NotPossible(f"It ended on {short_date(stored.valid_to)}.")
    _keeps_its_seats(stored, changed.get("kind", stored.kind), areas)
    revisions.swap(stored, revision=revision, **changed)
    before = set(stored.areas.values_list("pk", flat=True))
    stored.areas.set(areas)
    if before != {area.pk for area in areas}:
        changed["areas"] = areas
    history.record(by, "organisation changed", subject=stored.pk, facts={"changed": sorted(changed)})


def _keeps_its_seats(stored: Organisation, kind: str, areas: Collection[StudyArea]) -> None:
    """Domain I-4: whoever takes part from it now goes on sitting on their side, and where it operates."""
    seats = Seat.objects.live().taking_part().filter(organisation=stored).select_related("programme")
    taking_part = list(seats.select_related("area", "programme"))
    if kind != stored.kind and any(kind not in seat.programme.kinds_of(seat.sector) for seat in taking_part):
        raise NotPossible("People take part from it, and would no longer belong to their side.")
    there = {area.pk for area in areas}
    lost = {str(s.area) for s in taking_part if s.sector == Sector.TSO and s.area_id not in there}
    if lost:
        raise NotPossible(f"People take part from it in {listed(sorted(lost))}, so it operates there.")


@transaction.atomic
def end(
    organisation: Organisation,
    *,
    how: str,
    last_day: date,
    name: str = "",
    into: Organisation | None = None,
    by: Seat,
) -> Organisation:
    """Say that it has a new `name`, became part of `into`, or closed; the row that goes on, or its own.

    Seats keep the organisation they were taken from (domain E14, E17). Raises NotPossible when it has ended already,
    for a day before its first, and for a merger into what has ended or is itself.
    """
    stored = _locked(organisation, by=by)
    if stored.valid_to is not None:
        raise NotPossible(GONE)
    if stored.valid_from and last_day < stored.valid_from:
        raise NotPossible(f"It began on {short_date(stored.valid_from)}: its last day cannot be before.")
    if last_day > clock.today() + FARTHEST:
        raise NotPossible("The last day cannot be more than a year ahead.")
    successor = _successor(stored, how, name, into, last_day)
    if how == End.RENAMED and successor:
        history.record(by, "organisation entered", subject=successor.pk, facts={"kind": stored.kind})
    stored.valid_to, stored.ended_as, stored.successor = last_day, how, successor
    stored.revision += 1
    stored.save(update_fields=["valid_to", "ended_as", "successor", "revision"])
    facts = {"how": how, "to": last_day.isoformat(), "successor": str(successor.pk) if successor else ""}
    history.record(by, "organisation ended", subject=stored.pk, facts=facts)
    return successor or stored


def _successor(
    stored: Organisation, how: str, name: str, into: Organisation | None, last_day: date
) -> Organisation | None:
    if how == End.CLOSED:
        return None
    if how == End.RENAMED:
        _own_name(name)
        first_day = last_day + timedelta(days=1)
        renamed = Organisation.objects.create(name=name, kind=stored.kind, valid_from=first_day)
        renamed.areas.set(stored.areas.all())
        return renamed
    if into is None or into.pk == stored.pk or Organisation.objects.get(pk=into.pk).valid_to is not None:
        raise NotPossible("Choose an organisation that goes on.")
    return into


@transaction.atomic
def resume(organisation: Organisation, *, revision: int, by: Seat) -> None:
    """Take back that it ended: it was a mistake. What it was said to have become stays an organisation of its own."""
    stored = _locked(organisation, by=by)
    if stored.valid_to is None:
        raise NotPossible("This organisation goes on already.")
    _own_name(stored.name, stored)
    revisions.swap(stored, revision=revision, valid_to=None, ended_as="", successor=None)
    history.record(by, "organisation goes on", subject=stored.pk)
