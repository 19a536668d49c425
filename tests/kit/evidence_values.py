"""Example values of the evidence sheet: fictional Quillshire, as the template's comments name the fields."""

from typing import Any

from tests.kit.evidence_objectives import OBJECTIVES

EVIDENCE: dict[str, Any] = {
    "title": "Evidence sheet: Partnership Improvement Action Plan, Quillshire, version 1",
    "created": "2026-11-20",
    "programme": "Partnership Improvement Project · Fictional data",
    "running": "Evidence Sheet · Quillshire · Plan 1",
    "marking": "Group and coordinator only",
    "reference": "A01-EVID-V1-R2",
    "area": "Quillshire",
    "heading": "Quillshire: where the objectives of plan version 1 came from",
    "lead": "For each objective, the statements the group cleared and that the objective answers; where the "
    "sectors see things differently, both views side by side; and the challenges that have no "
    "action yet.",
    "handling": "For the participants and facilitators of Quillshire, and the programme’s coordinator. Not "
    "for publication. It holds only statements that people of both sectors confirmed as a fair "
    "record, and names nobody.",
    "sectors": [{"mark": "la", "name": "local authority"}, {"mark": "tso", "name": "third sector"}],
    "labels": [
        {"mark": "both", "name": "Consensus", "words": "Participants of both sectors hold this."},
        {
            "mark": "laview",
            "name": "Local authority view",
            "words": "Held in the local authority; not discussed in the third sector.",
        },
        {
            "mark": "tsoview",
            "name": "Third sector view",
            "words": "Held in the third sector; not discussed in the local authority.",
        },
        {
            "mark": "contested",
            "name": "Contested",
            "words": "One sector holds this and the other does not, or views within a sector are mixed.",
        },
    ],
    "objectives": OBJECTIVES,
    "unanswered": [
        {
            "ref": "1.6",
            "words": "A new national scheme asking for partnership arrives almost every week",
            "mark": "laview",
            "label": "Local authority view",
            "why": "Outside what either sector here can change. To be raised with the national bodies.",
        },
        {
            "ref": "2.8",
            "words": "We are urged to speak up, and then not heard",
            "mark": "tsoview",
            "label": "Third sector view",
            "why": "Both sectors want to see what action 3.1 changes first. Looked at again at the "
            "February review.",
        },
        {
            "ref": "3.15",
            "words": "Partnerships rarely know when to stop",
            "mark": "both",
            "label": "Consensus",
            "why": "Left for the first review of the pre-partnership agreement.",
        },
    ],
    "made": "The group met four times, half a day each, with two facilitators. After each session a written "
    "record went to everyone who had been there; a statement was cleared only when people of both "
    "sectors confirmed it as a fair record.",
    "sessions": [
        {
            "number": "1",
            "date": "4 March 2026",
            "attendance": ["7 of 7", "7 of 7"],
            "approved": "1 April 2026",
            "statements": "14",
        },
        {
            "number": "2",
            "date": "1 April 2026",
            "attendance": ["6 of 7", "7 of 7"],
            "approved": "29 April 2026",
            "statements": "16; 2 left out",
        },
        {
            "number": "3",
            "date": "29 April 2026",
            "attendance": ["7 of 7", "6 of 7"],
            "approved": "27 May 2026",
            "statements": "19; 1 left out",
        },
        {
            "number": "4",
            "date": "27 May 2026",
            "attendance": ["7 of 7", "7 of 7"],
            "approved": "10 June 2026",
            "statements": "11",
        },
    ],
    "made_note": "Statements: how many were cleared. Left out: statements not confirmed by both sectors as "
    "a fair record. They are not used anywhere. One third sector place changed hands between "
    "sessions 2 and 3.",
}
