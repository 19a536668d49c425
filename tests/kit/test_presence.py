"""Who has a page open: for two minutes, without words, and never a lock."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from pipd.kit import clock, presence
from pipd.kit.models import Presence

ONE, OTHER, PAGE, ELSEWHERE = (uuid4() for _ in range(4))


@pytest.fixture(autouse=True)
def _moment(db, base_moment):
    """A held clock."""


def later(**by: float) -> None:
    clock.set_to(clock.now() + timedelta(**by))


def test_others_are_told_and_oneself_is_not():
    presence.keep(PAGE, ONE)
    assert [here.who for here in presence.others([PAGE], OTHER)] == [ONE]
    assert presence.others([PAGE], ONE) == []
    assert presence.others([ELSEWHERE], OTHER) == []


def test_a_sign_of_life_keeps_since():
    presence.keep(PAGE, ONE)
    began = clock.now()
    for _ in range(4):
        later(seconds=presence.EVERY)
        presence.keep(PAGE, ONE)
    assert presence.others([PAGE], OTHER) == [presence.Here(ONE, began)]
    assert Presence.objects.count() == 1


def test_after_two_minutes_of_silence_nobody_is_there():
    presence.keep(PAGE, ONE)
    later(minutes=2)
    assert len(presence.others([PAGE], OTHER)) == 1
    later(seconds=1)
    assert presence.others([PAGE], OTHER) == []


def test_who_comes_back_is_there_anew_and_the_old_rows_go():
    presence.keep(PAGE, ONE)
    presence.keep(ELSEWHERE, OTHER)
    later(minutes=3)
    presence.keep(PAGE, ONE)
    assert presence.others([PAGE], OTHER) == [presence.Here(ONE, clock.now())]
    assert Presence.objects.count() == 1


def test_the_longest_is_told_first():
    presence.keep(PAGE, ONE)
    later(seconds=1)
    presence.keep(PAGE, OTHER)
    assert [here.who for here in presence.others([PAGE], uuid4())] == [ONE, OTHER]
