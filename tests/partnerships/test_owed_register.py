"""Reviews and likely ends of partnerships are told 60 and 20 working days before, to whoever leads them (3J).

A closure record that one sector has signed is asked of whoever stands for the other (I-35, E20).
"""

from __future__ import annotations

from datetime import date

import pytest

from partnerships import closure, members, membership, naming_leads
from partnerships.models import Partnership, PartnershipClosed, Seat
from partnerships.owed import owed
from pipd.kit import clock, workdays
from tests import build
from tests.partnerships import register_rows as rows

DAY = date(2027, 4, 1)  # sixty working days after Monday 4 January 2027 is Tuesday 30 March


def asked(seat: Seat) -> list[str]:
    return [thing.kind for thing in owed([Seat.objects.get(pk=seat.pk)])]


def on(day: date) -> None:
    clock.set_to(clock.local(day, 9))


def test_the_lead_member_is_told_from_sixty_working_days_before(area: build.Group) -> None:
    one = rows.entered(area, review_on=DAY)
    rows.member(one, area.la_officer, person=area.tso_officer, is_lead=True)
    assert asked(area.tso_officer) == []
    on(workdays.sub_wd(DAY, 60))
    [thing] = owed([area.tso_officer])
    assert (thing.kind, thing.title) == ("partnership review", "A partnership’s review is due")
    marked = [n for n in range(60, 0, -1) if thing.is_marked(workdays.sub_wd(DAY, n))]
    assert marked == [60, 20]
    assert asked(area.la_lead) == asked(area.tso_lead) == asked(area.la_officer) == []


@pytest.mark.parametrize("field", ["review_on", "indicative_end"])
def test_without_a_lead_member_the_leads_of_both_sectors_are_told(area: build.Group, field: str) -> None:
    rows.entered(area, **{field: date(2027, 2, 1)})
    kind = {"review_on": "partnership review", "indicative_end": "partnership end"}[field]
    for seat in (area.la_lead, area.la[1], area.tso_lead):
        assert asked(seat) == [kind]
    assert asked(area.la_officer) == asked(area.facilitator) == []


def test_where_the_lead_member_has_left_the_leads_are_told(area: build.Group) -> None:
    one = rows.entered(area, review_on=date(2027, 2, 1))
    row = rows.member(one, area.la_officer, person=area.tso_officer, is_lead=True)
    assert (asked(area.tso_officer), asked(area.la_lead)) == (["partnership review"], [])
    membership.leave(area.tso_officer, by=area.tso_officer)
    assert (asked(area.tso_officer), asked(area.la_lead)) == ([], ["partnership review"])
    members.end(row, ended_on=clock.today(), by=area.la_officer)
    assert asked(area.la_lead) == ["partnership review"]


@pytest.mark.parametrize("stage", ["not_proceeded", "closing", "closed"])
def test_what_ends_or_has_ended_asks_for_no_review(area: build.Group, stage: str) -> None:
    one = rows.entered(area, review_on=date(2027, 2, 1), indicative_end=date(2027, 2, 1))
    day = clock.today() if stage == "closed" else None
    Partnership.objects.filter(pk=one.pk).update(stage=stage, closed_on=day)
    assert asked(area.la_lead) == []


def test_a_review_that_ends_asks_no_more(area: build.Group) -> None:
    one = rows.entered(area, stage="reviewing", review_on=date(2027, 1, 6))
    assert asked(area.la_lead) == ["partnership review"]
    rows.moved(one, "operating", area.la_officer)
    assert asked(area.la_lead) == []


def test_it_tells_no_name(area: build.Group) -> None:
    rows.entered(area, review_on=date(2027, 2, 1), name="Wren Board")
    [thing] = owed([area.la_lead])
    assert "Wren" not in str(thing)


def test_it_asks_the_database_once_however_many_there_are(
    area: build.Group, django_assert_num_queries
) -> None:
    for n in range(60):
        rows.entered(area, name=f"Board {n}", review_on=date(2027, 2, 1))
    for n in range(3):
        rows.sign(rows.closing(area, name=f"Fund {n}"), area.tso_lead)
    with django_assert_num_queries(1):
        assert len(owed([area.la_lead])) == 63


def test_a_half_signed_closure_record_is_asked_of_lead_and_deputy_of_the_other_sector(
    area: build.Group, neighbour: build.Group
) -> None:
    one = rows.closing(area, name="Wren Board")
    rows.sign(one, area.la_lead)
    record, since = PartnershipClosed.objects.get(), clock.now()
    for seat in (area.tso_lead, area.tso[1]):
        assert asked(seat) == ["partnership closure"]
    others = (
        area.la_lead,
        area.la[1],
        area.tso_officer,
        area.la_officer,
        area.facilitator,
        neighbour.tso_lead,
    )
    assert [asked(seat) for seat in others] == [[]] * 6
    [thing] = owed([area.tso_lead])
    assert (thing.subject, thing.told_on.since) == (record.pk, since)
    assert thing.url == f"/areas/{area.area.slug}/partnerships/{one.pk}/close/"
    assert thing.due_at == workdays.deadline_after(since, 5)
    assert "Wren" not in str(thing)
    days = [workdays.add_wd(clock.today(), n) for n in range(1, 40)]
    assert [n for n, day in enumerate(days, 1) if thing.is_marked(day)] == [5, 10, 15]
    rows.sign(one, area.tso[1])
    assert asked(area.tso_lead) == []


def test_the_local_authority_is_asked_where_the_third_sector_signed_first(area: build.Group) -> None:
    rows.sign(rows.closing(area), area.tso_lead)
    assert asked(area.la_lead) == asked(area.la[1]) == ["partnership closure"]
    assert asked(area.tso_lead) == asked(area.la_officer) == []


def test_a_closure_record_that_was_voided_or_declined_is_asked_of_nobody(area: build.Group) -> None:
    one = rows.closing(area)
    rows.sign(one, area.la_lead)
    closure.arrange(one, revision=1, by=area.la_officer, lessons="Say it sooner")
    assert asked(area.tso_lead) == []
    rows.sign(one, area.la_lead)
    assert asked(area.tso_lead) == ["partnership closure"]
    record = PartnershipClosed.objects.standing().get()
    closure.turn_down(one, seen=str(record.pk), by=area.tso_lead)
    assert asked(area.tso_lead) == asked(area.la_lead) == []


def test_where_nobody_stands_for_the_sector_its_participants_are_asked_to_choose(area: build.Group) -> None:
    first = clock.now()
    rows.sign(rows.closing(area), area.la_lead)
    build.forward_to(workdays.deadline_after(first, 1))
    rows.sign(rows.closing(area, name="Winter Fund"), area.la_lead)
    for seat in area.tso[:2]:
        assert asked(area.tso_officer) == []
        membership.leave(seat, by=seat)
    [thing] = owed([Seat.objects.select_related("area__programme").get(pk=area.tso_officer.pk)])
    assert (thing.kind, thing.subject, thing.told_on.since) == ("sector lead", area.area.pk, first)
    assert "the third sector participants" in thing.what
    assert asked(area.la_officer) == asked(area.la_lead) == []
    naming_leads.name_lead(area.tso_officer, by=area.facilitator)
    assert asked(area.tso_officer) == ["partnership closure"] * 2
