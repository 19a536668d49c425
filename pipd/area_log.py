"""The log of an area as a page: what was done, when and by whom, as far as the reader may see it (domain R40, 3K)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.core.paginator import Paginator
from django.urls import path

from actionplans.models import ActionPlan
from partnerships import logistics
from partnerships.access import AreaPage
from partnerships.models import Role, Seat, StudyArea
from partnerships.permissions import Permission
from partnerships.words import sector_words
from pipd.kit.models import LogEntry
from workshops.clearance import reading

PER_PAGE = 50


class Line(NamedTuple):
    """One act, in words: `of` is what it was done to, where that has a name of its own."""

    entry: LogEntry
    of: str
    by: Seat | None
    sector: str
    is_hidden: bool  # somebody did it, and this reader is not told who


class AreaLog(AreaPage):
    """What was done in an area, the newest first. The log holds no words of people, so none can be here."""

    permission = Permission.SEE_LOGISTICS
    section = "people"
    template_name = "home/area_log.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entries = logistics.entries(self.area, self.seat)
        page = Paginator(entries, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            page=page,
            lines=lines(list(page.object_list), self.area, self.seat),
            whole=self.may(Permission.SEE_LOG),
            **kwargs,
        )


def lines(entries: Sequence[LogEntry], area: StudyArea, reader: Seat) -> list[Line]:
    """`entries` of `area` in words, as far as `reader` reads them; four queries, however many they are."""
    subjects = {entry.subject for entry in entries}
    seats = _seats({*subjects, *(entry.actor for entry in entries if entry.actor)})
    names = _names(subjects, seats, area)
    told = []
    for entry in entries:
        by = seats.get(entry.actor) if entry.actor and logistics.tells_who(entry, reader) else None
        sector = sector_words(area.programme, by.sector) if by and by.sector else ""
        of = "" if entry.subject == entry.actor else names.get(entry.subject, "")
        of = of or _session(entry)
        told.append(Line(entry, of, by, sector, is_hidden=bool(entry.actor in seats and by is None)))
    return told


def _seats(ids: Collection[UUID]) -> dict[UUID, Seat]:
    return Seat.objects.exclude(role=Role.SYSTEM).select_related("user").in_bulk(ids)


def _names(subjects: Collection[UUID], seats: dict[UUID, Seat], area: StudyArea) -> dict[UUID, str]:
    """Of what was acted on: people, sessions with their notes, and versions of the plan."""
    names = {pk: str(seat.user) for pk, seat in seats.items()}
    names |= {pk: f"session {number}" for pk, number in reading.session_numbers(area).items()}
    return names | {plan.pk: f"version {plan.version}" for plan in ActionPlan.objects.filter(pk__in=subjects)}


def _session(entry: LogEntry) -> str:
    return f"session {entry.facts['session']}" if "session" in entry.facts else ""


urlpatterns = [path("areas/<slug:area>/log/", AreaLog.as_view(), name="area-log")]
