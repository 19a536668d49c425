"""The page with the same content as a review's report: from the same value, for whoever may have the report."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans import documents, progress, reviewing
from actionplans.models import ActionPlan, Delivery, PlanReview
from actionplans.review_value import review_value
from partnerships.models import Seat
from pipd.kit import documents as kit
from tests import build
from tests.actionplans import builders, papers
from tests.actionplans.addresses import at
from tests.client import Client

UNSHOWN = {
    "created",
    "running",
    "marking",
    "mark",
    "rag",
    "sectors",
}  # what steers the page, or stands on each one


@pytest.fixture
def held(area: build.Group, started: ActionPlan) -> PlanReview:
    one = Delivery.objects.order_by("action__seq")[0]
    progress.tell(one, status="in_progress", rag="amber", note="Two pairs short", by=area.tso_lead)
    return papers.review(started, area)


def page(seat: Seat, review: PlanReview) -> str:
    """The words of the page without its tags."""
    html = Client().as_(seat).get(at("review-read", review=review.pk)).content.decode()
    return " ".join(unescape(re.sub("<[^>]+>", " ", html)).split())


def leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [words for key, part in value.items() if key not in UNSHOWN for words in leaves(part)]
    if isinstance(value, list):
        return [words for part in value for words in leaves(part)]
    return [value] if isinstance(value, str) and value else []


@pytest.mark.parametrize("who", ["coordinator", "facilitator", "la_officer", "tso_lead"])
def test_page_says_all_that_the_report_says(area: build.Group, held: PlanReview, who: str) -> None:
    value = review_value(held)
    told = page(getattr(area, who), held)
    assert [words for words in leaves(kit.plain(value)) if words not in told] == []
    assert "Amber: at risk" in told
    assert kit.fingerprint(kit.digest_of(value)) in told


def test_page_and_report_carry_one_fingerprint(area: build.Group, held: PlanReview) -> None:
    asked = documents.ask(held.plan, kind="review", review=held.pk, by=area.coordinator)
    mark = kit.fingerprint(asked.content_digest)
    assert mark in page(area.la_lead, held)
    assert papers.squeezed(mark) in papers.words_of(papers.made(asked))


def test_what_one_sector_alone_wrote_down_has_no_page(area: build.Group, started: ActionPlan) -> None:
    review = builders.written(reviewing.coming(started), area)
    for seat in (area.la_lead, area.tso_lead, area.coordinator):
        assert Client().as_(seat).get(at("review-read", review=review.pk)).status_code == 404


def test_another_area_gets_no_page(neighbour: build.Group, held: PlanReview) -> None:
    assert Client().as_(neighbour.la_lead).get(at("review-read", review=held.pk)).status_code == 404


def test_the_review_and_the_documents_lead_to_it(area: build.Group, held: PlanReview) -> None:
    client, address = Client().as_(area.coordinator), at("review-read", review=held.pk)
    for name, kwargs in (("review-detail", {"review": held.pk}), ("document-list", {})):
        assert f'href="{address}"' in client.get(at(name, **kwargs)).content.decode()


def test_report_of_a_version_that_is_superseded_is_read_on(area: build.Group, held: PlanReview) -> None:
    before = page(area.coordinator, held)
    following = builders.amend(held.plan, area)
    builders.sign(following, area.la_lead, area.tso_lead)
    assert before.partition("How each action stood")[2].partition("Document")[0] in page(
        area.coordinator, held
    )


def test_page_takes_as_few_queries_for_one_action_and_for_six(
    area: build.Group, neighbour: build.Group
) -> None:
    counts = []
    for group, actions in ((neighbour, 1), (area, 6)):
        plan = builders.started(group, actions=actions)
        review = builders.held(reviewing.coming(plan), group)
        client, address = Client().as_(group.la_lead), f"/areas/{group.slug}/plan/reviews/{review.pk}/read/"
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        counts.append(len(found))
    assert counts[0] == counts[1] <= 15
