"""The public page: numbers, agreed words and states for everybody; nothing of anybody, and gone when it is narrowed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans import endorsing, public_document, publishing, reviewing
from actionplans.models import ActionPlan, Delivery
from partnerships.models import StudyArea
from pipd.kit import clock, documents
from pipd.kit.models import Document
from tests import build
from tests.actionplans import builders, papers
from tests.actionplans.addresses import text_of
from tests.client import Client
from workshops.models import ClearedPoint

PAGE = "/plans/area-1/"


@pytest.fixture
def published(area: build.Group, started: ActionPlan) -> ActionPlan:
    builders.publish(started, area)
    return started


def told(response: Any) -> tuple[Any, ...]:
    headers = {name.lower(): value for name, value in response.items() if name.lower() != "date"}
    return response.status_code, response.content, headers, sorted(response.cookies)


def test_it_tells_what_we_said_agreed_do_and_did(
    area: build.Group, published: ActionPlan, client: Client
) -> None:
    row = Delivery.objects.order_by("action__seq")[0]
    builders.progress.tell(row, status="in_progress", rag="red", note="Dev Marsh is ill", by=area.la_lead)
    page = text_of(client.get(PAGE))
    assert "In 1 session" in page
    assert f"agreed {ClearedPoint.objects.count()} statement" in page
    assert f"{builders.WORDS} 1" in page
    assert "Red: off track" in page
    assert "The next review is due on" in page
    assert "Nothing has ended yet" in page
    assert "Dev Marsh" not in page


def test_it_shows_reviews_ends_and_closing(area: build.Group, published: ActionPlan, client: Client) -> None:
    builders.held(reviewing.coming(published), area)
    assert "last reviewed the plan on" in text_of(client.get(PAGE))
    builders.all_ended(published, area)
    assert "2 of 2 actions have ended" in text_of(client.get(PAGE))
    builders.close(published, area.la_lead, area.tso_lead)
    page = text_of(client.get(PAGE))
    assert "Both sectors closed the plan on" in page
    assert "All is done" not in page


def test_it_names_nobody_and_holds_no_cleared_word(
    area: build.Group, published: ActionPlan, client: Client
) -> None:
    page = text_of(client.get(PAGE)) + text_of(client.get("/plans/"))
    assert "HOOPOE" not in page
    assert "Area 1" in page
    assert "Quillshire" not in page
    for seat in (*area.la, *area.tso, *area.facilitators):
        assert str(seat.user.full_name) not in page
        assert not seat.job_title or seat.job_title not in page
    for word in ("Head of Communities", "Twelve pairs"):
        assert word not in page


def test_an_area_that_may_be_named_is_named_and_at_no_second_address(
    area: build.Group, published: ActionPlan, client: Client
) -> None:
    StudyArea.objects.update(may_be_named=True)
    assert "Quillshire" in text_of(client.get("/plans/quillshire/"))
    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize("rest", ["", "document/"])
def test_unpublished_unknown_and_taken_back_are_one_answer(
    area: build.Group, started: ActionPlan, client: Client, rest: str
) -> None:
    unknown = told(client.get(f"/plans/area-77/{rest}"))
    assert unknown[0] == 404
    for level in ("area", "partners", "public", "area"):
        if level in ("partners", "public"):
            builders.publish(started, area, level)
        elif ActionPlan.objects.get().publication != level:
            publishing.choose(started, level=level, by=area.la_lead)
        answer = told(client.get(f"{PAGE}{rest}"))
        if level == "public" and not rest:
            assert answer[0] == 200
        else:
            assert answer == unknown
    assert told(client.get(f"/plans/quillshire/{rest}")) == unknown


def test_a_draft_is_never_public(area: build.Group, draft: ActionPlan, client: Client) -> None:
    ActionPlan.objects.update(publication="public")
    assert client.get(PAGE).status_code == 404
    assert "None is published yet" in text_of(client.get("/plans/"))


def test_it_may_be_kept_but_is_asked_for_again(
    area: build.Group, published: ActionPlan, client: Client
) -> None:
    response = client.get(PAGE)
    assert response["Cache-Control"] == "public, no-cache"
    assert not response.cookies
    signed_in = client.as_(area.la_lead).get(PAGE)
    assert "no-store" in signed_in["Cache-Control"]


def test_its_document_is_handed_out_while_it_is_public(
    area: build.Group, published: ActionPlan, client: Client
) -> None:
    assert "Download the plan" not in text_of(client.get(PAGE))
    documents.render_owed(Document.objects.of(public_document.KIND, published.pk).get().pk)
    assert "Download the plan (PDF)" in text_of(client.get(PAGE))
    response = client.get(f"{PAGE}document/")
    assert response.content.startswith(b"%PDF")
    assert "A01-PUBLIC-V1" in response["Content-Disposition"]
    publishing.choose(published, level="area", by=area.tso_lead)
    assert client.get(f"{PAGE}document/").status_code == 404


def test_its_document_names_no_organisation_that_endorsed_the_plan(
    area: build.Group, started: ActionPlan
) -> None:
    organisation = area.la_lead.organisation
    assert organisation
    told: dict[str, Any] = {"organisation": organisation, "body": "Cabinet", "endorsed_on": clock.today()}
    endorsing.record(started, by=area.la_lead, **told)
    builders.publish(started, area)
    document = Document.objects.of(public_document.KIND, started.pk).get()
    printed = papers.words_of(papers.made(document))
    assert "Whomayreadit" in printed  # control: the cover's facts are found
    for seat in area.participants:
        for name in (str(seat.user), str(seat.organisation), seat.job_title):
            assert papers.squeezed(name) not in printed, name


def test_it_takes_as_many_queries_for_three_objectives_as_for_one(area: build.Group, client: Client) -> None:
    plan = builders.started(area, objectives=3, actions=1)
    builders.publish(plan, area)
    found = []
    for _ in (1, 2):
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        found.append(len(queries))
        plan.objectives.exclude(seq=1).delete()
    assert found[0] == found[1] <= 15
