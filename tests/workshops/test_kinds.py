"""What a statement is called follows from who holds it, and from nothing else (domain 3A, I-21)."""

from __future__ import annotations

import pytest

from workshops.models import Position, commonality

# Rows: the local authority holds it, does not, is mixed, did not discuss it. Columns: the third sector, likewise.
TABLE = {
    "holds": ("consensus", "contested", "contested", "la_view"),
    "does_not_hold": ("contested", "neither", "contested", "neither"),
    "mixed": ("contested", "contested", "contested", "contested"),
    "not_discussed": ("tso_view", "neither", "contested", "not_recorded"),
}
CASES = [(la, tso, TABLE[la][n]) for la in TABLE for n, tso in enumerate(TABLE)]


def test_the_table_covers_all_positions():
    assert list(TABLE) == Position.values
    assert len(CASES) == 16


@pytest.mark.parametrize(("la", "tso", "label"), CASES)
def test_commonality_over_the_whole_four_by_four_table(la, tso, label):
    assert commonality(la, tso) == label
