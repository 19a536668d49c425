"""The pages of delivery: filling in, what waits for what, how it goes, and the story of an action."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans import delivery, depending, progress
from actionplans.models import ActionPlan, Delivery, Dependency, ProgressUpdate
from actionplans.plan_value import plan_value
from pipd.kit import clock
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at, text_of
from tests.client import Client


@pytest.fixture
def row(started: ActionPlan) -> Delivery:
    return Delivery.objects.order_by("action__seq")[0]


@pytest.fixture
def other(started: ActionPlan) -> Delivery:
    return Delivery.objects.order_by("action__seq")[1]


def pass_time() -> None:
    clock.set_to(clock.now() + timedelta(minutes=5))


def filled(row: Delivery, **values: str) -> dict[str, object]:
    due = row.due_on
    told = {"lead_la": "Head", "lead_tso": "Manager", "measure": row.measure, "revision": row.revision}
    return told | {"due_on_day": due.day, "due_on_month": due.month, "due_on_year": due.year} | values


def test_contacts_and_cost_are_filled_in_and_shown(area, row, client: Client):
    lead = client.as_(area.la_officer)
    data = filled(row, contact_la="housing@pipd.example", contact_tso="01632 960123", cost="£4,000.50")
    assert lead.post(at("delivery-edit", item=row.action_id), data).status_code == 302
    row.refresh_from_db()
    assert (row.contact_la, row.contact_tso, row.cost) == (
        "housing@pipd.example", "01632 960123", Decimal("4000.50"),
    )  # fmt: skip
    page = text_of(lead.get(at("delivery-list")))
    assert "housing@pipd.example" in page.replace("<wbr>", "")  # where it may break
    assert "Cost: £4,000.50" in page
    printed = text_of(lead.get(at("plan-read")))
    assert "£4,000.50" in printed
    assert "housing@pipd.example" not in printed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("a lot", "Enter the cost in pounds, such as 4,000"),
        ("-1", "A cost is nothing or more"),
        ("1.999", "Enter pounds, or pounds and pence"),
        ("99999999999", "Enter a cost below a thousand million pounds"),
        ("NaN", "Enter the cost in pounds, such as 4,000"),
    ],
)
def test_a_cost_that_is_none_is_refused_at_its_field_and_kept(area, row, client: Client, typed, said):
    page = client.as_(area.la_officer).post(at("delivery-edit", item=row.action_id), filled(row, cost=typed))
    assert (page.status_code, said in text_of(page), f'value="{typed}"' in text_of(page)) == (200, True, True)


def test_what_waits_is_chosen_and_a_circle_is_refused_in_words(area, row, other, client: Client):
    officer = client.as_(area.tso_officer)
    address = at("dependency-edit", item=row.action_id)
    assert "1(b) Swap jobs for a week 2" in text_of(officer.get(address))
    data = {"needs": [str(other.action_id)], "revision": row.revision}
    assert officer.post(address, data).status_code == 302
    assert Dependency.objects.values_list("action", "needs").get() == (row.action_id, other.action_id)
    assert "Waits for" in text_of(officer.get(at("delivery-list")))
    back = {"needs": [str(row.action_id)], "revision": other.revision}
    page = text_of(officer.post(at("dependency-edit", item=other.action_id), back))
    assert "Action 1(a) waits for action 1(b) already: the two would wait for each other." in page
    assert "checked" in page


def test_two_who_choose_what_waits_at_once_are_both_shown(area, row, other, client: Client):
    address, seen = at("dependency-edit", item=row.action_id), row.revision
    depending.wait_for(row, needs=[other.action_id], revision=seen, by=area.la_officer)
    page = client.as_(area.tso_officer).post(address, {"needs": [], "revision": seen})
    assert page.status_code == 409
    assert "Saved meanwhile" in text_of(page)
    assert "1(b) Swap jobs for a week 2" in text_of(page)
    assert Dependency.objects.count() == 1


def test_form_offers_where_the_action_may_go_and_refuses_the_rest_in_words(area, row, client: Client):
    officer, address = client.as_(area.tso_officer), at("progress-add", item=row.action_id)
    page = text_of(officer.get(address))
    assert 'value="in_progress"' in page
    assert 'value="complete"' not in page
    refused = text_of(officer.post(address, {"status": "complete", "note": "All done"}))
    assert "This action has not begun. Say first that it is in progress." in refused
    assert "All done" in refused


def test_only_leads_are_offered_a_colour_of_their_own(area, row, client: Client):
    address = at("progress-add", item=row.action_id)
    assert "Is it on track?" in text_of(client.as_(area.tso_officer).get(address))
    assert "Is it on track?" not in text_of(client.as_(area.la_officer).get(address))


def test_putting_off_asks_for_a_date_at_its_field(area, row, client: Client):
    officer, address = client.as_(area.tso_officer), at("progress-add", item=row.action_id)
    page = text_of(officer.post(address, {"status": "deferred", "note": "No room"}))
    assert "Enter the new date that you propose" in page
    new = row.due_on + timedelta(days=30)
    data = {"status": "deferred", "note": "No room", "due_on_day": new.day, "due_on_month": new.month}
    assert officer.post(address, data | {"due_on_year": new.year}).status_code == 302
    row.refresh_from_db()
    assert (row.proposed_status, row.proposed_due_on) == ("deferred", new)
    assert "deferred until" in text_of(client.as_(area.la_lead).get(at("delivery-list")))


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "not a link"])
def test_a_link_is_a_web_address_or_nothing(area, row, client: Client, link):
    data = {"status": "not_started", "link": link}
    page = client.as_(area.tso_officer).post(at("progress-add", item=row.action_id), data)
    assert page.status_code == 200
    assert ProgressUpdate.objects.count() == 0


def test_table_and_document_show_the_derived_colour_with_its_facts(area, row, other, client: Client):
    for one in (row, other):
        builders.begun(one, area)
    progress.tell(other, status="in_progress", rag="red", note="No money is left", by=area.tso_officer)
    clock.set_to(clock.local(row.due_on + timedelta(days=1), 9))
    lead = client.as_(area.la_lead)
    for name in ("delivery-list", "plan-read"):
        page = text_of(lead.get(at(name)))
        assert "Red: off track" in page
        assert "It is overdue." in page
        assert "No money is left" in page
    plan = ActionPlan.objects.get()
    first, second = plan_value(plan).objectives[0].actions
    assert (first.rag, first.rag_words, first.why) == (
        "red", "Red: off track", "It is overdue. First pairs named",
    )  # fmt: skip
    assert (second.rag, second.why) == ("red", "No money is left")


# The story


def test_story_tells_everything_in_order_with_sectors(area, row, other, client: Client):
    builders.begun(row, area)
    pass_time()
    progress.tell(row, status="complete", by=area.tso_officer)
    pass_time()
    progress.answer(row, agrees=False, by=area.la_lead)
    pass_time()
    delivery.fill_in(row, revision=row.revision, by=area.la_officer, due_on=row.due_on + timedelta(days=7))
    pass_time()
    depending.wait_for(row, needs=[other.action_id], revision=row.revision, by=area.la_officer)
    page = text_of(client.as_(area.tso_officer).get(at("action-story", item=row.action_id)))
    told = [
        "Waits for 1 other action now",
        "Proposed: a later date,",
        "Not agreed: complete",
        "Proposed: complete",
    ]
    places = [page.find(words) for words in [*told, "In progress. Green: on track"]]
    assert -1 not in places
    assert places == sorted(places)
    assert str(area.la_lead.user) in page
    outside = text_of(client.as_(area.coordinator).get(at("action-story", item=row.action_id)))
    assert "Not agreed: complete" in outside
    assert [str(seat.user) for seat in (*area.la, *area.tso) if str(seat.user) in outside] == []


def test_story_takes_as_few_queries_for_many_words_as_for_one(area, row, client: Client):
    builders.begun(row, area)
    reader, address, counts = client.as_(area.la_officer), at("action-story", item=row.action_id), []
    reader.get(address)
    for more in (0, 6):
        for _ in range(more):
            progress.tell(row, status="in_progress", by=area.tso_officer)
        with CaptureQueriesContext(connection) as asked:
            reader.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 15


@pytest.mark.parametrize("name", ["dependency-edit", "progress-add", "progress-challenge"])
@pytest.mark.parametrize("role", ["facilitator", "coordinator"])
def test_pages_that_write_are_refused_outside_the_sectors(area, row, client: Client, name, role):
    one = client.as_(getattr(area, role))
    assert [one.get(at(name, item=row.action_id)).status_code, one.post(at(name, item=row.action_id)).status_code] == [
        403, 403,
    ]  # fmt: skip


def test_what_has_ended_says_so_and_takes_no_word(area: build.Group, row: Delivery, client: Client) -> None:
    builders.completed(row, area)
    officer, count = client.as_(area.tso_officer), ProgressUpdate.objects.count()
    page = text_of(officer.get(at("progress-add", item=row.action_id)))
    assert "This action is complete, as both sectors agreed." in page
    assert "Save this update" not in page
    refused = officer.post(at("progress-add", item=row.action_id), {"status": "in_progress"})
    assert refused.status_code == 200
    assert ProgressUpdate.objects.count() == count


@pytest.mark.parametrize("typed", ["2027-13-45T10:00:00", "2027-01-04T10:00", "x", ""])
def test_a_proposal_is_answered_only_from_a_page_that_showed_it(area, row, client: Client, typed):
    builders.proposed(row, area)
    lead, address = client.as_(area.la_lead), at("proposal-answer", item=row.action_id)
    page = lead.post(address, {"answer": "agree", "proposed_at": typed}, follow=True)
    assert "Something else was proposed meanwhile" in text_of(page)
    unsaid = lead.post(address, {"proposed_at": row.proposed_at.isoformat()}, follow=True)
    assert "Choose one of the answers" in text_of(unsaid)
    row.refresh_from_db()
    assert (row.status, row.proposed_status) == ("in_progress", "complete")
    lead.post(address, {"answer": "agree", "proposed_at": row.proposed_at.isoformat()})
    row.refresh_from_db()
    assert row.status == "complete"


def test_a_link_cannot_turn_its_letters_round(area, row, client: Client):
    told = {"status": "in_progress", "link": "https://a.example/\u202egpj.exe"}
    client.as_(area.la_lead).post(at("progress-add", item=row.action_id), told)
    assert ProgressUpdate.objects.get().link == "https://a.example/gpj.exe"
