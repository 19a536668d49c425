"""Applying: one link by mail, one thing on each page, sent once, taken back at any time; nobody learns who applied."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from partnerships import applying, recruiting
from partnerships.membership import NotPossible
from partnerships.models import Application, Role, StudyArea
from pipd.kit import clock, workdays
from pipd.kit import mail as kit_mail
from pipd.kit.models import OutgoingMail
from tests import build
from tests.partnerships import applicants
from tests.partnerships.applicants import link_in_mail, start, walk

S = Application.State


@pytest.fixture
def area(db, base_moment) -> StudyArea:
    return applicants.recruiting_area()


def test_somebody_applies_from_the_list_to_the_receipt(area, client):
    page = client.get(reverse("partnerships:apply-list"))
    assert area.name in page.text
    assert start(area, "tso") in page.text
    application = walk(client, area, "tso.one@x.example", "tso")
    assert application.state == S.BEGUN
    check = reverse("partnerships:apply-check", kwargs={"area": area.slug})
    assert "Volunteer Centre" in client.get(check).text
    done = client.post(check, follow=True)
    application.refresh_from_db()
    assert application.state == S.SUBMITTED
    assert application.reference in done.text
    receipt = OutgoingMail.objects.get(kind="application_received")
    assert application.reference in receipt.body_text
    assert receipt.to == "tso.one@x.example"


def test_looking_at_the_link_opens_nothing(area, client):
    client.post(start(area), {"email": "a@x.example"})
    link = link_in_mail("a@x.example")
    assert client.get(link).status_code == 200
    step = reverse("partnerships:apply-step", kwargs={"area": area.slug, "step": "name"})
    assert client.get(step).status_code == 302
    client.post(link)
    assert client.get(step).status_code == 200


def test_a_newer_link_takes_the_place_of_the_earlier_one(area, client):
    client.post(start(area), {"email": "a@x.example"})
    first = link_in_mail("a@x.example")
    client.post(first)
    clock.set_to(clock.now() + timedelta(days=2))
    client.post(start(area), {"email": "a@x.example"})
    assert client.post(first).status_code == 404
    step = reverse("partnerships:apply-step", kwargs={"area": area.slug, "step": "name"})
    assert client.get(step).status_code == 302  # nor does what the first had opened stay open
    assert client.post(link_in_mail("a@x.example")).status_code == 302


def test_a_stranger_who_asks_for_a_link_does_not_end_the_owners(area, client):
    client.post(start(area), {"email": "a@x.example"})
    mine = link_in_mail("a@x.example")
    applying.begin(area, "tso", "a@x.example")
    assert Application.objects.get().sector == "la"
    assert client.post(mine).status_code == 302


def test_a_link_ends_after_some_weeks(area, client):
    application = applicants.sent(area, email="a@x.example")
    link = reverse(
        "partnerships:apply-return",
        kwargs={"area": area.slug, "application": application.pk, "key": applying.secret_of(application)},
    )
    clock.set_to(clock.now() + applying.LINK_HOLDS - timedelta(seconds=1))
    assert client.post(link).status_code == 302
    clock.set_to(clock.now() + timedelta(seconds=1))
    assert client.post(link).status_code == 404


def test_a_key_opens_its_own_application_alone(area, client):
    for email in ("a@x.example", "b@x.example"):
        client.post(start(area), {"email": email})
    mine, other = link_in_mail("a@x.example"), Application.objects.get(email="b@x.example")
    stolen = re.sub(r"[0-9a-f-]{36}", str(other.pk), mine)
    assert client.post(stolen).status_code == 404
    assert "application" not in client.session


def test_the_key_is_in_the_mail_and_in_no_row(area, client, mailoutbox):
    client.post(start(area), {"email": "a@x.example"})
    key = link_in_mail("a@x.example").rstrip("/").rpartition("/")[2]
    row = OutgoingMail.objects.get(kind="application_link")
    kit_mail.send(row.pk)
    row.refresh_from_db()
    assert key in mailoutbox[0].body
    assert key not in row.body_text + row.body_html + row.key
    assert key not in Application.objects.get().link_mark


def test_nobody_learns_whether_an_address_has_applied(area, client):
    applicants.sent(area, email="known@x.example")

    def asked(email: str) -> tuple[int, str, str]:
        client.logout()
        response = client.post(start(area), {"email": email})
        page = client.get(response["Location"]).text.replace(email, "")
        return response.status_code, response["Location"], re.sub(r"csrf\w+\" value=\"\w+\"", "", page)

    assert asked("known@x.example") == asked("other@x.example")


def test_whoever_has_applied_is_told_so_by_mail_and_can_read_it(area, client):
    application = applicants.sent(area, email="known@x.example")
    client.post(start(area), {"email": "KNOWN@x.example "})
    page = client.post(link_in_mail("known@x.example"), follow=True)
    assert application.reference in page.text
    assert "Application sent" in page.text
    assert Application.objects.count() == 1


def test_answers_are_kept_between_visits(area, client):
    client.post(start(area), {"email": "a@x.example"})
    client.post(link_in_mail("a@x.example"))
    client.post(
        reverse("partnerships:apply-step", kwargs={"area": area.slug, "step": "name"}), applicants.typed("la")
    )
    client.logout()
    client.post(start(area), {"email": "a@x.example"})
    response = client.post(link_in_mail("a@x.example"))
    assert response["Location"].endswith("/questions/organisation/")


def test_choosing_the_other_sector_forgets_what_only_the_first_is_asked(area, client):
    client.post(start(area, "la"), {"email": "a@x.example"})
    application = Application.objects.get()
    applying.answer(application, {"lead_responsibility": True, "organisation_kind": "local_authority"})
    client.post(link_in_mail("a@x.example"), {"act": "other side"})
    application.refresh_from_db()
    assert (application.sector, application.lead_responsibility, application.organisation_kind) == (
        "tso",
        None,
        "",
    )


def test_who_applied_reads_it_and_takes_it_back_after_the_last_day(area, client):
    application = applicants.sent(area, email="a@x.example")
    StudyArea.objects.filter(pk=area.pk).update(state=StudyArea.State.CONFIRMED)
    clock.set_to(area.window.closes_at + timedelta(days=3))
    client.post(start(area), {"email": "a@x.example"})
    page = client.post(link_in_mail("a@x.example"), follow=True)
    assert application.reference in page.text
    client.post(reverse("partnerships:apply-withdraw", kwargs={"area": area.slug}))
    application.refresh_from_db()
    assert application.state == S.WITHDRAWN


def test_after_the_last_day_nobody_begins_and_the_page_says_the_same(area, client):
    clock.set_to(area.window.closes_at)
    asked = client.post(start(area), {"email": "new@x.example"})
    assert asked.status_code == 302
    assert not Application.objects.exists()
    row = OutgoingMail.objects.get()
    assert (row.kind, "/link/" in row.body_text) == ("application_none", False)
    assert "was sent from this address, and nobody can apply any more" in row.body_text


def test_nothing_is_sent_after_the_last_day(area, client):
    walk(client, area, "a@x.example")
    clock.set_to(area.window.closes_at)
    check = reverse("partnerships:apply-check", kwargs={"area": area.slug})
    assert client.post(check).status_code == 404
    with pytest.raises(NotPossible, match="closed"):
        applying.send(Application.objects.get())


def test_one_moment_before_it_is_sent(area, client):
    walk(client, area, "a@x.example")
    clock.set_to(area.window.closes_at - timedelta(seconds=1))
    client.post(link_in_mail("a@x.example"))
    client.post(reverse("partnerships:apply-check", kwargs={"area": area.slug}))
    assert Application.objects.get().state == S.SUBMITTED


def test_what_was_sent_cannot_be_changed(area):
    application = applicants.sent(area)
    with pytest.raises(NotPossible, match="cannot be changed"):
        applying.answer(application, {"job_title": "Director"})
    with pytest.raises(NotPossible):
        applying.send(application)


def test_an_applicant_takes_it_back_and_may_apply_again(area, client):
    applicants.sent(area, email="a@x.example")
    client.post(start(area), {"email": "a@x.example"})
    client.post(link_in_mail("a@x.example"))
    client.post(reverse("partnerships:apply-withdraw", kwargs={"area": area.slug}))
    assert Application.objects.get().state == S.WITHDRAWN
    again = walk_again(client, area)
    assert again.state == S.BEGUN


def walk_again(client: Any, area: StudyArea) -> Application:
    client.post(start(area), {"email": "a@x.example"})
    return Application.objects.get(email="a@x.example", state=S.BEGUN)


def test_nobody_else_reads_an_application(area, client):
    applicants.sent(area, email="a@x.example")
    mine = reverse("partnerships:apply-mine", kwargs={"area": area.slug})
    assert client.get(mine).status_code == 302
    signed_in = client.as_(build.programme_seat(Role.COORDINATOR))
    assert signed_in.get(mine).status_code == 302


def test_the_window_needs_ten_working_days_and_ends_on_one(db, base_moment):
    area = build.study_area(name="Quillshire", number=1, state=StudyArea.State.SELECTED)
    coordinator = build.programme_seat(Role.COORDINATOR)
    soon = workdays.add_wd(clock.today(), 9)
    with pytest.raises(NotPossible, match="at least 10 working days"):
        recruiting.open_window(area, closes_on=soon, by=coordinator)
    far = workdays.add_wd(clock.today(), 12)
    weekend = far + timedelta(days=5 - far.weekday())
    with pytest.raises(NotPossible, match="working day"):
        recruiting.open_window(area, closes_on=weekend, by=coordinator)
    recruiting.open_window(area, closes_on=workdays.add_wd(clock.today(), 10), by=coordinator)
    area.refresh_from_db()
    assert area.state == StudyArea.State.RECRUITING


def test_a_window_is_extended_and_never_shortened(area):
    coordinator = build.programme_seat(Role.COORDINATOR)
    with pytest.raises(NotPossible, match="after the present one"):
        recruiting.extend(area, closes_on=workdays.sub_wd(area.window.closes_on, 1), by=coordinator)
    later = workdays.add_wd(area.window.closes_on, 5)
    assert recruiting.extend(area, closes_on=later, by=coordinator).closes_on == later
