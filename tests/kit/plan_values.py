"""Example values of the plan: fictional Quillshire, as the templates' comments name the fields."""

from typing import Any

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
    "objectives": [
        {
            "number": "1",
            "words": "To improve mutual understanding and the exchange of know-how between the two "
            "sectors, for example about ways of delivering services, engaging people and "
            "speaking up for them",
            "priority": "high",
            "short": "understanding between the sectors",
            "actions": [
                {
                    "number": "1.1",
                    "words": "Arrange job swaps, outreach visits and peer mentoring between "
                    "senior council and third sector staff",
                    "mode": "Delivered jointly",
                    "short": "Job swaps, visits and peer mentoring",
                    "leads": [
                        "Head of Organisational Development, County Council",
                        "Chief Executive, Quillshire Voluntary Action",
                    ],
                    "due": "31 March 2027",
                    "resources": "Two days a year for each pair; release agreed by both employers",
                    "measure": "12 pairs complete a swap or six mentoring meetings; both "
                    "report what they changed",
                    "progress": "In progress",
                    "rag": "green",
                    "rag_words": "Green: on track",
                    "why": "9 of 12 pairs matched; first visits held in October",
                },
                {
                    "number": "1.2",
                    "words": "Write and circulate across the council ‘An introduction to the third sector’",
                    "mode": "Led by the third sector, with local authority support",
                    "short": "An introduction to the third sector",
                    "leads": [
                        "Head of Communications, County Council",
                        "Information Manager, Quillshire Voluntary Action",
                    ],
                    "due": "30 September 2026",
                    "resources": "£1,800 for design, from the council’s communications budget",
                    "measure": "In every induction pack; opened by 400 staff within three months",
                    "progress": "Complete, 24 September 2026",
                    "rag": "",
                    "rag_words": "",
                    "why": "Acknowledged by both leads",
                },
            ],
        },
        {
            "number": "2",
            "words": "To address local authority concerns about the accountability of third sector "
            "representatives in local strategic partnerships, and third sector concerns "
            "about the resources needed to take part",
            "priority": "high",
            "short": "accountability, and the cost of taking part",
            "actions": [
                {
                    "number": "2.1",
                    "words": "Review the present role of third sector infrastructure "
                    "organisations in partnerships, and the resources and skills they "
                    "need, before a model of elected participants is introduced",
                    "mode": "Delivered jointly",
                    "short": "Review of infrastructure roles, resources and skills",
                    "leads": ["Policy Manager, Partnerships, County Council", "Chair, Third Sector Assembly"],
                    "due": "29 January 2027",
                    "resources": "Eight days of officer time; £4,000 for an independent reviewer",
                    "measure": "Report accepted by the Assembly and the council’s partnership board",
                    "progress": "In progress",
                    "rag": "amber",
                    "rag_words": "Amber: at risk",
                    "why": "Reviewer started five weeks late; interviews now run to 18 December",
                },
                {
                    "number": "2.2",
                    "words": "Include the costs of taking part in partnerships in service level agreements",
                    "mode": "Led by the local authority, with third sector support",
                    "short": "Participation costs in service level agreements",
                    "leads": ["Head of Procurement, County Council", "Director, Fenmarket Community Trust"],
                    "due": "1 April 2027",
                    "resources": "Within existing agreements: about £38,000 a year",
                    "measure": "Every agreement renewed from April 2027 states the sum and the "
                    "hours it covers",
                    "progress": "In progress",
                    "rag": "green",
                    "rag_words": "Green: on track",
                    "why": "Wording agreed; 11 agreements fall due",
                },
            ],
        },
        {
            "number": "3",
            "words": "To develop a common and open reference point for the governance of "
            "cross-sector partnerships concerned with planning and strategy",
            "priority": "high",
            "short": "one reference point for governance",
            "actions": [
                {
                    "number": "3.1",
                    "words": "Draw up a new pre-partnership agreement covering the purpose, "
                    "remit, organisation, decision-making and resourcing of "
                    "partnerships",
                    "mode": "Delivered jointly",
                    "short": "Pre-partnership agreement",
                    "leads": ["Monitoring Officer, County Council", "Trustee, Quillshire Voluntary Action"],
                    "due": "26 February 2027",
                    "resources": "Four half-day meetings; legal advice in kind",
                    "measure": "Used by every new partnership from April 2027, and by five "
                    "existing ones at review",
                    "progress": "In progress",
                    "rag": "green",
                    "rag_words": "Green: on track",
                    "why": "Second draft out for comment",
                }
            ],
        },
        {
            "number": "4",
            "words": "To make local authority commissioning of, and procurement from, the third "
            "sector more transparent and more appropriate",
            "priority": "medium",
            "short": "open and fitting commissioning",
            "actions": [
                {
                    "number": "4.1",
                    "words": "Review together the services and the funding that children and "
                    "young people need",
                    "mode": "Delivered jointly",
                    "short": "Joint review: children and young people",
                    "leads": [
                        "Assistant Director, Children’s Commissioning, County Council",
                        "Manager, Youth Quillshire",
                    ],
                    "due": "30 November 2026",
                    "resources": "A joint working group of six; data analyst for ten days",
                    "measure": "Needs statement published, and used in the 2027 commissioning plan",
                    "progress": "Blocked",
                    "rag": "red",
                    "rag_words": "Red: off track",
                    "why": "Data sharing agreement not signed. Needs: a decision by both plan "
                    "leads by 4 December",
                },
                {
                    "number": "4.2",
                    "words": "Agree together outcomes and performance indicators that suit "
                    "smaller third sector organisations",
                    "mode": "Delivered jointly",
                    "short": "Outcomes and indicators for smaller organisations",
                    "leads": [
                        "Performance Manager, North Quill District Council",
                        "Treasurer, Quillshire Small Charities Network",
                    ],
                    "due": "28 May 2027",
                    "resources": "Three workshops; £900 for venues and travel",
                    "measure": "A set of no more than ten indicators, tried by eight small organisations",
                    "progress": "Not started",
                    "rag": "",
                    "rag_words": "",
                    "why": "Starts in January 2027",
                },
            ],
        },
        {
            "number": "5",
            "words": "To improve the chances for local people to be involved in local planning, for "
            "example through the new neighbourhood arrangements",
            "priority": "medium",
            "short": "local people and local planning",
            "actions": [
                {
                    "number": "5.1",
                    "words": "Set up a new community engagement small-grants fund, "
                    "administered jointly by the local authority and the third sector",
                    "mode": "Delivered jointly",
                    "short": "Community engagement small-grants fund",
                    "leads": [
                        "Neighbourhoods Manager, South Quill District Council",
                        "Grants Officer, Quillshire Community Foundation",
                    ],
                    "due": "30 June 2027",
                    "resources": "£60,000: £40,000 council, £20,000 Foundation",
                    "measure": "At least 40 grants in the first year, half to groups never funded before",
                    "progress": "In progress",
                    "rag": "green",
                    "rag_words": "Green: on track",
                    "why": "Panel of three from each sector named",
                }
            ],
        },
    ],
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
