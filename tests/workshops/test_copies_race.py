"""A copy of the record and a withdrawal at the same moment: the copy is without the words, or it is counted (I-24, E7).

On SQLite a transaction is alone with the database from its first statement, whatever rows it holds; so the controls,
with the rows not held, run on PostgreSQL.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections
from django.http import Http404

from partnerships.membership import NotPossible
from partnerships.models import Seat, StudyArea
from tests import build
from tests.workshops.test_races import ON_SQLITE
from workshops import copies as counting
from workshops import documents
from workshops.clearance import copies, quoting, reopening, withdrawing
from workshops.models import ClearedPoint, ClearedQuote

pytestmark = pytest.mark.django_db(transaction=True)
HOLD = 0.7  # seconds for which whoever is first is kept before ending
GUARD = pytest.mark.parametrize("held", [True, False], ids=["held", "control"])


class Race:
    """Two acts: the second begins once the first has come so far that it calls `pause`."""

    def __init__(self) -> None:
        self.begun, self.order, self.told = threading.Event(), [], {}

    def pause(self, act: Callable[..., Any]) -> Callable[..., Any]:
        """`act`, after which whoever called it is kept for a while; only the first time."""

        def slowly(*args: Any, **kwargs: Any) -> Any:
            result = act(*args, **kwargs)
            if not self.begun.is_set():
                self.begun.set()
                threading.Event().wait(HOLD)
            return result

        return slowly

    def run(self, **acts: Callable[[], Any]) -> None:
        """Run the two acts by name, the first at once and the second when that pauses."""
        threads = [threading.Thread(target=self._one, args=(n, *pair)) for n, pair in enumerate(acts.items())]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)

    def _one(self, place: int, name: str, act: Callable[[], Any]) -> None:
        if place:
            self.begun.wait(10)
        try:
            self.told[name] = act()
        except (NotPossible, Http404) as refusal:
            self.told[name] = refusal
        finally:
            self.order.append(name)
            connections.close_all()


@pytest.fixture(autouse=True)
def _guard(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it the rows are read and not held."""
    if request.node.callspec.params["held"]:
        return
    if connection.vendor == "sqlite":
        pytest.skip(ON_SQLITE)
    monkeypatch.setattr(documents, "_value_held", documents._value)


def copied(area: build.Group) -> bytes:
    seat = Seat.objects.get(pk=area.facilitator.pk)
    return documents.copy(StudyArea.objects.get(pk=area.area.pk), None, form="csv", by=seat)[0]


def withdrawn(area: build.Group, point: ClearedPoint) -> int:
    return withdrawing.withdraw(area.area, point.pk, by=area.other_facilitator)


@GUARD
def test_a_withdrawal_during_a_copy_waits_and_counts_it(area, monkeypatch, held):
    point, race = build.cleared_point(area), Race()
    monkeypatch.setitem(documents.MADE, "csv", race.pause(documents.MADE["csv"]))
    race.run(copy=lambda: copied(area), withdrawal=lambda: withdrawn(area, point))
    assert point.text in race.told["copy"].decode()  # the words are out …
    assert race.told["withdrawal"] == (1 if held else 0)  # … and whoever withdraws them is told so
    assert race.order == (["copy", "withdrawal"] if held else ["withdrawal", "copy"])


@GUARD
def test_a_copy_during_a_withdrawal_waits_and_is_without_the_words(area, monkeypatch, held):
    point, race = build.cleared_point(area), Race()
    monkeypatch.setattr(counting, "issued", race.pause(counting.issued))
    race.run(withdrawal=lambda: withdrawn(area, point), copy=lambda: copied(area))
    assert race.told["withdrawal"] == 0
    assert (point.text in race.told["copy"].decode()) is not held


@GUARD
def test_a_copy_while_a_quotation_is_withdrawn_is_without_it(area, monkeypatch, held):
    build.note_at("cleared", area, 1, quoted=True)
    quote, race = ClearedQuote.objects.get(), Race()
    monkeypatch.setattr(counting, "issued", race.pause(counting.issued))
    by = area.other_facilitator
    race.run(withdrawal=lambda: quoting.withdraw(area.area, quote.origin, by=by), copy=lambda: copied(area))
    assert race.told["withdrawal"].copies == 0
    assert (quote.text in race.told["copy"].decode()) is not held


@pytest.mark.parametrize("held", [True], ids=["held"])
def test_a_withdrawal_during_an_access_copy_waits_and_counts_it(area, monkeypatch, held):
    """Notes of which one statement was opened again: the note is held, and a withdrawal locks it first."""
    first, second = ClearedPoint.objects.filter(note=build.cleared_note(area)).order_by("number")
    workshop = first.note.workshop
    reopening.ask(workshop, [second.origin], reason="We know more", by=area.facilitator)
    for seat in (area.la_officer, area.tso_officer):
        reopening.agree(workshop, by=seat)
    race, responder = Race(), build.responder(workshop, area.la_officer)
    monkeypatch.setattr(copies, "read_version", race.pause(copies.read_version))
    race.run(
        copy=lambda: copies.issue(workshop, responder.pk, format="standard", by=area.facilitator),
        withdrawal=lambda: withdrawn(area, first),
    )
    assert race.order == ["copy", "withdrawal"]
    assert race.told["withdrawal"] == 1
