"""Applying: one link by mail, one thing on each page, sent once, taken back at any time; nobody learns who applied."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from partnerships import applying, recruiting
from partnerships.applications import OPEN
from partnerships.membership import NotPossible
from partnerships.models import Application, Role, Sector, StudyArea
from pipd.kit import clock, workdays
from pipd.kit import mail as kit_mail
from pipd.kit.models import OutgoingMail
from tests import build
from tests.partnerships import applicants

S = Application.State


@pytest.fixture
def area(db, base_moment) -> StudyArea:
    return applicants.recruiting_area()


def link_in_mail(email: str) -> str:
    [key] = Application.objects.filter(email=email, state__in=OPEN).values_list("key_digest", flat=True)
    row = OutgoingMail.objects.get(kind="application_link", to=email, key__endswith=key[:16])
    return re.search(r"https?://[^/]+(/apply/\S+)", row.body_text).group(1)


def start(area: StudyArea, sector: str = "la") -> str:
    return reverse("partnerships:apply-start", kwargs={"area": area.slug, "sector": sector})


def walk(client: Any, area: StudyArea, email: str, sector: str = "la", **said: str) -> Application:
    """Asks for the link, opens it, answers every page with what `said` changes; ends on the page to check."""
    client.post(start(area, sector), {"email": email})
    response = client.post(link_in_mail(email), follow=True)
    told = applicants.typed(sector) | said
    while "form" in response.context:
        here = response.request["PATH_INFO"]
        response = client.post(here, told, follow=True)
        assert response.request["PATH_INFO"] != here, response.context["form"].errors
    return Application.objects.get(email=email)


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


@pytest.mark.parametrize(
    ("sector", "asked", "not_asked"),
    [
        ("la", "lead responsibility", "fund your organisation"),
        ("tso", "fund your organisation", "lead responsibility"),
    ],
)
def test_each_sector_is_asked_its_own(area, client, sector, asked, not_asked):
    seen = []
    client.post(start(area, sector), {"email": "a@x.example"})
    response = client.post(link_in_mail("a@x.example"), follow=True)
    while "form" in response.context:
        seen.append(response.text)
        response = client.post(response.request["PATH_INFO"], applicants.typed(sector), follow=True)
    assert asked in "".join(seen)
    assert not_asked not in "".join(seen)


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
    client.post(start(area), {"email": "a@x.example"})
    assert client.post(first).status_code == 404
    assert client.post(link_in_mail("a@x.example")).status_code == 302


def test_a_key_opens_its_own_application_alone(area, client):
    for email in ("a@x.example", "b@x.example"):
        client.post(start(area), {"email": email})
    mine, other = link_in_mail("a@x.example"), Application.objects.get(email="b@x.example")
    stolen = re.sub(r"[0-9a-f-]{36}", str(other.pk), mine)
    assert client.post(stolen).status_code == 404
    assert "application" not in client.session


def test_the_key_is_kept_nowhere_once_the_mail_is_sent(area, client, mailoutbox):
    client.post(start(area), {"email": "a@x.example"})
    key = link_in_mail("a@x.example").rstrip("/").rpartition("/")[2]
    row = OutgoingMail.objects.get(kind="application_link")
    assert key in row.body_text
    kit_mail.send(row.pk)
    row.refresh_from_db()
    assert row.state == "sent"
    assert row.body_text == row.body_html == ""
    assert key in mailoutbox[0].body
    assert not Application.objects.filter(key_digest__contains=key).exists()


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


def test_changing_an_answer_comes_back_to_the_check(area, client):
    walk(client, area, "a@x.example")
    step = reverse("partnerships:apply-step", kwargs={"area": area.slug, "step": "role"})
    response = client.post(f"{step}?check", applicants.typed("la") | {"job_title": "Director"}, follow=True)
    assert response.request["PATH_INFO"].endswith("/check/")
    assert "Director" in response.text


def test_choosing_the_other_sector_forgets_what_only_the_first_is_asked(area, client):
    client.post(start(area, "la"), {"email": "a@x.example"})
    application = Application.objects.get()
    applying.answer(application, {"lead_responsibility": True, "organisation_kind": "local_authority"})
    client.post(start(area, "tso"), {"email": "a@x.example"})
    application.refresh_from_db()
    assert (application.sector, application.lead_responsibility, application.organisation_kind) == (
        "tso",
        None,
        "",
    )


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
    mine = reverse("partnerships:apply-mine", kwargs={"area": area.slug})
    client.post(mine, {"act": "withdraw"})
    assert Application.objects.get().state == S.WITHDRAWN
    again = walk_again(client, area)
    assert again.state == S.BEGUN


def walk_again(client: Any, area: StudyArea) -> Application:
    client.post(start(area), {"email": "a@x.example"})
    return Application.objects.get(email="a@x.example", state=S.BEGUN)


def test_before_it_opens_and_after_it_closes_there_is_nothing(area, client):
    unknown = client.get(reverse("partnerships:apply-start", kwargs={"area": "nowhere", "sector": "la"}))
    selected = build.study_area(name="Saltreach", number=7, state=StudyArea.State.SELECTED)
    not_open = client.get(start(selected))
    clock.set_to(area.window.closes_at)
    over = client.get(start(area))
    assert unknown.status_code == not_open.status_code == over.status_code == 404
    assert unknown.content == not_open.content == over.content


def test_what_is_missing_is_said_at_the_field_and_what_was_typed_stays(area, client):
    client.post(start(area), {"email": "a@x.example"})
    client.post(link_in_mail("a@x.example"))
    step = reverse("partnerships:apply-step", kwargs={"area": area.slug, "step": "role"})
    page = client.post(step, {"job_title": "Director"})
    assert "Choose which of these you are" in page.text
    assert 'value="Director"' in page.text


def test_asking_again_and_again_is_refused(area, client):
    answers = [client.post(start(area), {"email": "a@x.example"}).status_code for _ in range(7)]
    assert answers[0] == 302
    assert answers[-1] == 429


def test_nobody_else_reads_an_application(area, client):
    applicants.sent(area, email="a@x.example")
    mine = reverse("partnerships:apply-mine", kwargs={"area": area.slug})
    assert client.get(mine).status_code == 302
    signed_in = client.as_(build.programme_seat(Role.COORDINATOR))
    assert signed_in.get(mine).status_code == 302


def test_pages_of_an_applicant_are_kept_by_no_browser(area, client):
    walk(client, area, "a@x.example")
    page = client.get(reverse("partnerships:apply-check", kwargs={"area": area.slug}))
    assert "no-store" in page["Cache-Control"]


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


@pytest.mark.parametrize("sector", Sector.values)
def test_the_check_shows_every_answer(area, client, sector):
    walk(client, area, "a@x.example", sector)
    page = client.get(reverse("partnerships:apply-check", kwargs={"area": area.slug})).text
    assert "Large print" in page
    assert "To improve things" in page
    assert "Not said" not in page
