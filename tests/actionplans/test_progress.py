"""How an action goes: the one table of moves, who decides alone and who does not (domain 3H, I-33, I-34)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from actionplans import delivery, depending, progress
from actionplans.models import ActionPlan, Delivery, ProgressUpdate
from actionplans.models.delivery import ENDED, Status
from actionplans.models.rag import next_word_by
from actionplans.progress import BOTH, MOVES
from partnerships.membership import NotPossible
from pipd.kit import clock
from tests import build
from tests.actionplans import builders

WEEK = timedelta(days=7)
NOTHING_PROPOSED = {
    "proposed_status": "", "proposed_at": None, "proposed_by": None, "proposed_due_on": None, "proposed_note": "",
}  # fmt: skip
# As domain 3H writes it, by hand: from, to, whether both sectors decide.
ALLOWED = {
    ("not_started", "in_progress"): "one", ("in_progress", "blocked"): "one", ("blocked", "in_progress"): "one",
    ("deferred", "in_progress"): "one", ("in_progress", "complete"): "both",
    ("not_started", "deferred"): "both", ("in_progress", "deferred"): "both", ("blocked", "deferred"): "both",
    ("not_started", "stopped"): "both", ("in_progress", "stopped"): "both", ("blocked", "stopped"): "both",
    ("deferred", "stopped"): "both",
    ("not_started", "transferred"): "both", ("in_progress", "transferred"): "both",
    ("blocked", "transferred"): "both", ("deferred", "transferred"): "both",
}  # fmt: skip


@pytest.fixture
def row(started: ActionPlan) -> Delivery:
    return Delivery.objects.order_by("action__seq")[0]


@pytest.fixture
def other(started: ActionPlan) -> Delivery:
    return Delivery.objects.order_by("action__seq")[1]


def later(row: Delivery) -> dict[str, object]:
    return {"due_on": row.due_on + WEEK}


def test_table_of_moves_is_the_one_of_the_domain():
    assert {(str(a), str(b)) for a, b in MOVES} == set(ALLOWED)
    assert {str(b) for _, b in MOVES if b in BOTH} == {b for (_, b), who in ALLOWED.items() if who == "both"}


@pytest.mark.parametrize("before", [s.value for s in Status])
def test_every_pair_of_states_does_what_the_table_says(area: build.Group, row: Delivery, before: str) -> None:
    lead = area.tso_officer
    for after in Status.values:
        Delivery.objects.filter(pk=row.pk).update(**NOTHING_PROPOSED, status=before, rag="")
        row.refresh_from_db()
        values = later(row) if after == "deferred" and before != after else {}
        who = ALLOWED.get((before, after), "one" if before == after and before not in ENDED else "")
        if not who:
            with pytest.raises(NotPossible):
                progress.tell(row, status=after, note="Because", by=lead, **values)
            continue
        progress.tell(row, status=after, note="Because", by=lead, **values)
        stands, waits = (before, after) if who == "both" else (after, "")
        assert (row.status, row.proposed_status) == (stands, waits)


def test_progress_is_told_by_anybody_of_either_sector(area: build.Group, row: Delivery) -> None:
    progress.tell(row, status="in_progress", by=area.la_officer)
    told = ProgressUpdate.objects.values_list("status", "told_by", "rag").get()
    assert (row.status, *told) == ("in_progress", "in_progress", area.la_officer.pk, "green")


@pytest.mark.parametrize("role", ["facilitator", "coordinator"])
def test_progress_is_not_told_from_outside_the_sectors(area: build.Group, row: Delivery, role: str) -> None:
    with pytest.raises(PermissionDenied):
        progress.tell(row, status="in_progress", by=getattr(area, role))


def test_progress_before_the_start_is_refused(area: build.Group, agreed: ActionPlan) -> None:
    with pytest.raises(NotPossible, match="start it together"):
        progress.tell(Delivery.objects.all()[0], status="in_progress", by=area.la_officer)


@pytest.mark.parametrize("status", ["complete", "stopped", "transferred", "deferred"])
def test_what_both_decide_is_proposed_by_a_lead_and_by_nobody_else(
    area: build.Group, row: Delivery, status: str
) -> None:
    builders.begun(row, area)
    told = {"status": status, "note": "Because"} | (later(row) if status == "deferred" else {})
    with pytest.raises(NotPossible, match="A lead of this action"):
        progress.tell(row, by=area.la_officer, **told)
    progress.tell(row, by=area.tso_officer, **told)
    assert (row.status, row.proposed_status) == ("in_progress", status)


def test_completion_is_proposed_by_one_and_acknowledged_by_the_other(
    area: build.Group, row: Delivery
) -> None:
    builders.proposed(row, area)
    for own in (area.tso_officer, area.tso_lead, area.la_officer):
        with pytest.raises(PermissionDenied):
            progress.answer(row, agrees=True, by=own)
    progress.answer(row, agrees=True, by=area.la_lead)
    assert (row.status, row.is_open, row.rag, row.shown_rag) == ("complete", False, "", "")
    with pytest.raises(NotPossible, match="complete already"):
        progress.tell(row, status="in_progress", by=area.tso_officer)


@pytest.mark.parametrize("status", ["stopped", "transferred"])
def test_an_end_other_than_complete_needs_a_reason_and_both(
    area: build.Group, row: Delivery, status: str
) -> None:
    with pytest.raises(NotPossible, match="Say why"):
        progress.tell(row, status=status, by=area.tso_officer)
    progress.tell(row, status=status, note="The grant ended", by=area.tso_officer)
    progress.answer(row, agrees=True, by=area.la_lead)
    assert (row.status, row.rag_note) == (status, "The grant ended")


def test_deferred_has_a_new_date_that_both_agree_and_goes_on_from_there(
    area: build.Group, row: Delivery
) -> None:
    new = row.due_on + WEEK
    for due, why in ((None, "Enter the new date"), (row.due_on, "later than today")):
        with pytest.raises(NotPossible, match=why):
            progress.tell(row, status="deferred", note="No room", due_on=due, by=area.tso_officer)
    progress.tell(row, status="deferred", note="No room", due_on=new, by=area.tso_officer)
    progress.answer(row, agrees=True, by=area.la_lead)
    assert (row.status, row.due_on, row.proposed_at, row.proposed_due_on) == ("deferred", new, None, None)
    progress.tell(row, status="in_progress", by=area.la_officer)
    assert row.status == "in_progress"


def test_declined_leaves_everything_as_it_was(area: build.Group, row: Delivery) -> None:
    due = row.due_on
    builders.proposed(row, area, "deferred", **later(row))
    progress.answer(row, agrees=False, by=area.la_lead)
    assert (row.status, row.due_on, row.proposed_status) == ("in_progress", due, "")


def test_second_proposal_before_the_first_is_answered_is_refused(area: build.Group, row: Delivery) -> None:
    builders.proposed(row, area)
    with pytest.raises(NotPossible, match="answered first"):
        delivery.fill_in(row, revision=row.revision, by=area.la_officer, due_on=row.due_on + WEEK)


def test_what_was_said_since_the_proposal_stops_it(area: build.Group, row: Delivery) -> None:
    builders.proposed(row, area)
    progress.tell(row, status="blocked", note="The room is lost", by=area.la_officer)
    with pytest.raises(NotPossible, match="said meanwhile that the action is blocked"):
        progress.answer(row, agrees=True, by=area.la_lead)
    assert row.proposed_status == "complete"
    progress.answer(row, agrees=False, by=area.la_lead)
    assert (row.status, row.proposed_status) == ("blocked", "")


def test_blocked_says_by_what(area: build.Group, row: Delivery) -> None:
    builders.begun(row, area)
    with pytest.raises(NotPossible, match="what it is blocked by"):
        progress.tell(row, status="blocked", by=area.la_officer)


# Prerequisites


def test_complete_waits_for_its_prerequisites(area: build.Group, row: Delivery, other: Delivery) -> None:
    """Control: without the dependency the same proposal stands."""
    depending.wait_for(row, needs=[other.action_id], revision=row.revision, by=area.la_officer)
    builders.begun(row, area)
    with pytest.raises(NotPossible, match=r"It waits for action 1\(b\), which is not started"):
        progress.tell(row, status="complete", by=area.tso_officer)
    builders.completed(other, area)
    progress.tell(row, status="complete", by=area.tso_officer)
    progress.answer(row, agrees=True, by=area.la_lead)
    assert row.status == "complete"


def test_a_prerequisite_that_came_after_the_proposal_stops_its_acknowledgement(
    area: build.Group, row: Delivery, other: Delivery
) -> None:
    builders.proposed(row, area)
    depending.wait_for(row, needs=[other.action_id], revision=row.revision, by=area.la_officer)
    with pytest.raises(NotPossible, match="It can be complete after that"):
        progress.answer(row, agrees=True, by=area.la_lead)
    assert row.status == "in_progress"


def test_a_stopped_prerequisite_has_to_be_taken_off_the_list(
    area: build.Group, row: Delivery, other: Delivery
) -> None:
    depending.wait_for(row, needs=[other.action_id], revision=row.revision, by=area.la_officer)
    builders.proposed(other, area, "stopped")
    progress.answer(other, agrees=True, by=area.la_lead)
    builders.begun(row, area)
    with pytest.raises(NotPossible, match="taken off its list"):
        progress.tell(row, status="complete", by=area.tso_officer)
    depending.wait_for(row, needs=[], revision=row.revision, by=area.la_officer)
    progress.tell(row, status="complete", by=area.tso_officer)


# The colour


def test_a_lead_sets_another_colour_with_a_reason_until_the_next_word(
    area: build.Group, row: Delivery
) -> None:
    builders.begun(row, area)
    with pytest.raises(NotPossible, match="why you set the colour"):
        progress.tell(row, status="in_progress", rag="red", by=area.tso_officer)
    with pytest.raises(NotPossible, match="The facts set the colour"):
        progress.tell(row, status="in_progress", rag="red", note="No money", by=area.la_officer)
    progress.tell(row, status="in_progress", rag="red", note="No money", by=area.tso_officer)
    assert (row.shown_rag, row.derived_rag, row.rag_is_said, row.rag_note) == (
        "red",
        "green",
        True,
        "No money",
    )
    assert row.rag_because == "A lead set this colour. By the facts it would be green."
    progress.tell(row, status="in_progress", by=area.la_officer)
    assert (row.shown_rag, row.rag_is_said) == ("green", False)


def test_overdue_is_never_green(area: build.Group, row: Delivery) -> None:
    progress.tell(row, status="in_progress", rag="green", note="Nearly there", by=area.tso_officer)
    clock.set_to(clock.local(row.due_on + timedelta(days=1), 9))
    assert (row.is_overdue, row.shown_rag, row.rag_is_said) == (True, "red", False)
    assert row.rag_because.startswith("It is overdue")
    with pytest.raises(NotPossible, match="cannot be green"):
        progress.tell(row, status="in_progress", rag="green", note="Nearly there", by=area.tso_officer)
    progress.tell(row, status="in_progress", rag="amber", note="A week more", by=area.tso_officer)
    assert (row.shown_rag, row.rag_is_said) == ("amber", True)


def test_a_colour_shows_what_holds_up_what_it_waits_for(
    area: build.Group, row: Delivery, other: Delivery
) -> None:
    depending.wait_for(row, needs=[other.action_id], revision=row.revision, by=area.la_officer)
    for one in (row, other):
        builders.begun(one, area)
    assert (row.shown_rag, row.rag_because) == ("green", "It is not late, and nothing holds it up.")
    progress.tell(other, status="blocked", note="No room", by=area.la_officer)
    row.refresh_from_db()
    assert (row.shown_rag, row.rag_facts) == ("amber", ("something it waits for is blocked",))


def test_without_a_word_for_a_quarter_it_is_stale_and_one_word_ends_that(
    area: build.Group, row: Delivery
) -> None:
    """The quarter begins with the last word, or with delivery."""
    assert row.last_word_on == row.action.objective.plan.began_on == clock.today()
    Delivery.objects.update(due_on=clock.today() + timedelta(days=300))
    row.refresh_from_db()
    last_day = next_word_by(clock.today())
    clock.set_to(clock.local(last_day, 23, 59))
    assert row.is_stale is False
    clock.set_to(clock.local(last_day + timedelta(days=1), 0, 1))
    assert (row.is_stale, row.shown_rag) == (True, "amber")
    builders.begun(row, area)
    assert (row.is_stale, row.shown_rag) == (False, "green")


def test_nobody_answers_what_they_proposed_from_the_other_side(area: build.Group, row: Delivery) -> None:
    progress.tell(row, status="in_progress", by=area.la_lead)
    progress.tell(row, status="complete", by=area.la_lead)
    now = builders.changed_sides(area.la_lead, area)
    assert progress.is_lead(row, now)  # control: nothing but the person stops it
    with pytest.raises(PermissionDenied):
        progress.answer(row, agrees=True, by=now)
    progress.answer(row, agrees=True, by=area.tso[1])
    assert row.status == "complete"
