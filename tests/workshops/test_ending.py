"""What of sessions and notes ends with an area that is discontinued: nothing more clears, and what is cleared stays."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from partnerships import calendars, consenting, ending, over
from partnerships.membership import NotPossible
from partnerships.models import Consent, Role
from pipd.home import owed_by, seats_of
from pipd.kit.models import LogEntry
from tests import build
from tests.build.quotations import approved, cleared_quote, quoted
from tests.refused import refused
from workshops import diary, line, scheduling, verify
from workshops.clearance import (
    answering,
    approving,
    circulating,
    departing,
    quoting,
    reading,
    reopening,
    withdrawing,
)  # fmt: skip
from workshops.clearance.working import DraftPoint, Note
from workshops.models import ClearedPoint, ClearedQuote, Recording, Workshop

REASON = "The council is abolished"


def discontinue(group: build.Group) -> None:
    ending.discontinue(group.area, reason=REASON, by=build.programme_seat(Role.ADMINISTRATOR))
    group.area.refresh_from_db()


def states(group: build.Group) -> list[str]:
    return list(Workshop.objects.filter(area=group.area).order_by("number").values_list("state", flat=True))


def test_sessions_to_come_are_cancelled_and_those_held_stay(area):
    build.delivered(area)
    before = {w.pk: w.sequence for w in Workshop.objects.filter(area=area.area)}
    discontinue(area)
    assert states(area) == ["delivered", "cancelled", "cancelled", "cancelled"]
    for workshop in Workshop.objects.filter(area=area.area, number__gt=1):
        assert workshop.sequence == before[workshop.pk] + 1
        assert workshop.halt_reason == "The area was discontinued."
    assert LogEntry.objects.filter(verb="session cancelled").count() == 3
    [_, second, *_] = diary.entries([area.la_officer])
    assert second.status == "CANCELLED"


def test_notes_being_checked_are_not_used(area):
    workshop = build.note_at("answered", area)
    discontinue(area)
    note = Note.objects.get(workshop=workshop)
    assert (note.state, note.closes_at) == ("parked", build.clock.now())
    assert not ClearedPoint.objects.exists()
    shown = build.shown(workshop)[0]
    reply = answering.Reply(shown.point_id, shown.digest, build.FAIR)
    with pytest.raises(NotPossible):
        answering.give(workshop, [reply], by=area.la_officer)
    with pytest.raises(NotPossible):
        approving.approve(workshop, by=area.other_facilitator)
    with pytest.raises(NotPossible, match="was discontinued"):
        circulating.circulate(workshop, by=area.facilitator)
    assert list(verify.verify()) == []


def test_they_can_still_be_read(area, client):
    workshop = build.note_at("answered", area)
    discontinue(area)
    [step, *_] = line.steps(area.area, area.la_officer)
    assert (step.sentence, step.link.words) == (line.NOT_USED, "Read")
    page = client.as_(area.la_officer, may_see=area.words.uncleared).get(step.link.href)
    assert area.words.note in page.content.decode()
    assert reading.state_of(workshop).state == "parked"


def test_a_coordinator_is_led_to_no_notes(area):
    build.note_at("answered", area)
    discontinue(area)
    assert line.steps(area.area, area.coordinator)[0].link is None


def test_cleared_stays_and_is_withdrawn_all_the_same(area):
    build.note_at("cleared", area)
    [first, *rest] = ClearedPoint.objects.order_by("number")
    discontinue(area)
    assert ClearedPoint.objects.count() == len(rest) + 1
    withdrawing.withdraw(area.area, first.pk, by=area.facilitator)
    assert ClearedPoint.objects.count() == len(rest)
    assert list(verify.verify()) == []


def test_what_was_opened_again_stays_out(area):
    workshop = build.note_at("cleared", area)
    opened = build.cleared_point(area).origin
    left = ClearedPoint.objects.count() - 1
    reopening.ask(workshop, [opened], reason="It was not so", by=area.facilitator)
    for seat in (area.la[1], area.tso[1]):
        reopening.agree(workshop, by=seat)
    assert Note.objects.get(workshop=workshop).state == "circulated"
    discontinue(area)
    assert Note.objects.get(workshop=workshop).state == "cleared"
    assert ClearedPoint.objects.count() == left
    assert DraftPoint.objects.get(pk=opened).closed_at == build.clock.now()
    assert opened in {statement.id for statement in reading.left_out(workshop, area.facilitator)}
    assert list(verify.verify()) == []


def test_a_recording_is_still_to_be_destroyed(area):
    workshop = build.delivered(area)
    noted = {"noted_at": build.clock.now(), "noted_by": area.facilitator, "destroy_on": build.clock.today()}
    Recording.objects.create(workshop=workshop, made=True, held_by="The university", **noted)
    discontinue(area)
    kinds = {row.kind for row in owed_by(seats_of(area.facilitator.user))}
    assert kinds == {"recording to destroy"}
    assert {row.kind for row in owed_by(seats_of(area.la_officer.user))} == set()


def test_nobody_plans_or_records_anything_more(area):
    workshop = build.area_with_sessions(area)[0]
    discontinue(area)
    build.forward_to(workshop.starts_at)
    presence = dict.fromkeys(area.participants, "attended")
    assert refused(scheduling.deliver, workshop, presence=presence, by=area.facilitator)


def test_a_speaker_withdraws_their_words_all_the_same(area):
    quote = cleared_quote(area)
    discontinue(area)
    quoting.withdraw(area.area, quote.origin, by=area.tso[2])
    assert not ClearedQuote.objects.exists()
    assert list(verify.verify()) == []


def test_no_quotation_is_permitted_any_more(area):
    workshop, quotation = quoted(area, words="We wait", speaker=area.tso[2])
    approved(area, workshop)
    discontinue(area)
    with pytest.raises(NotPossible, match="was discontinued"):
        quoting.permit(area.area, quotation, by=area.tso[2])
    assert not ClearedQuote.objects.exists()


def test_who_was_to_stand_in_takes_their_consent_back(area):
    last = build.area_with_sessions(area)[3]
    stands_in = build.substitute(area, last, area.la[4])
    discontinue(area)
    departing.withdraw_consent(area.area, by=stands_in)
    assert not departing.stands(area.area, stands_in)


@pytest.mark.parametrize("place", [0, 2, 4])
def test_consent_is_taken_back_with_all_that_goes_with_it(area, place):
    build.note_at("answered", area, 1, quoted=True)
    build.area_with_sessions(area)
    discontinue(area)
    for seat in (area.la[place], area.tso[place]):
        departing.withdraw_consent(area.area, by=seat)
        assert not departing.stands(area.area, seat)
    assert list(verify.verify()) == []


def test_a_calendar_address_is_ones_own(area):
    discontinue(area)
    assert calendars.reset(area.la_officer.user, by=area.la_officer).pk


def race(group: build.Group) -> tuple[list[type], list[str]]:
    """Somebody consents while the area is discontinued: what was refused, and what the log says of it, in order."""
    before = LogEntry.objects.filter(chain=group.area.chain).count()
    administrator, ready, said = build.programme_seat(Role.ADMINISTRATOR), threading.Barrier(2), []
    seat, kind = group.la_officer, Consent.Kind.RECORDING

    def run(act: Callable[[], object]) -> None:
        try:
            ready.wait(10)
            act()
        except Exception as refusal:
            said.append(type(refusal))
        finally:
            connections.close_all()

    acts = (
        lambda: consenting.give(seat, kind, by=seat),
        lambda: ending.discontinue(group.area, reason=REASON, by=administrator),
    )
    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = LogEntry.objects.filter(chain=group.area.chain).order_by("number")
    return said, list(rows.values_list("verb", flat=True))[before:]


@pytest.mark.django_db(transaction=True)
def test_what_is_written_at_that_moment_came_first_or_is_refused(base_moment):
    said, verbs = race(build.group())
    assert verbs[-1] == "area moved on"
    assert said == ([] if "consent given" in verbs else [NotPossible])


@pytest.mark.django_db(transaction=True)
def test_control_without_the_gate_it_is_written_after_the_end(base_moment, monkeypatch):
    """The area's lock alone holds nobody who does not take it."""
    monkeypatch.setattr(over, "check", lambda area_id, verb: None)
    group = build.group()
    ending.discontinue(group.area, reason=REASON, by=build.programme_seat(Role.ADMINISTRATOR))
    consenting.give(group.la_officer, Consent.Kind.RECORDING, by=group.la_officer)
    rows = LogEntry.objects.filter(chain=group.area.chain).order_by("number")
    assert rows.last().verb == "consent given"
