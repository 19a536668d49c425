"""Erasures again after an older backup was put back (trust R13): by a list of ids that lies beside the backups."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from partnerships.models import Erased, Seat, User
from pipd import erasing
from pipd.kit.erased import NAME
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.pipd.erased import EMAIL, MARK, asks, somebody
from tests.workshops.ended import left_of


def told(*args: str) -> str:
    out = StringIO()
    call_command("erasures", *args, stdout=out)
    return out.getvalue()


@pytest.fixture
def person(area: build.Group) -> Seat:
    return somebody(area)


def test_the_list_has_ids_and_moments_alone(area, person):
    assert told() == ""
    erasing.carry_out(asks(person), by=area.coordinator)
    at = Erased.objects.get().erased_at.isoformat(timespec="seconds")
    assert told() == f"{person.user_id} {at}\n"


def test_who_comes_back_with_a_backup_is_erased_again_without_mail(area, person, tmp_path):
    """The backup is from before: nothing in it says that anybody was erased."""
    kept = tmp_path / "erasures"
    kept.write_text(f"{person.user_id} 2027-01-01T00:00:00+00:00\n", encoding="utf-8")
    assert left_of(MARK) != []
    assert told("--again", str(kept)) == "Erased again: 1.\n"
    assert (left_of(MARK), left_of(EMAIL)) == ([], [])
    assert not OutgoingMail.objects.filter(recipient=person.user_id).exists()
    assert LogEntry.objects.get(verb="person erased again").subject == person.user_id
    assert told("--again", str(kept)) == "Erased again: 0.\n"


def test_who_ran_something_then_is_erased_all_the_same(area, tmp_path):
    kept = tmp_path / "erasures"
    kept.write_text(f"{area.facilitator.user_id} x\n", encoding="utf-8")
    told("--again", str(kept))
    assert User.objects.get(pk=area.facilitator.user_id).full_name == NAME
    assert not Seat.objects.live().filter(pk=area.facilitator.pk).exists()


@pytest.mark.parametrize("text", ["not an id\n", "{person} 1\nand more\n"])
def test_a_file_that_is_no_list_does_nothing(area, person, tmp_path, text):
    kept = tmp_path / "erasures"
    kept.write_text(text.format(person=person.user_id), encoding="utf-8")
    with pytest.raises(CommandError):
        told("--again", str(kept))
    with pytest.raises(CommandError):
        told("--again", str(Path(tmp_path) / "nowhere"))
    assert User.objects.filter(email=EMAIL).exists()
