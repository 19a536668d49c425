"""A group that starts while people apply: nobody applies any more, and everybody is told what becomes of theirs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from partnerships import applying, recruiting, selection, starting
from partnerships.membership import NotPossible
from partnerships.models import Application, ApplicationWindow, Seat, StudyArea
from partnerships.owed_recruitment import owed_recruitment
from partnerships.verify import verify
from pipd.kit import clock
from pipd.kit.models import LogEntry, OutgoingMail
from pipd.kit.wording import deadline
from tests import build
from tests.partnerships import applicants
from workshops import scheduling

S = Application.State
DAYS = [date(2027, 1, 18), date(2027, 2, 15), date(2027, 3, 15), date(2027, 4, 14)]


@pytest.fixture
def group(db, base_moment) -> build.Group:
    """A group that could start, in an area where people still apply: one has begun, one sent, one waits."""
    group = build.group(la=6, tso=6)
    area = group.area
    StudyArea.objects.filter(pk=area.pk).update(state=StudyArea.State.SELECTED)
    area.refresh_from_db()
    recruiting.open_window(area, closes_on=applicants.in_days(20), by=group.coordinator)
    slots = [scheduling.Slot(day, scheduling.AFTERNOON, "Library") for day in DAYS]
    scheduling.plan(area, slots, facilitators=group.facilitators, by=group.coordinator)
    clock.set_to(clock.now() + timedelta(days=1, minutes=20))
    applying.begin(area, "la", "begun@x.example")
    applicants.sent(area, email="sent@x.example")
    selection.wait(applicants.sent(area, email="waits@x.example", sector="tso"), by=group.coordinator)
    return group


def start(group: build.Group) -> None:
    scheduling.launch(group.area, by=group.coordinator)


def states() -> dict[str, str]:
    return dict(Application.objects.values_list("email", "state"))


def told(email: str) -> list[str]:
    return list(OutgoingMail.objects.filter(to=email).order_by("queued_at").values_list("kind", flat=True))


def test_the_start_closes_applications_now_and_tells_who_had_begun(group):
    start(group)
    window = ApplicationWindow.objects.get()
    assert (window.is_open, window.closes_at, window.closes_on) == (False, clock.now(), clock.today())
    assert states() == {
        "begun@x.example": "withdrawn",
        "sent@x.example": "submitted",
        "waits@x.example": "waiting",
    }
    assert told("begun@x.example")[-1] == "applications_closed"
    assert "applications_closed" not in told("sent@x.example") + told("waits@x.example")
    mail = OutgoingMail.objects.get(kind="applications_closed")
    assert mail.subject_line == "Applications for Quillshire are closed"
    assert "does not go on" not in mail.body_text
    assert LogEntry.objects.get(verb="applications closed").facts == {
        "from": "2027-01-04",
        "to": "2027-01-05",
    }


def test_a_window_that_was_over_stays_as_it_was(group):
    window = ApplicationWindow.objects.get()
    clock.set_to(window.closes_at + timedelta(days=1))
    Seat.objects.filter(pk=group.coordinator.pk).update(started_on=date(2027, 1, 1))
    starting.close_applications(group.area, by=group.coordinator)
    assert ApplicationWindow.objects.get().closed_at is None
    assert not LogEntry.objects.filter(verb="applications closed").exists()


def test_nothing_is_sent_after_the_start(group):
    applying.begin(group.area, "tso", "late@x.example")
    start(group)
    for email in ("begun@x.example", "late@x.example"):
        with pytest.raises(NotPossible):
            applying.send(Application.objects.get(email=email))


def test_the_coordinator_stays_reminded_and_decides_after_the_start(group):
    start(group)
    rows = {row.kind: row for row in owed_recruitment([group.coordinator])}
    assert "1 for the local authority and 0 for the third sector" in rows["applications to decide"].what
    selection.wait(Application.objects.get(email="sent@x.example"), by=group.coordinator)
    assert [row.kind for row in owed_recruitment([group.coordinator])] == []
    assert told("sent@x.example")[-1] == "application_decided"


def test_declining_after_the_start_works_as_well(group):
    start(group)
    one = Application.objects.get(email="sent@x.example")
    selection.decline(one, reason="All places are taken.", by=group.coordinator)
    assert one.state == S.DECLINED


def test_the_start_page_says_what_is_open_and_who_has_not_agreed(group, client):
    reader = client.as_(group.coordinator)
    page = reverse("workshops:area-start", kwargs={"area": group.slug})
    until = deadline(ApplicationWindow.objects.get().closes_at)
    text = reader.get(page).text
    assert f"Applications: 1 to be decided, 1 begun and not sent, open until {until}" in text
    assert "12 have a place, and all have said that they take part" in text
    group.la[5].consents.all().delete()
    group.tso[5].consents.all().delete()
    text = reader.get(page).text
    assert "12 have a place, 2 have not yet said that they take part" in text
    assert reverse("partnerships:consent-register", kwargs={"area": group.slug}) in text
    group.la[4].consents.all().delete()  # too uneven to start: the numbers are explained all the same
    text = reader.get(page).text
    assert "The sectors are not even: 4 and 5." in text
    assert "12 have a place, 3 have not yet said that they take part" in text
    assert "Only people whose consent to take part stands are counted." in text


def test_the_page_of_who_applied_names_the_moment_that_is_past(group, client):
    start(group)
    now = deadline(clock.now())
    clock.set_to(clock.now() + timedelta(minutes=5))
    client.post(applicants.start(group.area), {"email": "sent@x.example"})
    page = client.post(applicants.link_in_mail("sent@x.example"), follow=True)
    assert f"Applications closed at {now}." in page.text
    assert f"They closed at {now}." in client.get(applicants.start(group.area)).text


def test_verify_names_what_waits_in_an_area_that_has_ended(area):
    application = applicants.to_decide(area)
    assert list(verify()) == []
    StudyArea.objects.filter(pk=area.area.pk).update(state="closed")
    assert list(verify()) == [f"Application {application.pk}: awaits a decision in an area that has ended."]
