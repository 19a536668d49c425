"""Who answered what about notes, once it has been kept long enough: numbers are left, by sector (domain 3R).

From the numbers the clearance rule can still be followed, statement by statement; `verify` does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Q

from partnerships.models import Programme, Sector
from pipd.kit import clock
from pipd.kit.models import LogEntry
from workshops.clearance import rule
from workshops.clearance.aging import number_of
from workshops.clearance.standings import counted, counted_at, judge_all
from workshops.clearance.working import (
    Amendment,
    Answer,
    DifferingView,
    Note,
    NoteVersion,
    QuotationAnswer,
    Tally,
    ViewObjection,
)
from workshops.models import Approval, ClearedPoint

S, V = Note.State, Answer.Verdict
# Notes whose words are gone while they were opened again are never settled any more: nothing more is said of them.
IS_SETTLED = Q(state__in=(S.CLEARED, S.PARKED)) | Q(state=S.CIRCULATED, words_gone_at__isnull=False)
SETTLING = ("notes cleared", "notes parked", "notes closed without what was opened")


@dataclass(frozen=True)
class Uncounted:
    """Settled notes that are not counted yet: when they were settled last, and how many answers of individuals."""

    note: UUID
    day: date
    answers: int


def uncounted(programme: Programme, states: Collection[str]) -> list[Uncounted]:
    """What may still be counted in areas of `programme` that are in one of these states; the log says since when."""
    rows = Note.objects.filter(IS_SETTLED, workshop__area__programme=programme, counted_at=None)
    answers = number_of(Answer.objects.filter(point__note=OuterRef("pk")), "point__note")
    here = rows.filter(workshop__area__state__in=states).annotate(answers=answers)
    found = list(here.values_list("pk", "workshop__area", "words_gone_at", "answers"))
    chains, notes = {str(area) for _, area, *_ in found}, [pk for pk, *_ in found]
    told = LogEntry.objects.filter(chain__in=chains, verb__in=SETTLING, subject__in=notes).order_by("number")
    at = dict(told.values_list("subject", "at"))
    days = [(pk, at.get(pk) or gone, number) for pk, _, gone, number in found]
    return [Uncounted(pk, day.astimezone(clock.LONDON).date(), number) for pk, day, number in days if day]


def reduce(notes: Collection[UUID]) -> dict[str, int]:
    """Count the answers about those of `notes` that are still settled, and delete them; how many there were.

    The caller has locked the areas. Notes that somebody is opening again at this moment are waited for, and stay.
    """
    rows = Note.objects.filter(IS_SETTLED, pk__in=notes, counted_at=None)
    held = rows.select_for_update(of=("self",)).order_by("workshop__area_id", "workshop__number")
    numbers = [_reduce(note) for note in held.select_related("workshop__area__programme")]
    return {"notes": len(numbers), "answers": sum(numbers)}


def _reduce(note: Note) -> int:
    found = {(t.point_id, t.digest, t.sector): t for t in (*_other(note), *_cleared(note))}
    known = set(Tally.objects.filter(point__note=note).values_list("point", "digest", "sector"))
    Tally.objects.bulk_create(tally for key, tally in found.items() if key not in known)
    answers = Answer.objects.filter(point__note=note)
    number = answers.count()
    answers.update(replaces=None)  # they hold on to one another
    answers.delete()
    Amendment.objects.filter(note=note).delete()
    ViewObjection.objects.filter(point__note=note).delete()
    DifferingView.objects.filter(point__note=note).delete()
    if note.words_gone_at:
        QuotationAnswer.objects.filter(quotation__note=note).delete()
    Note.objects.filter(pk=note.pk).update(counted_at=clock.now())
    return number


def _other(note: Note) -> Iterator[Tally]:
    """Of each wording that was answered, whatever became of it: what was said of it last."""
    eligible = Counter(counted(note).values_list("sector", flat=True))
    said: Counter[tuple[UUID, str, str, str]] = Counter()
    last = Answer.objects.filter(point__note=note, superseded_at=None, responder__removed_at=None)
    said.update(last.values_list("point", "digest", "responder__sector", "verdict"))
    for point, digest, sector in {key[:3] for key in said}:
        numbers = {verdict: said[point, digest, sector, verdict] for verdict in V.values}
        told = {"fair": numbers[V.FAIR], "change": numbers[V.CHANGE], "out": numbers[V.OUT]}
        yield _tally(point, digest, sector, eligible[sector], **told)


def _cleared(note: Note) -> Iterator[Tally]:
    """Of each cleared wording, as it stood when it was approved: what the rule looked at."""
    for approval in Approval.objects.filter(note__workshop=note.workshop_id):
        version = NoteVersion.objects.filter(note=note, number=approval.version).first()
        if version is None:
            continue
        people = counted_at(note, approval.approved_at)
        judged = {j.point.pk: j for j in judge_all(note, version, people, closed_too=True)}
        for origin in ClearedPoint.objects.filter(approval=approval).values_list("origin", flat=True):
            if found := judged.get(origin):
                yield from _of_standing(origin, found.shown.digest, found.standing)


def _of_standing(point: UUID, digest: str, standing: rule.Standing) -> Iterator[Tally]:
    out = {who for who, answer in standing.answers.items() if answer.verdict == V.OUT}
    for sector, ids in standing.eligible.items():
        said = {who: answer for who, answer in standing.answers.items() if who in ids}
        numbers = Counter(answer.verdict for answer in said.values())
        here = (ids & standing.present) - out
        agree = [
            a for who, a in said.items() if who in here and a.verdict == V.FAIR and a.channel == rule.ROOM
        ]
        yield _tally(
            point,
            digest,
            sector,
            len(ids),
            fair=numbers[V.FAIR],
            change=numbers[V.CHANGE],
            out=numbers[V.OUT],
            here=len(here),
            here_fair=len(agree),
        )


def _tally(point: UUID, digest: str, sector: str, eligible: int, **numbers: int) -> Tally:
    told = {"fair": 0, "change": 0, "out": 0, "here": 0, "here_fair": 0, **numbers}
    return Tally(point_id=point, digest=digest, sector=Sector(sector), eligible=eligible, **told)


def holds(point: UUID, digest: str) -> bool:
    """Whether the counts of a cleared wording are such as the rule asks for (I-16): in the room, or by answers."""
    rows = list(Tally.objects.filter(Q(point=point) & Q(digest=digest)))
    if {row.sector for row in rows} != set(Sector.values) or any(not row.eligible for row in rows):
        return False
    in_room = all(row.here >= min(2, row.eligible) and row.here == row.here_fair for row in rows)
    return in_room or all(row.fair >= rule.needed_of(row.eligible) for row in rows)
