"""The machine-readable record of an area: what area-record.schema.json describes, for a council's own systems.

Made from the values of the documents: no uncleared word can be in it, and no name that they do not show.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from actionplans import content
from actionplans.content import ActionLine, ObjectiveLine
from actionplans.models import ActionPlan, Delivery, Item, PlanAgreed
from actionplans.plan_shape import PlanValue, Signature
from actionplans.review_value import ReviewValue
from partnerships.models import Sector, StudyArea
from partnerships.words import sector_words, sectors_in_order
from pipd.kit import documents
from pipd.kit.clock import LONDON
from pipd.kit.wording import day_of
from workshops.record_shape import Point, Quote, RecordValue, Session

FORMAT = "pipd area record"
VERSION = 1


def area_record(
    area: StudyArea,
    stored: ActionPlan | None,
    plan: PlanValue | None,
    whole: RecordValue | None,
    reviews: tuple[ReviewValue, ...],
) -> dict[str, Any]:
    """The record of `area` as plain data."""
    return {
        "format": FORMAT,
        "format_version": VERSION,
        "area": {"code": area.code, "name": area.name},
        "programme": {"name": area.programme.name, "fictional": area.programme.demo},
        "sectors": [
            {"code": str(s), "name": sector_words(area.programme, s)}
            for s in sectors_in_order(area.programme)
        ],
        "sessions": [_session(one) for one in whole.sessions] if whole else [],
        "statements": [_statement(one) for one in whole.points] if whole else [],
        "quotations": [_quotation(one) for one in whole.quotes] if whole else [],
        "withdrawn_since": whole.withdrawn if whole else 0,
        "plan": _plan(stored, plan) if stored and plan else None,
        "reviews": [_review(one) for one in reviews],
    }


def _session(one: Session) -> dict[str, Any]:
    answered = [{"sector": side.mark, "words": side.words} for side in one.answered]
    told = {"number": one.number, "topic": one.topic, "date": iso(one.date), "approved": iso(one.approved)}
    return told | {"answered": answered, "statements": one.statements, "left_out": one.left_out}


def iso(words: str) -> str:
    """A day in words as machines read it: 2027-03-04."""
    day = day_of(words)
    return day.isoformat() if day else ""


def _statement(one: Point) -> dict[str, Any]:
    told = {"id": one.id, "ref": one.ref, "session": one.session, "topic": one.topic, "words": one.words}
    views = [{"sector": view.mark, "words": view.words} for view in one.views]
    return told | {"kind": one.kind, "held_by": one.label, "differing_views": views}


def _quotation(one: Quote) -> dict[str, Any]:
    told = {"id": one.id, "session": one.session, "statement": one.ref}
    return told | {"words": one.words, "by": one.by}


def _plan(stored: ActionPlan, value: PlanValue) -> dict[str, Any]:
    agreed = content.agreed_lines(stored)
    waits = content.waiting(agreed) if value.delivery else {}
    act = PlanAgreed.objects.complete().filter(plan=stored).first()
    return {
        "reference": value.reference,
        "version": stored.version,
        "state": stored.state,
        "publication": stored.publication,
        "signed_digest": act.digest if act else "",
        "signed_fingerprint": value.signed_fingerprint,
        "content_digest": documents.digest_of(value),
        "signatures": [_signature(sign, act) for sign in value.signatures],
        "endorsements": [
            {"organisation": one.organisation, "body": one.body, "date": iso(one.date)}
            for one in value.endorsements
        ],
        "objectives": [_objective(line, value.delivery, waits) for line in agreed],
    }


def _signature(sign: Signature, act: PlanAgreed | None) -> dict[str, Any]:
    """By whom as far as the plan says: a name with consent alone."""
    moment = act.signed_at(sign.mark) if act else None
    told = {"sector": sign.mark, "signed_at": moment.isoformat(timespec="seconds") if moment else ""}
    return told | {"name": sign.name, "job_title": sign.job_title, "organisation": sign.organisation}


def _objective(line: ObjectiveLine, in_delivery: bool, waits: Mapping[UUID, str]) -> dict[str, Any]:
    item = line.objective
    points = [link.point for link in line.evidence]
    return {
        "number": str(line.number),
        "words": item.text,
        "priority": item.priority,
        "concerns": {"la": item.concern_la, "tso": item.concern_tso},
        "accepted": _accepted(item),
        "answers": [f"{point.note.workshop.number}.{point.number}" for point in points],
        "no_evidence_reason": item.no_evidence_reason,
        "actions": [_action(action, in_delivery, waits) for action in line.actions],
    }


def _accepted(item: Item) -> dict[str, str]:
    """The day each sector accepted the words: by which sector, never by whom."""
    when = {Sector.LA: item.accepted_la_at, Sector.TSO: item.accepted_tso_at}
    return {str(s): at.astimezone(LONDON).date().isoformat() if at else "" for s, at in when.items()}


def _action(line: ActionLine, in_delivery: bool, waits: Mapping[UUID, str]) -> dict[str, Any]:
    item = line.action
    told = {"number": line.ref, "words": item.text, "kind": item.kind, "mode": item.mode}
    delivery = _delivery(item.delivery, waits[item.pk]) if in_delivery else None
    return told | {"accepted": _accepted(item), "delivery": delivery}


def _delivery(row: Delivery, waits: str) -> dict[str, Any]:
    """What the plan's own document shows of it: no contact details, nothing that is only proposed."""
    days = {"starts": row.starts_on, "due": row.due_on}
    return {
        "leads": {"la": row.lead_la, "tso": row.lead_tso},
        **{name: day.isoformat() if day else "" for name, day in days.items()},
        "resources": row.resources,
        "cost_pounds": str(row.cost) if row.cost is not None else "",
        "measure": row.measure,
        "waits_for": waits.split(", ") if waits else [],
        "status": row.status,
        "rag": row.shown_rag,
        "rag_words": row.rag_words,
        "note": row.rag_note,
    }


def _review(one: ReviewValue) -> dict[str, Any]:
    present = {fact.label: fact.words for fact in one.facts if fact.label.startswith("Present")}
    told = {"reference": one.reference, "number": one.number, "held": iso(one.position), "present": present}
    return told | {"lessons": list(one.lessons), "changes": list(one.changes)}
