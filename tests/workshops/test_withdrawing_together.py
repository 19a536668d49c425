"""Both leads withdraw a cleared statement: one asks, the other confirms (domain I-24)."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from partnerships.membership import NotPossible
from pipd.home import owed_by
from pipd.kit.models import LogEntry
from tests import build
from workshops.clearance import verifying, withdrawing
from workshops.models import ClearedPoint, PointWithdrawal


@pytest.fixture
def point(area) -> ClearedPoint:
    return build.cleared_point(area)


def together(area, point, by, digest=""):
    return withdrawing.withdraw_together(area.area, point.pk, digest=digest or point.digest, by=by)


@pytest.mark.parametrize("first", ["la_lead", "tso_lead"])
def test_one_lead_asks_and_the_other_withdraws(area, point, first):
    other = "tso_lead" if first == "la_lead" else "la_lead"
    assert together(area, point, getattr(area, first)) is None
    assert ClearedPoint.objects.filter(pk=point.pk).exists()
    assert together(area, point, getattr(area, other)) == 0
    assert not ClearedPoint.objects.filter(pk=point.pk).exists()
    assert PointWithdrawal.objects.get().completed_at
    assert list(verifying.verify()) == []


def test_one_sector_alone_withdraws_nothing(area, point):
    together(area, point, area.la_lead)
    for seat in (area.la_lead, area.la[1]):
        with pytest.raises(NotPossible, match="signed already"):
            together(area, point, seat)
    assert ClearedPoint.objects.filter(pk=point.pk).exists()


@pytest.mark.parametrize("who", ["la_officer", "facilitator", "coordinator"])
def test_nobody_but_leads_withdraws_together(area, point, who):
    with pytest.raises(PermissionDenied):
        together(area, point, getattr(area, who))


def test_a_lead_of_another_area_is_refused(area, neighbour, point):
    with pytest.raises(PermissionDenied):
        together(area, point, neighbour.la_lead)
    with pytest.raises(Http404):
        together(neighbour, point, neighbour.la_lead)


def test_other_words_than_were_read_are_not_withdrawn(area, point):
    with pytest.raises(NotPossible, match="changed after you read"):
        together(area, point, area.la_lead, digest="0" * 64)


def test_whoever_asked_takes_it_back(area, point):
    together(area, point, area.la_lead)
    with pytest.raises(NotPossible, match="has not asked"):
        withdrawing.take_back(area.area, point.pk, by=area.tso_lead)
    withdrawing.take_back(area.area, point.pk, by=area.la_lead)
    assert together(area, point, area.tso_lead) is None


def test_a_facilitators_withdrawal_settles_what_was_asked(area, point):
    together(area, point, area.la_lead)
    withdrawing.withdraw(area.area, point.pk, by=area.facilitator)
    assert PointWithdrawal.objects.get().void_reason == "otherwise"
    assert not PointWithdrawal.objects.open().exists()


def test_the_other_lead_is_asked_at_home(area, point):
    together(area, point, area.la_lead)
    kinds = {who: [row.kind for row in owed_by([getattr(area, who)])] for who in ("la_lead", "tso_lead")}
    assert ("withdrawal to confirm" in kinds["tso_lead"], "withdrawal to confirm" in kinds["la_lead"]) == (
        True,
        False,
    )


def test_the_page_asks_confirms_and_tells_of_copies(area, point, client):
    address = reverse("workshops:point-withdraw-together", kwargs={"area": area.slug, "point": point.pk})
    first, second = client.as_(area.la_lead), client.as_(area.tso_lead)
    assert "Ask the other lead" in first.get(address).content.decode()
    page = first.post(address, {"digest": point.digest}, follow=True).content.decode()
    assert "once the third sector lead confirms" in page
    assert "Take it back" in first.get(address).content.decode()
    assert "Confirm and withdraw" in second.get(address).content.decode()
    page = second.post(address, {"digest": point.digest}, follow=True).content.decode()
    assert "gone from every page and document. No copy had been downloaded." in page
    assert point.text not in page


def kinds_for(seat) -> list[str]:
    return [row.kind for row in owed_by([seat])]


def test_the_lead_who_is_asked_keeps_the_statement(area, point):
    together(area, point, area.la_lead)
    withdrawing.decline(area.area, point.pk, by=area.tso_lead)
    assert ClearedPoint.objects.filter(pk=point.pk).exists()
    assert PointWithdrawal.objects.get().void_reason == "declined"
    assert "withdrawal to confirm" not in kinds_for(area.tso_lead)
    assert LogEntry.objects.filter(verb="withdrawal declined", subject=point.origin).count() == 1
    assert list(verifying.verify()) == []
    with pytest.raises(NotPossible, match="does not ask"):
        withdrawing.decline(area.area, point.pk, by=area.tso_lead)


def test_only_the_sector_that_is_asked_declines(area, neighbour, point):
    with pytest.raises(NotPossible, match="does not ask"):
        withdrawing.decline(area.area, point.pk, by=area.tso_lead)
    together(area, point, area.la_lead)
    with pytest.raises(NotPossible, match="does not ask"):
        withdrawing.decline(area.area, point.pk, by=area.la_lead)
    for seat in (area.tso_officer, area.facilitator, area.coordinator, neighbour.tso_lead):
        with pytest.raises(PermissionDenied):
            withdrawing.decline(area.area, point.pk, by=seat)
    assert PointWithdrawal.objects.open().exists()


def test_what_was_declined_may_be_asked_again(area, point):
    together(area, point, area.la_lead)
    withdrawing.decline(area.area, point.pk, by=area.tso_lead)
    assert together(area, point, area.la_lead) is None
    assert withdrawing.asked(point) is not None
    assert withdrawing.declined(point) is None


def test_the_page_of_the_other_lead_says_that_the_statement_is_kept(area, point, client):
    address = reverse("workshops:point-withdraw-together", kwargs={"area": area.slug, "point": point.pk})
    first, second = client.as_(area.la_lead), client.as_(area.tso_lead)
    assert "keeps this statement" not in first.get(address).content.decode()
    assert "Keep the statement" not in first.get(address).content.decode()
    first.post(address, {"digest": point.digest})
    page = second.get(address).content.decode()
    assert "If you do not answer, it stays." in page
    assert "Keep the statement" in page
    said = second.post(address, {"act": "keep"}, follow=True).content.decode()
    assert "Kept. The statement stays in the record" in said
    assert "The third sector keeps this statement" in first.get(address).content.decode()
    assert "Your sector keeps this statement" in second.get(address).content.decode()
