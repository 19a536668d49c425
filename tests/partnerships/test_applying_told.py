"""Nobody learns from what it takes to ask for a link whether an address applied (trust X19)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships import applying, post_recruitment_over, tasks
from partnerships.models import StudyArea
from partnerships.views import applying as pages
from pipd.kit import clock, mail
from pipd.kit.models import OutgoingMail
from tests.client import Client
from tests.partnerships import applicants

KNOWN, UNKNOWN = "known@x.example", "nobody@x.example"


@pytest.fixture
def over(db: None, base_moment: object) -> StudyArea:
    """An area whose applications are closed; one was sent, long enough ago for another link."""
    area = applicants.recruiting_area()
    applicants.sent(area, email=KNOWN)
    clock.set_to(area.window.closes_at + timedelta(days=1))
    return area


def work(area: StudyArea, address: str, monkeypatch: Any) -> tuple[int, list[list[str]], int]:
    """How many questions asking for a link of `address` puts, what it writes, and how often it rings for a mail."""
    rung: list[str] = []
    monkeypatch.setattr(pages.send_mail, "delay_on_commit", rung.append)
    cache.clear()
    client = Client()
    with CaptureQueriesContext(connection) as queries:
        assert client.post(applicants.start(area), {"email": address}).status_code == 302
    said = [query["sql"] for query in queries]
    reads = sum(sql.startswith("SELECT") for sql in said)
    wrote = [sql.split()[:3] for sql in said if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    return reads, wrote, len(rung)


@pytest.mark.parametrize("days", [0, 2], ids=["the same link", "another link"])
def test_both_read_write_and_ring_alike_once_applications_are_closed(over, monkeypatch, days):
    applying.begin(over, "la", KNOWN)
    clock.set_to(clock.now() + timedelta(days=days, minutes=2))
    known = work(over, KNOWN, monkeypatch)
    assert known == work(over, UNKNOWN, monkeypatch)
    assert known[2] == 1


def test_control_without_the_other_mail_they_can_be_told_apart(over, monkeypatch):
    monkeypatch.setattr(applying, "_nothing", lambda area, email: None)
    assert work(over, KNOWN, monkeypatch) != work(over, UNKNOWN, monkeypatch)


def test_both_get_a_message_and_nothing_is_kept_of_who_never_applied(over):
    for address in (KNOWN, UNKNOWN):
        Client().post(applicants.start(over), {"email": address})
    rows = OutgoingMail.objects.filter(queued_at__gte=over.window.closes_at)
    assert dict(rows.values_list("to", "kind")) == {KNOWN: "application_link", UNKNOWN: "application_none"}
    tasks.forget_last_mail()
    assert rows.count() == 2  # not before it is sent
    for row in rows:
        mail.send(row.pk)
    tasks.forget_last_mail()
    assert list(rows.values_list("to", flat=True)) == [KNOWN]
    assert post_recruitment_over.forget_nothing() == 0
