"""The two-sector act: two people of different sectors, the same content, once."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from actionplans.models import PlanAgreed
from partnerships import agreement, naming_leads
from partnerships.membership import NotPossible
from partnerships.models import Sector
from pipd.kit import clock
from tests import build
from tests.actionplans import builders

DIGEST = "a" * 64


@pytest.fixture
def act(area: build.Group) -> PlanAgreed:
    return PlanAgreed(plan=builders.draft(area), digest=DIGEST)


def test_first_signature_awaits_the_other_sector(area: build.Group, act: PlanAgreed) -> None:
    assert agreement.sign(act, digest=DIGEST, by=area.la_lead) is False
    assert act.awaits == Sector.TSO
    assert act.completed_at is None
    assert list(PlanAgreed.objects.open()) == [act]


def test_second_signature_completes_and_leaves_the_first_untouched(
    area: build.Group, act: PlanAgreed
) -> None:
    agreement.sign(act, digest=DIGEST, by=area.la_lead)
    first = act.la_at
    clock.set_to(clock.now() + build.MINUTE)
    assert agreement.sign(act, digest=DIGEST, by=area.tso_lead) is True
    assert (act.la_by, act.la_at, act.tso_by) == (area.la_lead, first, area.tso_lead)
    assert act.completed_at == act.tso_at
    assert act.awaits is None
    assert list(PlanAgreed.objects.complete()) == [act]


def test_deputy_signs_in_the_leads_place(area: build.Group, act: PlanAgreed) -> None:
    agreement.sign(act, digest=DIGEST, by=area.tso[1])
    assert act.tso_by == area.tso[1]


def test_officer_who_leads_nothing_is_refused(area: build.Group, act: PlanAgreed) -> None:
    with pytest.raises(PermissionDenied):
        agreement.sign(act, digest=DIGEST, by=area.la_officer)


def test_facilitator_is_refused(area: build.Group, act: PlanAgreed) -> None:
    with pytest.raises(PermissionDenied):
        agreement.sign(act, digest=DIGEST, by=area.facilitator)


def test_lead_who_stepped_back_since_the_page_was_loaded_is_refused(
    area: build.Group, act: PlanAgreed
) -> None:
    stale = area.la_lead
    naming_leads.name_lead(area.la[3], by=area.facilitator)
    with pytest.raises(PermissionDenied):
        agreement.sign(act, digest=DIGEST, by=stale)


def test_other_content_is_refused(area: build.Group, act: PlanAgreed) -> None:
    with pytest.raises(NotPossible, match="words changed"):
        agreement.sign(act, digest="b" * 64, by=area.la_lead)


def test_second_signature_of_the_same_sector_is_refused(area: build.Group, act: PlanAgreed) -> None:
    agreement.sign(act, digest=DIGEST, by=area.la_lead)
    with pytest.raises(NotPossible, match="signed already"):
        agreement.sign(act, digest=DIGEST, by=area.la[1])
    assert act.la_by == area.la_lead


def test_void_returns_whoever_signed_and_ends_the_act(area: build.Group, act: PlanAgreed) -> None:
    agreement.sign(act, digest=DIGEST, by=area.la_lead)
    assert agreement.void(act, reason=PlanAgreed.Void.CHANGED) == [area.la_lead]
    assert list(PlanAgreed.objects.standing()) == []
    with pytest.raises(NotPossible):
        agreement.sign(act, digest=DIGEST, by=area.tso_lead)


def test_complete_act_cannot_be_voided(area: build.Group, act: PlanAgreed) -> None:
    agreement.sign(act, digest=DIGEST, by=area.la_lead)
    agreement.sign(act, digest=DIGEST, by=area.tso_lead)
    with pytest.raises(NotPossible, match="new version"):
        agreement.void(act, reason=PlanAgreed.Void.CHANGED)
    assert act.completed_at is not None


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("planagreed_la_at_and_by", {"la_at": None}),
        ("planagreed_tso_at_and_by", {"tso_by": None}),
        ("planagreed_two_people", {"tso_by": "la"}),
        ("planagreed_somebody_signed", {"la_at": None, "la_by": None, "tso_at": None, "tso_by": None}),
        ("planagreed_complete_stands", {"voided_at": "now", "void_reason": "changed"}),
        ("planagreed_voided_has_reason", {"tso_at": None, "tso_by": None, "voided_at": "now"}),
    ],
)
def test_database_refuses(area: build.Group, act: PlanAgreed, name: str, values: dict[str, object]) -> None:
    agreement.sign(act, digest=DIGEST, by=area.la_lead)
    agreement.sign(act, digest=DIGEST, by=area.tso_lead)
    told = {"now": clock.now(), "la": area.la_lead}
    broken = {field: told.get(str(value), value) for field, value in values.items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        PlanAgreed.objects.filter(pk=act.pk).update(**broken)
