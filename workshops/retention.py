"""How long what the sessions leave is kept (domain 3R): words beside the record, answers, requests to withdraw."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import Greatest

from partnerships import keeping
from partnerships.keeping import MONTHS_AFTER_AREA, Kind, Lot
from partnerships.models import Programme, Seat
from pipd.kit import clock, workdays
from pipd.kit.models import LogEntry
from pipd.kit.wording import short_date
from workshops.clearance import aging, counting
from workshops.models import ClearedPoint, PointWithdrawal, Recording, RemovalRequest

MONTHS_AFTER_REPORT = 12  # individual answers
MONTHS_AFTER_WITHDRAWAL = 6  # who asked for a statement to go


def words_due(programme: Programme) -> list[Lot]:
    """What areas that ended six months ago still keep beside their record."""
    told = aging.due(keeping.over_since(programme, MONTHS_AFTER_AREA))
    words = {
        "logged points": "Points that people logged",
        "draft statements": "Statements that are not in the record, in all their versions",
        "quotations": "Quotations that can be traced to who said or logged them",
    }
    return [Lot(words[name], number) for name, number in told.items()]


def words_coming(programme: Programme) -> date | None:
    """When the next area will have ended six months ago."""
    days = [workdays.months_after(day, MONTHS_AFTER_AREA) for day in keeping.ended(programme).values()]
    return min((day for day in days if day > clock.today()), default=None)


def forget_words(programme: Programme, by: Seat) -> dict[str, int]:
    return aging.forget(keeping.over_since(programme, MONTHS_AFTER_AREA), by=by)


def _reported_long_ago(programme: Programme) -> bool:
    told = programme.reported_on
    return told is not None and keeping.is_over(told, MONTHS_AFTER_REPORT)


def answers_due(programme: Programme) -> list[Lot]:
    """Individual answers to notes that are settled, twelve months after the report of the programme."""
    number = counting.due(programme) if _reported_long_ago(programme) else 0
    return [Lot("Answers of one person each", number)]


def answers_coming(programme: Programme) -> date | None:
    """None while the programme has no report, or once the day has come."""
    told = programme.reported_on
    day = workdays.months_after(told, MONTHS_AFTER_REPORT) if told else None
    return day if day and day > clock.today() else None


def count_answers(programme: Programme, by: Seat) -> dict[str, int]:
    return {"answers": counting.reduce(programme) if _reported_long_ago(programme) else 0}


def _asked(programme: Programme) -> tuple[QuerySet[PointWithdrawal], QuerySet[RemovalRequest]]:
    """Requests to withdraw a statement that were settled six months ago: declined, kept, or done."""
    acts = PointWithdrawal.objects.filter(area__programme=programme)
    settled = acts.exclude(voided_at=None).annotate(over_at=F("voided_at"))
    done = acts.complete().annotate(over_at=Greatest("la_at", "tso_at"))
    old = [row.pk for row in (*settled, *done) if _is_over(row.over_at)]
    return PointWithdrawal.objects.filter(pk__in=old), _removals(programme)


def _removals(programme: Programme) -> QuerySet[RemovalRequest]:
    rows = RemovalRequest.objects.filter(area__programme=programme)
    gone = _withdrawn_at(rows.filter(kept_at=None).values_list("origin", flat=True))
    old = [row.pk for row in rows if (at := row.kept_at or gone.get(row.origin)) and _is_over(at)]
    return RemovalRequest.objects.filter(pk__in=old)


def _withdrawn_at(origins: QuerySet) -> dict[UUID, datetime]:
    """When statements that are in the record no more were withdrawn: the log says it."""
    ids = set(origins) - set(ClearedPoint.objects.filter(origin__in=origins).values_list("origin", flat=True))
    rows = LogEntry.objects.filter(verb="statement withdrawn", subject__in=ids)
    return dict(rows.order_by("at").values_list("subject", "at"))


def _is_over(at: datetime) -> bool:
    return keeping.is_over(at.astimezone(clock.LONDON).date(), MONTHS_AFTER_WITHDRAWAL)


def requests_due(programme: Programme) -> list[Lot]:
    """Requests to withdraw a statement, by whom they came from."""
    acts, removals = _asked(programme)
    return [
        Lot("Asked by a sector’s lead", acts.count()),
        Lot("Asked by somebody the statement would identify", removals.count()),
    ]


def delete_requests(programme: Programme, by: Seat) -> dict[str, int]:
    acts, removals = _asked(programme)
    told = {"by leads": acts.count(), "by others": removals.count()}
    acts.delete()
    removals.delete()
    return told


def watched(programme: Programme) -> list[str]:
    """What is kept outside this service, in sentences: nothing here can delete a recording."""
    held = Recording.objects.filter(workshop__area__programme=programme, made=True, destroyed_at=None)
    late = held.filter(destroy_on__lt=clock.today()).count()
    number, last = held.count(), held.order_by("-destroy_on").first()
    if last is None or last.destroy_on is None:
        return ["No recording is kept anywhere, as far as facilitators have said."]
    words = "1 recording is" if number == 1 else f"{number} recordings are"
    until = f"{words} kept outside this service, the last until {short_date(last.destroy_on)}."
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
        due=words_due,
        coming=words_coming,
        carry_out=forget_words,
    ),
    Kind(
        code="answers",
        title="Who answered what about notes",
        rule="Twelve months after the date of the programme report.",
        goes="Each person’s answers and suggestions about notes that are cleared or parked.",
        stays="How many of each sector said what of each wording, and who was asked.",
        verb="answers reduced to counts",
        due=answers_due,
        coming=answers_coming,
        carry_out=count_answers,
    ),
    Kind(
        code="withdrawals",
        title="Who asked to withdraw a statement",
        rule="Six months after it was withdrawn, or kept.",
        goes="That somebody asked, and which lead.",
        stays="The log’s entry, without words, that a statement was withdrawn.",
        verb="requests to withdraw deleted",
        due=requests_due,
        coming=lambda programme: None,
        carry_out=delete_requests,
    ),
)
