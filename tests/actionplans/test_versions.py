"""Which version a reader is shown: a draft takes the plan in force from nobody, and old ones stay readable."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans import amending, comparing, content, documents, planning, progress
from actionplans.models import Action, ActionPlan, Delivery
from pipd.kit import documents as kit
from pipd.kit.models import Document
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at, text_of
from tests.client import Client


def test_plan_page_shows_the_draft_to_the_group_and_the_plan_in_force_to_the_coordinator(
    area: build.Group, amended: ActionPlan, client: Client
) -> None:
    drafted = text_of(client.as_(area.la_officer).get(at("plan-detail")))
    assert "This is the draft of version 2. Version 1 stays in force" in drafted
    assert at("version-detail", version=1) in drafted
    assert "What differs from version 1: 3" in drafted
    read = text_of(client.as_(area.coordinator).get(at("plan-detail")))
    assert "This is the plan in force. Version 2 is being drafted" in read
    assert builders.REWORDED not in read
    assert ">The draft</a>" not in read


@pytest.mark.parametrize("name", ["plan-read", "document-list", "delivery-list", "version-list"])
def test_coordinator_reads_the_version_in_force_while_a_draft_is_written(
    area: build.Group, amended: ActionPlan, client: Client, name: str
) -> None:
    response = client.as_(area.coordinator).get(at(name))
    page = text_of(response)
    assert response.status_code == 200
    assert builders.REWORDED not in page
    assert "version 1" in page.lower()


@pytest.mark.parametrize("name", ["version-detail", "version-read", "version-documents"])
def test_draft_by_its_number_is_refused_to_a_coordinator(
    area: build.Group, amended: ActionPlan, client: Client, name: str
) -> None:
    assert client.as_(area.coordinator).get(at(name, version=2)).status_code == 403
    assert client.as_(area.la_officer).get(at(name, version=2)).status_code == 302


def test_numbers_nobody_used_are_unknown(area: build.Group, amended: ActionPlan, client: Client) -> None:
    assert client.as_(area.coordinator).get(at("version-detail", version=9)).status_code == 404


def test_delivery_pages_of_the_version_in_force_work_while_a_draft_is_written(
    area: build.Group, amended: ActionPlan, client: Client
) -> None:
    action = Action.objects.filter(objective__plan__version=1).order_by("seq")[0]
    lead = client.as_(area.tso_officer)
    page = text_of(lead.get(at("delivery-list")))
    assert "plan, version 1" in page
    assert "Say how it goes" in page
    assert at("version-detail", version=1) in page
    told = {"status": "in_progress", "rag": "", "note": ""}
    assert lead.post(at("progress-add", item=action.pk), told).status_code == 302
    assert Delivery.objects.get(action=action).status == "in_progress"
    assert lead.get(at("delivery-edit", item=action.pk)).status_code == 200


def test_documents_of_the_version_in_force_are_asked_for_while_a_draft_is_written(
    area: build.Group, amended: ActionPlan, client: Client
) -> None:
    old = ActionPlan.objects.get(version=1)
    for reader, version in ((area.la_officer, "1"), (area.coordinator, "")):
        Document.objects.all().delete()
        asked = client.as_(reader).post(at("document-ask"), {"kind": "plan", "version": version})
        assert asked.status_code == 302
        assert [d.subject for d in Document.objects.all()] == [old.pk]
    made = Document.objects.get()
    kit.render_owed(made.pk)
    assert client.as_(area.coordinator).get(at("document-download", document=made.pk)).status_code == 200


def test_draft_document_is_the_groups_alone_while_another_version_is_in_force(
    area: build.Group, amended: ActionPlan, client: Client
) -> None:
    made = documents.ask(amended, by=area.la_officer)
    kit.render_owed(made.pk)
    address = at("document-download", document=made.pk)
    assert client.as_(area.coordinator).get(address).status_code == 404
    assert client.as_(area.la_officer).get(address).status_code == 200
    asked = client.as_(area.coordinator).post(at("document-ask"), {"kind": "plan", "version": "2"})
    assert asked.status_code == 403


# Opening


def test_lead_opens_a_version_from_the_plan_page(
    area: build.Group, started: ActionPlan, client: Client
) -> None:
    lead = client.as_(area.la_lead)
    assert "Open a new version</a>" in text_of(lead.get(at("plan-detail")))
    assert "begins word for word as version 1" in text_of(lead.get(at("version-open")))
    assert lead.post(at("version-open")).status_code == 302
    assert ActionPlan.objects.get(version=2).opened_by == area.la_lead
    again = lead.post(at("version-open"))
    assert (again.status_code, "Version 2 is open already" in text_of(again)) == (409, True)


def test_who_may_not_open_one_sees_who_can(area: build.Group, started: ActionPlan, client: Client) -> None:
    page = text_of(client.as_(area.la_officer).get(at("plan-detail")))
    lead, deputy = area.la_lead.user, area.la[1].user
    assert f"You can’t open one, but these can: {lead} or {deputy} for" in page
    assert client.as_(area.la_officer).get(at("version-open")).status_code == 403


def test_who_may_not_sign_sees_who_can(area: build.Group, accepted: ActionPlan, client: Client) -> None:
    page = text_of(client.as_(area.facilitator).get(at("plan-detail")))
    assert f"You can’t sign, but these can: {area.la_lead.user} or {area.la[1].user} for" in page
    assert "You can’t sign, but" not in text_of(client.as_(area.la_lead).get(at("plan-detail")))
    assert "Check before you sign" in text_of(client.as_(area.la_lead).get(at("plan-detail")))


# What differs


def told(plan: ActionPlan) -> list[tuple[str, str]]:
    return [(c.kind, c.name) for c in comparing.changes(plan, content.lines(plan))]


def test_differences_are_told_item_by_item(area: build.Group, amended: ActionPlan) -> None:
    assert told(amended) == [
        ("Changed", "Action 1(b)"),
        ("New", "Action 1(c)"),
        ("Not in it any more", "Action 1(c)"),
    ]
    changed = comparing.changes(amended, content.lines(amended))[0]
    assert [p.text for p in changed.pieces if p.kind == "inserted"] == ["fortnight"]
    assert [p.kind for p in changed.pieces if p.text.strip() == "Swap jobs for a"] == ["same"]


def test_differences_beside_the_words_and_in_order_are_told(area: build.Group) -> None:
    made = amending.open_version(builders.started(area, objectives=2, actions=1), by=area.la_lead)
    first, second = made.objectives.all()
    planning.move(second, up=True, by=area.la_officer)
    first.refresh_from_db()
    planning.edit_objective(
        first, by=area.la_officer, revision=first.revision, priority="low", concern_tso="Time"
    )
    assert told(made) == [("Moved", "Objective 1"), ("Changed", "Objective 2")]
    changed = comparing.changes(made, content.lines(made))[1]
    assert changed.facts == [
        "Joint priority: low; it was high",
        "The third sector concern: Time; it was none",
    ]


def test_a_first_version_differs_from_nothing(
    area: build.Group, accepted: ActionPlan, client: Client
) -> None:
    assert told(accepted) == []
    assert "What differs" not in text_of(client.as_(area.la_lead).get(at("plan-sign")))


def test_sign_page_tells_what_would_leave_the_plan(
    area: build.Group, amended: ActionPlan, client: Client
) -> None:
    action = Action.objects.filter(objective__plan=amended).order_by("seq")[0]
    planning.edit_action(action, by=area.la_officer, revision=action.revision, text="Something else")
    page = text_of(client.as_(area.la_lead).get(at("plan-sign")))
    assert "What differs from version 1: 4" in page
    assert page.count("Not in it any more") == 2


# All versions


def test_list_of_versions_names_states_dates_and_who_signed(
    area: build.Group, succeeded: ActionPlan, client: Client
) -> None:
    page = text_of(client.as_(area.coordinator).get(at("version-list")))
    assert "Superseded" in page
    assert page.count(f"{area.la_lead.user}, ") == 2
    assert at("version-detail", version=1) in page


def test_old_version_is_read_with_its_words_its_delivery_and_what_was_said(
    area: build.Group, client: Client
) -> None:
    amended = builders.amended(area)
    rows = Delivery.objects.filter(action__objective__plan__version=1).order_by("action__seq")
    progress.tell(rows[0], status="in_progress", note="Begun well", by=area.tso_officer)
    progress.tell(rows[2], status="in_progress", note="Tried it once", by=area.tso_officer)
    builders.sign(amended, area.la_lead, area.tso_lead)
    reader = client.as_(area.coordinator)
    page = text_of(reader.get(at("version-detail", version=1)))
    assert "This version is superseded." in page
    assert f"{builders.DEED} 3" in page
    stood = text_of(reader.get(at("version-delivery", version=1)))
    # Where it stood is told of both; the dated word itself has gone on with the action that goes on.
    assert (stood.count("Tried it once"), stood.count("Begun well")) == (2, 1)
    assert stood.count("It goes on in") == 2
    assert stood.count("It is not in the version after this one.") == 1
    assert "Begun well" in text_of(
        client.as_(area.la_officer).get(at("progress-add", item=Action.objects.get(origin=rows[0].action).pk))
    )
    assert "no more documents of it are made" in text_of(reader.get(at("version-documents", version=1)))
    assert "Superseded" in text_of(reader.get(at("version-read", version=1)))


def test_documents_of_a_superseded_version_are_not_made_any_more(
    area: build.Group, succeeded: ActionPlan, client: Client
) -> None:
    count = Document.objects.count()
    client.as_(area.coordinator).post(at("document-ask"), {"kind": "plan", "version": "1"})
    assert Document.objects.count() == count


def test_delivery_page_of_the_new_version_says_what_goes_on(
    area: build.Group, succeeded: ActionPlan, client: Client
) -> None:
    page = text_of(client.as_(area.tso_officer).get(at("delivery-list")))
    assert "2 actions go on as before" in page
    assert page.count("Say how it goes<") == 2


@pytest.mark.parametrize("name", ["plan-detail", "plan-sign", "version-list", "delivery-list"])
def test_pages_of_a_version_ask_constant_queries(area: build.Group, client: Client, name: str) -> None:
    plan = builders.amended(area)
    lead, counts = client.as_(area.la_lead), []
    lead.get(at(name))
    for more in (0, 2):
        for n in range(more):
            builders.objective(plan, area, text=f"More {n}", actions=2)
        builders.accept_all(plan, area.la_lead, area.tso_lead)
        with CaptureQueriesContext(connection) as asked:
            assert lead.get(at(name)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 15
