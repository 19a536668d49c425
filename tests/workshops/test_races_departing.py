"""A quotation's speaker takes their consent back while the notes are approved: it never stays in the record."""

from __future__ import annotations

import time

import pytest
from django.db import connection

from tests import build, figures
from tests.build import quotations
from tests.workshops.test_races import ON_SQLITE, at_once, fresh, no_lock, start_over
from workshops.clearance import approving, departing, quotes_standing, quoting
from workshops.clearance.working import (
    CirculatedQuotation,
    LoggedPoint,
    Quotation,
    QuotationAnswer,
    Responder,
)
from workshops.models import ClearedQuote

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS, WORDS = 10, "In these very words"
CHANGED = ("text", "salt", "withdrawn_at", "withdrawn_by_id", "redacted_at")


@pytest.fixture(autouse=True)
def _approving_takes_its_time(monkeypatch):
    """Between judging what may be quoted and copying it: the moment in which a consent may end."""

    def slowly(note):
        found = quotes_standing.judged(note)
        time.sleep(0.15)
        return found

    monkeypatch.setattr(quoting, "judged", slowly)


def left_behind(group: build.Group) -> int:
    """In how many rounds the words stayed in the record after their speaker's consent had ended."""
    speaker = group.tso[2]
    workshop, quotation = quotations.quoted(group, words=WORDS, speaker=speaker)
    quoting.permit(group.area, quotation, by=speaker)
    for seat in group.la[:2] + group.tso[:2]:
        build.answer(workshop, seat)
    build.after_the_window(workshop)
    kept = [list(model.objects.values()) for model in (Quotation, CirculatedQuotation)]
    stayed = 0
    for _ in range(ROUNDS):
        at_once(
            lambda: approving.approve(fresh(workshop), by=group.other_facilitator),
            lambda: departing.withdraw_consent(group.area, by=speaker),
        )
        stayed += ClearedQuote.objects.exists()
        _as_before(workshop, speaker, kept)
    return stayed


def _as_before(workshop: build.Workshop, speaker: build.Seat, kept: list) -> None:
    """Raw, because no workflow undoes this."""
    ClearedQuote.objects.all()._raw_delete("default")
    start_over(workshop)
    for model, rows in zip((Quotation, CirculatedQuotation), kept, strict=True):
        for row in rows:
            model.objects.filter(pk=row["id"]).update(**{n: row[n] for n in CHANGED if n in row})
    LoggedPoint.objects.filter(is_quotation=True).update(text=WORDS)
    Responder.objects.update(removed_at=None)
    QuotationAnswer.objects.update(stance=QuotationAnswer.Stance.PERMITS)
    speaker.consents.update(withdrawn_at=None)
    build.Seat.objects.filter(pk=speaker.pk).update(ended_on=None)


def test_words_never_stay_after_their_speakers_consent_ended(area, record_property):
    stayed = left_behind(area)
    figures.tell(
        record_property, f"approve/consent race on {connection.vendor}", f"{stayed} of {ROUNDS} left"
    )
    assert stayed == 0
    assert QuotationAnswer.objects.count() == 1


def test_control_without_the_lock_they_may_stay(area, monkeypatch, record_property):
    if connection.vendor == "sqlite":
        pytest.skip(ON_SQLITE)
    with no_lock(monkeypatch):
        stayed = left_behind(area)
    figures.tell(record_property, "approve/consent race without its lock", f"{stayed} of {ROUNDS} left")
    assert stayed > 0
