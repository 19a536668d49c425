"""How long what the sessions leave is kept (domain 3R): words beside the record, answers, requests to withdraw."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from partnerships import keeping
from partnerships.keeping import MONTHS_AFTER_AREA, Due, Kind, Lot
from partnerships.models import Programme, Seat, StudyArea
from pipd.kit import clock
from pipd.kit.models import LogEntry
from pipd.kit.wording import short_date
from workshops.clearance import aging, counting
from workshops.models import ClearedPoint, PointWithdrawal, Recording, RemovalRequest

MONTHS_AFTER_REPORT = 12  # individual answers: after the report, and after the notes were settled
GROUP_IS_OVER = (*keeping.OVER, StudyArea.State.NOT_PROCEEDED)
MONTHS_AFTER_WITHDRAWAL = 6  # who asked for a statement to go
WORDS = {
    "notes": "Notes with all that was said on the way to them",
    "logged points": "Points that people logged",
    "draft statements": "Statements that are not in the record, in all their versions",
    "quotations": "Quotations that can be traced to who said or logged them",
}


def look_at_words(programme: Programme) -> Due:
    """What areas that ended six months ago still keep beside their record."""
    ended = keeping.ended(programme)
    told = aging.due(_over(ended))
    lots = [Lot(WORDS[name], number) for name, number in told.items()]
    return Due(lots, keeping.next_over(ended.values(), MONTHS_AFTER_AREA))


def _over(ended: dict[UUID, date]) -> list[UUID]:
    return [area for area, day in ended.items() if keeping.is_over(day, MONTHS_AFTER_AREA)]


def forget_words(programme: Programme, by: Seat) -> dict[str, int]:
    return aging.forget(_over(keeping.ended(programme)), by=by)


def look_at_answers(programme: Programme) -> Due:
    """What individuals answered about notes of areas that are over, twelve months after the last of what it waits for.

    A group that goes on may open its notes again, dispute an answer, permit a quotation: it keeps them.
    """
    found = _settled_and_reported(programme)
    due = _long_ago(found)
    lots = [Lot("Notes to be reduced to numbers", len(due))]
    lots += [Lot("Answers of one person each", sum(one.answers for one in due))]
    return Due(lots, keeping.next_over([one.day for one in found], MONTHS_AFTER_REPORT))


def _settled_and_reported(programme: Programme) -> list[counting.Uncounted]:
    """Notes that are not counted yet, by when they were settled and the report was given; none without a report."""
    if not (reported := programme.reported_on):
        return []
    found = counting.uncounted(programme, GROUP_IS_OVER)
    return [replace(one, day=max(one.day, reported)) for one in found]


def _long_ago(found: list[counting.Uncounted]) -> list[counting.Uncounted]:
    return [one for one in found if keeping.is_over(one.day, MONTHS_AFTER_REPORT)]


def count_answers(programme: Programme, by: Seat) -> dict[str, int]:
    return counting.reduce([one.note for one in _long_ago(_settled_and_reported(programme))])


def _acts(programme: Programme) -> list[UUID]:
    """What leads asked and was declined, taken back or done six months ago."""
    rows = PointWithdrawal.objects.filter(area__programme=programme)
    over = {row.pk: row.voided_at or row.completed_at for row in rows}
    return [pk for pk, at in over.items() if at and _is_over(at)]


def _removals(programme: Programme) -> list[UUID]:
    """What whoever would be identifiable asked, and was kept or withdrawn six months ago."""
    rows = list(RemovalRequest.objects.filter(area__programme=programme))
    gone = _withdrawn_at(programme, [row for row in rows if row.kept_at is None])
    return [row.pk for row in rows if (at := row.kept_at or gone.get(row.origin)) and _is_over(at)]


def _withdrawn_at(programme: Programme, rows: list[RemovalRequest]) -> dict[UUID, datetime]:
    """When statements that are in the record no more were withdrawn: the log says it, of the area or the programme."""
    origins = {row.origin for row in rows}
    ids = origins - set(ClearedPoint.objects.filter(origin__in=origins).values_list("origin", flat=True))
    chains = {str(programme.pk), *(str(row.area_id) for row in rows)}
    told = LogEntry.objects.filter(chain__in=chains, verb="statement withdrawn", subject__in=ids)
    return dict(told.order_by("at").values_list("subject", "at"))


def _is_over(at: datetime) -> bool:
    return keeping.is_over(at.astimezone(clock.LONDON).date(), MONTHS_AFTER_WITHDRAWAL)


def look_at_requests(programme: Programme) -> Due:
    """Requests to withdraw a statement, by whom they came from."""
    acts, removals = len(_acts(programme)), len(_removals(programme))
    return Due([Lot("Asked by a sector’s lead", acts), Lot("Asked by somebody it would identify", removals)])


def delete_requests(programme: Programme, by: Seat) -> dict[str, int]:
    acts, removals = _acts(programme), _removals(programme)
    PointWithdrawal.objects.filter(pk__in=acts).delete()
    RemovalRequest.objects.filter(pk__in=removals).delete()
    return {"by leads": len(acts), "by others": len(removals)}


def watched(programme: Programme) -> list[str]:
    """What is kept outside this service, in sentences: nothing here can delete a recording."""
    held = Recording.objects.filter(workshop__area__programme=programme, made=True, destroyed_at=None)
    days = [day for day in held.values_list("destroy_on", flat=True) if day]
    if not days:
        return ["No recording is kept anywhere, as far as facilitators have said."]
    words = "1 recording is" if len(days) == 1 else f"{len(days)} recordings are"
    until = f"{words} kept outside this service, the last until {short_date(max(days))}."
    late = sum(day < clock.today() for day in days)
    past = f" {late} of them should be destroyed by now: the facilitators are reminded." if late else ""
    return [until + past]


KINDS = (
    Kind(
        code="words",
        title="Words on the way to the record",
        rule="Six months after an area is closed or discontinued.",
        goes="Points that people logged, statements that were not agreed, earlier wordings, suggestions, reasons and "
        "views; and who logged or said what.",
        stays="The record as it was cleared, with the sector beside a quotation, and what verifies it. Whoever was "
        "there can still say that a quotation is theirs and take it back.",
        verb="words kept long enough deleted",
        look=look_at_words,
        carry_out=forget_words,
    ),
    Kind(
        code="answers",
        title="Who answered what about notes",
        rule="Twelve months after the date of the programme report, and after the notes were settled; in areas that "
        "are closed, discontinued or did not go ahead.",
        goes="Each person’s answers and suggestions, and how each side saw it, but for what stands in the record.",
        stays="How many of each sector said what of each wording, and who was asked.",
        verb="answers reduced to counts",
        look=look_at_answers,
        carry_out=count_answers,
    ),
    Kind(
        code="withdrawals",
        title="Who asked to withdraw a statement",
        rule="Six months after it was withdrawn, or kept.",
        goes="That somebody asked, and which lead.",
        stays="The log’s entry, without words, that a statement was withdrawn.",
        verb="requests to withdraw deleted",
        look=look_at_requests,
        carry_out=delete_requests,
    ),
)
