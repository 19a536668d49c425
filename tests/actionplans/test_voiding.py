"""Changing what somebody signed, and withdrawing what it came from (domain I-24, I-28, I-29)."""

from __future__ import annotations

import pytest

from actionplans import accepting, content, planning, signing
from actionplans.models import ActionPlan, Delivery, Evidence, PlanAgreed
from partnerships import membership
from partnerships.membership import NotPossible
from pipd.kit.models import OutgoingMail
from tests import build
from tests.actionplans import builders
from tests.actionplans.builders import mails, stops
from workshops.clearance import withdrawing

# Changing what somebody signed


def test_3n_10_edit_after_one_signature_voids_it(area: build.Group, accepted: ActionPlan) -> None:
    act = builders.sign(accepted, area.la_lead)
    second = content.lines(accepted)[0].actions[1].action
    planning.edit_action(second, by=area.tso_officer, revision=0, text="Swap jobs for a fortnight")
    act.refresh_from_db()
    second.refresh_from_db()
    assert act.voided_at is not None
    assert (second.is_accepted_for("la"), second.is_accepted_for("tso")) == (False, False)
    told = OutgoingMail.objects.get(kind="plan_signature_voided")
    assert (told.to, told.subject_line) == (area.la_lead.user.email, "Your signature no longer stands")
    assert "Action 1(b) was changed." in told.body_text
    assert "fortnight" not in told.body_text + told.body_html
    assert builders.DEED not in told.body_text + told.body_html


def test_3n_10_due_date_after_both_signed_changes_no_signature(area: build.Group, agreed: ActionPlan) -> None:
    before = PlanAgreed.objects.values().get()
    builders.filled(agreed, area)
    assert PlanAgreed.objects.values().get() == before
    assert content.content_digest(agreed) == before["digest"]


def test_edit_of_a_proposal_voids_nothing(area: build.Group, accepted: ActionPlan) -> None:
    extra = builders.objective(accepted, area, text="To do one thing more")
    act = builders.sign(accepted, area.la_lead)
    planning.edit_objective(extra, by=area.tso_officer, revision=0, text="To do another")
    builders.objective(accepted, area, text="To do a third")
    act.refresh_from_db()
    assert act.voided_at is None
    assert mails("plan_signature_voided") == []


@pytest.mark.parametrize("how", ["move", "remove", "take back", "accept"])
def test_whatever_changes_the_signed_words_voids_a_lone_signature(area: build.Group, how: str) -> None:
    plan = builders.accepted(area, objectives=2)
    extra = builders.objective(plan, area, text="To do one thing more")
    accepting.accept(extra, revision=0, by=area.la_lead)
    act = builders.sign(plan, area.la_lead)
    second = content.lines(plan)[1].objective
    {
        "move": lambda: planning.move(second, up=True, by=area.tso_officer),
        "remove": lambda: planning.remove(second, by=area.tso_officer),
        "take back": lambda: accepting.take_back(second, by=area.tso_lead),
        "accept": lambda: accepting.accept(extra, revision=0, by=area.tso_lead),
    }[how]()
    act.refresh_from_db()
    assert act.voided_at is not None
    assert mails("plan_signature_voided") == [(area.la_lead.user.email, "Your signature no longer stands")]


def test_voided_lead_may_sign_the_new_words(area: build.Group, accepted: ActionPlan) -> None:
    builders.sign(accepted, area.la_lead)
    second = content.lines(accepted)[0].actions[1].action
    planning.edit_action(second, by=area.tso_officer, revision=0, text="Swap jobs for a fortnight")
    builders.accept_all(accepted, area.la_lead, area.tso_lead)
    builders.sign(accepted, area.tso_lead, area.la_lead)
    assert accepted.state == "agreed"
    assert (PlanAgreed.objects.count(), PlanAgreed.objects.complete().count()) == (2, 1)


def test_i_28_unaccepted_items_stay_behind_as_proposals(area: build.Group, accepted: ActionPlan) -> None:
    line = content.lines(accepted)[0]
    extra = builders.action(line.objective, area, text="An action of one sector")
    accepting.accept(extra, revision=0, by=area.la_lead)
    builders.objective(accepted, area, text="An objective of one sector")
    behind = signing.stays_behind(content.lines(accepted))
    assert [(b.line.name, list(b.missing)) for b in behind] == [
        ("Action 1(c)", ["tso"]),
        ("Objective 2", ["la", "tso"]),
        ("Action 2", ["la", "tso"]),
    ]
    builders.sign(accepted, area.la_lead, area.tso_lead)
    told = content.content_of(content.agreed_lines(accepted))
    assert [(o["text"], [a["text"] for a in o["actions"]]) for o in told] == [
        (f"{builders.WORDS} 1", [f"{builders.DEED} 1", f"{builders.DEED} 2"])
    ]
    assert not Delivery.objects.filter(action=extra).exists()


@pytest.mark.parametrize("state", ["agreed", "started"])
def test_words_of_a_signed_plan_cannot_be_changed(
    area: build.Group, state: str, request: pytest.FixtureRequest
) -> None:
    plan = request.getfixturevalue(state)
    objective = content.lines(plan)[0].objective
    for act in (
        lambda: planning.edit_objective(objective, by=area.la_officer, revision=0, text="Other words"),
        lambda: planning.add_objective(plan, by=area.la_officer, text="One more", priority="low"),
        lambda: planning.remove(objective, by=area.facilitator),
        lambda: accepting.take_back(objective, by=area.la_lead),
    ):
        with pytest.raises(NotPossible, match="new version"):
            act()


# Withdrawal


def test_3n_24_withdrawn_point_leaves_the_signed_plan_and_signatures(
    area: build.Group, agreed: ActionPlan
) -> None:
    before = PlanAgreed.objects.values().get()
    point = build.cleared_point(area)
    assert Evidence.objects.filter(point=point).exists()
    withdrawing.withdraw(area.area, point.pk, by=area.facilitator)
    agreed.refresh_from_db()
    assert agreed.state == "agreed"
    assert PlanAgreed.objects.values().get() == before
    assert list(Evidence.objects.all()) == []
    assert content.content_digest(agreed) == before["digest"]


def test_withdrawn_point_under_a_draft_stops_signing(area: build.Group, accepted: ActionPlan) -> None:
    withdrawing.withdraw(area.area, build.cleared_point(area).pk, by=area.facilitator)
    assert stops(accepted) == [
        "Objective 1 has no statement behind it. Link one from the record, or give a reason both sectors accept."
    ]


def test_e20_whoever_left_after_signing_is_told_nothing_of_the_draft_and_their_deputy_is(
    area: build.Group, accepted: ActionPlan
) -> None:
    act = builders.sign(accepted, area.la_lead)
    membership.leave(area.la_lead, by=area.la_lead)
    second = content.lines(accepted)[0].actions[1].action
    planning.edit_action(second, by=area.tso_officer, revision=0, text="Swap jobs for a fortnight")
    act.refresh_from_db()
    assert act.voided_at is not None
    told = [(area.la[1].user.email, "Your sector’s signature no longer stands")]
    assert mails("plan_signature_voided") == told
    said = " ".join(OutgoingMail.objects.get(kind="plan_signature_voided").body_text.split())
    assert "The words that were signed for your sector were changed" in said
    assert "because whoever had signed for your sector has left the group" in said
