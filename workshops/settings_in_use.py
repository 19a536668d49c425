"""Which settings of the programme sessions and notes rest on now: settings.SETTINGS_IN_USE asks before a change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import copy
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import Any

from django.db.models import Q

from partnerships.models import StudyArea
from pipd.kit import clock
from pipd.kit.names import as_read
from pipd.kit.wording import listed
from workshops import gaps, line
from workshops.models import Workshop
from workshops.step import CIRCULATED

SWAPPED = (
    "A session was held under the words for the two sectors, so neither sector can be given the other’s."
)


def why_not(areas: Collection[StudyArea], changed: Mapping[str, Any]) -> list[str]:
    """Why sessions and notes of `areas` keep settings from being `changed`, in sentences."""
    found = _checked_by_the_rule(areas) if "clearance" in changed else []
    if reported := changed.get("reported_on"):
        found += _to_come_after(areas, reported)
    found += _other_sectors_words(areas, changed)
    least = changed.get("days_between_sessions", 0)
    return found + (_closer_than(areas, least) if least else [])


def _other_sectors_words(areas: Collection[StudyArea], changed: Mapping[str, Any]) -> list[str]:
    """The words of one sector for the other: every page about what was said would tell the opposite (domain I-21)."""
    programme = next((area.programme for area in areas), None)
    if programme is None or not {"la_words", "tso_words"} & set(changed):
        return []
    la, tso = as_read(changed.get("la_words", "")), as_read(changed.get("tso_words", ""))
    taken = la == as_read(programme.tso_words) or tso == as_read(programme.la_words)
    held = Workshop.objects.filter(area__programme=programme, delivered_at__isnull=False)
    return [SWAPPED] if taken and held.exists() else []


def _to_come_after(areas: Collection[StudyArea], reported: date) -> list[str]:
    """Sessions that are held after the report would not be in it: from its date runs how long answers are kept (3R)."""
    state = Workshop.State
    later = Q(
        state__in=(state.PLANNED, state.CONFIRMED),
        starts_at__gte=clock.local(reported + timedelta(days=1), 0),
    )
    if reported < clock.today():
        later |= Q(state=state.POSTPONED)  # to a day that nobody has set
    where = Workshop.objects.filter(later, area__in=areas).values_list("area", flat=True)
    names = [area.name for area in areas if area.pk in set(where)]
    return [f"A session of {listed(names)} comes after that date of the report."] if names else []


def _checked_by_the_rule(areas: Collection[StudyArea]) -> list[str]:
    """Notes that were sent out under one rule are not judged by another (domain I-16)."""
    lines = line.lines(areas)
    where = [area.name for area in areas if any(step.note.state == CIRCULATED for step in lines[area.pk])]
    return [f"Notes of {listed(where)} are being checked, by the rule they were sent with."] if where else []


def _closer_than(areas: Collection[StudyArea], least: int) -> list[str]:
    """Sessions, held or to come, that are as far apart as they must be, and would not be (domain I-9)."""
    rows = Workshop.objects.filter(area__in=areas).order_by("area", "number")
    standing = [w for w in rows if not w.is_halted]
    found = {pk: list(row) for pk, row in groupby(standing, key=lambda w: w.area_id)}
    close = [area.name for area in areas if _is_closer(area, found.get(area.pk, []), least)]
    return [f"Sessions of {listed(close)} are closer than that."] if close else []


def _is_closer(area: StudyArea, row: list[Workshop], least: int) -> bool:
    wider = copy(area)
    wider.programme = copy(area.programme)
    wider.programme.days_between_sessions = least
    days = [(w.number, w.local_start.date()) for w in row]
    return any(gaps.short(wider, *pair) and not gaps.short(area, *pair) for pair in pairwise(days))
