"""On which days plans are told of by mail: domain 3J, one case for each of its rows about plans, and our own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from actionplans import abandoning, asking, challenging, delivery, progress, publishing, told
from actionplans.models import Delivery, PlanReview
from actionplans.owed import owed
from partnerships import mail_choices, membership, naming_leads
from partnerships.models import Seat
from pipd import digest
from pipd.kit import clock, workdays
from pipd.kit.owed import USUAL
from tests import build
from tests.actionplans import builders
from tests.telling import counted, days_of_each

AFTER = 22  # working days that are looked at after the day that counts, as a rule
AWAITED = [1, 5, 10, 15]  # the event itself was in the day's hours: the next morning's list is the first


@dataclass(frozen=True)
class Told:
    """Who is told of what; days count from `day`, and are looked at `before` working days earlier."""

    kind: str
    day: date
    seats: list[Seat]
    before: int = 0
    after: int = AFTER


def signature(area: build.Group) -> Told:
    builders.sign(builders.accepted(area), area.la_lead)
    return Told("plan signature", clock.today(), [area.tso_lead, area.tso[1]])


def start(area: build.Group) -> Told:
    plan = builders.agreed(area)
    builders.filled(plan, area)
    delivery.start(plan, by=area.tso_lead)
    return Told("plan start", clock.today(), [area.la_lead])


def acceptance(area: build.Group) -> Told:
    plan = builders.draft(area)
    builders.objective(plan, area)
    builders.accept_all(plan, area.la_lead)
    return Told("plan acceptance", clock.today(), [area.tso_lead])


def giving_up(area: build.Group) -> Told:
    abandoning.ask(builders.draft(area), reason="It answers nothing", by=area.la_lead)
    return Told("plan giving up", clock.today(), [area.tso_lead])


def closing(area: build.Group) -> Told:
    builders.half_closed(builders.started(area, actions=1), area)
    return Told("plan closing", clock.today(), [area.tso_lead])


def publication(area: build.Group) -> Told:
    publishing.choose(builders.agreed(area), level="partners", by=area.la_lead)
    return Told("plan publication", clock.today(), [area.tso_lead])


def answer(area: build.Group) -> Told:
    builders.started(area, actions=1)
    builders.proposed(Delivery.objects.get(), area)
    return Told("plan answer", clock.today(), [area.la_lead])


def challenge(area: build.Group) -> Told:
    builders.started(area, actions=1)
    update = challenging.latest(builders.begun(Delivery.objects.get(), area))
    assert update is not None
    challenging.challenge(update, words="QUAGGA", by=area.la_officer)
    return Told("progress challenged", clock.today(), [area.tso_officer])


def confirmation(area: build.Group) -> Told:
    builders.started(area, actions=1)
    builders.written(PlanReview.objects.select_related("plan__area").get(), area)
    return Told("plan review to confirm", clock.today(), [area.tso_lead])


def support(area: build.Group) -> Told:
    closes = asking.ask(builders.accepted(area), by=area.la_lead).closes_at
    return Told("support asked", closes.astimezone(clock.LONDON).date(), [area.la_officer, area.tso_lead], 10)


def _due(area: build.Group) -> date:
    """One action that is due, which the local authority's and the third sector's officers lead."""
    builders.started(area, actions=1)
    row = Delivery.objects.get()
    delivery.fill_in(row, revision=row.revision, by=area.la_officer, lead_la_seat=area.la_officer)
    assert row.due_on is not None
    return row.due_on


def action_due(area: build.Group) -> Told:
    return Told("action due", _due(area), [area.la_officer, area.tso_officer], 13)


def action_overdue(area: build.Group) -> Told:
    return Told("action overdue", _due(area), [area.la_officer, area.tso_officer])


def action_long_overdue(area: build.Group) -> Told:
    return Told("action long overdue", _due(area), [area.la_lead, area.tso_lead], after=31)


def word(area: build.Group) -> Told:
    builders.started(area, actions=1)
    Delivery.objects.update(due_on=clock.today() + timedelta(days=300))
    return Told("progress update", PlanReview.objects.get().due_on, [area.tso_officer], 13)


def review(area: build.Group) -> Told:
    builders.started(area, actions=1)
    who = [area.la_lead, area.tso_lead, area.coordinator]
    return Told("plan review", PlanReview.objects.get().due_on, who, 23)


ROWS: list[tuple[str, Callable[[build.Group], Told], list[int]]] = [
    ("plan awaiting your signature", signature, AWAITED),
    ("as that: start of delivery", start, AWAITED),
    ("as that: acceptance", acceptance, AWAITED),
    ("as that: giving a draft up", giving_up, AWAITED),
    ("as that: closing", closing, AWAITED),
    ("as that: who may read it", publication, AWAITED),
    ("as that: answer to a proposal", answer, AWAITED),
    ("as that: a word is challenged", challenge, AWAITED),
    ("as that: a review written down", confirmation, AWAITED),
    ("support asked", support, [-9, -5, -1]),
    ("action due", action_due, [-10, -2]),
    ("action overdue", action_overdue, [1, 10, 20]),
    ("action overdue, both plan leads", action_long_overdue, [20, 30]),
    ("progress update due", word, [-10, 0, 10, 20]),
    ("plan review", review, [-20, -5, 1, 10, 20]),
]


@pytest.mark.parametrize(("case", "wanted"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_3j_days_on_which_plans_are_told_of(
    area: build.Group, case: Callable[[build.Group], Told], wanted: list[int]
) -> None:
    asked = case(area)
    first, last = workdays.sub_wd(asked.day, asked.before), workdays.add_wd(asked.day, asked.after)
    after = workdays.add_wd(clock.today(), 1)
    found = days_of_each(owed, asked.seats, asked.kind, max(first, after), last)
    assert [counted(days, asked.day) for days in found] == [wanted] * len(asked.seats)


def test_every_kind_says_its_days_and_the_usual_ones_are_named(area: build.Group) -> None:
    """A row without days of its own is told of on days that 3J knows nothing of."""
    usual = {kind for kind, marks in told.KINDS.items() if marks == USUAL}
    assert usual == {"action lead", "evidence lost", "sector lead"}
    with pytest.raises(KeyError):
        told.marks("something new")
    signature(area)
    assert [row.marks for row in owed([area.tso_lead])] == [told.marks("plan signature", _signed_at(area))]


def _signed_at(area: build.Group) -> object:
    [act] = area.area.plans.get().agreements.all()
    return act.la_at


def test_e20_whoever_becomes_lead_is_told_the_next_morning(area: build.Group) -> None:
    """Six days after the signature, which is no day of 3J: the reminder follows the lead who changed."""
    builders.sign(builders.accepted(area), area.la_lead)
    signed = clock.today()
    clock.set_to(clock.local(workdays.add_wd(signed, 6), 17))
    membership.leave(area.tso_lead, by=area.tso_lead)
    naming_leads.name_lead(area.tso[3], by=area.facilitator)
    newly = Seat.objects.select_related("user").get(pk=area.tso[3].pk)
    seats = [newly, area.tso[1]]
    days = days_of_each(
        owed, seats, "plan signature", workdays.add_wd(signed, 7), workdays.add_wd(signed, 20)
    )
    assert counted(days[0], signed) == [7, 10, 15]


def test_a_signature_given_anew_is_told_of_anew(area: build.Group) -> None:
    """The first was voided by a change; the second counts its own days (domain I-29)."""
    plan = builders.accepted(area)
    builders.sign(plan, area.la_lead)
    seats, first = [area.tso_lead], clock.today()
    days_of_each(owed, seats, "plan signature", workdays.add_wd(first, 1), workdays.add_wd(first, 2))
    clock.set_to(clock.local(workdays.add_wd(first, 2), 12))
    builders.action(plan.objectives.get(), area, text="Another action")
    builders.accept_all(plan, area.la_lead, area.tso_lead)
    builders.sign(plan, area.la_lead)
    second = clock.today()
    [days] = days_of_each(
        owed, seats, "plan signature", workdays.add_wd(second, 1), workdays.add_wd(second, 16)
    )
    assert counted(days, second) == AWAITED


def test_a_second_proposal_for_one_action_is_told_of_when_it_is_made(area: build.Group) -> None:
    told_of = answer(area)
    days_of_each(owed, told_of.seats, told_of.kind, *(workdays.add_wd(told_of.day, n) for n in (1, 2)))
    row = Delivery.objects.get()
    clock.set_to(clock.local(workdays.add_wd(told_of.day, 2), 12))
    progress.answer(row, agrees=False, by=area.la_lead)
    progress.tell(row, status="complete", by=area.tso_officer)
    second = clock.today()
    last = workdays.add_wd(second, 6)
    [days] = days_of_each(owed, told_of.seats, told_of.kind, workdays.add_wd(second, 1), last)
    assert counted(days, second) == [1, 5]


def test_a_list_names_what_is_late_beside_its_reason(area: build.Group) -> None:
    """Between its own days an overdue action is in a list that goes out for something else, and alone in none."""
    due = _due(area)
    clock.set_to(clock.local(workdays.add_wd(due, 1), 8, 30))
    digest.queue_for(area.tso_officer.user, clock.today())
    clock.set_to(clock.local(workdays.add_wd(due, 2), 8, 30))
    assert digest.digest_for(area.tso_officer.user, clock.today()) == []


def test_what_may_be_switched_off_of_plans_is_what_comes_before_a_day_and_a_word(area: build.Group) -> None:
    [actions] = [topic for topic in mail_choices.TOPICS if topic.code == "actions"]
    assert actions.owed <= told.KINDS.keys()
    asked, who = word(area), area.tso_officer.user
    clock.set_to(clock.local(workdays.sub_wd(asked.day, 10), 8, 30))

    def kinds() -> set[str]:
        return {row.kind for row in digest.digest_for(who, clock.today())} & told.KINDS.keys()

    assert kinds() == {"progress update"}
    mail_choices.stop(who, ["actions"])
    assert kinds() == set()
    Delivery.objects.update(due_on=workdays.sub_wd(clock.today(), 1))
    assert kinds() == {"action overdue"}
