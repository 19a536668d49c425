"""The evidence sheet: the cleared statements behind each objective. Read from the cleared rows each time, never kept.

For the area and its coordinator only (domain 3L). Withdrawing a statement retracts the sheet, and the next one is
made without it (domain I-24).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from uuid import UUID

from actionplans import challenges, content
from actionplans.content import ObjectiveLine
from actionplans.models import ActionPlan
from actionplans.plan_shape import SectorName
from actionplans.plan_value import programme_words, reference, sector_names
from actionplans.words import short
from partnerships.models import Sector, StudyArea
from partnerships.words import commonality_words, sector_words, sectors_in_order
from pipd.kit.clock import LONDON
from pipd.kit.wording import short_date
from workshops.models import Attendance, ClearedNote, ClearedPoint, Commonality
from workshops.turnout import turnout

NO_REASON = "No reason is recorded yet."
NO_VIEW = "No differing view was added."
MARKS = {
    Commonality.CONSENSUS: "both",
    Commonality.LA_VIEW: "laview",
    Commonality.TSO_VIEW: "tsoview",
    Commonality.CONTESTED: "contested",
    Commonality.NEITHER: "none",
    Commonality.NOT_RECORDED: "none",
}


@dataclass(frozen=True)
class Label:
    """What one mark beside a statement means."""

    mark: str
    name: str
    words: str


@dataclass(frozen=True)
class PointPart:
    """One cleared statement, who holds it, and of a challenge why nothing answers it."""

    ref: str
    words: str
    mark: str
    label: str
    why: str = ""


@dataclass(frozen=True)
class GroundsPart:
    """One objective, the statements it answers, and the differing views beside them in pairs of sectors."""

    number: str
    short: str
    points: tuple[PointPart, ...]
    reason: str
    views: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class SessionPart:
    """One session: who came of each sector, in words, and how many statements were cleared."""

    number: str
    date: str
    attendance: tuple[str, ...]
    approved: str
    statements: str


@dataclass(frozen=True)
class EvidenceValue:
    """What templates/documents/evidence.html names, and nothing else."""

    draft: bool
    title: str
    created: str
    programme: str
    running: str
    marking: str
    reference: str
    area: str
    heading: str
    lead: str
    handling: str
    sectors: tuple[SectorName, ...]
    labels: tuple[Label, ...]
    objectives: tuple[GroundsPart, ...]
    unanswered: tuple[PointPart, ...]
    made: str
    sessions: tuple[SessionPart, ...]
    made_note: str


def evidence_value(plan: ActionPlan) -> tuple[EvidenceValue, list[UUID]]:
    """The sheet as it stands, and the ids of the cleared statements it uses."""
    every = content.lines(plan)
    shown = every if plan.is_draft else content.agreed_part(every)
    linked = {link.point_id for line in shown for link in line.evidence}
    loose = challenges.unanswered(plan, linked)
    name = plan.area.name
    value = EvidenceValue(
        draft=plan.is_draft,
        title=f"Evidence sheet: Partnership Improvement Action Plan, {name}, version {plan.version}",
        created=plan.changed_at.astimezone(LONDON).date().isoformat(),
        programme=programme_words(plan),
        running=f"Evidence Sheet · {name} · Plan {plan.version}",
        marking="DRAFT, group only" if plan.is_draft else "Group and coordinator only",
        reference=reference(plan, "EVID"),
        area=name,
        heading=f"{name}: where the objectives of plan version {plan.version} came from",
        lead="For each objective, the statements the group cleared and that the objective answers; where the sectors "
        "see things differently, both views side by side; and the challenges that have no action yet.",
        handling=f"{_readers(plan)} Not for publication. It holds only statements that people of both sectors "
        "confirmed as a fair record, and names nobody.",
        sectors=sector_names(plan),
        labels=_labels(plan.area),
        objectives=tuple(_grounds(plan.area, line) for line in shown),
        unanswered=tuple(_point(plan.area, point, why=why or NO_REASON) for point, why in loose),
        made="After each session a written record went to everyone who had been there; a statement was cleared only "
        "when people of both sectors confirmed it as a fair record.",
        sessions=tuple(_sessions(plan.area)),
        made_note="Statements: how many were cleared and still stand. Left out: statements not confirmed by both "
        "sectors as a fair record. They are not used anywhere.",
    )
    return value, [*sorted(linked), *(point.pk for point, _ in loose)]


def _readers(plan: ActionPlan) -> str:
    """Who may read the sheet: a coordinator gets none of a draft."""
    group = f"For the participants and facilitators of {plan.area.name}"
    return f"{group} only." if plan.is_draft else f"{group}, and the programme’s coordinator."


def _labels(area: StudyArea) -> tuple[Label, ...]:
    la, tso = (sector_words(area.programme, s) for s in Sector)
    told = {
        Commonality.CONSENSUS: "Participants of both sectors hold this.",
        Commonality.LA_VIEW: f"Held in the {la}; not discussed in the {tso}.",
        Commonality.TSO_VIEW: f"Held in the {tso}; not discussed in the {la}.",
        Commonality.CONTESTED: "One sector holds this and the other does not, or views within a sector are mixed.",
    }
    return tuple(
        Label(MARKS[key], commonality_words(area.programme, key), words) for key, words in told.items()
    )


def _point(area: StudyArea, point: ClearedPoint, why: str = "") -> PointPart:
    ref = f"{point.note.workshop.number}.{point.number}"
    label = commonality_words(area.programme, point.commonality)
    return PointPart(ref, point.text, MARKS[point.commonality], label, why)


def _grounds(area: StudyArea, line: ObjectiveLine) -> GroundsPart:
    points = [link.point for link in line.evidence]
    return GroundsPart(
        number=str(line.number),
        short=short(line.objective.text),
        points=tuple(_point(area, point) for point in points),
        reason=line.objective.no_evidence_reason,
        views=tuple(pair for point in points for pair in _pairs(area, point)),
    )


def _pairs(area: StudyArea, point: ClearedPoint) -> list[tuple[str, ...]]:
    """The differing views beside a statement, both sectors' side by side."""
    sides = [
        [view["text"] for view in point.differing_views if view["sector"] == sector]
        for sector in sectors_in_order(area.programme)
    ]
    return list(zip_longest(*sides, fillvalue=NO_VIEW))


def _sessions(area: StudyArea) -> list[SessionPart]:
    notes = (
        ClearedNote.objects.filter(area=area)
        .select_related("workshop")
        .prefetch_related("points", "approvals")
    )
    rows = list(Attendance.objects.filter(workshop__area=area).select_related("seat"))
    sessions = []
    for note in notes.order_by("workshop__number"):
        came = [row for row in rows if row.workshop_id == note.workshop_id]
        approval = note.latest
        left = f"; {approval.left_out} left out" if approval.left_out else ""
        sessions.append(
            SessionPart(
                number=str(note.workshop.number),
                date=short_date(note.workshop.starts_at),
                attendance=tuple(str(turnout(came, s)) for s in sectors_in_order(area.programme)),
                approved=short_date(approval.approved_at),
                statements=f"{len(note.points.all())}{left}",
            )
        )
    return sessions
