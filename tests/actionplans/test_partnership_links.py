"""E16: an action rests on partnerships; when one closes both leads are told, and the plan is not closed."""

from __future__ import annotations

import pytest

from actionplans import amending, delivery, documents, everything, linking
from actionplans.models import Action, ActionPlan, Delivery, PartnershipLink
from actionplans.owed import owed
from partnerships.membership import NotPossible
from partnerships.models import Partnership, Seat
from pipd import digest
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from pipd.kit.owed import Owed
from tests import build, sheet_files
from tests.actionplans import builders, papers
from tests.actionplans.addresses import at
from tests.client import Client
from tests.partnerships import register_rows as rows

KIND = "partnership ending"


@pytest.fixture
def row(started: ActionPlan) -> Delivery:
    return Delivery.objects.order_by("action__seq")[0]


def rest(row: Delivery, by: Seat, *chosen: Partnership) -> None:
    row.refresh_from_db()
    delivery.fill_in(row, revision=row.revision, by=by, partnerships=chosen)


def asked(seat: Seat) -> list[Owed]:
    return [thing for thing in owed([Seat.objects.get(pk=seat.pk)]) if thing.kind == KIND]


def closes(one: Partnership, area: build.Group) -> None:
    rows.closure.arrange(one, revision=0, reason="achieved", by=area.la_officer, **rows.SAID)
    for seat in (area.la_lead, area.tso_lead):
        rows.sign(one, seat)


def test_e16_open_actions_on_a_closing_and_a_closed_partnership_are_flagged_to_both_leads(
    area: build.Group, row: Delivery
) -> None:
    one = rows.entered(area, stage="reviewing")
    rest(row, area.la_officer, one)
    assert asked(area.la_lead) == []
    rows.moved(one, "closing", area.tso_officer)
    for seat in (area.la_lead, area.la[1], area.tso_lead, area.tso[1]):
        assert [thing.title for thing in asked(seat)] == [
            "Action 1(a) rests on a partnership that is closing"
        ]
    assert asked(area.tso_officer) == asked(area.facilitator) == []
    closes(one, area)
    assert asked(area.tso_lead)[0].title == "Action 1(a) rests on a partnership that has closed"
    assert ActionPlan.objects.get().state == "in_progress"


def test_e16_the_flag_goes_with_the_link_and_with_the_end_of_the_action(
    area: build.Group, row: Delivery
) -> None:
    rest(row, area.la_officer, rows.closing(area))
    rest(row, area.la_officer)
    assert asked(area.la_lead) == []
    rest(row, area.la_officer, rows.entered(area), rows.closing(area))
    assert len(asked(area.la_lead)) == 1
    Delivery.objects.filter(pk=row.pk).update(status="complete", rag="")
    assert asked(area.la_lead) == []


def test_e16_a_closed_partnership_stays_linked_and_nothing_new_rests_on_it(
    area: build.Group, row: Delivery
) -> None:
    one = rows.entered(area, stage="reviewing")
    rest(row, area.la_officer, one)
    rows.moved(one, "closing", area.tso_officer)
    closes(one, area)
    rest(row, area.tso_officer, one)
    other = Delivery.objects.order_by("action__seq")[1]
    with pytest.raises(NotPossible):
        rest(other, area.tso_officer, one)
    assert PartnershipLink.objects.get().delivery == row
    other.action.objective.plan = ActionPlan.objects.get()
    assert one not in linking.offered(other)


def test_another_areas_partnership_is_refused(
    area: build.Group, neighbour: build.Group, row: Delivery
) -> None:
    with pytest.raises(NotPossible):
        rest(row, area.la_officer, rows.entered(neighbour))


def test_a_new_version_carries_on_what_an_action_rests_on(
    area: build.Group, started: ActionPlan, row: Delivery
) -> None:
    one = rows.entered(area)
    rest(row, area.la_officer, one)
    made = amending.open_version(started, by=area.la_lead)
    action = Action.objects.filter(objective__plan=made).order_by("seq")[1]
    builders.planning.edit_action(action, by=area.la_officer, revision=0, text=builders.REWORDED)
    builders.accept_all(made, area.la_lead)
    builders.sign(made, area.tso_lead, area.la_lead)
    made.refresh_from_db()
    assert made.state == "agreed"
    assert [
        link.partnership for link in PartnershipLink.objects.filter(delivery__action__objective__plan=made)
    ] == [one]


def test_it_is_chosen_in_the_form_and_shown_where_the_register_is_seen(
    area: build.Group, row: Delivery, client: Client
) -> None:
    one = rows.entered(area, name="Early Help Board")
    told = {f"due_on_{part}": getattr(row.due_on, part) for part in ("day", "month", "year")}
    words = {
        "lead_la": row.lead_la,
        "lead_tso": row.lead_tso,
        "measure": row.measure,
        "revision": row.revision,
    }
    form = at("delivery-edit", item=row.action_id)
    assert (
        client.as_(area.la_officer).post(form, {**told, **words, "partnerships": [str(one.pk)]}).status_code
        == 302
    )
    assert PartnershipLink.objects.get().partnership == one
    pages = [
        client.as_(seat).get(at("delivery-list")).content.decode()
        for seat in (area.tso_officer, area.coordinator, area.facilitator)
    ]
    assert ["Early Help Board" in page for page in pages] == [True, True, False]


def all_papers(area: build.Group, plan: ActionPlan) -> dict[str, str]:
    """The words of each document of the plan, without white space, and of all that the zip of the area holds."""
    held = papers.review(plan, area)
    found = {}
    for kind in (documents.PLAN, documents.SUMMARY, documents.EVIDENCE, documents.REVIEW):
        review = held.pk if kind == documents.REVIEW else None
        asked_for = documents.ask(plan, kind=kind, review=review, by=area.facilitator)
        found[kind] = papers.words_of(papers.made(asked_for))
    word = papers.made(documents.ask(plan, kind=documents.WORD, by=area.facilitator))
    found[documents.WORD] = papers.squeezed(papers.word_words(word))
    sheets = papers.made(documents.ask(plan, kind=documents.SHEETS, by=area.facilitator))
    found[documents.SHEETS] = papers.squeezed(str([sheet_files.cells(sheets, n) for n in (1, 2)]))
    everything_there = papers.made(everything.ask(area.area, kind=everything.ZIP, by=area.facilitator))
    for name, content in papers.zipped(everything_there).items():
        if name.endswith((".json", ".csv", ".txt")):
            found[name] = papers.squeezed(content.decode())
    return found


def test_no_document_of_the_plan_names_a_partnership(
    area: build.Group, row: Delivery, client: Client
) -> None:
    """The register is not for facilitators, nor for whoever reads a published plan (domain 3K)."""
    one = rows.entered(area, name="Early Help Board")
    rest(row, area.la_officer, one)
    for name in ("plan-read", "plan-detail", "plan-progress"):
        assert "Early Help Board" not in client.as_(area.facilitator).get(at(name)).content.decode()
    found = all_papers(area, ActionPlan.objects.get())
    assert [name for name, words in found.items() if "EarlyHelpBoard" in words] == []
    assert len(found) > len(documents.NEEDED)


def test_control_words_that_the_plan_does_hold_are_found_in_them(area: build.Group, row: Delivery) -> None:
    found = all_papers(area, ActionPlan.objects.get())
    deed = papers.squeezed(row.action.text)
    assert [
        kind for kind in (documents.PLAN, documents.WORD, documents.SHEETS) if deed not in found[kind]
    ] == []
    assert any(deed in words for name, words in found.items() if name.endswith(".json"))


def test_mail_of_the_day_tells_both_leads_without_the_name(area: build.Group, row: Delivery) -> None:
    rest(row, area.la_officer, rows.closing(area, name="Early Help Board"))
    clock.set_to(clock.local(clock.today(), 8, 30))
    build.forward_to(clock.now() + builders.timedelta(days=1))
    digest.queue_for(area.tso_lead.user, clock.today())
    row_of_mail = OutgoingMail.objects.get(kind="digest", recipient=area.tso_lead.user_id)
    assert f"{KIND}:{row.action_id}" in row_of_mail.about
    assert "Early Help" not in str(vars(row_of_mail))
