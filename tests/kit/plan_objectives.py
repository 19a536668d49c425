"""Objectives and actions of the example plan: Table 1 of the paper, with its delivery."""

from typing import Any

OBJECTIVES: list[dict[str, Any]] = [
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
                "waits": "",
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
                "waits": "1.1",
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
                "waits": "",
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
                "waits": "",
                "words": "Include the costs of taking part in partnerships in service level agreements",
                "mode": "Led by the local authority, with third sector support",
                "short": "Participation costs in service level agreements",
                "leads": ["Head of Procurement, County Council", "Director, Fenmarket Community Trust"],
                "due": "1 April 2027",
                "resources": "Within existing agreements: about £38,000 a year",
                "measure": "Every agreement renewed from April 2027 states the sum and the hours it covers",
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
                "waits": "",
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
                "waits": "",
                "words": "Review together the services and the funding that children and young people need",
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
                "waits": "4.1, 2.1",
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
                "waits": "",
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
]
