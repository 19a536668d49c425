"""E16 and I-35: closing a partnership takes its checklist and both sectors' leads; then nothing is dated later."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from partnerships import closure, members, register
from partnerships.membership import NotPossible
from partnerships.models import ClosureChecklist, Partnership, PartnershipClosed
from pipd.kit import clock, mail
from pipd.kit.models import LogEntry, OutgoingMail
from tests import build
from tests.partnerships import register_rows as rows


def told(kind: str) -> set[object]:
    return set(
        OutgoingMail.objects.filter(kind=f"partnership_closure_{kind}").values_list("recipient", flat=True)
    )


@pytest.mark.parametrize("missing", [*ClosureChecklist.ITEMS, "reason"])
def test_nobody_signs_while_an_item_of_the_checklist_is_missing(area: build.Group, missing: str) -> None:
    one = rows.closing(area)
    ClosureChecklist.objects.update(**{missing: ""})
    with pytest.raises(NotPossible):
        rows.sign(one, area.la_lead)
    assert not PartnershipClosed.objects.exists()


def test_e16_both_leads_close_it_members_end_with_it_and_load_falls(area: build.Group) -> None:
    one = rows.closing(area)
    mine = rows.member(one, area.la_officer, person=area.la_officer, is_lead=True)
    rows.member(one, area.la_officer)
    assert members.of_person(area.la_officer).count() == 1
    assert rows.sign(one, area.la_lead) is False
    assert (one.stage, told("awaited")) == ("closing", {area.tso_lead.user_id})
    assert rows.sign(one, area.tso[1]) is True  # the deputy
    assert (one.stage, one.closed_on) == ("closed", clock.today())
    assert [row.ended_on for row in one.members.all()] == [clock.today()] * 2
    mine.refresh_from_db()
    assert members.of_person(area.la_officer).count() == 0
    assert LogEntry.objects.get(verb="partnership closed").facts["members"] == 2


def test_e16_a_closed_partnership_accepts_nothing_dated_later(area: build.Group) -> None:
    one = rows.closing(area)
    member = rows.member(one, area.la_officer)
    for seat in (area.la_lead, area.tso_lead):
        rows.sign(one, seat)
    build.forward_to(clock.now() + timedelta(days=30))
    for act in (
        lambda: rows.member(one, area.la_officer),
        lambda: members.end(member, ended_on=clock.today(), by=area.la_officer),
        lambda: register.edit(one, revision=one.revision, by=area.la_officer, name="Another"),
        lambda: rows.moved(one, "operating", area.la_officer),
        lambda: closure.arrange(one, revision=1, by=area.la_officer, lessons="More"),
        lambda: closure.sign(one, seen=rows.digest(one), by=area.la_lead),
    ):
        with pytest.raises(NotPossible):
            act()


def test_only_leads_and_deputies_sign_and_one_sector_alone_closes_nothing(area: build.Group) -> None:
    one = rows.closing(area)
    for seat in (area.la_officer, area.facilitator, area.coordinator, rows.officer(area)):
        with pytest.raises(PermissionDenied):
            rows.sign(one, seat)
    rows.sign(one, area.la_lead)
    with pytest.raises(NotPossible):
        rows.sign(one, area.la[1])
    assert Partnership.objects.get().stage == "closing"


def test_a_changed_checklist_voids_a_lone_signature_and_whoever_gave_it_is_told(area: build.Group) -> None:
    one = rows.closing(area)
    read = rows.digest(one)
    rows.sign(one, area.la_lead)
    closure.arrange(one, revision=1, by=area.tso_officer, lessons="Say it sooner")
    assert PartnershipClosed.objects.get().void_reason == "changed"
    assert told("voided") == {area.la_lead.user_id}
    with pytest.raises(NotPossible):
        closure.sign(one, seen=read, by=area.tso_lead)
    closure.arrange(one, revision=2, by=area.tso_officer, lessons="Arranged")  # the words both may read again
    assert not PartnershipClosed.objects.standing().exists()


def test_a_checklist_saved_without_a_change_leaves_the_signature(area: build.Group) -> None:
    one = rows.closing(area)
    rows.sign(one, area.la_lead)
    closure.arrange(one, revision=1, by=area.tso_officer, lessons="Arranged")
    assert PartnershipClosed.objects.open().count() == 1


def test_the_other_sector_declines_and_ones_own_is_taken_back(area: build.Group) -> None:
    one = rows.closing(area)
    rows.sign(one, area.la_lead)
    record = PartnershipClosed.objects.get()
    assert closure.turn_down(one, seen=str(record.pk), by=area.tso_lead) == "declined"
    assert told("declined") == {area.la_lead.user_id}
    rows.sign(one, area.la_lead)
    record = PartnershipClosed.objects.standing().get()
    assert closure.turn_down(one, seen=str(record.pk), by=area.la[1]) == "taken_back"
    with pytest.raises(NotPossible):
        closure.turn_down(one, seen=str(record.pk), by=area.la_lead)


def test_a_paused_area_signs_nothing(area: build.Group) -> None:
    one = rows.closing(area)
    area.area.paused = True
    area.area.save()
    with pytest.raises(NotPossible, match="paused"):
        rows.sign(one, area.la_lead)


def test_mail_asks_only_while_the_signature_is_missing_and_has_no_words_of_the_record(
    area: build.Group,
) -> None:
    one = rows.closing(area, name="Wren Board")
    rows.sign(one, area.la_lead)
    rows.sign(one, area.tso_lead)
    for row in OutgoingMail.objects.filter(kind="partnership_closure_awaited"):
        mail.send(row.pk)
    asked = OutgoingMail.objects.filter(kind="partnership_closure_awaited")
    assert {row.state for row in asked} == {"skipped"}
    assert not any(word in str(vars(row)) for row in asked for word in ("Wren", "Arranged"))
