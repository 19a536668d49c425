"""An evidence sheet asked for while a statement is being withdrawn waits, and is made without it (domain I-24)."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, connections

from actionplans import documents
from actionplans.models import ActionPlan
from partnerships.models import Seat
from pipd.kit import documents as kit
from pipd.kit.models import Document
from tests import build
from tests.actionplans import builders
from workshops.clearance import taking_back, withdrawing

HOLD = 1.0  # seconds for which the withdrawal is kept between taking documents back and ending


@pytest.mark.django_db(transaction=True)
def test_a_sheet_asked_for_during_a_withdrawal_holds_nothing_withdrawn(
    area: build.Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("On SQLite a transaction is alone with the database from its first statement.")
    plan = builders.agreed(area)
    point = build.cleared_point(area)
    words, begun, order = point.text, threading.Event(), []
    retract = kit.retract

    def slowly(source: object) -> list[Document]:
        taken = retract(source)
        begun.set()
        threading.Event().wait(HOLD)
        order.append("withdrawn")
        return taken

    def ask() -> None:
        begun.wait(10)
        try:
            seat = Seat.objects.get(pk=area.coordinator.pk)
            documents.ask(ActionPlan.objects.get(pk=plan.pk), kind="evidence", by=seat)
            order.append("asked")
        finally:
            connections.close_all()

    monkeypatch.setattr(taking_back.documents, "retract", slowly)
    other = threading.Thread(target=ask)
    other.start()
    withdrawing.withdraw(area.area, point.pk, by=area.facilitator)
    other.join(20)
    sheet = Document.objects.live().get(kind="evidence")
    assert order == ["withdrawn", "asked"]
    assert not sheet.uses.filter(source=point.pk).exists()
    assert words not in documents.evidence(sheet).html
