"""What was said for few readers goes when its purpose is over, on the day and not before; the rest of it stays."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from partnerships import keeping, membership, retention_restricted, selection
from partnerships.membership import NotPossible
from partnerships.models import Application, RetentionProposal, Role, Seat, StudyArea, User
from partnerships.retention_restricted import PARTS, look
from pipd.home import owed_by, seats_of
from pipd.kit import clock
from pipd.kit.models import LogEntry
from pipd.tasks import propose_retention
from tests import build
from tests.client import Client
from tests.partnerships import applicants

ACCEPTED_ON, LEFT_ON = date(2027, 3, 31), date(2027, 5, 14)
DECISION_OVER, PART_OVER = date(2027, 9, 30), date(2027, 11, 14)


def at(day: date, hour: int = 12) -> None:
    clock.set_to(clock.local(day, hour))


@pytest.fixture
def accepted(db: None, base_moment: object) -> Seat:
    """Somebody of the third sector who was accepted on 31 March and left on 14 May."""
    area = applicants.recruiting_area(days=80)
    application = applicants.sent(area, sector="tso")
    at(ACCEPTED_ON)
    seat = selection.accept(application, by=build.programme_seat(Role.COORDINATOR))
    at(LEFT_ON)
    membership.leave(seat, by=seat)
    seat.refresh_from_db()
    return seat


def numbers(seat: Seat) -> tuple[int, int, int]:
    assert seat.area
    found = {lot.what: lot.number for lot in look(seat.area.programme).lots}
    return (found[PARTS["applications"]], found[PARTS["funding"]], found[PARTS["people"]])


def said(seat: Seat) -> tuple[str, str, str, str]:
    one, user = Application.objects.get(seat=seat), User.objects.get(pk=seat.user_id)
    return one.access_needs, one.interest, one.funding_link, user.access_needs


def confirm(seat: Seat, by: Seat) -> int:
    assert seat.area
    return keeping.confirm(seat.area.programme, retention_restricted.KINDS, by=by)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2027, 9, 29), (0, 0, 0)),
        (DECISION_OVER, (1, 0, 0)),
        (date(2027, 11, 13), (1, 0, 0)),
        (PART_OVER, (1, 1, 1)),
    ],
)
def test_each_is_due_from_the_day_six_months_later_on(accepted, day, due):
    at(day, hour=0)
    assert numbers(accepted) == due


def test_the_next_day_on_which_more_is_due_is_told(accepted):
    assert look(accepted.area.programme).coming == DECISION_OVER
    at(DECISION_OVER)
    assert look(accepted.area.programme).coming == PART_OVER
    at(PART_OVER)
    assert look(accepted.area.programme).coming is None


def test_deleting_is_real_and_spares_what_is_not_due(accepted):
    by = build.programme_seat(Role.COORDINATOR)
    assert said(accepted) == ("Large print", "To improve things", "grant", "Large print")
    at(DECISION_OVER)
    assert confirm(accepted, by) == 1
    assert said(accepted) == ("", "", "grant", "Large print")
    at(PART_OVER)
    assert confirm(accepted, by) == 2
    assert said(accepted) == ("", "", "", "")
    facts = LogEntry.objects.filter(verb="restricted words deleted").order_by("number")
    assert list(facts.values_list("facts", flat=True)) == [
        {"applications": 1, "funding": 0, "people": 0},
        {"applications": 0, "funding": 1, "people": 1},
    ]
    with pytest.raises(NotPossible):
        confirm(accepted, by)


def test_what_goes_on_keeps_its_words(accepted):
    """Nobody is left without a hearing loop because they have taken part for a long time."""
    Seat.objects.filter(pk=accepted.pk).update(ended_on=None)
    at(date(2029, 1, 10))
    assert numbers(accepted) == (1, 0, 0)


def test_the_end_of_the_area_ends_it_too(accepted):
    Seat.objects.filter(pk=accepted.pk).update(ended_on=None)
    area = StudyArea.objects.get(pk=accepted.area_id)
    from partnerships import ending

    ending.discontinue(
        area, reason="The council was reorganised", by=build.programme_seat(Role.ADMINISTRATOR)
    )
    at(date(2027, 11, 13))
    assert numbers(accepted) == (1, 0, 0)
    at(PART_OVER)
    assert numbers(accepted) == (1, 1, 1)


def test_needs_stay_while_somebody_takes_part_elsewhere(accepted):
    there = build.study_area(name="Nine Elders", number=2)
    body = accepted.organisation
    body.areas.add(there)
    membership.join(there, user=accepted.user, sector="tso", organisation=body, job_title="Trustee")
    at(PART_OVER)
    assert numbers(accepted) == (1, 1, 0)


def test_it_is_put_to_the_coordinators_like_the_other_kinds(accepted):
    coordinator = build.programme_seat(Role.COORDINATOR)
    at(DECISION_OVER)
    propose_retention()
    assert RetentionProposal.objects.open().filter(kind="restricted", number=1).exists()
    assert "retention" in {row.kind.split()[0] for row in owed_by(seats_of(coordinator.user))}


def test_nobody_but_a_coordinator_deletes(accepted):
    at(PART_OVER)
    for role in (Role.ADMINISTRATOR, Role.ANALYST):
        with pytest.raises((PermissionDenied, NotPossible)):
            confirm(accepted, build.programme_seat(role))
    assert said(accepted)[2:] == ("grant", "Large print")


def test_the_application_says_that_it_may_have_been_deleted(accepted):
    by = build.programme_seat(Role.COORDINATOR)
    at(PART_OVER)
    confirm(accepted, by)
    one = Application.objects.get(seat=accepted)
    address = f"/areas/{accepted.area.slug}/applications/{one.pk}/"
    page = Client().as_(by).get(address)
    assert page.status_code == 200
    assert page.text.count("Nothing said, or deleted since") == 2
