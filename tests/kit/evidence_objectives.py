"""The objectives of the evidence sheet's example, each with the statements that it answers."""

from typing import Any

OBJECTIVES: list[dict[str, Any]] = [
    {
        "number": "1",
        "short": "mutual understanding and exchange of know-how",
        "points": [
            {
                "ref": "2.4",
                "words": "Neither side knows well what the other is for; without shared "
                "language, prejudice fills the gap and there is little trust",
                "mark": "both",
                "label": "Consensus",
            },
            {
                "ref": "1.3",
                "words": "Working together takes talking, bargaining, handling conflict and knowing policy",
                "mark": "both",
                "label": "Consensus",
            },
            {
                "ref": "3.7",
                "words": "It all falls on a few people who take on jobs nobody else will",
                "mark": "both",
                "label": "Consensus",
            },
        ],
        "reason": "",
        "views": [],
    },
    {
        "number": "2",
        "short": "accountability, and the cost of taking part",
        "points": [
            {
                "ref": "3.2",
                "words": "It is unclear how third sector representatives report back, and "
                "to whom they answer",
                "mark": "contested",
                "label": "Contested",
            },
            {
                "ref": "3.3",
                "words": "Nobody can ‘represent’ a sector so varied and so competitive",
                "mark": "contested",
                "label": "Contested",
            },
            {
                "ref": "3.5",
                "words": "Clearer expectations on both sides would improve representation",
                "mark": "both",
                "label": "Consensus",
            },
            {
                "ref": "2.9",
                "words": "You have to be seen at the table, and being there is paid for by nobody",
                "mark": "tsoview",
                "label": "Third sector view",
            },
        ],
        "reason": "",
        "views": [
            [
                "We need to know whom a representative speaks for, and how those people hear "
                "what was decided.",
                "A representative can bring experience and report back. No one person can "
                "commit several hundred organisations.",
            ],
            [
                "A single voice would let decisions be made in the time partnerships have.",
                "A single voice would hide the differences that partnerships most need to hear.",
            ],
        ],
    },
    {
        "number": "3",
        "short": "a common reference point for governance",
        "points": [
            {
                "ref": "3.9",
                "words": "It is hard to see how partnerships fit council priorities; rights "
                "and duties are not written down",
                "mark": "both",
                "label": "Consensus",
            },
            {
                "ref": "3.10",
                "words": "People at the wrong level attend and cannot decide",
                "mark": "both",
                "label": "Consensus",
            },
        ],
        "reason": "",
        "views": [],
    },
    {
        "number": "4",
        "short": "open and fitting commissioning",
        "points": [
            {
                "ref": "3.12",
                "words": "Small organisations are measured by the yardsticks of large ones",
                "mark": "both",
                "label": "Consensus",
            },
            {
                "ref": "3.13",
                "words": "Decisions about what to commission are taken before anyone outside is asked",
                "mark": "tsoview",
                "label": "Third sector view",
            },
            {
                "ref": "3.14",
                "words": "Procurement rules leave officers less room than is thought",
                "mark": "laview",
                "label": "Local authority view",
            },
        ],
        "reason": "",
        "views": [
            [
                "The rules on fairness bind us; early talks with some organisations can shut out others.",
                "Talking early about need is not talking about contracts. It is where small "
                "organisations have most to give.",
            ]
        ],
    },
    {
        "number": "5",
        "short": "local people and local planning",
        "points": [
            {
                "ref": "2.2",
                "words": "Working with third sector organisations brings the council nearer to communities",
                "mark": "laview",
                "label": "Local authority view",
            },
            {
                "ref": "2.3",
                "words": "Partnership opens doors for groups usually left out",
                "mark": "tsoview",
                "label": "Third sector view",
            },
            {
                "ref": "2.6",
                "words": "Together we reach places that neither reaches alone",
                "mark": "both",
                "label": "Consensus",
            },
        ],
        "reason": "",
        "views": [],
    },
]
