"""A withdrawn statement is gone from every column of every table, from mail and from the log."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404

from partnerships import membership
from pipd.kit.models import LogEntry
from tests import build
from workshops.clearance import answering, approving, circulating, verifying, withdrawing, writing
from workshops.clearance.working import Answer, CirculatedPoint, DraftPoint, LoggedPoint
from workshops.models import ClearedNote, ClearedPoint

MARK = "OKAPI"


def places_of(word: str) -> list[str]:
    """Every table and column, of all apps, in which `word` stands."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        kinds = (models.CharField, models.TextField, models.JSONField)
        columns = [f.attname for f in model._meta.concrete_fields if isinstance(f, kinds)]
        for row in model._base_manager.values(*columns) if columns else ():
            found += [f"{model.__name__}.{c}" for c, value in row.items() if word in str(value)]
    return sorted(set(found))


@pytest.fixture
def marked(area) -> ClearedPoint:
    """A cleared statement whose word stands in all places it can: point, drafts, two versions, reasons, a view."""
    workshop = build.delivered(area)
    logged = build.log_point(workshop, area.la_officer, f"{MARK} as it was logged")
    draft = writing.make(workshop, sources=[logged.id], by=area.facilitator)
    writing.remove(workshop, draft, by=area.facilitator)
    point = writing.make(workshop, sources=[logged.id], text=f"{MARK} first", by=area.facilitator)
    build.write_up(area, workshop, [f"{area.words.cleared} stays"])
    circulating.circulate(workshop, by=area.facilitator)
    mine = [cp.number for cp in build.shown(workshop) if cp.point_id == point]
    build.answer(
        workshop, area.la[2], build.CHANGE, numbers=mine, reason=f"{MARK} why", new_text=f"{MARK} second"
    )
    build.decide(area, build.amendments(workshop)[0])
    circulating.circulate_changes(workshop, by=area.facilitator)
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(workshop, seat)
    build.answer(workshop, area.tso[2], build.OUT, numbers=mine, ground="not_said", reason=f"{MARK} no")
    answering.add_view(workshop, point, text=f"{MARK} our view", by=area.tso[1])
    approving.approve(workshop, by=area.other_facilitator)
    return ClearedPoint.objects.get(origin=point)


def test_the_word_stood_in_every_place_before(marked):
    assert places_of(MARK) == [
        "Amendment.reason",
        "Amendment.text",
        "Answer.reason",
        "CirculatedPoint.text",
        "ClearedPoint.differing_views",
        "ClearedPoint.text",
        "DifferingView.text",
        "DraftPoint.text",
        "LoggedPoint.text",
    ]


def test_withdrawing_takes_the_words_from_everywhere(area, marked):
    copies = withdrawing.withdraw(area.area, marked.pk, by=area.facilitator)
    assert (copies, places_of(MARK)) == (0, [])
    assert not ClearedPoint.objects.filter(pk=marked.pk).exists()


def test_withdrawing_takes_the_salt_with_the_words(area, marked):
    withdrawing.withdraw(area.area, marked.pk, by=area.facilitator)
    assert set(CirculatedPoint.objects.filter(point=marked.origin).values_list("salt", flat=True)) == {""}
    assert DraftPoint.objects.get(pk=marked.origin).salt == ""


def test_withdrawing_leaves_the_other_statements(area, marked):
    before = list(ClearedPoint.objects.exclude(pk=marked.pk).values_list("pk", "text"))
    withdrawing.withdraw(area.area, marked.pk, by=area.facilitator)
    assert list(ClearedPoint.objects.values_list("pk", "text")) == before != []
    assert ClearedNote.objects.count() == 1


def test_withdrawing_is_logged_without_the_words(area, marked):
    digest = marked.digest
    withdrawing.withdraw(area.area, marked.pk, by=area.facilitator)
    entry = LogEntry.objects.filter(verb="statement withdrawn").get()
    assert (entry.subject, entry.facts) == (marked.origin, {"digest": digest, "copies issued": 0})


def test_a_logged_point_shared_with_a_statement_that_stays_keeps_its_words_until_that_goes_too(area):
    workshop = build.delivered(area)
    logged = build.log_point(workshop, area.la_officer, f"{MARK} shared")
    points = [
        writing.make(workshop, sources=[logged.id], text=f"Statement {n}", by=area.facilitator)
        for n in (1, 2)
    ]
    circulating.circulate(workshop, by=area.facilitator)
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(workshop, seat)
    approving.approve(workshop, by=area.other_facilitator)
    left = []
    for point in points:
        cleared = ClearedPoint.objects.get(origin=point)
        withdrawing.withdraw(area.area, cleared.pk, by=area.facilitator)
        left.append(LoggedPoint.objects.get(pk=logged.id).text)
    assert left == [f"{MARK} shared", ""]


def cleared_of(area, workshop, point) -> ClearedPoint:
    """Send the notes as they stand, let people agree and the other facilitator approve; the cleared statement."""
    circulating.circulate(workshop, by=area.facilitator)
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(workshop, seat)
    approving.approve(workshop, by=area.other_facilitator)
    return ClearedPoint.objects.get(origin=point)


def test_a_logged_point_taken_out_of_the_statement_before_goes_too(area):
    workshop = build.delivered(area)
    logged = build.log_point(workshop, area.la_officer, f"{MARK} as it was logged")
    point = writing.make(workshop, sources=[logged.id], by=area.facilitator)
    writing.take_out(workshop, point, source=logged.id, by=area.facilitator)
    cleared = cleared_of(area, workshop, point)
    assert places_of(MARK) == [
        "CirculatedPoint.text",
        "ClearedPoint.text",
        "DraftPoint.text",
        "LoggedPoint.text",
    ]
    withdrawing.withdraw(area.area, cleared.pk, by=area.facilitator)
    assert places_of(MARK) == []


@pytest.fixture
def rewritten(area) -> ClearedPoint:
    """Sent, parked, taken out of the notes, and written anew from memory; then cleared."""
    workshop = build.delivered(area)
    logged = build.log_point(workshop, area.la_officer, f"{MARK} as it was logged")
    first = writing.make(workshop, sources=[logged.id], by=area.facilitator)
    circulating.circulate(workshop, by=area.facilitator)
    build.answer(workshop, area.la[2], build.OUT, ground="not_said", reason=f"{MARK} no")
    build.after_the_window(workshop)
    approving.park_if_nothing_agreed(workshop, by=membership.system_seat(area.programme))
    writing.remove(workshop, first, by=area.facilitator)
    point = writing.make(workshop, sources=[], text=f"{MARK} again", kind="barrier", by=area.facilitator)
    return cleared_of(area, workshop, point)


def test_a_statement_taken_out_and_written_anew_from_memory_goes_too(area, rewritten):
    assert "Answer.reason" in places_of(MARK)
    withdrawing.withdraw(area.area, rewritten.pk, by=area.facilitator)
    assert places_of(MARK) == []


@pytest.mark.parametrize("forgotten", ["LoggedPoint", "CirculatedPoint", "Answer"])
def test_verify_names_words_that_withdrawal_left(area, rewritten, forgotten):
    """The control: whatever is not blanked is found."""
    kept = {m: list(m.objects.all()) for m in (LoggedPoint, CirculatedPoint, Answer)}
    build.forward_to(build.clock.now() + timedelta(minutes=1))  # what is taken out later is not looked at
    withdrawing.withdraw(area.area, rewritten.pk, by=area.facilitator)
    assert list(verifying.verify()) == []
    for row in next(rows for model, rows in kept.items() if model.__name__ == forgotten):
        row.save()
    assert any("are left" in sentence for sentence in verifying.verify())


@pytest.mark.parametrize("decided", [True, False])
def test_the_same_words_suggested_as_missing_go_too(area, decided):
    workshop = build.delivered(area)
    point = writing.make(workshop, sources=[], text=f"{MARK} said", kind="barrier", by=area.facilitator)
    circulating.circulate(workshop, by=area.facilitator)
    answering.suggest_missing(workshop, text=f"{MARK} is missing", reason=f"{MARK} why", by=area.la[2])
    if decided:
        build.decide(area, build.amendments(workshop)[0], "not_accepted")
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(workshop, seat)
    build.after_the_window(workshop)
    approving.approve(workshop, by=area.other_facilitator)
    cleared = ClearedPoint.objects.get(origin=point)
    withdrawing.withdraw(area.area, cleared.pk, by=area.facilitator)
    assert places_of(MARK) == []
    assert list(verifying.verify()) == []


def test_a_second_withdrawal_finds_nothing(area, marked):
    withdrawing.withdraw(area.area, marked.pk, by=area.facilitator)
    with pytest.raises(Http404):
        withdrawing.withdraw(area.area, marked.pk, by=area.facilitator)


@pytest.mark.parametrize("who", ["la_lead", "coordinator"])
def test_only_facilitators_withdraw(area, marked, who):
    with pytest.raises(PermissionDenied):
        withdrawing.withdraw(area.area, marked.pk, by=getattr(area, who))
    assert ClearedPoint.objects.filter(pk=marked.pk).exists()


def test_a_neighbour_cannot_withdraw(area, neighbour, marked):
    with pytest.raises(PermissionDenied):
        withdrawing.withdraw(area.area, marked.pk, by=neighbour.facilitator)
    with pytest.raises(Http404):
        withdrawing.withdraw(neighbour.area, marked.pk, by=neighbour.facilitator)


def test_neither_log_nor_mail_holds_words_of_notes(area, mailoutbox):
    build.note_at("cleared", area)
    build.note_at("parked", area, 2)
    places = places_of(area.words.secret) + places_of(area.words.cleared)
    assert {place.split(".")[0] for place in places} == {
        "Amendment", "Answer", "CirculatedPoint", "ClearedPoint", "DifferingView", "DraftPoint", "LoggedPoint",
    }  # fmt: skip
    assert LogEntry.objects.count() > 40
