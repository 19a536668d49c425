"""One press a quarter covers every open action of a lead; what is late or blocked needs words of its own (3H)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actionplans import content, on_track, progress
from actionplans.models import ActionPlan, Delivery, ProgressUpdate
from actionplans.owed import owed
from partnerships.membership import NotPossible
from pipd.kit import clock
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at, text_of
from tests.client import Client


@pytest.fixture
def plan(area: build.Group) -> ActionPlan:
    """Five actions, all led by one officer of the third sector: one blocked, one late, one complete, two under way."""
    plan = builders.started(area, actions=5)
    blocked, late, done, *fine = rows()
    for row in (blocked, late, *fine):
        builders.begun(row, area)
    builders.completed(done, area)
    progress.tell(blocked, status="blocked", note="No room", by=area.tso_officer)
    clock.set_to(clock.now() + timedelta(days=10))
    Delivery.objects.filter(pk=late.pk).update(due_on=clock.today() - timedelta(days=1))
    return plan


def rows() -> list[Delivery]:
    return list(Delivery.objects.order_by("action__seq"))


def mine(plan: ActionPlan, seat: build.Seat) -> on_track.Mine:
    return on_track.mine(content.agreed_lines(plan), seat)


def test_covers_what_is_open_and_names_what_is_late_or_blocked(area, plan):
    found = mine(plan, area.tso_officer)
    assert [line.ref for line in found.covered] == ["1(d)", "1(e)"]
    assert [(line.ref, why) for line, why in found.left_out] == [
        ("1(a)", "it is blocked"), ("1(b)", "it is overdue"),
    ]  # fmt: skip
    assert mine(plan, area.la_officer) == on_track.Mine((), ())


def test_one_press_says_a_word_on_each_and_changes_no_status(area, plan):
    before = [row.status for row in rows()]
    progress.tell(rows()[3], status="in_progress", rag="amber", note="No money", by=area.tso_officer)
    count = ProgressUpdate.objects.count()
    on_track.all_on_track(plan, seen=mine(plan, area.tso_officer).seen, by=area.tso_officer)
    assert ProgressUpdate.objects.count() == count + 2
    assert [row.status for row in rows()] == before
    assert [(row.rag, row.shown_rag) for row in rows()[3:]] == [("", "green"), ("", "green")]
    assert {row.last_word_on for row in rows()[3:]} == {clock.today()}


def test_it_is_all_or_nothing(area, plan, monkeypatch):
    write, count = progress.write, ProgressUpdate.objects.count()

    def fails_at_the_second(*args, **kwargs):
        if ProgressUpdate.objects.count() > count:
            raise RuntimeError
        return write(*args, **kwargs)

    monkeypatch.setattr(progress, "write", fails_at_the_second)
    with pytest.raises(RuntimeError):
        on_track.all_on_track(plan, seen=mine(plan, area.tso_officer).seen, by=area.tso_officer)
    assert ProgressUpdate.objects.count() == count


def test_an_old_page_says_nothing_of_what_it_did_not_show(area, plan):
    seen = mine(plan, area.tso_officer).seen
    progress.tell(rows()[3], status="blocked", note="No room", by=area.la_officer)
    with pytest.raises(NotPossible):
        on_track.all_on_track(plan, seen=seen, by=area.tso_officer)


def test_who_leads_nothing_open_has_nothing_to_say(area, plan):
    with pytest.raises(NotPossible, match="You lead no open action"):
        on_track.all_on_track(plan, seen="", by=area.la_officer)


def test_page_names_them_and_the_press_says_what_it_did(area, plan, client: Client):
    lead = client.as_(area.tso_officer)
    page = text_of(lead.get(at("on-track")))
    assert "Say that all 2 are on track" in page
    assert "Action 1(a)</a>: it is blocked." in page
    seen = mine(plan, area.tso_officer).seen
    done = lead.post(at("on-track"), {"seen": seen}, follow=True)
    assert "2 actions are on track. Left out: 1(a) and 1(b), which need words of their own." in text_of(done)
    stale = lead.post(at("on-track"), {"seen": "old"})
    assert stale.status_code == 409
    assert "There is a problem" in text_of(stale)


# When it is due (domain 3J)


def asked(seat: build.Seat) -> list[tuple[str, str]]:
    return [(thing.kind, thing.what) for thing in owed([seat]) if thing.kind == "progress update"]


def test_a_word_is_owed_ten_working_days_before_the_quarter_ends(area, started):
    Delivery.objects.update(due_on=clock.today() + timedelta(days=300))
    began = clock.today()
    assert asked(area.tso_officer) == []
    clock.set_to(clock.local(began + timedelta(days=80), 9))
    [(_, what)] = asked(area.tso_officer)
    assert what.startswith("A word is due on 2 actions.")
    assert asked(area.la_officer) == asked(area.tso[4]) == []
    for row in rows():
        progress.tell(row, status="not_started", by=area.tso_officer)
    assert asked(area.tso_officer) == []


def test_a_word_is_owed_before_a_review_that_comes_sooner(area, started):
    Delivery.objects.update(due_on=clock.today() + timedelta(days=300))
    review = clock.today() + timedelta(days=40)
    assert started.reviews.update(due_on=review) == 1
    assert asked(area.tso_officer) == []
    clock.set_to(clock.local(review - timedelta(days=7), 9))
    assert asked(area.tso_officer) != []
    for row in rows():
        progress.tell(row, status="not_started", by=area.tso_officer)
    assert asked(area.tso_officer) == []
