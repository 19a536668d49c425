"""The programme's settings: which there are, changing them, and what keeps running groups from a change (3A, 3Q)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from partnerships import history, organisations
from partnerships.late import parities
from partnerships.locks import programme_for
from partnerships.membership import NotPossible
from partnerships.models import Organisation, Programme, Seat, Sector, StudyArea
from partnerships.models.people import BY_EXCEPTION
from partnerships.parity import RUNNING, within
from partnerships.permissions import Permission
from pipd.kit import revisions
from pipd.kit.wording import listed

ABOUT = ("name", "aim", "starts_on", "ends_on", "reported_on", "policy_fields", "other_policy_fields")
NUMBERS = ("target_areas", "min_group", "max_group", "parity_tolerance")
NOTES = ("clearance", "circulate_within", "read_at_least", "correspondence", "days_between_sessions")
SECTORS = ("la_words", "tso_words", "other_public_on_la_side", "front_line_admitted")
STATEMENTS = ("run_by", "readable_by", "contact_email", "contact_phone", "paid")
FIELDS = (*ABOUT, *NUMBERS, *NOTES, *SECTORS, *STATEMENTS)
# Which kinds of organisation each of these admits, and to which side.
ADMITS: dict[str, tuple[tuple[Organisation.Kind, ...], Sector]] = {
    "other_public_on_la_side": ((Organisation.Kind.OTHER_PUBLIC,), Sector.LA),
    "front_line_admitted": (BY_EXCEPTION, Sector.TSO),
}


def _no_words(values: dict[str, Any]) -> dict[str, Any]:
    """Of `values` the numbers, and what is yes or no: a log holds no words (domain I-40)."""
    return {name: value for name, value in values.items() if isinstance(value, int)}


@transaction.atomic
def change(programme: Programme, *, revision: int, by: Seat, **values: Any) -> list[str]:
    """Change settings; which of them are different now.

    Raises revisions.Conflict when somebody else saved first, and NotPossible when it would break a running group.
    """
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"Not a setting of the programme: {sorted(unknown)}")
    stored = programme_for(Permission.CONFIGURE_PROGRAMME, of=programme, by=by)
    if stored.revision != revision:
        raise revisions.Conflict(stored)
    changed = {name: value for name, value in values.items() if getattr(stored, name) != value}
    if reasons := blockers(stored, changed):
        raise NotPossible(*reasons)
    before = {name: getattr(stored, name) for name in changed}
    if changed:
        revisions.swap(stored, revision=revision, **changed)
        facts = {"changed": sorted(changed), "from": _no_words(before), "to": _no_words(changed)}
        history.record(by, "settings changed", subject=stored.pk, facts=facts)
    return sorted(changed)


def blockers(programme: Programme, changed: dict[str, Any]) -> list[str]:
    """Why running groups keep these settings from being `changed`, in sentences."""
    going = StudyArea.objects.chosen().exclude(state=StudyArea.State.DISCONTINUED)
    areas = list(going.filter(programme=programme).select_related("programme"))
    of_notes: list[str] = import_string(settings.SETTINGS_IN_USE)(areas, changed)
    return [*_sizes(areas, changed), *_kinds(programme, changed), *of_notes]


def _sizes(areas: list[StudyArea], changed: dict[str, Any]) -> list[str]:
    """A group that fits must not become too large or uneven by a stroke of the pen (domain I-2)."""
    if not {"max_group", "parity_tolerance"} & set(changed):
        return []
    found, numbers = [], parities(areas)
    most, apart = changed.get("max_group"), changed.get("parity_tolerance")
    for area in (area for area in areas if area.state in RUNNING):
        now = numbers[area.pk]
        if most is not None and most < now.total <= now.largest:
            enough = f"Enter {now.total} or more, or wait until that group has ended."
            found.append(f"{area.name} has {now.total} people already. {enough}")
        if apart is not None and now.is_even and not within(now.la - now.tso, apart):
            found.append(f"{area.name} has {now.la} and {now.tso} people, and would be uneven at once.")
    return found


def _kinds(programme: Programme, changed: dict[str, Any]) -> list[str]:
    """Nobody who takes part loses their side."""
    found = []
    lost = (admits for name, admits in ADMITS.items() if changed.get(name) is False)
    for kind, side in ((kind, side) for kinds, side in lost for kind in kinds):
        seats = (
            Seat.objects.live().taking_part().of(side).filter(organisation__kind=kind, programme=programme)
        ).exclude(area__state=StudyArea.State.DISCONTINUED)
        areas = Counter(seats.values_list("area__name", flat=True))
        if areas:
            where = listed(sorted(areas))
            found.append(f"{kind.label}: people from this kind of organisation take part in {where}.")
    return found


@transaction.atomic
def add_sponsor(
    programme: Programme, *, organisation: Organisation | None, name: str = "", kind: str = "", by: Seat
) -> Organisation:
    """Name a sponsor: an `organisation` that is entered, else a new one of this name and kind.

    Raises NotPossible for one that is a sponsor already, and for a new one whose name is entered.
    """
    stored = programme_for(Permission.CONFIGURE_PROGRAMME, of=programme, by=by)
    if organisation is None:
        organisation = organisations.add(name=name, kind=kind, valid_from=None, areas=[], by=by)
    if stored.sponsors.filter(pk=organisation.pk).exists():
        raise NotPossible(f"{organisation} is a sponsor already.")
    stored.sponsors.add(organisation)
    history.record(by, "sponsor added", subject=organisation.pk)
    return organisation


@transaction.atomic
def remove_sponsor(programme: Programme, organisation: Organisation, *, by: Seat) -> None:
    """Take a sponsor off the list. Its organisation stays entered."""
    stored = programme_for(Permission.CONFIGURE_PROGRAMME, of=programme, by=by)
    if not stored.sponsors.filter(pk=organisation.pk).exists():
        raise NotPossible(f"{organisation} is no sponsor any more.")
    stored.sponsors.remove(organisation)
    history.record(by, "sponsor removed", subject=organisation.pk)
