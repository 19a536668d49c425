"""When what plans ask is told of by mail: domain 3J, line by line, in working days. What has no line there is our own.

Each thing is told of when it comes up as well, so that a reminder follows a lead who changes (domain E20).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from pipd.kit.owed import USUAL, Marks

ANSWER_WITHIN = 5  # working days until a signature or an answer is counted as due
LONG_OVERDUE = 20  # working days until both sectors' leads are told

# What waits for the other sector, from when the first gave its word: then, and 5, 10 and 15 working days later. It is
# due on the fifth. 3J has signatures; whatever else waits for an answer in the same way is told of in the same way.
AWAITED = Marks(before=(), day=True, after=(5, 10), every=0)
ACTION_DUE = Marks(before=(10, 2), day=False, after=(), every=0)
ACTION_OVERDUE = Marks(before=(), day=False, after=(1,), every=10)
ACTION_LONG_OVERDUE = Marks(before=(), day=False, after=(LONG_OVERDUE,), every=10)
SUPPORT_ASKED = Marks(before=(5, 1), day=False, after=(), every=0)
# Our own: 3J ends with the day of the review. One that is not held is told of the day after, then every tenth.
REVIEW = Marks(before=(20, 5), day=False, after=(1,), every=10)
# Our own: the day itself, and every tenth after it, as long as nobody has said a word.
WORD = Marks(before=(10,), day=True, after=(), every=10)

KINDS: dict[str, Marks] = {
    "plan acceptance": AWAITED,
    "plan signature": AWAITED,
    "plan start": AWAITED,
    "plan giving up": AWAITED,
    "plan closing": AWAITED,
    "plan publication": AWAITED,
    "plan answer": AWAITED,
    "plan review to confirm": AWAITED,
    "progress challenged": AWAITED,
    "support asked": SUPPORT_ASKED,
    "action due": ACTION_DUE,
    "action overdue": ACTION_OVERDUE,
    "action long overdue": ACTION_LONG_OVERDUE,
    "plan review": REVIEW,
    "progress update": WORD,
    # No line of 3J: what an action rests on ends (domain E16).
    "partnership ending": AWAITED,
    # No line of 3J either: a lead to be named, and a statement that an objective has lost (domain I-7, E20, I-24).
    "action lead": USUAL,
    "sector lead": USUAL,
    "evidence lost": USUAL,
}


def marks(kind: str, since: datetime | None = None) -> Marks:
    """The days of one thing of this kind, which came up at `since` if that is known. Raises KeyError for no kind."""
    return replace(KINDS[kind], since=since)
