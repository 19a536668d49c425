"""Whether anything of the clearing changed since somebody looked: one query, so that asking often costs little."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.aggregates import Aggregate

from partnerships.models import Seat
from partnerships.permissions import Permission, require
from workshops import windows
from workshops.clearance.working import (
    Amendment,
    Answer,
    DifferingView,
    DraftPoint,
    Note,
    NoteVersion,
    Quotation,
    QuotationAnswer,
    Responder,
    ViewObjection,
)
from workshops.models import Workshop

OWN = ("state", "closes_at", "closing_meeting_at")


def mark(workshop: Workshop, seat: Seat) -> str:
    """What tells one state of the clearing from the next, for facilitators; empty before anybody has begun."""
    require(seat, Permission.DECIDE_CHANGE, area_id=workshop.area_id)
    looked_at = _looked_at()
    row = Note.objects.filter(workshop=workshop).annotate(**looked_at).values(*OWN, *looked_at).first()
    if row is None:
        return ""
    said = [str(value) for value in row.values()] + [str(windows.is_over(row["closes_at"]))]
    return hashlib.sha256("|".join(said).encode()).hexdigest()[:32]


def _looked_at() -> dict[str, Subquery]:
    """A number and the latest moment of everything that may change what is still missing."""
    answers, changes = Answer.objects.all(), Amendment.objects.all()
    views, held = DifferingView.objects.all(), ViewObjection.objects.all()
    people, points = Responder.objects.all(), DraftPoint.objects.all()
    quotes, of_quotes = Quotation.objects.all(), QuotationAnswer.objects.all()
    here = Count("pk", filter=Q(present_since__isnull=False))
    left = Count("pk", filter=Q(left_out_at__isnull=False))
    return {
        "answers": _of(answers, "responder__note", Count("pk")),
        "standing": _of(answers, "responder__note", Count("pk", filter=Q(superseded_at=None))),
        "answered": _of(answers, "responder__note", Max("recorded_at")),
        "changes": _of(changes, "note", Count("pk")),
        "open_changes": _of(changes, "note", Count("pk", filter=Q(outcome="open"))),
        "views": _of(views, "responder__note", Count("pk")),
        "viewed": _of(views, "responder__note", Max("added_at")),
        "held": _of(held, "responder__note", Count("pk")),
        "quotes": _of(quotes, "note", Count("pk", filter=Q(removed_at=None, withdrawn_at=None))),
        "quotes_answers": _of(of_quotes, "responder__note", Count("pk")),
        "quotes_answered": _of(of_quotes, "responder__note", Max("said_at")),
        "here": _of(people, "note", here),
        "people": _of(people, "note", Count("pk", filter=Q(removed_at=None))),
        "revisions": _of(points, "note", Sum("revision")),
        "left_out": _of(points, "note", left),
        "gone": _of(points, "note", Count("pk", filter=Q(removed_at=None, withdrawn_at=None))),
        "version": _of(NoteVersion.objects.all(), "note", Max("number")),
    }


def _of(rows: QuerySet[Any], link: str, what: Aggregate) -> Subquery:
    """One figure over the `rows` of a note, to which their field `link` leads."""
    mine = rows.filter(**{link: OuterRef("pk")}).order_by().values(link)
    return Subquery(mine.annotate(figure=what).values("figure"))
