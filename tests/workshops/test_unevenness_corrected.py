"""Why the sectors were still uneven, put right: the group reads the latest, facilitators what was there before (E1)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from partnerships import ending
from partnerships.models import Role
from pipd.kit import clock
from pipd.kit.models import LogEntry
from pipd.kit.revisions import Conflict
from pipd.kit.wording import short_date
from tests import build
from tests.client import Client
from tests.refused import refused
from tests.workshops.test_unevenness import WHY, address, left, session  # noqa: F401  `left` is a fixture
from workshops import unevenness
from workshops.models import UnevenWording, Workshop

BETTER, BEST = "Two people wait, and neither could come.", "Nobody who waits could come."


@pytest.fixture
def said(left: build.Group) -> build.Group:  # noqa: F811  pytest gives it by that name
    build.delivered(left, 3, la=6, tso=5)
    unevenness.explain(session(left, 3), reason=WHY, by=left.facilitator)
    return left


def correct(group: build.Group, reason: str, revision: int, by: build.Seat | None = None) -> None:
    unevenness.correct(session(group, 3), reason=reason, revision=revision, by=by or group.other_facilitator)


def test_the_latest_stands_and_what_was_before_is_kept_in_order(said):
    first = session(said, 3).uneven_at
    build.forward_to(clock.now() + timedelta(days=1))
    correct(said, BETTER, 0)
    correct(said, BEST, 1, by=said.facilitator)
    stored = session(said, 3)
    assert (stored.uneven_reason, stored.uneven_by, stored.uneven_corrections) == (BEST, said.facilitator, 2)
    kept = unevenness.earlier(stored, by=said.facilitator)
    assert [(one.reason, one.recorded_by) for one in kept] == [
        (WHY, said.facilitator),
        (BETTER, said.other_facilitator),
    ]
    assert kept[0].recorded_at == first


def test_the_log_says_that_it_was_corrected_and_not_what_it_said(said):
    correct(said, BETTER, 0)
    entry = LogEntry.objects.get(verb="uneven corrected")
    assert entry.facts == {"session": 3}


def test_who_read_an_earlier_wording_replaces_nothing(said):
    correct(said, BETTER, 0)
    with pytest.raises(Conflict):
        correct(said, BEST, 0, by=said.facilitator)
    assert session(said, 3).uneven_reason == BETTER
    assert UnevenWording.objects.count() == 1


def test_a_correction_needs_words_that_are_different(said):
    facts = {"revision": 0, "by": said.facilitator}
    assert refused(unevenness.correct, session(said, 3), reason=WHY, **facts) == [unevenness.NOTHING]
    assert refused(unevenness.correct, session(said, 3), reason="", **facts) == [unevenness.NEEDED]
    assert refused(unevenness.correct, session(said, 2), reason=WHY, **facts) == [unevenness.NOT_SAID]
    assert not UnevenWording.objects.exists()


def test_only_facilitators_of_the_area_correct_it_or_read_what_was_before(said, neighbour):
    for by in (said.la_lead, said.coordinator, neighbour.facilitator):
        with pytest.raises(PermissionDenied):
            correct(said, BETTER, 0, by=by)
        with pytest.raises(PermissionDenied):
            unevenness.earlier(session(said, 3), by=by)


def test_nothing_is_corrected_in_an_area_that_ended(said):
    ending.discontinue(said.area, reason="It is abolished", by=build.programme_seat(Role.ADMINISTRATOR))
    [why] = refused(unevenness.correct, session(said, 3), reason=BETTER, revision=0, by=said.facilitator)
    assert "was discontinued" in why
    assert session(said, 3).uneven_reason == WHY


def test_the_database_refuses_a_correction_of_nothing_and_an_earlier_wording_without_words(said):
    row = {"workshop": session(said, 3), "recorded_at": clock.now(), "recorded_by": said.facilitator}
    with pytest.raises(IntegrityError), transaction.atomic():
        Workshop.objects.filter(area=said.area, number=2).update(uneven_corrections=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnevenWording.objects.create(**row, place=0, reason="")
    UnevenWording.objects.create(**row, place=0, reason=WHY)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnevenWording.objects.create(**row, place=0, reason=BETTER)


def test_the_group_reads_that_it_was_corrected_and_facilitators_what_it_was(said, client):
    page, reader = address(said, "session-uneven", number=3), client.as_(said.facilitator)
    form = reader.get(page).text
    assert f'value="{WHY}"' in form
    assert 'name="revision" value="0"' in form
    assert reader.post(page, {"reason": BETTER, "revision": "0"}).status_code == 302
    on = f"(corrected on {short_date(clock.now())})"
    for name, more in (("session-detail", {"number": 3}), ("area-detail", {})):
        shown = Client().as_(said.tso_officer).get(address(said, name, **more)).text
        assert BETTER in shown
        assert on in shown
        assert WHY not in shown
        assert "Correct it" not in shown
    assert WHY in reader.get(page).text


def test_two_who_correct_it_at_once_read_both_wordings(said, client):
    page = address(said, "session-uneven", number=3)
    client.as_(said.other_facilitator).post(page, {"reason": BETTER, "revision": "0"})
    shown = client.as_(said.facilitator).post(page, {"reason": BEST, "revision": "0"})
    assert shown.status_code == 409
    for words in ("This was changed while you were writing", BETTER, BEST, 'name="revision" value="1"'):
        assert words in shown.text
    assert session(said, 3).uneven_reason == BETTER
