"""The register: who enters what, the one table of moves, and words that nobody loses (domain 3I, 3K)."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from partnerships import register, verify
from partnerships.membership import NotPossible
from partnerships.models import ClosureChecklist, Partnership, PartnershipClosed
from partnerships.permissions import Permission
from pipd.kit import clock, revisions
from pipd.kit.models import LogEntry
from tests import build
from tests.partnerships import register_rows as rows

S = Partnership.Stage


def test_either_sector_enters_a_partnership(area: build.Group) -> None:
    made = [rows.entered(area, by=seat) for seat in (area.la_officer, area.tso_officer, rows.officer(area))]
    assert [one.stage for one in made] == ["operating"] * 3
    assert LogEntry.objects.filter(verb="partnership entered").count() == 3


def test_nobody_else_enters_one(area: build.Group, neighbour: build.Group) -> None:
    for seat in (area.facilitator, area.coordinator, neighbour.la_lead):
        with pytest.raises(PermissionDenied):
            rows.entered(area, by=seat)


@pytest.mark.parametrize("stage", [S.NOT_PROCEEDED, S.CLOSING, S.CLOSED, "nowhere"])
def test_nothing_is_entered_at_its_end(area: build.Group, stage: str) -> None:
    with pytest.raises(NotPossible):
        rows.entered(area, stage=stage)


@pytest.mark.parametrize(("at", "to"), list(itertools.product(S.values, S.values)))
def test_every_move_is_of_the_table_or_is_refused(area: build.Group, at: str, to: str) -> None:
    """By a press every move of the table but the last, which the closure record alone makes."""
    one = rows.entered(area)
    day = clock.today() if at == S.CLOSED else None
    Partnership.objects.filter(pk=one.pk).update(stage=at, closed_on=day)
    if (at, to) in register.MOVES and to != S.CLOSED:
        assert rows.moved(one, to, area.la_officer).stage == to
    else:
        with pytest.raises(NotPossible):
            rows.moved(one, to, area.la_officer)
        one.refresh_from_db()
        assert one.stage == at


def test_the_table_is_that_of_the_domain() -> None:
    """3I: considering → {not proceeded | preparation} → establishing → operating → reviewing → operating | closing."""
    assert {(str(a), str(b)) for a, b in register.MOVES} == {
        ("considering", "not_proceeded"), ("considering", "preparing"), ("preparing", "establishing"),
        ("establishing", "operating"), ("operating", "reviewing"), ("reviewing", "operating"),
        ("reviewing", "closing"), ("closing", "closed"),
        ("closing", "reviewing"),  # the one that 3I does not draw (decision 0018)
    }  # fmt: skip
    assert register.MOVES[S.CLOSING, S.CLOSED] == Permission.CLOSE_PARTNERSHIP


def test_a_review_that_ends_is_dated_and_the_next_is_in_a_year(area: build.Group) -> None:
    one = rows.moved(rows.entered(area, stage="reviewing"), "operating", area.la_officer)
    assert (one.reviewed_on, one.review_on) == (date(2027, 1, 4), date(2028, 1, 4))


def test_each_press_says_what_follows_and_only_the_record_closes() -> None:
    assert set(register.ACTS) == set(register.MOVES) - {(S.CLOSING, S.CLOSED)}


def test_what_is_not_gone_on_with_keeps_no_members(area: build.Group) -> None:
    one = rows.entered(area, stage="considering")
    rows.member(one, area.la_officer, person=area.la_officer, is_lead=True)
    rows.moved(one, "not_proceeded", area.tso_officer)
    assert not rows.lasting(area).exists()


def test_a_closing_that_is_given_up_goes_back_to_the_review_without_its_lone_signature(
    area: build.Group,
) -> None:
    one = rows.closing(area)
    rows.sign(one, area.la_lead)
    rows.moved(one, "reviewing", area.tso_officer)
    assert [row.void_reason for row in PartnershipClosed.objects.all()] == ["otherwise"]
    register.edit(one, revision=one.revision, by=area.la_officer, name="Another")
    one = rows.moved(one, "closing", area.la_officer)
    assert ClosureChecklist.objects.get(partnership=one).users == "Arranged"


def test_closing_opens_the_checklist(area: build.Group) -> None:
    one = rows.closing(area, said=False)
    assert ClosureChecklist.objects.get(partnership=one).reason == ""


def test_who_saves_second_meets_a_conflict_and_changes_nothing(area: build.Group) -> None:
    one = rows.entered(area)
    register.edit(one, revision=0, by=area.la_officer, name="Early Help Partnership")
    with pytest.raises(revisions.Conflict):
        register.edit(one, revision=0, by=area.tso_officer, name="Families Board")
    with pytest.raises(revisions.Conflict):
        register.move(one, S.REVIEWING, revision=0, by=area.tso_officer)
    one.refresh_from_db()
    assert (one.name, one.stage, one.revision) == ("Early Help Partnership", "operating", 1)


@pytest.mark.parametrize("stage", [S.NOT_PROCEEDED, S.CLOSED, S.CLOSING])
def test_an_entry_that_has_ended_or_is_being_closed_stays_as_it_is(area: build.Group, stage: str) -> None:
    one = rows.entered(area)
    day = clock.today() if stage == S.CLOSED else None
    Partnership.objects.filter(pk=one.pk).update(stage=stage, closed_on=day)
    with pytest.raises(NotPossible):
        register.edit(one, revision=0, by=area.la_officer, name="Another")


def test_a_new_start_is_linked_to_what_is_closed_and_to_nothing_else(area: build.Group) -> None:
    one = rows.closed(area)
    again = rows.entered(area, restart_of=one)
    assert list(one.restarts.all()) == [again]
    with pytest.raises(NotPossible):
        rows.entered(area, restart_of=again)


def test_a_new_start_of_another_areas_partnership_is_refused(
    area: build.Group, neighbour: build.Group
) -> None:
    with pytest.raises(NotPossible):
        rows.entered(area, restart_of=rows.closed(neighbour))


@pytest.mark.parametrize(
    "values",
    [
        {"form": "other"},
        {"other_form": "A club"},
        {"starts_on": date(2027, 3, 1), "indicative_end": date(2027, 2, 1)},
        {"closed_on": date(2027, 1, 4)},
        {"stage": "closed"},
    ],
)
def test_the_database_refuses_what_makes_no_sense(area: build.Group, values: dict[str, object]) -> None:
    one = rows.entered(area)
    with pytest.raises(IntegrityError), transaction.atomic():
        Partnership.objects.filter(pk=one.pk).update(**values)


def test_verify_names_a_closed_partnership_without_its_record_and_members_beyond_it(
    area: build.Group,
) -> None:
    one = rows.entered(area)
    rows.member(one, area.la_officer)
    assert list(verify.register()) == []
    Partnership.objects.filter(pk=one.pk).update(stage="closed", closed_on=clock.today())
    assert len(list(verify.register())) == 2
