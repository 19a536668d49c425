"""Closing a plan and writing its next version shut each other out, whichever came first (domain 3G, I-34)."""

from __future__ import annotations

import pytest

from actionplans import abandoning, amending, closing, content
from actionplans.models import ActionPlan, PlanClosed
from actionplans.verify import verify
from partnerships.membership import NotPossible
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at, text_of
from tests.actionplans.races import together
from tests.client import Client

SIGNED = "The local authority participants have signed for closing this plan."


def open_by_each(plan: ActionPlan, area: build.Group) -> None:
    for seat in (area.tso_lead, area.tso[1], area.la_lead):
        with pytest.raises(NotPossible, match=SIGNED):
            amending.open_version(plan, by=seat)


def test_a_half_signed_closing_stops_a_new_version_and_stands_itself(
    area: build.Group, started: ActionPlan
) -> None:
    act = builders.half_closed(started, area)
    open_by_each(started, area)
    assert ActionPlan.objects.count() == 1
    act.refresh_from_db()
    assert (act.voided_at, list(verify())) == (None, [])
    builders.close(started, area.tso_lead)
    assert started.state == "closed"


def test_once_it_is_declined_or_taken_back_a_version_is_opened(
    area: build.Group, started: ActionPlan
) -> None:
    builders.half_closed(started, area)
    assert closing.turn_down(started, by=area.tso_lead) == "declined"
    assert [to for to, _ in builders.mails("plan_act_turned_down")] == [area.la_lead.user.email]
    builders.close(started, area.la_lead)
    open_by_each(started, area)
    closing.turn_down(started, by=area.la_lead)
    assert amending.open_version(started, by=area.tso_lead).version == 2


def test_an_open_draft_stops_closing_for_both_until_it_is_given_up(
    area: build.Group, started: ActionPlan
) -> None:
    builders.all_ended(started, area)
    draft = amending.open_version(started, by=area.tso_lead)
    for seat in (area.la_lead, area.tso_lead):
        with pytest.raises(NotPossible, match="A new version is being drafted"):
            builders.close(started, seat)
    assert PlanClosed.objects.count() == 0
    asked = abandoning.ask(draft, reason="All is done", by=area.la_lead)
    abandoning.agree(draft, digest=asked.digest, by=area.tso_lead)
    builders.close(started, area.la_lead, area.tso_lead)
    assert started.state == "closed"


def test_the_page_says_who_signed_and_leads_to_it(area: build.Group, started: ActionPlan) -> None:
    builders.half_closed(started, area)
    for seat, words in (
        (area.tso_lead, "Read it, and sign or decline it"),
        (area.la_lead, "Take the signature back"),
    ):
        page = text_of(Client().as_(seat).get(at("version-open")))
        assert SIGNED in page
        assert f'href="{at("plan-close")}">{words}</a>' in page
        assert "Open the new version</button>" not in page
    answer = Client().as_(area.tso_lead).post(at("version-open"))
    assert SIGNED in text_of(answer)
    assert ActionPlan.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_pressed_together_only_one_of_the_two_comes_about(area: build.Group) -> None:
    plan = builders.started(area)
    builders.all_ended(plan, area)
    seen = closing.final_digest(content.agreed_lines(plan))

    def press(seat: build.Seat) -> None:
        stored = ActionPlan.objects.get(pk=plan.pk)
        if seat == area.la_lead:
            closing.close(stored, reason="All is done", seen=seen, by=seat)
        else:
            amending.open_version(stored, by=seat)

    [refused] = together(press, [area.la_lead, area.tso_lead])
    assert isinstance(refused, NotPossible)
    assert PlanClosed.objects.open().count() + ActionPlan.objects.drafts().count() == 1
    assert list(verify()) == []
