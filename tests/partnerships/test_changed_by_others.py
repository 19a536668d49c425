"""Whose data somebody else changed is told so; who changed their own name is known again by whoever runs the group."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import correcting, new_jobs, post_membership
from partnerships.models import Seat
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from pipd.kit.wording import short_date
from tests import build
from tests.client import Client
from tests.refused import refused

KIND, NEW = post_membership.TITLE, "Head of partnerships"


def stored(seat: Seat) -> Seat:
    return Seat.objects.select_related("user", "area", "organisation").get(pk=seat.pk)


def title(group: build.Group, seat: Seat, words: str = NEW) -> bool:
    found = stored(seat)
    return new_jobs.enter(found, organisation=found.organisation, job_title=words, by=group.coordinator)


# A job title that a coordinator put right


def test_its_person_is_told_by_mail_what_it_was_and_is_and_how_to_object(area):
    seat = area.tso_officer
    before = stored(seat).job_title
    title(area, seat)
    [mail] = OutgoingMail.objects.filter(kind=KIND)
    assert (mail.to, mail.recipient, mail.essential) == (seat.user.email, seat.user.pk, True)
    for words in (
        f"Before: {before}. Now: {NEW}.",
        reverse("my-details"),
        reverse("my-data"),
        "You can also object",
    ):
        assert words in mail.body_text
    assert NEW not in str(LogEntry.objects.get(verb="job title corrected", subject=seat.pk).facts)


def test_each_change_is_told_and_none_that_was_refused(area):
    seat = area.tso_officer
    title(area, seat)
    title(area, seat, "Director")
    assert refused(title, area, seat, "Director") == [new_jobs.SAME]
    told = OutgoingMail.objects.filter(kind=KIND).order_by("queued_at", "pk")
    assert told.count() == 2
    assert any(f"Before: {NEW}. Now: Director." in mail.body_text for mail in told)


def test_ones_own_change_brings_the_mail_about_ones_own_account_and_no_other(area):
    user = area.la_officer.user
    correcting.own(user, full_name=user.full_name, titles={area.la_officer.pk: NEW})
    assert set(OutgoingMail.objects.filter(recipient=user.pk).values_list("kind", flat=True)) == {
        "details_put_right"
    }


def test_who_may_not_enter_it_tells_nobody(area):
    found = stored(area.tso_officer)
    with pytest.raises(PermissionDenied):
        new_jobs.enter(found, organisation=found.organisation, job_title=NEW, by=area.facilitator)
    assert not OutgoingMail.objects.filter(kind=KIND).exists()


# A name that its owner changed


def people(group: build.Group, reader: Seat) -> str:
    return Client().as_(reader).get(reverse("partnerships:people-list", kwargs={"area": group.slug})).text


def renamed(group: build.Group) -> str:
    """The name before; and it is another now."""
    user = group.la_officer.user
    before = user.full_name
    correcting.own(user, full_name="Robin Ashe", titles={})
    return before


def test_whoever_runs_the_group_reads_for_30_days_that_a_name_is_new(area):
    assert "Name changed on" not in people(area, area.coordinator)
    on = short_date(clock.now())
    renamed(area)
    for reader in (area.coordinator, area.facilitator):
        assert people(area, reader).count(f"Name changed on {on}") == 1
    clock.set_to(clock.now() + timedelta(days=29, hours=23))
    assert "Name changed on" in people(area, area.coordinator)
    clock.set_to(clock.now() + timedelta(hours=2))
    assert "Name changed on" not in people(area, area.coordinator)


def test_what_they_were_called_before_is_shown_to_nobody_and_the_group_reads_the_new_name_alone(area):
    before = renamed(area)
    for reader in (area.coordinator, area.facilitator, area.la_lead, area.tso_officer):
        shown = people(area, reader)
        assert "Robin Ashe" in shown
        assert before not in shown
    for reader in (area.la_lead, area.tso_officer):
        assert "Name changed on" not in people(area, reader)


def test_a_title_alone_is_no_new_name(area):
    user = area.la_officer.user
    correcting.own(user, full_name=user.full_name, titles={area.la_officer.pk: NEW})
    assert "Name changed on" not in people(area, area.coordinator)


def test_the_coordinator_sees_which_new_job_still_waits_for_its_person(area, neighbour):
    found = stored(area.la_officer)
    where = neighbour.la_officer.organisation
    assert "it waits for their word" not in people(area, area.coordinator)
    new_jobs.enter(found, organisation=where, job_title=NEW, by=area.coordinator)
    assert people(area, area.coordinator).count("it waits for their word") == 1
    assert "it waits for their word" not in people(area, area.la_lead)


def test_the_page_asks_the_same_however_many_have_new_names(area):
    reader, counts = Client().as_(area.coordinator), []
    address = reverse("partnerships:people-list", kwargs={"area": area.slug})
    reader.get(address)
    for n in (1, 3):
        for seat in area.la[:n]:
            correcting.own(seat.user, full_name=f"Robin {n} {seat.pk}", titles={})
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(address).text.count("Name changed on") == n
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15
