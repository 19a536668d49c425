"""Castle Fenning still recruits: of its applications one came by post, and the coordinator entered it."""

from __future__ import annotations

from collections import Counter

from django.urls import reverse

from partnerships.models import Application, Role, Seat
from pipd.kit import clock, workdays
from pipd.kit.models import LogEntry, OutgoingMail
from tests.client import Client
from tests.pipd.promised import TODAY

NAME = "Harriet Quennell"


def test_one_application_came_on_paper_and_is_marked_so(story):
    waiting = Application.objects.filter(area__slug="castle-fenning", state="submitted")
    assert Counter(waiting.values_list("channel", flat=True)) == {"online": 4, "paper": 1}
    [one] = waiting.filter(channel="paper")
    assert (one.full_name, one.sector, one.entered_by.role) == (NAME, "la", Role.COORDINATOR)
    assert one.received_on == workdays.sub_wd(TODAY, 2)
    assert LogEntry.objects.filter(verb="application entered", subject=one.pk).exists()
    assert OutgoingMail.objects.filter(to=one.email).exists()


def test_the_coordinator_reads_it_among_the_others(story):
    clock.set_to(clock.local(TODAY, 12))
    coordinator = Seat.objects.get(role=Role.COORDINATOR)
    address = reverse("partnerships:application-list", kwargs={"area": "castle-fenning"})
    assert NAME in Client().as_(coordinator).get(address).text
