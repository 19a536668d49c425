"""The command that begins a programme where no demonstration is wanted."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from partnerships.models import Programme, Role, Seat

pytestmark = pytest.mark.django_db
GIVEN = {
    "run_by": "the university",
    "readable_by": "its administrators",
    "coordinator": ("c@one.example", "Cora One"),
    "administrator": ("a@one.example", "Adam One"),
}


def test_programme_gets_its_first_two_people():
    call_command("programme", "Ours", **GIVEN)
    seats = Seat.objects.exclude(role=Role.SYSTEM).values_list("role", "user__email")
    assert sorted(seats) == [("administrator", "a@one.example"), ("coordinator", "c@one.example")]
    assert Programme.objects.get().demo is False


def test_programme_is_made_once():
    call_command("programme", "Ours", **GIVEN)
    with pytest.raises(CommandError, match="already"):
        call_command("programme", "Theirs", **GIVEN)
    assert Programme.objects.get().name == "Ours"
