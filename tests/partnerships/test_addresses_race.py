"""Two people prove one address at the same moment: one account gets it, and the other is told and keeps its own."""

from __future__ import annotations

import pytest

from partnerships import addresses
from partnerships.membership import NotPossible
from partnerships.models import User
from tests import build
from tests.workshops.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


def one_round(area: build.Group, turn: int) -> tuple[int, int, int]:
    """How many were moved, how many refused, and how many accounts are at the address then."""
    wanted = f"shared{turn}@charity.example"
    people = [User.objects.get(pk=seat.user_id) for seat in (area.la_officer, area.tso_officer)]
    told = at_once(*[lambda p=person: addresses.change(p, wanted) for person in people])
    refused = sum(isinstance(answer, NotPossible) for answer in told)
    return len(told) - refused, refused, User.objects.filter(email=wanted).count()


def test_one_of_two_gets_it(area):
    assert [one_round(area, turn) for turn in range(ROUNDS)] == [(1, 1, 1)] * ROUNDS


def test_one_of_two_gets_it_where_both_found_it_free(area, monkeypatch):
    """What was asked before is no guard: the database alone keeps one account for an address."""
    monkeypatch.setattr(addresses, "is_taken", lambda address, user: False)
    assert [one_round(area, turn) for turn in range(ROUNDS)] == [(1, 1, 1)] * ROUNDS


def test_an_account_made_meanwhile_keeps_its_address(area, monkeypatch):
    build.user("made@charity.example", "Made Meanwhile")
    monkeypatch.setattr(addresses, "is_taken", lambda address, user: False)
    with pytest.raises(NotPossible, match="at the same moment"):
        addresses.change(area.la_officer.user, "made@charity.example")
    assert User.objects.get(pk=area.la_officer.user_id).email == area.la_officer.user.email
