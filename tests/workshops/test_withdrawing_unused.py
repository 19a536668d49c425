"""A statement that is used nowhere is withdrawn too, for whoever is identifiable by it: no words of it are left."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from pipd.kit.models import LogEntry
from tests import build
from tests.build.notes import quote
from tests.workshops.acts import all_fair, approve, cleared_numbers, park
from tests.workshops.test_withdrawing import MARK, places_of
from workshops.clearance import (
    answering,
    arranging,
    circulating,
    copies,
    desk,
    reading,
    unused,
    verifying,
    withdrawing,
    writing,
)
from workshops.clearance.working import AccessCopy, CirculatedPoint, DraftPoint, LoggedPoint
from workshops.models import ClearedPoint, Workshop

OTHER = "Still of use"


def drafted(area: build.Group) -> tuple[Workshop, UUID]:
    """Two statements, one of them marked and made from a marked point; nothing is sent yet."""
    workshop = build.delivered(area)
    logged = build.log_point(workshop, area.la_officer, f"{MARK} as it was logged")
    point = writing.make(workshop, sources=[logged.id], topic=f"{MARK} topic", by=area.facilitator)
    build.write_up(area, workshop, [f"{area.words.cleared} stays"])
    build.log_point(workshop, area.facilitator, OTHER)
    return workshop, point


def said_all(area: build.Group, workshop: Workshop, point: UUID) -> None:
    """The marked word is answered, suggested, seen differently, missed and quoted."""
    mine = [cp.number for cp in build.shown(workshop) if cp.point_id == point]
    build.answer(workshop, area.tso[2], build.OUT, numbers=mine, ground="not_said", reason=f"{MARK} no")
    build.answer(
        workshop, area.la[2], build.CHANGE, numbers=mine, reason=f"{MARK} why", new_text=f"{MARK} other"
    )
    answering.add_view(workshop, point, text=f"{MARK} our view", by=area.tso[1])


def left_out_in(area: build.Group) -> tuple[Workshop, UUID]:
    """The marked statement was left out at approval: a change of it is open, and its quotation waits."""
    workshop, point = drafted(area)
    quote(area, workshop, point, f"{MARK} in these words", speaker=area.tso[1])
    circulating.circulate(workshop, by=area.facilitator)
    said_all(area, workshop, point)
    answering.suggest_missing(workshop, text=f"{MARK} is missing", reason=f"{MARK} why", by=area.la[1])
    missing = next(a for a in build.amendments(workshop) if a.point_id is None)
    build.decide(area, missing, "not_accepted")
    numbers = [cp.number for cp in build.shown(workshop) if cp.point_id != point]
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(workshop, seat, numbers=numbers)
    build.after_the_window(workshop)
    approve(area, workshop)
    return workshop, point


def parked_in(area: build.Group) -> tuple[Workshop, UUID]:
    """Nothing was agreed, and a change of the marked statement is open."""
    workshop, point = drafted(area)
    circulating.circulate(workshop, by=area.facilitator)
    said_all(area, workshop, point)
    build.after_the_window(workshop)
    assert park(area, workshop)
    return workshop, point


@pytest.fixture
def left_out(area: build.Group) -> tuple[Workshop, UUID]:
    return left_out_in(area)


@pytest.fixture
def parked(area: build.Group) -> tuple[Workshop, UUID]:
    return parked_in(area)


def test_the_words_of_what_was_left_out_are_gone_from_every_table(area, left_out):
    workshop, point = left_out
    tables = {place.split(".")[0] for place in places_of(MARK)}
    assert tables == {
        "Amendment", "Answer", "CirculatedPoint", "CirculatedQuotation", "DifferingView", "DraftPoint", "LoggedPoint",
        "Quotation",
    }  # fmt: skip
    before = cleared_numbers(workshop)
    assert withdrawing.withdraw_unused(workshop, point, by=area.facilitator) == 0
    assert places_of(MARK) == []
    assert DraftPoint.objects.get(pk=point).salt == ""
    assert cleared_numbers(workshop) == before != []
    assert {a.outcome for a in build.amendments(workshop) if a.point_id == point} == {"not_accepted"}
    assert list(verifying.verify()) == []


def test_it_is_listed_no_more_and_counts_for_no_withdrawal_of_the_record(area, left_out):
    workshop, point = left_out
    assert [s.id for s in reading.left_out(workshop, area.la_lead)] == [point]
    withdrawing.withdraw_unused(workshop, point, by=area.facilitator)
    assert reading.left_out(workshop, area.la_lead) == []
    assert unused.unused(workshop, area.facilitator) == []
    assert reading.withdrawn_count(area.area) == 0


def test_copies_that_showed_it_are_told_and_the_log_has_no_words(area, left_out):
    workshop, point = left_out
    version = build.version_of(workshop)
    AccessCopy.objects.create(
        note=build.note_of(workshop), version=version, responder=build.responder(workshop, area.la_officer),
        number=1, format="plain", issued_at=build.clock.now(), issued_by=area.facilitator,
    )  # fmt: skip
    digest = CirculatedPoint.objects.get(version=version, point=point).digest
    assert withdrawing.withdraw_unused(workshop, point, by=area.facilitator) == 1
    entry = LogEntry.objects.get(verb="unused statement withdrawn")
    assert (entry.subject, entry.facts) == (point, {"digest": digest, "copies issued": 1})
    assert list(copies.verify()) == []


def test_parked_notes_are_sent_again_without_it(area, parked):
    workshop, point = parked
    withdrawing.withdraw_unused(workshop, point, by=area.facilitator)
    assert places_of(MARK) == []
    assert list(verifying.verify()) == []
    assert [draft.text for draft in desk.desk(workshop, area.facilitator).drafts] == [
        f"{area.words.cleared} stays"
    ]
    circulating.circulate(workshop, by=area.facilitator)
    all_fair(area, workshop)
    approve(area, workshop)
    assert len(cleared_numbers(workshop)) == 1
    assert list(verifying.verify()) == []


def test_what_was_taken_out_while_writing_up_goes_alone(area, parked):
    """People still work on these notes: what else was taken out, and its points, may be written up again."""
    workshop, point = parked
    other = LoggedPoint.objects.get(text=OTHER)
    second = writing.make(workshop, sources=[other.id], by=area.facilitator)
    for each in (point, second):
        writing.remove(workshop, each, by=area.facilitator)
    told = {one.id: one.taken_out for one in unused.unused(workshop, area.facilitator)}
    assert (told[point], told[second]) == (True, True)
    withdrawing.withdraw_unused(workshop, point, by=area.facilitator)
    assert places_of(MARK) == []
    assert LoggedPoint.objects.get(pk=other.id).text == OTHER
    assert DraftPoint.objects.get(pk=second).text == OTHER
    assert [p.text for p in desk.desk(workshop, area.facilitator).unused] == [OTHER]
    assert list(verifying.verify()) == []


def test_what_was_decided_to_be_taken_out_while_people_check_it_is_withdrawn(area):
    """Somebody missed in these notes what stays open: a suggestion of others is not lost with it."""
    workshop, point = drafted(area)
    circulating.circulate(workshop, by=area.facilitator)
    mine = [cp.number for cp in build.shown(workshop) if cp.point_id == point]
    build.answer(workshop, area.la[2], build.CHANGE, numbers=mine, reason=f"{MARK} me", is_removal=True)
    answering.suggest_missing(workshop, text="Also said", reason="It was", by=area.la[1])
    build.decide(area, next(a for a in build.amendments(workshop) if a.point_id))
    withdrawing.withdraw_unused(workshop, point, by=area.facilitator)
    assert places_of(MARK) == []
    assert [a.text for a in build.amendments(workshop) if a.point_id is None] == ["Also said"]
    circulating.circulate_changes(workshop, by=area.facilitator)
    assert list(verifying.verify()) == []


@pytest.mark.parametrize("forgotten", [LoggedPoint, CirculatedPoint])
def test_verify_names_words_that_were_left(area, left_out, forgotten):
    """The control: whatever is not blanked is found."""
    workshop, point = left_out
    kept = list(forgotten.objects.all())
    withdrawing.withdraw_unused(workshop, point, by=area.facilitator)
    for row in kept:
        row.save()
    assert any("are left" in sentence for sentence in verifying.verify())


def test_what_is_in_the_record_in_question_or_gone_is_not_withdrawn_like_this(area, left_out):
    workshop, point = left_out
    cleared = next(cp.point_id for cp in build.shown(workshop) if cp.point_id != point)
    second = build.circulated(area, 2)
    asked = build.shown(second)[0].point_id
    withdrawing.withdraw_unused(workshop, point, by=area.facilitator)
    for where, unknown in ((workshop, cleared), (second, asked), (workshop, point), (workshop, uuid4())):
        with pytest.raises(Http404):
            withdrawing.withdraw_unused(where, unknown, by=area.facilitator)
    assert cleared_numbers(workshop) != []


@pytest.mark.parametrize("who", ["la_lead", "coordinator", "neighbour"])
def test_only_facilitators_of_the_area_withdraw_or_see_what_was_taken_out(area, neighbour, left_out, who):
    workshop, point = left_out
    seat = neighbour.facilitator if who == "neighbour" else getattr(area, who)
    with pytest.raises(PermissionDenied):
        withdrawing.withdraw_unused(workshop, point, by=seat)
    with pytest.raises(PermissionDenied):
        unused.unused(workshop, seat)
    assert places_of(MARK) != []


@pytest.mark.parametrize("how", ["removed", "merged"])
def test_no_change_stays_open_for_what_is_taken_out_while_writing_up(area, parked, how):
    workshop, point = parked
    if how == "removed":
        writing.remove(workshop, point, by=area.facilitator)
    else:
        drafts = DraftPoint.objects.filter(note__workshop=workshop)
        stays = drafts.exclude(pk=point).get()
        read = sum(draft.revision for draft in drafts)
        told = {"text": "Both", "revision": read, "by": area.facilitator}
        arranging.merge(workshop, stays.pk, others=[point], **told)
    assert {a.outcome for a in build.amendments(workshop)} == {"not_accepted"}
    assert list(verifying.verify()) == []


def told_of(area: build.Group, workshop: Workshop, client) -> str:
    address = reverse("workshops:left-out", kwargs={"area": area.slug, "number": workshop.number})
    facilitator = client.as_(area.facilitator, may_see=area.words.uncleared)
    return facilitator.get(address).content.decode()


@pytest.mark.parametrize("how", [left_out_in, parked_in])
def test_what_was_left_out_and_withdrawn_is_counted_still(area, client, how):
    workshop, point = how(area)
    assert "later withdrawn" not in told_of(area, workshop, client)
    withdrawing.withdraw_unused(workshop, point, by=area.facilitator)
    page = told_of(area, workshop, client)
    assert "1 statement was left out and later withdrawn. No words of it are kept." in page
    assert "Nothing was left out" not in page


def test_what_the_record_held_and_is_withdrawn_was_not_left_out(area, client):
    workshop, _ = left_out_in(area)
    withdrawing.withdraw(area.area, ClearedPoint.objects.get().pk, by=area.facilitator)
    assert "later withdrawn" not in told_of(area, workshop, client)
