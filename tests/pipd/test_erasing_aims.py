"""Erasing reaches one person and nobody who shares a word with them: documents, leads, points, and old forms."""

from __future__ import annotations

from typing import Any

import pytest
from django.db.models import F

from actionplans import abandoning, delivery, progress
from actionplans.models import Delivery, PlanAbandoned
from partnerships import consenting, data_requests, pausing
from partnerships.membership import NotPossible
from partnerships.models import AreaPaused, Role, Seat, User
from pipd import erasing, own_account
from pipd.kit import revisions
from pipd.kit.erased import NAME as NOBODY
from pipd.kit.erased import WORDS
from pipd.kit.models import Document, LogEntry
from tests import build
from tests.actionplans import builders
from tests.build import quotations
from workshops.clearance import circulating
from workshops.clearance.erasing import own
from workshops.clearance.working import LoggedPoint, Quotation

SAID = "PIMPERNEL which nobody else says"


def erase(area: build.Group, user: User) -> None:
    request = data_requests.ask(user, kind="erase_all", words="Please")
    erasing.carry_out(request, by=area.coordinator)


def rename(seat: Seat, name: str = "", title: str = "") -> Seat:
    User.objects.filter(pk=seat.user_id).update(full_name=name or F("full_name"))
    Seat.objects.filter(pk=seat.pk).update(job_title=title or F("job_title"))
    seat.refresh_from_db()
    return seat


def states() -> list[str]:
    return sorted(Document.objects.filter(kind="plan").values_list("state", flat=True))


# Documents


@pytest.mark.parametrize("title", ["e", "Director", "lead"])
def test_a_job_title_that_stands_in_every_document_takes_none_back(area, title):
    builders.started(area)
    before = states()
    erase(area, rename(area.la_officer, title=title).user)
    assert states() == before
    assert "retracted" not in before


@pytest.mark.parametrize(
    "name", ["la", "Action Plan", "Partnership Improvement", "Twelve pairs have swapped"]
)
def test_a_name_that_is_a_word_of_every_document_takes_none_back(area, name):
    builders.started(area)
    erase(area, rename(area.la_officer, name=name).user)
    assert "retracted" not in states()


def test_the_title_of_whoever_signed_takes_nothing_back_for_another(area):
    builders.started(area)
    lead = area.la_lead
    rename(area.la_officer, title=lead.job_title)
    Seat.objects.filter(pk=area.la_officer.pk).update(organisation=lead.organisation)
    erase(area, area.la_officer.user)
    assert "retracted" not in states()


def test_what_they_signed_is_taken_back_whatever_they_are_called_now(area):
    consenting.give(area.la_lead, "be_named", by=area.la_lead)
    builders.started(area)
    erase(area, rename(area.la_lead, name="Somebody Else Now", title="Retired").user)
    assert set(states()) == {"retracted"}


def test_the_name_of_a_lead_is_taken_back_on_their_own_side_alone(area):
    builders.started(area)  # the third sector officer leads by name
    other = rename(area.la_officer, name=area.tso_officer.user.full_name)
    erase(area, other.user)
    assert "retracted" not in states()
    erase(area, area.tso_officer.user)
    assert "retracted" in states()


# Leads, and forms that were opened before


def test_a_namesake_who_is_linked_or_of_the_other_sector_keeps_the_action(area):
    builders.started(area)
    name = area.tso_officer.user.full_name
    for seat in (area.la_officer, area.tso[3]):
        erase(area, rename(seat, name=name).user)
    assert set(Delivery.objects.values_list("lead_tso", flat=True)) == {name}


def test_a_name_that_was_typed_goes_on_their_own_side_in_their_own_area(area):
    builders.started(area)
    name = area.tso[3].user.full_name
    Delivery.objects.update(lead_tso=name, lead_tso_seat=None, lead_la=name, lead_la_seat=None)
    erase(area, area.tso[3].user)
    assert set(Delivery.objects.values_list("lead_la", "lead_tso")) == {(name, NOBODY)}


def test_a_form_that_was_opened_before_does_not_write_them_back(area):
    builders.started(area)
    row = Delivery.objects.first()
    old, name = row.revision, row.lead_tso
    erase(area, area.tso_officer.user)
    with pytest.raises(revisions.Conflict):
        delivery.fill_in(row, revision=old, by=area.la_officer, lead_tso=name, due_on=row.due_on)
    assert Delivery.objects.get(pk=row.pk).lead_tso == NOBODY


def test_a_form_that_was_opened_before_does_not_write_the_old_name_back(area):
    builders.started(area)
    row = Delivery.objects.first()
    own_account.put_right(area.tso_officer.user, full_name="Grace Brewster Hopper", titles={})
    with pytest.raises(revisions.Conflict):
        delivery.fill_in(row, revision=row.revision, by=area.la_officer, lead_tso=row.lead_tso)


def test_the_latest_word_beside_an_action_goes_where_it_is_theirs_alone(area):
    builders.started(area)
    first, second = Delivery.objects.order_by("action__seq")
    progress.tell(first, status="in_progress", rag="amber", note=SAID, by=area.tso_officer)
    progress.tell(second, status="in_progress", rag="amber", note="Another's", by=area.la_lead)
    erase(area, area.tso_officer.user)
    assert list(Delivery.objects.order_by("action__seq").values_list("rag_note", flat=True)) == [
        WORDS, "Another's",
    ]  # fmt: skip


# Reasons nobody agreed to


def test_the_reason_of_what_was_declined_goes_and_of_what_both_signed_stays(area):
    plan = builders.accepted(area)
    abandoning.ask(plan, reason=SAID, by=area.la_lead)
    abandoning.decline(plan, by=area.tso_lead)
    asked = pausing.ask(area.area, reason=SAID, by=area.la_lead)
    pausing.turn_down(area.area, digest=asked.digest, by=area.tso_lead)
    held = pausing.ask(area.area, reason="Both want it", by=area.la_lead)
    pausing.agree(area.area, digest=held.digest, by=area.tso_lead)
    erase(area, area.la_lead.user)
    assert PlanAbandoned.objects.get().reason == WORDS
    assert sorted(AreaPaused.objects.values_list("reason", flat=True)) == ["Both want it", WORDS]


# Points that a facilitator logged


def logged(area: build.Group, text: str) -> list[str]:
    return list(LoggedPoint.objects.filter(text=text).values_list("text", flat=True))


@pytest.mark.parametrize("is_sent", [False, True])
def test_what_a_facilitator_logged_goes_once_they_are_erased(area, is_sent):
    workshop = build.delivered(area)
    build.log_point(workshop, area.other_facilitator, SAID)
    build.log_point(workshop, area.la_officer, "What another noted")
    if is_sent:
        build.write_up(area, workshop, ["One"])
        circulating.circulate(workshop, by=area.facilitator)
    assert own(area.other_facilitator.user).logged == 1
    Seat.objects.filter(pk=area.other_facilitator.pk).end()
    erase(area, area.other_facilitator.user)
    assert (logged(area, SAID), len(logged(area, "What another noted"))) == ([], 1)
    assert LoggedPoint.objects.filter(seat=area.other_facilitator).count() == int(is_sent)


def test_another_persons_quotation_keeps_the_point_a_facilitator_logged(area):
    _, quotation = quotations.quoted(area, words=SAID, speaker=area.tso[2])
    source = Quotation.objects.get(pk=quotation).source
    LoggedPoint.objects.filter(pk=source.pk).update(seat=area.other_facilitator)
    assert own(area.other_facilitator.user).logged == 0
    Seat.objects.filter(pk=area.other_facilitator.pk).end()
    erase(area, area.other_facilitator.user)
    assert logged(area, source.text) == [source.text] != [""]


@pytest.mark.parametrize("noted", [True, False])
def test_quotations_are_counted_as_they_are_withdrawn(area, noted):
    """Also what nobody is noted for and they logged as their own."""
    speaker = area.tso[2]
    _, quotation = quotations.quoted(area, words=SAID, speaker=speaker)
    if not noted:
        source = Quotation.objects.get(pk=quotation).source_id
        LoggedPoint.objects.filter(pk=source).update(seat=speaker, own_words=True)
        Quotation.objects.filter(pk=quotation).update(speaker=None, sector="")
    assert own(speaker.user).quotations == 1
    erase(area, speaker.user)
    assert own(speaker.user).quotations == 0
    assert Quotation.objects.get(pk=quotation).text == ""


# Seats


def test_each_seat_that_ends_with_it_is_in_the_log(area):
    analyst = build.programme_seat(Role.ANALYST)
    Seat.objects.filter(pk=analyst.pk).update(user=area.la_officer.user_id)
    erase(area, area.la_officer.user)
    assert LogEntry.objects.filter(verb="left", subject=analyst.pk).count() == 1
    assert not Seat.objects.live().filter(user=area.la_officer.user_id).exists()


def test_whoever_runs_something_since_the_page_was_read_is_not_erased(area, monkeypatch):
    """An appointment to the whole programme that comes in just before the locks."""
    request = data_requests.ask(area.la_officer.user, kind="erase_all", words="Please")
    real = erasing.locks.whole_person

    def late(user: User, **more: Any) -> User:
        seat = build.programme_seat(Role.ADMINISTRATOR)
        Seat.objects.filter(pk=seat.pk).update(user=user.pk)
        return real(user, **more)

    monkeypatch.setattr(erasing.locks, "whole_person", late)
    with pytest.raises(NotPossible, match="administrator"):
        erasing.carry_out(request, by=area.coordinator)
    assert User.objects.get(pk=area.la_officer.user_id).is_active
