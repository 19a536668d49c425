"""Reviews: when they are due, what makes one with both sectors, and that both stand by what was written down."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from actionplans import reviewing
from actionplans.models import ActionPlan, PlanReview
from actionplans.owed import owed
from partnerships import membership
from partnerships.membership import NotPossible
from partnerships.models import Seat
from pipd.kit import clock, workdays
from pipd.kit.revisions import Conflict
from tests import build
from tests.actionplans import builders


@pytest.fixture
def review(started: ActionPlan) -> PlanReview:
    return PlanReview.objects.select_related("plan__area").get()


def asked(seat: Seat) -> list[tuple[str, str]]:
    return [(row.kind, row.title) for row in owed([seat]) if row.kind.startswith("plan review")]


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        (date(2027, 1, 4), 3, date(2027, 4, 5)),  # 4 April is a Sunday
        (date(2026, 11, 30), 3, date(2027, 3, 1)),  # February is too short
        (date(2026, 12, 31), 6, date(2027, 6, 30)),
        (date(2027, 1, 26), 2, date(2027, 3, 30)),  # Good Friday, and the Monday after Easter
    ],
)
def test_the_next_date_is_months_on_and_a_working_day(day: date, months: int, wanted: date) -> None:
    assert reviewing.months_on(day, months) == wanted


def test_first_review_is_planned_when_delivery_starts(review: PlanReview) -> None:
    assert (review.number, review.due_on) == (1, reviewing.months_on(clock.today()))


def test_none_is_planned_before_that(area: build.Group, agreed: ActionPlan) -> None:
    assert not PlanReview.objects.exists()


def test_the_next_is_planned_once_both_sectors_stand_by_the_last(
    area: build.Group, review: PlanReview
) -> None:
    clock.set_to(clock.now() + timedelta(days=70))
    builders.written(review, area)
    assert PlanReview.objects.count() == 1
    reviewing.confirm(review, revision=review.revision, by=area.tso_lead)
    after = PlanReview.objects.get(number=2)
    assert after.due_on == reviewing.months_on(clock.today())


@pytest.mark.parametrize("who", ["la_lead", "deputy", "tso_officer", "facilitator", "coordinator"])
def test_only_the_other_sectors_lead_confirms(area: build.Group, review: PlanReview, who: str) -> None:
    builders.written(review, area)
    seat = area.la[1] if who == "deputy" else getattr(area, who)
    with pytest.raises(PermissionDenied):
        reviewing.confirm(review, revision=review.revision, by=seat)
    assert PlanReview.objects.filter(confirmed_at=None).count() == 1


def test_the_other_sectors_deputy_confirms_too(area: build.Group, review: PlanReview) -> None:
    builders.written(review, area)
    reviewing.confirm(review, revision=review.revision, by=area.tso[1])
    assert PlanReview.objects.get(number=1).confirmed_by == area.tso[1]


def test_whoever_writes_last_is_the_one_who_is_confirmed(area: build.Group, review: PlanReview) -> None:
    builders.written(review, area)
    read = review.revision
    builders.written(review, area, by=area.tso_lead, lessons="As we saw it")
    with pytest.raises(PermissionDenied):
        reviewing.confirm(review, revision=review.revision, by=area.tso_lead)
    with pytest.raises(NotPossible, match="changed after you read"):
        reviewing.confirm(review, revision=read, by=area.la_lead)
    reviewing.confirm(review, revision=review.revision, by=area.la_lead)
    with pytest.raises(NotPossible, match="stays as it is"):
        builders.written(review, area, lessons="Another ending")


def test_whoever_writes_from_an_old_page_finds_a_conflict(area: build.Group, review: PlanReview) -> None:
    builders.written(review, area)
    told = {"held_on": clock.today(), "lessons": "x", "changes": "y"}
    with pytest.raises(Conflict):
        reviewing.write_down(
            review, revision=0, present=[area.la_lead.pk, area.tso_lead.pk], by=area.tso_lead, **told
        )


def test_it_is_held_with_both_sectors(area: build.Group, review: PlanReview) -> None:
    with pytest.raises(NotPossible, match="third sector was there"):
        builders.written(review, area, present=[area.la_lead.pk, area.la_officer.pk, area.facilitator.pk])


def test_whoever_had_left_by_then_was_not_there(area: build.Group, review: PlanReview) -> None:
    clock.set_to(clock.now() + timedelta(days=5))
    gone = area.tso_officer
    membership.leave(gone, by=gone)
    held = [area.la_lead.pk, gone.pk]
    clock.set_to(clock.now() + timedelta(days=5))
    with pytest.raises(NotPossible, match="did not take part here on that day"):
        builders.written(review, area, present=held)
    builders.written(review, area, present=held, held_on=clock.today() - timedelta(days=6))
    builders.written(review, area, present=[area.la_lead.pk, area.tso_lead.pk])
    assert review.present.count() == 2


def test_a_review_to_come_is_not_written_down(area: build.Group, review: PlanReview) -> None:
    for day, words in ((1, "future"), (-400, "after delivery started")):
        with pytest.raises(NotPossible, match=words):
            builders.written(review, area, held_on=clock.today() + timedelta(days=day))


def test_the_date_moves_within_bounds(area: build.Group, review: PlanReview) -> None:
    start = clock.today()
    wrong = [
        (start - timedelta(days=1), "today or later"),
        (reviewing.months_on(start, 6) + timedelta(days=1), "within 6 months"),
        (date(2027, 5, 3), "weekend or a bank holiday"),
    ]
    for day, words in wrong:
        with pytest.raises(NotPossible, match=words):
            reviewing.move_date(review, due_on=day, revision=review.revision, by=area.la_lead)
    good = workdays.add_wd(start, 30)
    reviewing.move_date(review, due_on=good, revision=review.revision, by=area.tso_lead)
    assert PlanReview.objects.get().due_on == good


def test_reviews_wait_for_delivery_and_end_with_it(area: build.Group, review: PlanReview) -> None:
    plan = review.plan
    builders.half_closed(plan, area)
    builders.close(plan, area.tso_lead)
    with pytest.raises(NotPossible, match="closed"):
        builders.written(review, area)


# Under review, and reminders


def test_under_review_from_twenty_working_days_before_until_confirmed(
    area: build.Group, review: PlanReview
) -> None:
    plan = review.plan
    for days, wanted in ((21, False), (20, True), (0, True)):
        clock.set_to(clock.local(workdays.sub_wd(review.due_on, days), 9))
        assert reviewing.is_under_review(plan, reviewing.coming(plan)) is wanted
    builders.written(review, area)
    assert reviewing.is_under_review(plan, reviewing.coming(plan))
    reviewing.confirm(review, revision=review.revision, by=area.tso_lead)
    assert not reviewing.is_under_review(plan, reviewing.coming(plan))


def test_leads_and_the_coordinator_are_reminded_from_twenty_working_days_before(
    area: build.Group, review: PlanReview
) -> None:
    reminded = [area.la_lead, area.la[1], area.tso_lead, area.coordinator]
    others = [area.la_officer, area.facilitator]
    clock.set_to(clock.local(workdays.sub_wd(review.due_on, 21), 9))
    assert [asked(seat) for seat in (*reminded, *others)] == [[]] * 6
    clock.set_to(clock.local(workdays.sub_wd(review.due_on, 20), 9))
    wanted = [("plan review", "Review 1 of the plan is due")]
    assert [asked(seat) for seat in reminded] == [wanted] * 4
    assert [asked(seat) for seat in others] == [[], []]
    clock.set_to(clock.local(review.due_on + timedelta(days=1), 9))
    assert asked(area.coordinator) == [("plan review", "Review 1 of the plan is overdue")]


def test_the_other_sectors_lead_is_asked_to_confirm(
    area: build.Group, neighbour: build.Group, review: PlanReview
) -> None:
    builders.written(review, area)
    wanted = [("plan review to confirm", "Confirm what was written down of review 1")]
    assert [asked(seat) for seat in (area.tso_lead, area.tso[1])] == [wanted, wanted]
    for seat in (area.la_lead, area.tso_officer, area.coordinator, neighbour.tso_lead):
        assert asked(seat) == []


def test_whoever_wrote_it_down_does_not_confirm_it_from_the_other_side(
    area: build.Group, review: PlanReview
) -> None:
    builders.written(review, area)
    now = builders.changed_sides(area.la_lead, area)
    assert (now.sector, now.may_sign) == ("tso", True)  # control: nothing but the person stops it
    with pytest.raises(PermissionDenied):
        reviewing.confirm(review, revision=review.revision, by=now)
    kinds = [[kind for kind, _ in asked(seat)] for seat in (now, area.tso[1])]
    assert kinds == [[], ["plan review to confirm"]]
    reviewing.confirm(review, revision=review.revision, by=area.tso[1])
