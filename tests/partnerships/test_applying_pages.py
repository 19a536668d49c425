"""The pages of an application: one thing on each, what was typed is kept, and nothing beyond the window."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from partnerships.models import Application, Role, Sector, StudyArea
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests import build
from tests.partnerships import applicants
from tests.partnerships.applicants import link_in_mail, start, walk
from workshops.models import Workshop

S = Application.State


@pytest.fixture
def area(db, base_moment) -> StudyArea:
    return applicants.recruiting_area()


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


def test_changing_an_answer_comes_back_to_the_check(area, client):
    walk(client, area, "a@x.example")
    step = reverse("partnerships:apply-step", kwargs={"area": area.slug, "step": "role"})
    response = client.post(f"{step}?check", applicants.typed("la") | {"job_title": "Director"}, follow=True)
    assert response.request["PATH_INFO"].endswith("/check/")
    assert "Director" in response.text


def test_before_it_opens_there_is_nothing_and_after_it_closes_it_says_so(area, client):
    unknown = client.get(reverse("partnerships:apply-start", kwargs={"area": "nowhere", "sector": "la"}))
    selected = build.study_area(name="Saltreach", number=7, state=StudyArea.State.SELECTED)
    not_open = client.get(start(selected))
    assert unknown.status_code == not_open.status_code == 404
    assert unknown.content == not_open.content
    assert "Applications are closed" not in client.get(start(area)).text
    clock.set_to(area.window.closes_at)
    assert "Applications are closed" in client.get(start(area)).text


def test_what_is_missing_is_said_at_the_field_and_what_was_typed_stays(area, client):
    client.post(start(area), {"email": "a@x.example"})
    client.post(link_in_mail("a@x.example"))
    step = reverse("partnerships:apply-step", kwargs={"area": area.slug, "step": "role"})
    page = client.post(step, {"job_title": "Director"})
    assert "Choose which of these you are" in page.text
    assert 'value="Director"' in page.text


def test_asking_again_and_again_mails_no_more_and_says_the_same(area, client):
    for n in range(7):
        clock.set_to(clock.now() + timedelta(minutes=1))
        assert client.post(start(area), {"email": "a@x.example"}).status_code == 302, n
    assert OutgoingMail.objects.filter(kind="application_link").count() == 5


def test_pages_of_an_applicant_are_kept_by_no_browser(area, client):
    walk(client, area, "a@x.example")
    page = client.get(reverse("partnerships:apply-check", kwargs={"area": area.slug}))
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("sector", Sector.values)
def test_the_check_shows_every_answer(area, client, sector):
    walk(client, area, "a@x.example", sector)
    page = client.get(reverse("partnerships:apply-check", kwargs={"area": area.slug})).text
    assert "Large print" in page
    assert "To improve things" in page
    assert "Not said" not in page


@pytest.mark.parametrize("name", ["name", "organisation", "place", "role", "authority"])
def test_an_empty_page_says_what_is_missing(area, client, name):
    client.post(start(area, "tso"), {"email": "a@x.example"})
    client.post(link_in_mail("a@x.example"))
    page = client.post(reverse("partnerships:apply-step", kwargs={"area": area.slug, "step": name}), {})
    assert page.status_code == 200
    assert "There is a problem" in page.text
    assert "This field is required" not in page.text


@pytest.mark.parametrize(
    ("name", "box"),
    [
        ("name", "full_name"),
        ("organisation", "organisation_name"),
        ("role", "job_title"),
        ("needs", "access_needs"),
        ("interest", "interest"),
    ],
)
def test_too_long_is_refused_and_kept_and_noise_is_never_stored(area, client, name, box):
    client.post(start(area, "tso"), {"email": "a@x.example"})
    client.post(link_in_mail("a@x.example"))
    step = reverse("partnerships:apply-step", kwargs={"area": area.slug, "step": name})
    too_long = "many words " * 900
    page = client.post(step, applicants.typed("tso") | {box: too_long})
    assert "characters or fewer" in page.text
    assert too_long.strip() in page.text
    client.post(step, applicants.typed("tso") | {box: "\x00\x07\u202eGood words\u2066"})
    assert getattr(Application.objects.get(), box) == "Good words"


def test_a_choice_that_is_none_is_refused(area, client):
    client.post(start(area, "la"), {"email": "a@x.example"})
    client.post(link_in_mail("a@x.example"))
    step = reverse("partnerships:apply-step", kwargs={"area": area.slug, "step": "organisation"})
    told = applicants.typed("la") | {"organisation_kind": "local_infrastructure"}
    assert "There is a problem" in client.post(step, told).text
    assert client.post(start(area).replace("/la/", "/nobody/"), {"email": "a@x.example"}).status_code == 404


def test_the_forms_of_the_coordinator_keep_what_was_typed(area, client):
    reader = client.as_(build.programme_seat(Role.COORDINATOR))
    page = reverse("partnerships:recruiting", kwargs={"area": area.slug})
    typed = {"closes_on_day": "31", "closes_on_month": "2", "closes_on_year": "2027"}
    assert "must be a real date" in reader.post(page, typed).text
    assert "Enter the last day" in reader.post(page, {}).text
    end = reverse("partnerships:recruiting-end", kwargs={"area": area.slug})
    assert "Say why the area does not go on" in reader.post(end, {}).text
    assert "characters or fewer" in reader.post(end, {"reason": "many words " * 900}).text


def answer(client, area, step, sector="tso", **said):
    address = reverse("partnerships:apply-step", kwargs={"area": area.slug, "step": step})
    return client.post(address, applicants.typed(sector) | said, follow=True).text


def begin(client, area, sector):
    client.post(start(area, sector), {"email": "a@x.example"})
    return client.post(link_in_mail("a@x.example"), follow=True).text


def test_the_number_of_the_question_stands_on_the_page(area, client):
    page = begin(client, area, "la")
    assert "Question 1 of 7, your application in" in page.partition("<main")[2]


def test_the_check_speaks_to_the_applicant_and_shows_their_address(area, client):
    walk(client, area, "a@x.example")
    page = client.get(reverse("partnerships:apply-check", kwargs={"area": area.slug})).text
    for words in ("Why you apply", "What you need to take part", "a@x.example", "govuk-back-link"):
        assert words in page
    assert "Why they apply" not in page
    assert "outside the usual terms" not in page


@pytest.mark.parametrize(
    ("sector", "step", "said", "told"),
    [
        ("tso", "place", {"operates_here": "False"}, "is given no place there"),
        ("tso", "role", {"seniority": "other"}, "It is outside the usual terms"),
        ("la", "responsibility", {"lead_responsibility": "False"}, "It is outside the usual terms"),
        ("la", "role", {"seniority": "councillor"}, "It is outside the usual terms"),
    ],
)
def test_what_is_outside_the_usual_terms_is_told_at_once(area, client, sector, step, said, told):
    begin(client, area, sector)
    assert told in answer(client, area, step, sector, **said)
    assert told not in answer(client, area, step, sector)


def test_only_the_authority_has_councillors(area, client):
    for sector, offered in (("la", True), ("tso", False)):
        client.post(start(area, sector), {"email": f"{sector}@x.example"})
        client.post(link_in_mail(f"{sector}@x.example"))
        step = reverse("partnerships:apply-step", kwargs={"area": area.slug, "step": "role"})
        assert ("Elected councillor" in client.get(step).text) is offered
    refused = client.post(step, applicants.typed("tso") | {"seniority": "councillor"})
    assert "There is a problem" in refused.text


def test_the_start_says_when_and_where_the_sessions_are_or_that_nobody_knows_yet(area, client):
    assert "Their dates and places are not set yet" in client.get(start(area)).text
    first = clock.local(clock.today() + timedelta(days=60), 10)
    Workshop.objects.create(
        area=area,
        number=1,
        topic="Where we are",
        starts_at=first,
        ends_at=first + timedelta(hours=3),
        venue="Town hall",
    )
    page = client.get(start(area)).text
    assert "10am to 1pm, Town hall" in page
    assert "not set yet" not in page


def test_the_front_page_leads_to_applying(client, area):
    hero = client.get(reverse("account_login")).text.partition("app-welcome")[2].partition("<svg")[0]
    assert reverse("partnerships:apply-list") in hero
