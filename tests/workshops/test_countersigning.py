"""When no facilitator approves for five working days, one of each sector may (domain I-18)."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404

from partnerships.membership import NotPossible
from tests import build
from tests.workshops.acts import all_fair, cleared_numbers
from workshops import windows
from workshops.clearance import answering, approving, countersigning, reopening, verifying
from workshops.clearance.working import Countersignature, Responder
from workshops.models import Approval, ClearedPoint, Workshop


@pytest.fixture
def waiting(area: build.Group) -> Workshop:
    """Two statements: both agreed, answers closed, and five working days are gone since."""
    workshop = build.circulated(area, texts=["HOOPOE one", "HOOPOE two"])
    all_fair(area, workshop)
    build.forward_to(windows.countersign_from(build.clock.now()))
    return workshop


def seen(workshop: Workshop, seat: build.Seat) -> str:
    page = countersigning.page(workshop, seat)
    assert page is not None
    return page.seen


def sign(workshop: Workshop, seat: build.Seat) -> Approval | None:
    return countersigning.countersign(workshop, seen=seen(workshop, seat), by=seat)


def test_one_sector_alone_clears_nothing(area, waiting):
    assert sign(waiting, area.la_lead) is None
    assert cleared_numbers(waiting) == []


def test_the_second_sector_clears_it_and_both_are_named_in_the_approval(area, waiting):
    sign(waiting, area.la_lead)
    approval = sign(waiting, area.tso_officer)
    assert cleared_numbers(waiting) == [1, 2]
    assert (approval.approved_by, approval.countersigned_by) == (area.la_lead, area.tso_officer)
    assert list(verifying.verify()) == []


def test_two_of_one_sector_are_one_voice(area, waiting):
    sign(waiting, area.la_lead)
    with pytest.raises(NotPossible, match="your sector has countersigned"):
        sign(waiting, area.la_officer)
    assert cleared_numbers(waiting) == []


def test_before_five_working_days_a_facilitator_comes_first(area):
    workshop = build.circulated(area)
    all_fair(area, workshop)
    with pytest.raises(NotPossible, match="five working days"):
        sign(workshop, area.la_lead)


def test_the_five_days_run_anew_from_the_last_answer(area, waiting):
    build.answer(waiting, area.la_officer, numbers=[1])
    with pytest.raises(NotPossible, match="five working days"):
        sign(waiting, area.la_lead)


def test_while_something_is_open_nobody_signs(area, waiting):
    build.answer(waiting, area.tso_officer, build.CHANGE, numbers=[1], reason="why", new_text="Other")
    with pytest.raises(NotPossible, match="suggested change"):
        sign(waiting, area.la_lead)


def test_a_signature_stands_for_the_words_that_were_read_alone(area, waiting):
    sign(waiting, area.la_lead)
    before = seen(waiting, area.tso_lead)
    answering.add_view(waiting, build.shown(waiting)[0].point_id, text="As we see it", by=area.tso[1])
    with pytest.raises(NotPossible, match="Something was added"):
        countersigning.countersign(waiting, seen=before, by=area.tso_lead)
    assert sign(waiting, area.tso_lead) is None
    assert cleared_numbers(waiting) == []
    sign(waiting, area.la_lead)
    assert cleared_numbers(waiting) == [1, 2]


def test_who_was_not_there_or_runs_the_group_countersigns_nothing(area, neighbour, waiting):
    with pytest.raises(Http404):
        countersigning.countersign(waiting, seen="", by=area.la[5])
    for seat in (area.facilitator, area.coordinator, neighbour.la_lead):
        with pytest.raises(PermissionDenied):
            countersigning.countersign(waiting, seen="", by=seat)


def test_a_facilitator_may_still_approve_and_then_nothing_is_left_to_sign(area, waiting):
    sign(waiting, area.la_lead)
    read = seen(waiting, area.tso_lead)
    approving.approve(waiting, by=area.other_facilitator)
    with pytest.raises(NotPossible, match="cleared"):
        countersigning.countersign(waiting, seen=read, by=area.tso_lead)
    assert Approval.objects.count() == 1


def test_signatures_do_not_outlive_an_opening(area, waiting):
    """They would otherwise clear the same words again without anybody signing anew."""
    sign(waiting, area.la_lead)
    sign(waiting, area.tso_lead)
    origins = list(ClearedPoint.objects.values_list("origin", flat=True))
    reopening.ask(waiting, origins, reason="Not so", by=area.la_lead)
    reopening.agree(waiting, by=area.tso_lead)
    reopening.agree(waiting, by=area.facilitator)
    assert not Countersignature.objects.exists()


def test_a_signature_stands_for_what_would_clear(area, waiting):
    """Read as left out, then agreed by a decision: another thing is signed for."""
    build.answer(waiting, area.tso_officer, build.CHANGE, numbers=[1], reason="why", new_text="HOOPOE other")
    build.after_the_window(waiting)
    build.forward_to(windows.countersign_from(build.clock.now()))
    before = seen(waiting, area.la_lead)
    build.decide(area, build.amendments(waiting)[0], outcome="not_accepted")
    assert seen(waiting, area.la_lead) != before


def test_the_signature_of_who_withdrew_consent_counts_no_more(area):
    """I-15 beside I-18. Control: another voice of the same sector then clears it."""
    workshop = build.circulated(area, texts=["HOOPOE one"])
    all_fair(area, workshop, la=3)
    build.forward_to(windows.countersign_from(build.clock.now()))
    sign(workshop, area.la_lead)
    Responder.objects.filter(seat=area.la_lead).update(removed_at=build.clock.now())
    assert sign(workshop, area.tso_officer) is None
    assert cleared_numbers(workshop) == []
    assert sign(workshop, area.la_officer) is not None


def test_verify_names_an_approval_by_two_of_one_sector(area, waiting):
    sign(waiting, area.la_lead)
    approval = sign(waiting, area.tso_officer)
    assert list(verifying.verify()) == []
    sound = Approval.objects.filter(pk=approval.pk)
    models.QuerySet.update(sound, countersigned_by=area.la_officer)
    assert [told for told in verifying.verify() if "nor by one of each sector" in told] != []
