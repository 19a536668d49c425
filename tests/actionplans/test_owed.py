"""What a plan asks of one seat: the right thing of the right person, and nothing of anybody else."""

from __future__ import annotations

from datetime import timedelta

from actionplans import delivery, progress
from actionplans.models import Action, ActionPlan, Delivery, Objective
from actionplans.owed import owed
from partnerships import membership, naming_leads
from partnerships.models import Seat
from pipd import digest
from pipd.kit import clock, workdays
from pipd.kit.clock import LONDON
from pipd.kit.models import OutgoingMail
from tests import build
from tests.actionplans import builders
from tests.telling import counted, days_of_each
from workshops.clearance import withdrawing


def asked(seat: Seat) -> list[tuple[str, str]]:
    return [(thing.kind, thing.title) for thing in owed([seat])]


def test_nothing_is_owed_for_a_draft_nobody_signed(area: build.Group, accepted: ActionPlan) -> None:
    assert [asked(seat) for seat in (area.la_lead, area.tso_lead, area.facilitator)] == [[], [], []]


def test_what_one_sector_has_accepted_is_asked_of_the_other_sectors_lead(
    area: build.Group, draft: ActionPlan
) -> None:
    builders.objective(draft, area, actions=2)
    assert [asked(seat) for seat in (area.la_lead, area.tso_lead)] == [[], []]
    builders.accept_all(draft, area.la_lead)
    wanted = [("plan acceptance", "Accept, or change, what the other sector has accepted")]
    assert [asked(seat) for seat in (area.la_lead, area.tso_lead, area.tso_officer)] == [[], wanted, []]
    assert "3 items" in owed([area.tso_lead])[0].what
    builders.accept_all(draft, area.tso_lead)
    assert asked(area.tso_lead) == []


def test_signature_is_owed_by_the_other_sectors_lead_and_deputy(
    area: build.Group, accepted: ActionPlan
) -> None:
    builders.sign(accepted, area.la_lead)
    wanted = [("plan signature", "Sign the plan")]
    assert [asked(seat) for seat in (area.tso_lead, area.tso[1], area.tso_officer)] == [wanted, wanted, []]
    assert [asked(seat) for seat in (area.la_lead, area.coordinator)] == [[], []]
    thing = owed([area.tso_lead])[0]
    assert (thing.url, thing.subject, thing.area_name) == (
        "/areas/quillshire/plan/sign/",
        accepted.pk,
        "Quillshire",
    )
    assert thing.due_at.astimezone(LONDON).hour == 17


def test_3j_awaited_signature_is_told_of_at_once_and_after_5_10_and_15_working_days(
    area: build.Group, accepted: ActionPlan
) -> None:
    builders.sign(accepted, area.la_lead)
    first, last = clock.today(), workdays.add_wd(clock.today(), 21)
    people = [area.tso_lead, area.tso[1], area.la_lead]
    told = days_of_each(owed, people, "plan signature", workdays.add_wd(first, 1), last)
    assert [counted(days, first) for days in told] == [[1, 5, 10, 15], [1, 5, 10, 15], []]
    assert len(builders.mails("plan_signature_awaited")) == 1


def left_by(*seats: Seat) -> None:
    for seat in seats:
        seat.refresh_from_db()
        membership.leave(seat, by=seat)


def test_a_sector_that_nobody_leads_is_asked_to_choose_somebody_while_the_plan_waits_for_it(
    area: build.Group, accepted: ActionPlan
) -> None:
    """Domain I-7, E20: its participants are asked, and nobody of the other sector; a deputy stands for it too."""
    builders.sign(accepted, area.la_lead)
    left_by(area.tso_lead)
    assert asked(area.tso_officer) == []
    left_by(area.tso[1])
    wanted = [("sector lead", "Choose who signs for your sector")]
    assert [asked(seat) for seat in area.tso[2:]] == [wanted] * len(area.tso[2:])
    assert [asked(seat) for seat in (area.la_lead, area.la[1], area.la_officer, area.facilitator)] == [[]] * 4
    thing = owed([area.tso_officer])[0]
    assert (thing.url, thing.subject) == ("/areas/quillshire/people/lead/", accepted.pk)
    assert "waits for the third sector participants" in thing.what
    naming_leads.name_lead(area.tso[3], by=area.facilitator)
    assert [asked(seat) for seat in area.tso[4:]] == [[]] * len(area.tso[4:])
    area.tso[3].refresh_from_db()
    assert asked(area.tso[3]) == [("plan signature", "Sign the plan")]


def test_no_lead_is_asked_for_while_the_plan_does_not_wait_for_the_sector(
    area: build.Group, accepted: ActionPlan
) -> None:
    left_by(area.tso_lead, area.tso[1])
    assert asked(area.tso_officer) == []
    Objective.objects.update(accepted_tso_at=None, accepted_tso_by=None)
    Action.objects.update(accepted_tso_at=None, accepted_tso_by=None)
    assert asked(area.tso_officer) == [("sector lead", "Choose who signs for your sector")]
    assert asked(area.la_officer) == []


def test_choosing_a_lead_is_told_of_when_new_and_again_until_it_is_done(
    area: build.Group, accepted: ActionPlan
) -> None:
    builders.sign(accepted, area.la_lead)
    left_by(area.tso_lead, area.tso[1])
    first, last = clock.today(), workdays.add_wd(clock.today(), 16)
    told = days_of_each(
        owed, [area.tso_officer, area.la_officer], "sector lead", workdays.add_wd(first, 1), last
    )
    assert [counted(days, first) for days in told] == [[1, 3, 4, 5, 6, 10, 15], []]


def test_signature_that_was_given_is_in_no_list_any_more(area: build.Group, accepted: ActionPlan) -> None:
    builders.sign(accepted, area.la_lead)
    clock.set_to(clock.local(workdays.add_wd(clock.today(), 5), 8, 30))
    thing = f"plan signature:{accepted.pk}"
    about = [digest.told_as(row) for row in digest.digest_for(area.tso_lead.user, clock.today())]
    assert thing in about
    builders.sign(accepted, area.tso_lead)
    row = OutgoingMail(kind="digest", recipient=area.tso_lead.user.pk, about=[thing])
    assert not digest.still_due(row)


def test_signature_of_a_new_version_is_owed_while_delivery_of_the_one_in_force_goes_on(
    area: build.Group,
) -> None:
    made = builders.amended(area)
    builders.sign(made, area.la_lead)
    assert [t.subject for t in owed([area.tso_lead]) if t.kind == "plan signature"] == [made.pk]
    row = Delivery.objects.order_by("action__seq")[0]
    clock.set_to(clock.local(row.due_on + timedelta(days=1), 9))
    assert [kind for kind, _ in asked(area.tso_officer)] == ["action overdue"] * 3


def test_start_is_owed_by_the_other_sectors_lead(area: build.Group, agreed: ActionPlan) -> None:
    builders.filled(agreed, area)
    delivery.start(agreed, by=area.tso_lead)
    assert asked(area.la_lead) == [("plan start", "Sign the start of delivery")]
    assert asked(area.tso_lead) == []


def test_action_is_owed_by_its_lead_from_ten_working_days_before(
    area: build.Group, started: ActionPlan
) -> None:
    row = Delivery.objects.order_by("action__seq")[0]
    assert asked(area.tso_officer) == []
    clock.set_to(clock.local(row.due_on - timedelta(days=7), 9))
    assert asked(area.tso_officer) == [
        ("action due", "Action 1(a) of the plan is due soon"),
        ("action due", "Action 1(b) of the plan is due soon"),
    ]
    assert asked(area.la_officer) == []
    clock.set_to(clock.local(row.due_on + timedelta(days=1), 9))
    assert [kind for kind, _ in asked(area.tso_officer)] == ["action overdue", "action overdue"]


def test_answer_is_owed_by_the_other_sector(area: build.Group, started: ActionPlan) -> None:
    row = Delivery.objects.order_by("action__seq")[0]
    builders.begun(row, area)
    progress.tell(row, status="complete", by=area.la_lead)
    wanted = [("plan answer", "Answer the other sector")]
    assert [asked(seat) for seat in (area.tso_officer, area.tso_lead)] == [wanted, wanted]
    assert [asked(seat) for seat in (area.la_officer, area.la_lead)] == [[], []]


def test_lost_evidence_is_flagged_to_both_leads(area: build.Group, agreed: ActionPlan) -> None:
    withdrawing.withdraw(area.area, build.cleared_point(area).pk, by=area.facilitator)
    wanted = [("evidence lost", "Objective 1 has lost the statement behind it")]
    assert [asked(seat) for seat in (area.la_lead, area.tso_lead, area.la_officer)] == [wanted, wanted, []]
    assert owed([area.la_lead])[0].due_at > clock.now()


def test_lost_evidence_is_never_late_and_not_asked_for_ever(area: build.Group, agreed: ActionPlan) -> None:
    build.forward_to(clock.now() + timedelta(days=60))
    withdrawing.withdraw(area.area, build.cleared_point(area).pk, by=area.facilitator)
    assert asked(area.la_lead)
    build.forward_to(clock.now() + timedelta(days=14))
    assert asked(area.la_lead) == []
