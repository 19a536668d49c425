"""The words for the two sectors: changed by the administrator, and never swapped once something was said under them."""

from __future__ import annotations

import pytest

from partnerships.membership import NotPossible
from tests import build
from tests.partnerships.test_programme_setup import change


@pytest.mark.parametrize(
    "to",
    [
        {"la_words": "Third sector", "tso_words": "Local authority"},
        {"la_words": "THIRD  sector", "tso_words": "Charities"},
        {"tso_words": "Local\u200b authority", "la_words": "Councils"},
    ],
)
def test_once_a_session_was_held_neither_sector_gets_the_others_words(area, administrator, to):
    """Else every page about what was said would tell the opposite, the cleared notes among them."""
    build.cleared_point(area)
    with pytest.raises(NotPossible, match="neither sector can be given the other"):
        change(administrator, **to)
    area.programme.refresh_from_db()
    assert (area.programme.la_words, area.programme.tso_words) == ("Local authority", "Third sector")


def test_other_words_stay_possible_and_before_a_session_all_are(area, administrator):
    swapped = {"la_words": "Third sector", "tso_words": "Local authority"}
    assert change(administrator, **swapped) == ["la_words", "tso_words"]
    build.delivered(area, 1)
    assert change(administrator, la_words="Charities", tso_words="Councils") == [
        "la_words",
        "tso_words",
    ]
