"""Both leads let a group stand still, or go on; and nothing is cleared or signed meanwhile (domain 3D, E19)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from actionplans import abandoning, delivery, publishing
from actionplans.models import (
    ActionPlan,
    PlanAbandoned,
    PlanAgreed,
    PlanClosed,
    PlanPublished,
    PlanStarted,
)
from partnerships import ending, held, membership, pausing
from partnerships.agreement import TwoSectorAct
from partnerships.models import AreaPaused, PartnershipClosed, Role, Seat, StudyArea
from pipd.home import owed_by, seats_of
from pipd.kit import mail
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.actionplans import builders
from tests.partnerships import register_rows
from tests.refused import refused
from workshops.clearance import approving, countersigning

ACTS = (PlanAgreed, PlanAbandoned, PlanStarted, PlanPublished, PlanClosed, PartnershipClosed)
WHY = "The election comes first"


@pytest.fixture
def running(area: build.Group) -> build.Group:
    build.delivered(area)
    area.area.refresh_from_db()
    return area


def ask(group: build.Group, by: Seat | None = None, reason: str = WHY) -> AreaPaused:
    return pausing.ask(group.area, reason=reason, by=by or group.la_lead)


def agree(group: build.Group, act: AreaPaused, by: Seat | None = None) -> bool:
    return pausing.agree(group.area, digest=act.digest, by=by or group.tso_lead)


def stands_still(group: build.Group) -> tuple[bool, str]:
    return StudyArea.objects.values_list("paused", "pause_reason").get(pk=group.area.pk)


def test_one_lead_asks_and_the_other_agrees(running):
    act = ask(running)
    assert stands_still(running) == (False, "")
    assert agree(running, act)
    assert stands_still(running) == (True, WHY)
    found = list(
        LogEntry.objects.filter(verb__contains="pause").order_by("number").values_list("verb", flat=True)
    )
    assert found == ["pause asked", "pause agreed", "area paused"]


def test_together_they_let_it_go_on(running):
    pausing.pause(running.area, reason="Why.", by=running.facilitator)
    act = ask(running, running.tso[1], "The election is over")
    assert not agree(running, act, running.la[1])
    assert stands_still(running) == (False, "")


@pytest.mark.parametrize("who", ["la_officer", "facilitator", "coordinator"])
def test_nobody_but_a_lead_or_deputy_asks_or_agrees(running, who):
    act = ask(running)
    for attempt in (lambda by: ask(running, by), lambda by: agree(running, act, by)):
        with pytest.raises(PermissionDenied):
            attempt(getattr(running, who))


def test_the_lead_of_another_area_does_not(running, neighbour):
    act = ask(running)
    with pytest.raises(PermissionDenied):
        agree(running, act, neighbour.tso_lead)


def test_who_has_stepped_back_meanwhile_does_not(running):
    act, by = ask(running), running.tso_lead
    Seat.objects.filter(pk=by.pk).update(is_lead=False)
    with pytest.raises(PermissionDenied):
        agree(running, act, by)


def test_it_needs_the_other_sector_a_reason_and_the_words_that_were_read(running):
    assert refused(ask, running, reason="") == [pausing.SAY_WHY]
    act = ask(running)
    own = "Your sector asked. The other sector’s lead or deputy answers."
    assert refused(agree, running, act, running.la[1]) == [own]
    assert refused(pausing.agree, running.area, digest="x", by=running.tso_lead) == [pausing.SETTLED]
    assert refused(ask, running, running.tso_lead) == [pausing.ASKED]
    assert stands_still(running) == (False, "")


def test_two_asked_at_once_is_one_by_the_database(running):
    act = ask(running)
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaPaused.objects.create(
            area=running.area, pauses=True, reason="x", digest="x", tso_by=running.tso_lead, tso_at=act.la_at
        )


def test_a_group_that_does_not_run_is_not_paused(area):
    assert refused(ask, area) == ["Quillshire is not running."]


def test_it_goes_on_with_two_of_each_sector_alone(running):
    pausing.pause(running.area, reason="Why.", by=running.facilitator)
    act = ask(running)
    for seat in running.tso[1:]:
        membership.leave(seat, by=seat)
    assert "At least 2 people of each sector" in refused(agree, running, act)[0]


@pytest.mark.parametrize(("who", "how", "told"), [("la_lead", "taken_back", 0), ("tso_lead", "declined", 1)])
def test_it_is_taken_back_or_declined(running, who, how, told):
    act = ask(running)
    OutgoingMail.objects.all().delete()
    assert pausing.turn_down(running.area, digest=act.digest, by=getattr(running, who)) == how
    assert OutgoingMail.objects.filter(kind="pause_declined", to=running.la_lead.user.email).count() == told
    assert refused(agree, running, act) == [pausing.SETTLED]


def test_a_facilitator_settles_what_was_asked(running):
    act = ask(running)
    pausing.pause(running.area, reason="Why.", by=running.facilitator)
    act.refresh_from_db()
    assert act.void_reason == "otherwise"
    again = ask(running, reason="It is over")
    pausing.resume(running.area, by=running.facilitator)
    again.refresh_from_db()
    assert (again.pauses, again.void_reason) == (False, "otherwise")


def test_what_was_asked_before_the_last_of_a_sector_left_is_settled(running):
    act = ask(running, running.tso_lead)
    for seat in running.tso:
        membership.leave(seat, by=seat)
    assert stands_still(running) == (True, membership.GONE)
    running.area.refresh_from_db()
    assert pausing.asked(running.area) is None
    assert refused(agree, running, act, running.la_lead) == [pausing.SETTLED]


def test_it_ends_with_the_area(running):
    act = ask(running)
    ending.discontinue(running.area, reason="Gone", by=build.programme_seat(Role.ADMINISTRATOR))
    act.refresh_from_db()
    assert act.void_reason == "otherwise"
    assert "was discontinued" in refused(ask, running)[0]
    assert "was discontinued" in refused(pausing.pause, running.area, reason=WHY, by=running.facilitator)[0]


# Who is told, and what pages say


def kinds(seat: Seat) -> set[str]:
    return {row.kind for row in owed_by(seats_of(seat.user))}


def test_the_lead_who_is_asked_is_told_until_they_answer(running):
    act = ask(running)
    row = OutgoingMail.objects.get(kind="pause_awaited")
    assert (row.to, mail.still_due(row)) == (running.tso_lead.user.email, True)
    assert WHY not in row.body_text
    assert "pause asked" in kinds(running.tso_lead) & kinds(running.tso[1])
    assert "pause asked" not in kinds(running.la_lead) | kinds(running.tso_officer) | kinds(
        running.facilitator
    )
    agree(running, act)
    assert not mail.still_due(row)
    assert "pause asked" not in kinds(running.tso_lead)


def test_the_page_says_whom_it_awaits_and_offers_what_one_may(running, client):
    address = reverse("partnerships:pause-together", kwargs={"area": running.slug})
    lead = client.as_(running.la_lead)
    assert "There is a problem" in lead.post(address, {"reason": ""}).content.decode()
    lead.post(address, {"reason": WHY})
    page = lead.get(address).content.decode()
    assert "It awaits the third sector lead or deputy." in page
    assert ("Take it back" in page, "Agree, and pause" in page) == (True, False)
    people = reverse("partnerships:people-list", kwargs={"area": running.slug})
    assert "It awaits the third sector lead" in client.as_(running.la_officer).get(people).content.decode()
    other = client.as_(running.tso_lead)
    assert "Agree, and pause the group" in other.get(address).content.decode()
    digest = AreaPaused.objects.get().digest
    done = other.post(
        reverse("partnerships:pause-agree", kwargs={"area": running.slug}), {"digest": digest}, follow=True
    )
    assert "The group is paused." in done.content.decode()
    assert stands_still(running) == (True, WHY)


def test_the_press_to_take_it_back(running, client):
    act = ask(running)
    address = reverse("partnerships:pause-turn-down", kwargs={"area": running.slug})
    done = client.as_(running.la_lead).post(address, {"digest": act.digest}, follow=True)
    assert "You have taken it back." in done.content.decode()


# Nothing is cleared or signed while the group stands still


def still(group: build.Group) -> None:
    StudyArea.objects.filter(pk=group.area.pk).update(paused=True, pause_reason=WHY)


def test_no_notes_are_cleared(area):
    workshop = build.note_at("answered", area)
    build.after_the_window(workshop)
    still(area)
    workshop = build.Workshop.objects.select_related("area__programme").get(pk=workshop.pk)
    why = "The area is paused: nothing is cleared meanwhile."
    assert why in refused(approving.approve, workshop, by=area.other_facilitator)
    assert why in countersigning.page(workshop, area.la[1]).blockers


def closing_of_a_partnership(group: build.Group) -> Callable[[], object]:
    one = register_rows.closing(group, name="Winter Fund")
    return lambda: register_rows.sign(type(one).objects.get(pk=one.pk), group.la_lead)


def closing_of_a_plan(group: build.Group) -> Callable[[], object]:
    plan = builders.started(group)
    builders.all_ended(plan, group)
    return lambda: builders.close(fresh(plan), group.la_lead)


def start_of_a_plan(group: build.Group) -> Callable[[], object]:
    plan = builders.agreed(group)
    builders.filled(plan, group)
    return lambda: delivery.start(fresh(plan), by=group.la_lead)


def fresh(plan: ActionPlan) -> ActionPlan:
    return ActionPlan.objects.select_related("area__programme").get(pk=plan.pk)


def of_a_plan(made: Callable[[build.Group], ActionPlan], act: Callable[..., object]) -> Callable[..., object]:
    def prepared(group: build.Group) -> Callable[[], object]:
        plan = made(group)
        return lambda: act(fresh(plan), group)

    return prepared


# Each signature of a sector there is, one press before it is given.
SIGNATURES = {
    "plan agreed": of_a_plan(builders.accepted, lambda plan, group: builders.sign(plan, group.la_lead)),
    "draft given up": of_a_plan(
        builders.draft, lambda plan, group: abandoning.ask(plan, reason="Not now", by=group.la_lead)
    ),
    "plan started": start_of_a_plan,
    "publication": of_a_plan(
        builders.started, lambda plan, group: publishing.choose(plan, level="public", by=group.la_lead)
    ),
    "plan closed": closing_of_a_plan,
    "partnership closed": closing_of_a_partnership,
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_nothing_is_signed_while_the_group_stands_still(area, name):
    press = SIGNATURES[name](area)
    still(area)
    assert refused(press) == ["The area is paused: nothing is signed meanwhile."]
    StudyArea.objects.filter(pk=area.area.pk).update(paused=False, pause_reason="")
    press()
    assert any(table.objects.open().exists() for table in ACTS)


def test_every_signature_is_tried():
    """Of dates alone, of withdrawals and of the pause itself the leads go on to agree."""
    tables = {table for table in apps.get_models() if issubclass(table, TwoSectorAct)}
    assert {table.__name__ for table in tables - set(ACTS)} == {"GapWaiver", "PointWithdrawal", "AreaPaused"}


def test_the_reason_is_told_to_whoever_gave_it(running):
    """My data: the other sector's lead is told that they agreed, and nobody else's words."""
    act = ask(running)
    build.forward_to(build.clock.now() + build.MINUTE)
    agree(running, act)
    told = [
        [str(row) for part in held.held(seat.user) for row in part.rows if "group stands still" in str(row)]
        for seat in (running.la_lead, running.tso_lead, running.la_officer)
    ]
    assert [len(rows) for rows in told] == [1, 1, 0]
    assert ("Asked" in told[0][0], WHY in told[0][0]) == (True, True)
    assert ("Agreed" in told[1][0], WHY in told[1][0]) == (True, False)
