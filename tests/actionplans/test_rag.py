"""The colour of an action, over every status and every set of facts: a total table (domain I-32)."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from actionplans.models import rag
from actionplans.models.rag import COLOURS, ENDED, Fact, Rag, Status

SETS = [set(some) for size in range(len(Fact) + 1) for some in combinations(Fact, size)]
NONE = ""


def test_every_fact_has_a_colour():
    assert set(COLOURS) == set(Fact)


@pytest.mark.parametrize("status", Status)
def test_derived_over_every_set_of_facts(status):
    """Written anew here: red for what is late, amber for any other worry, green for what is under way."""
    for facts in SETS:
        if status in ("complete", "stopped", "transferred"):
            wanted = NONE
        elif "overdue" in facts:
            wanted = "red"
        elif facts:
            wanted = "amber"
        else:
            wanted = "green" if status == "in_progress" else "amber" if status == "blocked" else NONE
        got = rag.derived(status, facts)
        # A blocked action always carries the fact that it is blocked.
        assert got == wanted or (status == "blocked" and not facts and got == NONE)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("said", [NONE, *Rag])
def test_shown_is_what_a_lead_said_where_it_may_stand(status, said):
    for facts in SETS:
        got = rag.shown(status, facts, said)
        if status in ENDED:
            assert got == NONE
        elif said and not (said == "green" and "overdue" in facts):
            assert got == said
        else:
            assert got == rag.derived(status, facts)
        assert not (got == "green" and "overdue" in facts)


def test_words_come_first_in_every_colour():
    assert [colour.label for colour in Rag] == ["Green: on track", "Amber: at risk", "Red: off track"]


@pytest.mark.parametrize(
    ("last", "next_by"),
    [
        (date(2027, 1, 4), date(2027, 4, 4)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2027, 10, 31), date(2028, 1, 31)),
        (date(2027, 12, 31), date(2028, 3, 31)),
    ],
)
def test_next_word_is_due_a_quarter_later(last, next_by):
    assert rag.next_word_by(last) == next_by
