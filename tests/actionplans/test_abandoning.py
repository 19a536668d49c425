"""Giving a draft up takes both sectors: asked, agreed, declined, taken back (domain 3G)."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from actionplans import abandoning, asking, moves, planning, post_drafting
from actionplans.models import ActionPlan, PlanAbandoned, PlanAgreed
from actionplans.versions import versions_of
from partnerships import membership
from partnerships.membership import NotPossible
from partnerships.models import StudyArea
from pipd.kit.models import OutgoingMail
from tests import build
from tests.actionplans import builders
from tests.actionplans.builders import mails

WHY = "The QUAGGA-DRAFT answers what nobody asked"


@pytest.fixture
def asked(area: build.Group, accepted: ActionPlan) -> PlanAbandoned:
    return abandoning.ask(accepted, reason=WHY, by=area.la_lead)


@pytest.mark.parametrize("role", ["la_officer", "facilitator", "coordinator"])
def test_only_a_lead_or_deputy_asks(area: build.Group, accepted: ActionPlan, role: str) -> None:
    with pytest.raises(PermissionDenied):
        abandoning.ask(accepted, reason=WHY, by=getattr(area, role))


def test_one_sector_alone_changes_nothing(
    area: build.Group, accepted: ActionPlan, asked: PlanAbandoned
) -> None:
    for act in (
        lambda: abandoning.agree(accepted, digest=asked.digest, by=area.la[1]),
        lambda: abandoning.ask(accepted, reason="Once more", by=area.tso_lead),
        lambda: abandoning.decline(accepted, by=area.la[1]),
        lambda: abandoning.take_back(accepted, by=area.tso_lead),
    ):
        with pytest.raises(NotPossible):
            act()
    accepted.refresh_from_db()
    assert (accepted.state, PlanAbandoned.objects.get().voided_at) == ("draft", None)


def test_both_sectors_give_it_up_and_another_draft_is_opened(
    area: build.Group, accepted: ActionPlan, asked: PlanAbandoned
) -> None:
    asking.ask(accepted, by=area.la_lead)
    abandoning.agree(accepted, digest=asked.digest, by=area.tso[1])
    accepted.refresh_from_db()
    assert (accepted.state, versions_of(area.area).shown(drafts=True)) == ("abandoned", None)
    assert not asking.runs(asking.latest(accepted), accepted)
    assert asking.latest(accepted).ended_by == area.tso[1]
    with pytest.raises(NotPossible, match="given up"):
        planning.add_objective(accepted, by=area.la_officer, text="Late", priority="low")
    again = planning.open_draft(area.area, by=area.tso_lead)
    assert (again.version, versions_of(area.area).shown(drafts=True)) == (2, again)


def test_a_lone_signature_ends_with_the_draft(area: build.Group, accepted: ActionPlan) -> None:
    builders.sign(accepted, area.tso_lead)
    act = abandoning.ask(accepted, reason=WHY, by=area.la_lead)
    abandoning.agree(accepted, digest=act.digest, by=area.tso_lead)
    assert PlanAgreed.objects.get().void_reason == "otherwise"


def test_a_reason_that_was_not_read_is_not_agreed_to(
    area: build.Group, accepted: ActionPlan, asked: PlanAbandoned
) -> None:
    abandoning.take_back(accepted, by=area.la[1])
    abandoning.ask(accepted, reason="Another", by=area.la_lead)
    with pytest.raises(NotPossible):
        abandoning.agree(accepted, digest=asked.digest, by=area.tso_lead)
    accepted.refresh_from_db()
    assert accepted.state == "draft"


@pytest.mark.parametrize(
    ("act", "who", "void"),
    [(abandoning.decline, "tso_lead", "declined"), (abandoning.take_back, "la_lead", "taken_back")],
)
def test_declined_or_taken_back_the_draft_lives_on(
    area: build.Group, accepted: ActionPlan, asked: PlanAbandoned, act: Any, who: str, void: str
) -> None:
    act(accepted, by=getattr(area, who))
    asked.refresh_from_db()
    assert asked.void_reason == void
    planning.add_objective(accepted, by=area.la_officer, text="More", priority="low")
    with pytest.raises(NotPossible, match="settled"):
        abandoning.agree(accepted, digest=asked.digest, by=area.tso_lead)
    abandoning.ask(accepted, reason="After all", by=area.tso_lead)


def test_a_signed_plan_is_not_given_up(area: build.Group, agreed: ActionPlan) -> None:
    with pytest.raises(NotPossible, match="signed"):
        abandoning.ask(agreed, reason=WHY, by=area.la_lead)
    assert (agreed.state, "abandoned") not in moves.MOVES


def test_mail_goes_to_whom_it_concerns_without_the_reason(
    area: build.Group, accepted: ActionPlan, asked: PlanAbandoned
) -> None:
    awaited = OutgoingMail.objects.get(kind=post_drafting.AWAITED)
    assert awaited.to == area.tso_lead.user.email
    assert post_drafting.still_awaited(awaited)
    abandoning.decline(accepted, by=area.tso_lead)
    assert not post_drafting.still_awaited(awaited)
    assert [to for to, _ in mails(post_drafting.DECLINED)] == [area.la_lead.user.email]
    act = abandoning.ask(accepted, reason=WHY, by=area.tso_lead)
    abandoning.agree(accepted, digest=act.digest, by=area.la_lead)
    told = [to for to, _ in mails(post_drafting.GIVEN_UP)]
    assert told == sorted([area.la_lead.user.email, area.tso_lead.user.email])
    for row in OutgoingMail.objects.filter(kind__startswith="plan_abandon"):
        assert "QUAGGA" not in row.body_text + row.body_html + row.subject_line


def test_nothing_is_signed_while_the_area_is_paused_but_the_draft_may_live_on(
    area: build.Group, asked: PlanAbandoned
) -> None:
    StudyArea.objects.update(paused=True)
    with pytest.raises(NotPossible, match="paused"):
        abandoning.agree(asked.plan, digest=asked.digest, by=area.tso_lead)
    abandoning.decline(asked.plan, by=area.tso_lead)
    with pytest.raises(NotPossible, match="paused"):
        abandoning.ask(asked.plan, reason="Again", by=area.la_lead)


def test_mail_that_asks_is_not_sent_once_the_draft_is_signed(area: build.Group, asked: PlanAbandoned) -> None:
    row = OutgoingMail.objects.get(kind="plan_abandon_awaited")
    assert post_drafting.still_awaited(row)
    builders.sign(asked.plan, area.la_lead, area.tso_lead)
    assert not post_drafting.still_awaited(row)


def test_e20_the_deputy_is_asked_at_once_where_nobody_leads(area: build.Group, accepted: ActionPlan) -> None:
    membership.leave(area.tso_lead, by=area.tso_lead)
    abandoning.ask(accepted, reason=WHY, by=area.la_lead)
    assert [to for to, _ in mails(post_drafting.AWAITED)] == [area.tso[1].user.email]
    words = OutgoingMail.objects.get(kind=post_drafting.AWAITED).body_text
    assert "asked as their deputy, because nobody leads them now" in " ".join(words.split())
    abandoning.decline(accepted, by=area.tso[1])
