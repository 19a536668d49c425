"""How an action stands, and the colour that the facts give it: pure rules, which know no tables (domain I-32, 3H).

Status says what is done; the colour says whether that worries. It is derived, and one total table says how.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import TextChoices

from pipd.kit import workdays

DUE_SOON = 10  # working days (domain 3H)
# From one review to the next; without a word for as long, an action is stale. A quarter: our own judgement.
REVIEW_MONTHS = 3


class Status(TextChoices):
    """How far an action is (domain 3H)."""

    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    BLOCKED = "blocked", "Blocked"
    COMPLETE = "complete", "Complete"
    DEFERRED = "deferred", "Deferred"
    STOPPED = "stopped", "Stopped"
    TRANSFERRED = "transferred", "Transferred"


ENDED = (Status.COMPLETE, Status.STOPPED, Status.TRANSFERRED)


class Rag(TextChoices):
    """Words first: the colour is never alone."""

    GREEN = "green", "Green: on track"
    AMBER = "amber", "Amber: at risk"
    RED = "red", "Red: off track"


class Fact(TextChoices):
    """What worries about an open action, as a clause of a sentence."""

    OVERDUE = "overdue", "it is overdue"
    BLOCKED = "blocked", "it is blocked"
    NEEDS_OVERDUE = "needs_overdue", "something it waits for is overdue"
    NEEDS_BLOCKED = "needs_blocked", "something it waits for is blocked"
    NEEDS_ENDED = "needs_ended", "something it waits for was stopped or transferred"
    STALE = "stale", "nobody has said for three months how it goes"
    NOT_BEGUN = "not_begun", "it is due soon and has not begun"


COLOURS: dict[Fact, Rag] = {
    Fact.OVERDUE: Rag.RED,
    Fact.BLOCKED: Rag.AMBER,
    Fact.NEEDS_OVERDUE: Rag.AMBER,
    Fact.NEEDS_BLOCKED: Rag.AMBER,
    Fact.NEEDS_ENDED: Rag.AMBER,
    Fact.STALE: Rag.AMBER,
    Fact.NOT_BEGUN: Rag.AMBER,
}


def derived(status: str, facts: Collection[Fact]) -> str:
    """The colour the facts give: the worst of theirs, else green for what is under way.

    What has ended carries none; nor does what has not begun or was put off, while nothing worries about it.
    """
    if status in ENDED:
        return ""
    colours = {COLOURS[fact] for fact in facts}
    for worst in (Rag.RED, Rag.AMBER):
        if worst in colours:
            return worst
    return Rag.GREEN if status == Status.IN_PROGRESS else ""


def may_be_said(status: str, facts: Collection[Fact], said: str) -> bool:
    """Whether a lead may set the colour `said`: on open actions only, and never green on what is overdue."""
    return status not in ENDED and not (said == Rag.GREEN and Fact.OVERDUE in facts)


def shown(status: str, facts: Collection[Fact], said: str) -> str:
    """The colour that people see: what a lead `said` where it may stand, else the derived one."""
    return said if said and may_be_said(status, facts, said) else derived(status, facts)


def next_word_by(last: date) -> date:
    """The day by which the next word is due after one on `last`: the same day, a review interval later."""
    return workdays.months_after(last, REVIEW_MONTHS)
