"""Order, merging and splitting: nothing a colleague saved is lost, and withdrawal reaches what words came from."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from partnerships.membership import NotPossible
from pipd.kit import revisions
from pipd.kit.models import LogEntry
from tests import build
from workshops.clearance import arranging, moves, withdrawing, writing
from workshops.clearance.working import DraftPoint, LoggedPoint
from workshops.models import Workshop


@pytest.fixture
def session(area) -> Workshop:
    return build.delivered(area)


@pytest.fixture
def logged(area, session) -> list:
    return [LoggedPoint.objects.get(pk=told.id) for told in build.logged_points(area, session)]


@pytest.fixture
def made(area, session, logged) -> list[DraftPoint]:
    build.write_up(area, session, build.uncleared_texts(area, 3), logged)
    return now(session)


def now(workshop: Workshop) -> list[DraftPoint]:
    return writing.present(build.note_of(workshop))


def merge(area: build.Group, workshop: Workshop, points: list[DraftPoint], **values: object) -> DraftPoint:
    first, *others = points
    values = {"text": f"{area.words.note} merged", **values}
    seen = sum(p.revision for p in points)
    return arranging.merge(
        workshop, first.pk, others=[p.pk for p in others], revision=seen, by=area.facilitator, **values
    )


# Order


@pytest.mark.parametrize(
    ("moved", "after", "order"), [(2, None, [2, 0, 1]), (0, 2, [1, 2, 0]), (0, 1, [1, 0, 2])]
)
def test_a_statement_is_placed_anywhere(area, session, made, moved, after, order):
    behind = None if after is None else made[after].pk
    arranging.place(session, made[moved].pk, after=behind, by=area.facilitator)
    assert [p.pk for p in now(session)] == [made[n].pk for n in order]
    assert [p.number for p in now(session)] == [1, 2, 3]


def test_placing_where_it_stands_writes_nothing(area, session, made):
    before = LogEntry.objects.count()
    arranging.place(session, made[1].pk, after=made[0].pk, by=area.facilitator)
    arranging.place(session, made[1].pk, after=made[1].pk, by=area.facilitator)
    assert LogEntry.objects.count() == before


def test_placing_behind_what_is_gone_is_refused(area, session, made):
    writing.remove(session, made[2].pk, by=area.facilitator)
    with pytest.raises(NotPossible, match="not in the notes any more"):
        arranging.place(session, made[0].pk, after=made[2].pk, by=area.facilitator)
    with pytest.raises(Http404):
        arranging.place(session, made[2].pk, after=None, by=area.facilitator)


# Merging


def test_merged_statements_are_one_with_all_that_they_came_from(area, session, made, logged):
    kept = merge(area, session, made[:2], topic="Both", position_la="mixed")
    assert [p.pk for p in now(session)] == [made[0].pk, made[2].pk]
    assert [p.number for p in now(session)] == [1, 2]
    assert (kept.text, kept.topic, kept.position_la) == (f"{area.words.note} merged", "Both", "mixed")
    assert set(kept.sources.all()) == set(kept.ever_sources.all()) == set(logged[:2])
    gone = DraftPoint.objects.get(pk=made[1].pk)
    assert (gone.removed_by_id, gone.removed_at is None) == (area.facilitator.pk, False)


def test_merging_is_logged_without_words(area, session, made):
    merge(area, session, made[:2])
    entry = LogEntry.objects.filter(verb="statements merged").get()
    assert (entry.subject, entry.facts) == (made[0].pk, {"taken in": [str(made[1].pk)]})


def test_withdrawal_reaches_what_a_merged_statement_once_came_from(area, session, made, logged):
    """Domain I-24: a point taken out of the second before the merge is behind the merged words too."""
    writing.take_out(session, made[1].pk, source=logged[1].pk, by=area.facilitator)
    made[1].refresh_from_db()
    kept = merge(area, session, made[:2])
    assert set(kept.sources.all()) == {logged[0]}
    withdrawing.blank(kept.pk, by=area.facilitator)
    for point in logged:
        point.refresh_from_db()
    assert [bool(point.text) for point in logged] == [False, False, True]


@pytest.mark.parametrize("worded", [0, 1])
def test_a_colleagues_wording_is_not_merged_over(area, session, made, worded):
    revision = made[worded].revision
    writing.word(
        session,
        made[worded].pk,
        revision=revision,
        text=f"{area.words.note} theirs",
        by=area.other_facilitator,
    )
    with pytest.raises(revisions.Conflict):
        merge(area, session, made[:2])
    assert len(now(session)) == 3
    assert f"{area.words.note} theirs" in [p.text for p in now(session)]


def test_control_without_comparing_revisions_the_colleagues_words_are_lost(area, session, made, monkeypatch):
    monkeypatch.setattr(arranging, "unchanged", lambda points, revision: True)
    writing.word(session, made[1].pk, revision=made[1].revision, text="theirs", by=area.other_facilitator)
    merge(area, session, made[:2])
    assert "theirs" not in [p.text for p in now(session)]


def test_a_merged_statement_cannot_be_worded_by_who_still_has_it_open(area, session, made):
    merge(area, session, made[:2])
    with pytest.raises(NotPossible, match="merged with another"):
        writing.word(session, made[1].pk, revision=made[1].revision, text="late", by=area.other_facilitator)
    with pytest.raises(NotPossible, match="merged with another"):
        writing.add_sources(session, made[1].pk, sources=[], by=area.other_facilitator)


def test_merging_with_none_or_with_what_is_gone_is_refused(area, session, made):
    with pytest.raises(NotPossible, match="Tick at least one other"):
        merge(area, session, made[:1])
    writing.remove(session, made[1].pk, by=area.facilitator)
    with pytest.raises(NotPossible):
        merge(area, session, made)
    with pytest.raises(Http404):
        merge(area, session, [made[1], made[0]])


def test_statements_of_another_area_are_not_merged(area, neighbour, session, made):
    other = build.delivered(neighbour)
    build.write_up(neighbour, other, build.uncleared_texts(neighbour, 1))
    with pytest.raises(NotPossible):
        merge(area, session, [made[0], now(other)[0]])
    with pytest.raises(PermissionDenied):
        arranging.merge(session, made[0].pk, others=[made[1].pk], revision=4, by=neighbour.facilitator)


# Splitting


def split(area: build.Group, workshop: Workshop, whole: DraftPoint, **values: object) -> DraftPoint:
    given = {"text": "one", "new_text": "two", "sources": [], "revision": whole.revision, **values}
    return DraftPoint.objects.get(pk=arranging.split(workshop, whole.pk, by=area.facilitator, **given))


def test_a_split_statement_stands_behind_the_first_with_the_points_that_go_with_it(
    area, session, made, logged
):
    writing.add_sources(session, made[0].pk, sources=[logged[1].pk, logged[2].pk], by=area.facilitator)
    new = split(area, session, made[0], sources=[logged[1].pk])
    assert [p.pk for p in now(session)] == [made[0].pk, new.pk, made[1].pk, made[2].pk]
    assert [p.text for p in now(session)][:2] == ["one", "two"]
    assert (new.topic, new.kind, new.position_la) == (made[0].topic, made[0].kind, made[0].position_la)
    assert set(new.sources.all()) == {logged[1]}
    assert set(made[0].sources.all()) == {logged[0], logged[2]}
    assert set(new.ever_sources.all()) == set(made[0].ever_sources.all()) == set(logged)
    assert new.salt != made[0].salt


def test_withdrawal_of_a_split_off_statement_spares_what_stands_behind_the_first(area, session, made, logged):
    new = split(area, session, made[0])
    withdrawing.blank(new.pk, by=area.facilitator)
    logged[0].refresh_from_db()
    assert logged[0].text != ""


def test_a_colleagues_wording_is_not_split_over(area, session, made):
    writing.word(session, made[0].pk, revision=made[0].revision, text="theirs", by=area.other_facilitator)
    with pytest.raises(revisions.Conflict):
        split(area, session, made[0])
    assert now(session)[0].text == "theirs"
    assert len(now(session)) == 3


def test_points_of_other_statements_do_not_go_along(area, session, made, logged):
    new = split(area, session, made[0], sources=[logged[1].pk, uuid4()])
    assert list(new.sources.all()) == []


# Only while the notes are written up


def test_nothing_is_arranged_once_the_notes_are_sent(area):
    workshop = build.circulated(area)
    first, second, _ = now(workshop)
    acts = [
        lambda: arranging.place(workshop, second.pk, after=None, by=area.facilitator),
        lambda: merge(area, workshop, [first, second]),
        lambda: split(area, workshop, first),
    ]
    for act in acts:
        with pytest.raises(moves.Settled):
            act()
    assert [p.pk for p in now(workshop)][:2] == [first.pk, second.pk]


@pytest.mark.parametrize("who", ["la_lead", "coordinator"])
def test_only_who_writes_up_arranges(area, coordinator, session, made, who):
    seat = coordinator if who == "coordinator" else area.la_lead
    with pytest.raises(PermissionDenied):
        arranging.place(session, made[1].pk, after=None, by=seat)
    with pytest.raises(PermissionDenied):
        arranging.split(session, made[0].pk, revision=2, text="a", new_text="b", sources=[], by=seat)


def test_too_many_words_from_points_are_refused_and_not_cut(area, session):
    long = [build.log_point(session, area.la_officer, "a" * 1500) for _ in range(2)]
    with pytest.raises(
        NotPossible, match="Together these points have 3001 characters; a statement may have 2000"
    ):
        writing.make(session, sources=[p.id for p in long], by=area.facilitator)
