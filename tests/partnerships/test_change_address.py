"""Whoever lost the mailbox and cannot sign in is moved by those who run the service, and both addresses learn it."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.client import Client
from tests.partnerships.test_addresses import NEW, address_of, is_in
from tests.partnerships.test_second_step import signed_in


@pytest.fixture
def officer(area: build.Group) -> build.Seat:
    return area.la_officer


def test_my_data_shows_that_others_changed_it(officer):
    call_command("change_address", officer.user.email, NEW, stdout=StringIO())
    page = Client().as_(officer).get(reverse("my-data")).content.decode()
    assert "email address changed (of you)" in page


def test_who_has_lost_the_mailbox_is_moved_by_those_who_run_it(officer):
    before, there = officer.user.email, signed_in(officer.user.email)
    said = StringIO()
    call_command("change_address", before.upper(), f" {NEW.upper()} ", stdout=said)
    assert (address_of(officer), is_in(there)) == (NEW, False)
    rows = OutgoingMail.objects.filter(kind="address_changed")
    assert sorted(rows.values_list("to", flat=True)) == sorted([before, NEW])
    assert LogEntry.objects.get(verb="email address changed").facts == {"by": "operator"}
    assert is_in(signed_in(NEW))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("nobody@unknown.example", NEW, "no account"),
        ("own", "no address", "no email address"),
        ("own", "own", "already"),
        ("own", "other", "already"),
    ],
)
def test_the_command_changes_nothing_that_it_should_not(area, officer, old, new, words):
    known = {"own": officer.user.email, "other": area.tso_officer.user.email}
    with pytest.raises(CommandError, match=words):
        call_command("change_address", known.get(old, old), known.get(new, new))
    assert address_of(officer) == officer.user.email
    assert not LogEntry.objects.filter(verb="email address changed").exists()
