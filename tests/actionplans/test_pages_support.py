"""Asking and answering by pages: check answers, changed items first, nothing typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans import asking, planning
from actionplans.models import ActionPlan, Asking, Support
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at, text_of
from tests.actionplans.answers import C, give, items, posted
from tests.client import Client

WHY = "We have no time for it"


@pytest.fixture
def asked(area: build.Group, accepted: ActionPlan) -> ActionPlan:
    asking.ask(accepted, by=area.la_lead)
    return accepted


def test_a_lead_asks_and_ends_from_pages_of_their_own(
    area: build.Group, accepted: ActionPlan, client: Client
) -> None:
    lead = client.as_(area.la_lead)
    assert "3 items" in text_of(lead.get(at("support-ask")))
    assert "The group is asked." in text_of(lead.post(at("support-ask"), follow=True))
    assert "Stop asking early" in text_of(lead.get(at("plan-detail")))
    assert "asked already" in text_of(lead.post(at("support-ask")))
    lead.post(at("support-end"))
    assert Asking.objects.get().ended_by == area.la_lead


@pytest.mark.parametrize("name", ["support-ask", "support-end"])
def test_others_are_refused(area: build.Group, accepted: ActionPlan, client: Client, name: str) -> None:
    for seat in (area.la_officer, area.facilitator):
        assert client.as_(seat).post(at(name)).status_code == 403
    assert "A sector’s lead or deputy can ask them." in text_of(
        client.as_(area.la_officer).get(at("plan-detail"))
    )


def test_support_all_the_rest_in_two_presses(area: build.Group, asked: ActionPlan, client: Client) -> None:
    officer = client.as_(area.tso_officer)
    second = items(asked)[1]
    said: dict[str, Any] = {f"answer_{second.pk}": C.CANNOT, f"reason_{second.pk}": WHY, "rest": "1"}
    check = officer.post(at("support-give"), posted(asked, **said))
    page = text_of(check)
    assert "Check your answers" in page
    assert (page.count("I support this"), page.count(WHY)) == (2, 2)  # shown, and carried on
    assert Support.objects.count() == 0
    hidden = dict(check.context["support"].hidden)
    done = officer.post(at("support-give"), {**hidden, "step": "send"}, follow=True)
    assert "Your answers are kept" in text_of(done)
    assert "3 of 3 items answered" in text_of(done)
    assert sorted(Support.objects.values_list("answer", "reason")) == [
        ("cannot", WHY),
        ("support", ""),
        ("support", ""),
    ]


def test_change_something_leads_back_with_everything_typed(
    area: build.Group, asked: ActionPlan, client: Client
) -> None:
    second = items(asked)[1]
    said: dict[str, Any] = {f"answer_{second.pk}": C.CANNOT, f"reason_{second.pk}": WHY, "step": "back"}
    page = text_of(client.as_(area.tso_officer).post(at("support-give"), posted(asked, **said)))
    assert f"{WHY}</textarea>" in page
    assert "There is a problem" not in page


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({}, "Answer at least one item, or tick that you support all the rest"),
        ({"answer": "cannot", "reason": " \u200b"}, "Action 1(a): say why you can’t support this"),
        ({"answer": "cannot", "reason": "x" * 601}, "Action 1(a): use 600 characters or fewer; this has 601"),
        ({"answer": "adore"}, "Action 1(a): choose one of the answers"),
    ],
)
@pytest.mark.parametrize("step", ["", "send"])
def test_mistakes_are_named_and_nothing_is_lost_or_kept(
    area: build.Group, asked: ActionPlan, client: Client, said: dict[str, str], error: str, step: str
) -> None:
    first, second = items(asked)[:2]
    data = posted(asked, **{f"{name}_{second.pk}": value for name, value in said.items()}, step=step)
    if said:
        data |= {f"answer_{first.pk}": C.CAN_LIVE_WITH, f"reason_{first.pk}": "Kept words"}
    page = text_of(client.as_(area.tso_officer).post(at("support-give"), data))
    assert "There is a problem" in page
    assert error in page
    assert ("Kept words" in page) == bool(said)
    assert Support.objects.count() == 0


def test_changed_items_come_first_and_say_what_was_answered(
    area: build.Group, asked: ActionPlan, client: Client
) -> None:
    give(asked, area.tso_officer)
    action = items(asked)[2]
    planning.edit_action(action, by=area.la_officer, revision=action.revision, text="Other words")
    builders.action(items(asked)[0], area, text="Newly added")
    page = text_of(client.as_(area.tso_officer).get(at("support-give")))
    assert (
        page.index("Changed since you answered: 1")
        < page.index("Other words")
        < page.index("Not answered yet: 1")
    )
    assert page.index("Newly added") < page.index("Your 2 earlier answers, unchanged")
    assert "You answered “I support this” to other words" in page


def test_words_that_change_under_the_page_are_asked_again_with_what_was_typed(
    area: build.Group, asked: ActionPlan, client: Client
) -> None:
    second = items(asked)[1]
    data = posted(
        asked, **{f"answer_{second.pk}": C.CANNOT, f"reason_{second.pk}": WHY, "rest": "1", "step": "send"}
    )
    planning.edit_action(second, by=area.la_officer, revision=second.revision, text="Other words")
    response = client.as_(area.tso_officer).post(at("support-give"), data)
    page = text_of(response)
    assert "The words of action 1(a) changed meanwhile. Read them and answer again" in page
    assert f"{WHY}</textarea>" in page
    assert Support.objects.count() == 0


def test_the_rest_is_only_what_was_on_the_page(area: build.Group, asked: ActionPlan, client: Client) -> None:
    data = posted(asked, rest="1", step="send")
    late = builders.action(items(asked)[0], area, text="Newly added")
    client.as_(area.tso_officer).post(at("support-give"), data)
    assert Support.objects.count() == 3
    assert not Support.objects.filter(action=late).exists()


def test_answers_after_the_end_stay_on_the_page_and_say_why(
    area: build.Group, asked: ActionPlan, client: Client
) -> None:
    second = items(asked)[1]
    data = posted(asked, **{f"answer_{second.pk}": C.CANNOT, f"reason_{second.pk}": WHY, "step": "send"})
    asking.end(asked, by=area.la_lead)
    page = text_of(client.as_(area.tso_officer).post(at("support-give"), data))
    assert "The time for answers is over." in page
    assert WHY in page
    assert Support.objects.count() == 0


def test_the_group_reads_reasons_without_names_and_facilitators_with(
    area: build.Group, asked: ActionPlan, client: Client
) -> None:
    action = items(asked)[1]
    give(asked, area.tso_officer, answer=C.CANNOT, reason=WHY, item=action)
    name = area.tso_officer.user.full_name
    pages = (at("support-detail"), at("action-talk", item=action.pk))
    for seat, named in ((area.la_lead, False), (area.tso_lead, False), (area.facilitator, True)):
        reader = client.as_(seat)
        for address in pages:
            page = text_of(reader.get(address))
            assert WHY in page
            assert (name in page) == named
    plan = text_of(client.as_(area.la_lead).get(at("plan-detail")))
    assert f'Somebody can’t support <a class="govuk-link" href="#a-{action.pk}">Action 1(a)</a>' in plan
    assert WHY not in plan
    assert "What still stops signing" not in plan  # it never blocks by itself
    sign = text_of(client.as_(area.la_lead).get(at("plan-sign")))
    assert f'href="/areas/quillshire/plan/#a-{action.pk}">Action 1(a)</a>.' in sign
    assert "Sign for the local authority participants</button>" in sign


def test_the_reader_sees_their_own_answer(area: build.Group, asked: ActionPlan, client: Client) -> None:
    action = items(asked)[1]
    give(asked, area.tso_officer, answer=C.CAN_LIVE_WITH, reason=WHY, item=action)
    address = at("action-talk", item=action.pk)
    assert "Your answer: I can live with this" in text_of(client.as_(area.tso_officer).get(address))
    assert "Your answer" not in text_of(client.as_(area.tso_lead).get(address))


@pytest.mark.parametrize(
    "name", ["support-give", "support-detail", "support-ask", "challenge-list", "plan-detail"]
)
def test_pages_ask_the_same_number_of_queries_at_1_and_3_objectives(
    area: build.Group, asked: ActionPlan, client: Client, name: str
) -> None:
    counts = []
    lead = client.as_(area.tso_lead)
    lead.get(at(name))
    for more in (0, 2):
        for n in range(more):
            builders.objective(asked, area, text=f"More {n}", actions=3)
        give(asked, *area.la[:3], area.tso_lead)
        with CaptureQueriesContext(connection) as queries:
            assert lead.get(at(name)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 15
