"""Example values of the plan: fictional Quillshire, as the templates' comments name the fields."""

from typing import Any

from tests.kit.plan_objectives import OBJECTIVES

PLAN: dict[str, Any] = {
    "title": "Partnership Improvement Action Plan: Quillshire, version 1",
    "created": "2026-11-20",
    "programme": "Partnership Improvement Project · Fictional data",
    "running": "Partnership Improvement Action Plan · Quillshire · Version 1",
    "marking": "",
    "reference": "A01-PLAN-V1-R3",
    "area": "Quillshire",
    "draft": False,
    "delivery": True,
    "sectors": [{"mark": "la", "name": "local authority"}, {"mark": "tso", "name": "third sector"}],
    "facts": [
        {"label": "Version", "words": "1, record of delivery 3"},
        {"label": "Status", "words": "In progress"},
        {"label": "Agreed by both sectors", "words": "17 June 2026"},
        {"label": "In progress since", "words": "8 July 2026"},
        {"label": "Next review", "words": "24 February 2027, by both sectors together"},
        {"label": "Publication", "words": "Public, as both sectors chose"},
        {"label": "This document", "words": "20 November 2026"},
    ],
    "agreed_lead": "Fourteen people, seven from each sector, worked through four sessions between March and "
    "May 2026. Each sector accepted every objective and every action, and each signed the "
    "same words.",
    "sign_note": "Names are shown with consent. The blocks stand in alphabetical order of the sectors.",
    "signed_fingerprint": "7C1E 4A90 2B6D F358",
    "signatures": [
        {
            "mark": "la",
            "sector": "local authority",
            "name": "Helen Marchbanks",
            "job_title": "Director of Communities",
            "organisation": "Quillshire County Council",
            "signed_at": "10.05am on 17 June 2026",
            "waiting": "",
        },
        {
            "mark": "tso",
            "sector": "third sector",
            "name": "Joseph Adeyemi",
            "job_title": "Chief Executive",
            "organisation": "Quillshire Voluntary Action",
            "signed_at": "2.40pm on 17 June 2026",
            "waiting": "",
        },
    ],
    "group": [
        {
            "mark": "la",
            "sector": "local authority",
            "start": 7,
            "now": 7,
            "words": "County council 5, district councils 2. No change.",
        },
        {
            "mark": "tso",
            "sector": "third sector",
            "start": 7,
            "now": 7,
            "words": "Local infrastructure organisations 2, front-line organisations 4, social "
            "enterprise 1. One person left after session 2; another from the same kind of "
            "organisation joined before session 3.",
        },
    ],
    "endorsements": [
        {"organisation": "Quillshire County Council", "body": "Cabinet", "date": "14 July 2026"},
        {"organisation": "Quillshire Voluntary Action", "body": "Board of trustees", "date": "21 July 2026"},
        {"organisation": "Fenmarket Community Trust", "body": "Board of trustees", "date": "4 August 2026"},
        {
            "organisation": "North Quill District Council",
            "body": "Executive",
            "date": "For decision, 9 December 2026",
        },
    ],
    "objectives": OBJECTIVES,
    "position": "20 November 2026",
    "check_url": "https://plans.quillshire.example/check",
}

DRAFT: dict[str, Any] = PLAN | {
    "title": "Draft Partnership Improvement Action Plan: Quillshire, version 1",
    "created": "2026-06-12",
    "marking": "DRAFT: not agreed by both sectors",
    "reference": "A01-PLAN-V1-D7",
    "draft": True,
    "delivery": False,
    "facts": [
        {"label": "Version", "words": "1, draft 7"},
        {"label": "Status", "words": "Draft: signed by one sector, awaiting the third sector"},
        {"label": "Accepted so far", "words": "All 5 objectives and 8 actions, by both sectors"},
        {"label": "Group asked for support", "words": "2 June to 16 June 2026"},
        {"label": "This document", "words": "12 June 2026"},
    ],
    "agreed_lead": "Nothing here is agreed until both sectors have signed the same words. A change to any "
    "objective or action lifts a signature already given.",
    "sign_note": "The blocks stand in alphabetical order of the sectors.",
    "signatures": [
        {
            "mark": "la",
            "sector": "local authority",
            "name": "Helen Marchbanks",
            "job_title": "Director of Communities",
            "organisation": "Quillshire County Council",
            "signed_at": "4.20pm on 11 June 2026",
            "waiting": "",
        },
        {
            "mark": "tso",
            "sector": "third sector",
            "name": "Joseph Adeyemi",
            "job_title": "Chief Executive",
            "organisation": "Quillshire Voluntary Action",
            "signed_at": "",
            "waiting": "Awaiting the third sector",
        },
    ],
    "endorsements": [],
}

AGREED: dict[str, Any] = PLAN | {"delivery": False}
