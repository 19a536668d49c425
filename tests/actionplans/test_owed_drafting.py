"""What a draft asks of one seat beside acceptance and signature."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans import abandoning, asking, planning
from actionplans.models import ActionPlan
from actionplans.owed import owed
from partnerships.models import Seat
from pipd.kit import clock, workdays
from tests import build
from tests.actionplans import builders
from tests.actionplans.answers import give, items
from tests.telling import counted, days_told

SUPPORT = ("support asked", "Say what you support in the draft of the plan")


def asked(seat: Seat) -> list[tuple[str, str]]:
    return [(thing.kind, thing.title) for thing in owed([seat])]


def test_support_is_asked_of_participants_until_they_have_answered_everything(
    area: build.Group, accepted: ActionPlan
) -> None:
    assert asked(area.la_officer) == []
    round_ = asking.ask(accepted, by=area.la_lead)
    assert [asked(s) for s in (area.la_officer, area.tso_lead)] == [[SUPPORT], [SUPPORT]]
    assert [asked(s) for s in (area.facilitator, area.coordinator)] == [[], []]
    [thing] = owed([area.la_officer])
    assert (thing.due_at, thing.url) == (round_.closes_at, "/areas/quillshire/plan/support/give/")
    assert "3 items as they stand now" in thing.what
    give(accepted, area.la_officer, item=items(accepted)[0])
    assert "2 items" in owed([area.la_officer])[0].what
    give(accepted, area.la_officer)
    assert (asked(area.la_officer), asked(area.tso_officer)) == ([], [SUPPORT])


def test_an_edit_asks_again_for_that_item(area: build.Group, accepted: ActionPlan) -> None:
    asking.ask(accepted, by=area.la_lead)
    give(accepted, area.la_officer)
    action = items(accepted)[1]
    planning.edit_action(action, by=area.tso_officer, revision=action.revision, text="Other words")
    assert [thing.what for thing in owed([area.la_officer])] == [
        "You have not said yet whether you support 1 item as it stands now."
    ]


def test_nothing_is_asked_once_it_is_over(area: build.Group, accepted: ActionPlan) -> None:
    first = asking.ask(accepted, by=area.la_lead)
    clock.set_to(first.closes_at + timedelta(minutes=1))
    assert asked(area.la_officer) == []
    asking.ask(accepted, by=area.la_lead)
    assert asked(area.la_officer) == [SUPPORT]
    asking.end(accepted, by=area.la_lead)
    assert asked(area.la_officer) == []


def test_nothing_is_asked_of_a_signed_plan(area: build.Group, accepted: ActionPlan) -> None:
    asking.ask(accepted, by=area.la_lead)
    builders.sign(accepted, area.la_lead, area.tso_lead)
    assert asked(area.la_officer) == []


def test_the_digest_tells_of_it_on_asking_five_and_one_working_days_before(
    area: build.Group, accepted: ActionPlan
) -> None:
    """Domain 3J: on asking, 5 working days, 1 working day; and nothing in between."""
    closes = asking.ask(accepted, by=area.la_lead).closes_at.astimezone(clock.LONDON).date()
    first = workdays.add_wd(clock.today(), 1)
    told = counted(days_told(owed, area.la_officer, "support asked", first, closes), closes)
    assert told == [-9, -5, -1]  # the first working morning after it was asked, and the days of 3J


def test_giving_up_is_asked_of_the_other_sectors_lead_and_deputy(
    area: build.Group, accepted: ActionPlan
) -> None:
    abandoning.ask(accepted, reason="It answers nothing", by=area.la_lead)
    wanted = [("plan giving up", "Say whether the draft of the plan is given up")]
    assert [asked(s) for s in (area.tso_lead, area.tso[1])] == [wanted, wanted]
    assert [asked(s) for s in (area.la_lead, area.tso_officer, area.facilitator)] == [[], [], []]
    assert "answers nothing" not in repr(owed([area.tso_lead]))
    abandoning.decline(accepted, by=area.tso_lead)
    assert asked(area.tso_lead) == []


def test_queries_do_not_grow_with_what_is_asked(area: build.Group, draft: ActionPlan) -> None:
    counts = []
    for more in (1, 2):
        for _ in range(more):
            builders.objective(draft, area, actions=2)
        if more == 1:
            asking.ask(draft, by=area.la_lead)
        counts.append((_count(area.tso_lead), _count(area.tso_officer)))
    assert counts[0] == counts[1]


def _count(seat: Seat) -> int:
    with CaptureQueriesContext(connection) as queries:
        owed([seat])
    return len(queries)
