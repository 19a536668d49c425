"""Pages of reviews, closing and publication: what each says, to whom, and how many queries it takes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans import closing, content, publishing, reviewing
from actionplans.models import ActionPlan, Delivery, PlanClosed, PlanPublished, PlanReview
from pipd.kit import clock
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at, text_of
from tests.client import Client


def page_of(name: str, **kwargs: Any) -> str:
    return at(name, review=PlanReview.objects.order_by("-number")[0].pk, **kwargs)


def form(group: build.Group, **values: Any) -> dict[str, Any]:
    day = clock.today()
    return {
        "held_on_day": day.day,
        "held_on_month": day.month,
        "held_on_year": day.year,
        "present": [str(group.la_lead.pk), str(group.tso_officer.pk)],
        "lessons": "Swaps need a desk",
        "changes": "Desks first",
        "revision": PlanReview.objects.order_by("-number")[0].revision,
        **values,
    }


def test_a_review_from_planned_to_the_record_of_both(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    la, tso = client.as_(area.la_lead), client.as_(area.tso_lead)
    assert "It is due on" in text_of(la.get(at("review-list")))
    assert "Who was there?" in text_of(la.get(page_of("review-write")))
    response = la.post(page_of("review-write"), form(area))
    assert response.status_code == 302
    assert "Read and confirm" in text_of(tso.get(at("review-list")))
    assert "Read and confirm" not in text_of(la.get(at("review-list")))
    page = text_of(tso.get(page_of("review-detail")))
    assert "Swaps need a desk" in page
    assert "Confirm for the third sector participants" in page
    revision = PlanReview.objects.get().revision
    first = PlanReview.objects.get().pk
    tso.post(at("review-confirm", review=first), {"revision": revision})
    assert "Record of both sectors" in text_of(la.get(at("review-detail", review=first)))
    assert PlanReview.objects.count() == 2
    assert la.get(at("review-write", review=first)).status_code == 404


@pytest.mark.parametrize("revision", ["", "x", "9" * 5000])
def test_a_review_is_confirmed_by_no_page_that_was_tampered_with(
    area: build.Group, started: ActionPlan, client: Client, revision: str
) -> None:
    client.as_(area.la_lead).post(page_of("review-write"), form(area))
    review = PlanReview.objects.get()
    response = client.as_(area.tso_lead).post(at("review-confirm", review=review.pk), {"revision": revision})
    assert response.status_code == 302
    assert PlanReview.objects.get().confirmed_at is None


def test_what_is_not_yet_confirmed_is_for_the_group(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    client.as_(area.la_lead).post(page_of("review-write"), form(area))
    readers = {area.la_officer: True, area.facilitator: True, area.coordinator: False}
    for seat, sees in readers.items():
        assert ("Swaps need a desk" in text_of(client.as_(seat).get(page_of("review-detail")))) is sees
    review = PlanReview.objects.get()
    reviewing.confirm(review, revision=review.revision, by=area.tso_lead)
    page = client.as_(area.coordinator).get(at("review-detail", review=review.pk))
    assert "Swaps need a desk" in text_of(page)


def test_a_review_needs_both_sectors_and_says_so(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    response = client.as_(area.la_lead).post(
        page_of("review-write"), form(area, present=[str(area.la_lead.pk)])
    )
    page = text_of(response)
    assert "Say who of the third sector was there" in page
    assert "Swaps need a desk" in page


def test_a_review_written_twice_shows_both_wordings(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    old = form(area, lessons="What I typed")
    client.as_(area.la_lead).post(page_of("review-write"), form(area))
    response = client.as_(area.tso_lead).post(page_of("review-write"), old)
    assert response.status_code == 409
    assert "What I typed" in text_of(response)
    assert "Swaps need a desk" in text_of(response)


def test_a_review_is_moved_to_a_working_day(area: build.Group, started: ActionPlan, client: Client) -> None:
    day = reviewing.months_on(clock.today(), 4)
    typed = {"due_on_day": day.day, "due_on_month": day.month, "due_on_year": day.year, "revision": 0}
    assert "working day" in text_of(client.as_(area.tso_lead).get(page_of("review-move")))
    client.as_(area.tso_lead).post(page_of("review-move"), typed)
    assert PlanReview.objects.get().due_on == day
    assert client.as_(area.la_officer).get(page_of("review-move")).status_code == 403


# Closing


def test_closing_lists_what_stops_it_with_a_way_there(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    page = client.as_(area.la_lead).get(at("plan-close"))
    # As many as lines are read: two actions that are stopped alike share one.
    assert "What still stops closing: 1" in text_of(page)
    for row in Delivery.objects.all():
        assert f"{at('delivery-list')}#a-{row.action_id}" in page.content.decode()
    assert "Why is the plan closed?" not in text_of(page)


def test_both_leads_close_on_their_pages_and_nothing_is_writable_after(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    builders.all_ended(started, area)
    la, tso = client.as_(area.la_lead), client.as_(area.tso_lead)
    seen = closing.final_digest(content.agreed_lines(started))
    la.post(at("plan-close"), {"reason": "All is done", "seen": seen})
    assert "Take the signature back" in text_of(la.get(at("plan-close")))
    page = text_of(tso.get(at("plan-close")))
    assert "All is done" in page
    assert "Decline: the plan goes on" in page
    response = tso.post(at("plan-close"), {"reason": "All is done", "seen": seen}, follow=True)
    assert "The plan is closed." in text_of(response)
    started.refresh_from_db()
    assert started.state == "closed"
    row = Delivery.objects.order_by("action__seq")[0]
    for name in ("delivery-edit", "progress-add"):
        assert la.get(at(name, item=row.action_id)).status_code == 404
    for name in ("plan-detail", "delivery-list", "review-list", "plan-read", "document-list"):
        assert la.get(at(name)).status_code == 200
    assert la.get(at("plan-close")).status_code == 302
    assert "Change leads and dates" not in text_of(la.get(at("delivery-list")))


def test_an_empty_reason_is_asked_for(area: build.Group, started: ActionPlan, client: Client) -> None:
    builders.all_ended(started, area)
    seen = closing.final_digest(content.agreed_lines(started))
    response = client.as_(area.la_lead).post(at("plan-close"), {"reason": " ", "seen": seen})
    assert "Say why the plan is closed" in text_of(response)
    assert not PlanClosed.objects.exists()


def test_a_reason_that_is_too_long_is_kept_on_the_page_and_control_characters_are_not(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    builders.all_ended(started, area)
    seen = closing.final_digest(content.agreed_lines(started))
    la, long = client.as_(area.la_lead), "many words " * 900
    page = la.post(at("plan-close"), {"reason": long, "seen": seen}).content.decode()
    assert "characters or fewer" in page
    assert long.strip() in page
    assert not PlanClosed.objects.exists()
    la.post(at("plan-close"), {"reason": "\x00\x07\u202eAll is done\ufeff", "seen": seen})
    assert PlanClosed.objects.get().reason == "All is done"


def test_closing_is_declined_on_its_page(area: build.Group, started: ActionPlan, client: Client) -> None:
    act = builders.half_closed(started, area)
    response = client.as_(area.tso_lead).post(at("plan-close-end"), {"seen": act.pk}, follow=True)
    assert "It is declined" in text_of(response)
    assert builders.mails("plan_act_turned_down") == [
        (area.la_lead.user.email, "The other sector has declined")
    ]


# Publication


def test_publication_is_signed_by_one_and_then_by_the_other(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    la, tso = client.as_(area.la_lead), client.as_(area.tso_lead)
    la.post(at("plan-publish"), {"level": "public", "step": "sure"})
    assert "Take the signature back" in text_of(la.get(at("plan-publish")))
    assert "Sign for the third sector participants" in text_of(tso.get(at("plan-publish")))
    response = tso.post(at("plan-publish"), {"level": "public", "step": "sure"}, follow=True)
    assert "See the public page" in text_of(response)
    response = la.post(at("plan-publish"), {"level": "area", "step": "sure"}, follow=True)
    assert "It counts from now on" in text_of(response)


def test_a_choice_of_readers_says_what_it_does_before_it_is_done(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    la = client.as_(area.la_lead)
    page = text_of(la.post(at("plan-publish"), {"level": "public"}))
    assert "It counts when the other sector’s lead has signed too" in page
    assert not PlanPublished.objects.exists()
    publishing.choose(started, level="public", by=area.la_lead)
    publishing.choose(started, level="public", by=area.tso_lead)
    page = text_of(la.post(at("plan-publish"), {"level": "partners"}))
    for said in (
        "It counts at once",
        "The public page is gone",
        "takes the leads of both",
        "Take back the public page",
    ):
        assert said in page
    started.refresh_from_db()
    assert started.publication == "public"


def test_a_choice_that_cannot_be_is_said_at_the_choice_and_not_a_page_later(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    page = client.as_(area.la_lead).post(at("plan-publish"), {"level": "area"})
    assert "That is who may read it already." in text_of(page)
    assert "Error: " in text_of(page)


def test_fewer_readers_than_somebody_saw_are_not_more_than_there_are_now(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    """Another narrowed it meanwhile: what was to be a choice of one would become a signature for a wider circle."""
    for by in (area.la_lead, area.tso_lead):
        publishing.choose(started, level="public", by=by)
    publishing.choose(started, level="area", by=area.tso_lead)
    told = {"level": "partners", "was": "public", "step": "sure"}
    page = client.as_(area.la_lead).post(at("plan-publish"), told)
    assert publishing.CHANGED in text_of(page)
    assert publishing.open_choice(started) is None


def test_a_name_in_the_words_is_said_before_anybody_signs(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    plan = started.objectives.get()
    type(plan).objects.filter(pk=plan.pk).update(text="To work as Quillshire does")
    page = client.as_(area.la_lead).get(at("plan-publish"))
    assert "Objective 1 names Quillshire." in text_of(page)


# Queries


@pytest.mark.parametrize(
    "name", ["plan-detail", "review-list", "review-detail", "review-write", "plan-close", "plan-publish"]
)
def test_pages_take_as_many_queries_for_three_actions_as_for_one(
    area: build.Group, client: Client, name: str
) -> None:
    found = []
    plan = builders.started(area, actions=1)
    reader = client.as_(area.la_lead)
    for _ in (1, 2):
        address = page_of(name) if name.startswith("review-") and name != "review-list" else at(name)
        reader.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert reader.get(address).status_code == 200
        found.append(len(queries))
        more_reviews(plan, area)
    assert found[0] == found[1] <= 15


def more_reviews(plan: ActionPlan, group: build.Group) -> None:
    for _ in range(2):
        review = reviewing.coming(plan)
        builders.held(review, group)
        clock.set_to(clock.now() + timedelta(minutes=1))


def test_the_plans_page_says_who_may_read_it(area: build.Group, started: ActionPlan, client: Client) -> None:
    assert "please do not pass it on" in text_of(client.as_(area.la_officer).get(at("plan-detail")))
    for seat in (area.la_lead, area.tso_lead):
        publishing.choose(started, level="public", by=seat)
    page = client.as_(area.la_officer).get(at("plan-detail")).content.decode()
    assert "/plans/area-1/" in page


@pytest.mark.parametrize("typed", ["9" * 5000, "-1", "\u0663", "x", ""])
def test_a_revision_that_is_none_confirms_nothing(
    area: build.Group, started: ActionPlan, client: Client, typed: str
) -> None:
    review = builders.written(PlanReview.objects.get(), area)
    tso = client.as_(area.tso_lead)
    page = tso.post(at("review-confirm", review=review.pk), {"revision": typed}, follow=True)
    assert "changed after you read them" in text_of(page)
    review.refresh_from_db()
    assert review.confirmed_at is None
