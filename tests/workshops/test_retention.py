"""Six months after an area ends its words go and its record stands (domain 3R)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from partnerships.membership import NotPossible
from partnerships.models import Programme, Seat
from pipd.home import owed_by, seats_of
from pipd.kit.models import LogEntry
from tests import build
from tests.client import Client
from tests.permissions import world as worlds
from tests.permissions.policy import kwargs_of
from tests.workshops.ended import (
    ANSWERS,
    COUNTED,
    DUE,
    REPORTED,
    WORDS,
    at,
    cleared,
    confirm,
    left_of,
    make,
    numbers,
)  # fmt: skip
from tests.workshops.test_verifying import verified
from workshops import retention
from workshops.clearance import departing, quotes_reading, quoting, reopening, withdrawing
from workshops.clearance.working import (
    CirculatedPoint,
    DraftPoint,
    LoggedPoint,
    Note,
    Quotation,
    QuotationAnswer,
)
from workshops.models import ClearedPoint, ClearedQuote

MANY = 10  # pages that open


@pytest.fixture
def ended(area: build.Group, neighbour: build.Group) -> build.Group:
    return make(area, neighbour)


@pytest.mark.parametrize(("day", "due"), [(date(2028, 2, 28), False), (DUE, True)])
def test_words_are_due_from_the_day_six_months_after_the_area_ended(ended, day, due):
    at(day, hour=0)
    assert any(numbers(retention.look_at_words(ended.programme).lots)) == due
    assert retention.look_at_words(ended.programme).coming == (None if due else DUE)
    if not due:
        with pytest.raises(NotPossible):
            confirm(ended, WORDS)


def test_an_area_that_goes_on_keeps_its_words(ended, neighbour):
    at(DUE)
    theirs = LoggedPoint.objects.filter(workshop__area=neighbour.area).count()
    confirm(ended, WORDS)
    assert LoggedPoint.objects.count() == theirs > 0
    assert "LoggedPoint.text" in left_of(neighbour.words.secret)
    assert QuotationAnswer.objects.filter(quotation__note__workshop__area=neighbour.area).exists()


def test_no_uncleared_word_is_left_and_the_record_stands(ended):
    at(DUE)
    assert left_of(ended.words.secret) == [
        "Amendment.reason", "Amendment.text", "Answer.reason", "CirculatedPoint.text", "CirculatedPoint.topic",
        "CirculatedQuotation.text", "DraftPoint.text", "DraftPoint.topic", "LoggedPoint.text", "Quotation.text",
    ]  # fmt: skip
    before, wrong = cleared(), verified()
    confirm(ended, WORDS)
    assert left_of(ended.words.secret) == []
    assert (cleared(), verified()) == (before, wrong)
    with pytest.raises(NotPossible):
        confirm(ended, WORDS)


def test_a_reason_alone_is_due_as_well(ended):
    """Raw: nothing that is counted by itself is left but what somebody wrote beside an answer."""
    at(DUE)
    notes = Note.objects.filter(workshop__area=ended.area)
    Quotation.objects.filter(note__in=notes).update(source=None, speaker=None)
    LoggedPoint.objects.filter(workshop__area=ended.area).delete()
    DraftPoint.objects.filter(note__in=notes, pk__in=unused(notes)).update(text="")
    assert "Answer.reason" in left_of(ended.words.secret)
    assert numbers(retention.look_at_words(ended.programme).lots) == [4, 0, 0, 0]
    assert confirm(ended, WORDS) == notes.count()
    assert left_of(ended.words.secret) == []
    assert numbers(retention.look_at_words(ended.programme).lots) == [0, 0, 0, 0]


def unused(notes: QuerySet[Note]) -> list[UUID]:
    drafts = DraftPoint.objects.filter(note__in=notes)
    return list(drafts.exclude(pk__in=ClearedPoint.objects.values("origin")).values_list("pk", flat=True))


def test_nobody_can_be_traced_as_speaker_or_logger_and_the_sector_stays(ended):
    at(DUE)
    confirm(ended, WORDS)
    ours = Quotation.objects.filter(note__workshop__area=ended.area)
    assert set(ours.values_list("speaker", "source")) == {(None, None)}
    assert not QuotationAnswer.objects.filter(quotation__in=ours).exists()
    quote = ClearedQuote.objects.get(point__note__area=ended.area)
    assert quote.sector == ours.get(pk=quote.origin).sector == "tso"


def test_the_log_has_the_numbers_and_no_word(ended):
    at(DUE)
    confirm(ended, WORDS)
    entry = LogEntry.objects.get(verb="words kept long enough deleted")
    assert entry.actor == ended.coordinator.pk
    assert set(entry.facts) == {"notes", "logged points", "draft statements", "quotations"}
    assert all(isinstance(number, int) and number for number in entry.facts.values())


def test_a_changed_byte_of_what_stays_is_still_found(ended):
    at(DUE)
    confirm(ended, WORDS)
    wrong = verified()
    cp = CirculatedPoint.objects.filter(version__note__workshop__area=ended.area).exclude(text="").first()
    CirculatedPoint.objects.filter(pk=cp.pk).update(text=f"{cp.text}!")
    assert len(verified()) > len(wrong)


def test_words_that_are_left_behind_are_named(ended):
    at(DUE)
    confirm(ended, WORDS)
    wrong = verified()
    gone = DraftPoint.objects.filter(note__workshop__area=ended.area, text="").first()
    DraftPoint.objects.filter(pk=gone.pk).update(text="left")
    assert [told for told in verified() if told not in wrong] == [
        f"{build.note_of(gone.note.workshop)}: kept long enough, and words that are not cleared are left."
    ]


def test_nothing_is_written_answered_or_opened_again_afterwards(ended):
    at(DUE)
    first, last = (build.area_with_sessions(ended)[n] for n in (0, 3))
    confirm(ended, WORDS)
    with pytest.raises(NotPossible, match="kept long enough"):
        build.log_point(last, ended.facilitator, "Too late")
    with pytest.raises(NotPossible, match="kept long enough"):
        build.write_up(ended, last, ["Too late"])
    point = ClearedPoint.objects.filter(note__workshop=first).first()
    with pytest.raises(NotPossible, match="kept long enough"):
        reopening.ask(first, points=[point.origin], reason="Once more", by=ended.facilitator)


def test_a_statement_can_still_be_withdrawn(ended):
    at(DUE)
    confirm(ended, WORDS)
    wrong = verified()
    quote = ClearedQuote.objects.get(point__note__area=ended.area)
    withdrawing.withdraw(ended.area, quote.point_id, by=ended.facilitator)
    assert not ClearedQuote.objects.filter(pk=quote.pk).exists()
    assert verified() == wrong


def test_whoever_says_that_a_quotation_is_theirs_still_takes_it_back_and_it_alone(ended):
    at(DUE)
    confirm(ended, [*WORDS])
    wrong = verified()
    quote = ClearedQuote.objects.get(point__note__area=ended.area)
    listed = [mine.id for mine in quotes_reading.mine(ended.area, ended.tso[1])]
    assert listed == [quote.origin]
    quoting.refuse(ended.area, quote.origin, by=ended.tso[1])
    assert not ClearedQuote.objects.filter(pk=quote.pk).exists()
    withdrawn = Quotation.objects.exclude(withdrawn_at=None).values_list("pk", flat=True)
    assert (list(withdrawn), verified()) == ([quote.origin], wrong)


def test_taking_consent_back_afterwards_takes_nothing_of_others(ended, neighbour):
    """Without the guard an empty source would be everybody's whose source is gone."""
    at(DUE)
    confirm(ended, WORDS)
    before = cleared()
    with transaction.atomic():
        departing.withdraw_consent(ended.area, by=ended.tso[3])
    assert cleared() == before
    assert not any("Quotation" in told for told in verified())


def test_taking_consent_back_elsewhere_still_takes_what_was_logged(ended, neighbour):
    """A quotation without a source must not hide everybody's logged points: NOT IN with a NULL is never true."""
    at(DUE)
    confirm(ended, WORDS)
    mine = LoggedPoint.objects.filter(seat=neighbour.la_officer).exclude(text="")
    assert mine.count() == 1
    departing.withdraw_consent(neighbour.area, by=neighbour.la_officer)
    assert mine.count() == 0


def pages(group: build.Group, seat: Seat) -> list[tuple[str, int]]:
    """Every page of the area that `seat` may ask for, with what it answered. Nothing uncleared is on any afterwards."""
    is_gone = not LoggedPoint.objects.filter(workshop__area=group.area).exists()
    reader, found = Client().as_(seat, may_see=() if is_gone else group.words.uncleared), []
    for name, route, _ in worlds.addresses():
        kwargs = kwargs_of(route)
        if "area" not in kwargs or set(kwargs) - {"area", "number"}:
            continue
        for number in (1, 2, 3, 4) if "number" in kwargs else (0,):
            told = {"area": group.slug, **({"number": number} if number else {})}
            status = reader.get(reverse(name, kwargs=told)).status_code
            found.append(
                (f"{name} {number}", 200 if status == 204 else status)
            )  # 204: nothing new has arrived
    return found


@pytest.mark.parametrize("who", ["la_lead", "tso_officer", "facilitator", "coordinator"])
def test_every_page_still_opens_and_the_list_of_what_is_owed(ended, who):
    at(COUNTED)
    seat = getattr(ended, who)
    before = pages(ended, seat)
    Programme.objects.update(reported_on=REPORTED)
    ended.programme.refresh_from_db()
    confirm(ended, [*WORDS, *ANSWERS])
    assert sum(status == 200 for _, status in before) > MANY
    assert pages(ended, seat) == before
    owed_by(seats_of(seat.user))
    assert Client().as_(seat).get(reverse("my-data-file")).status_code == 200
