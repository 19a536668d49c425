"""An answer that arrives while a form is held against what is kept waits, and is not overwritten: in real threads."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from typing import Any

import pytest
from django.db import connection

from tests import build
from tests.client import Client
from tests.workshops.tabs import CHANGE, Tab, verdicts
from tests.workshops.test_races import fresh
from workshops.clearance import answering
from workshops.forms.checking import CheckForm

pytestmark = pytest.mark.django_db(transaction=True)

LONG_ENOUGH = 0.5  # seconds in which an answer that need not wait is kept many times over


def sent_while_an_objection_arrives(group: build.Group, monkeypatch: pytest.MonkeyPatch) -> dict[int, str]:
    """What counts after a tab sent a change, and the same person's other tab an objection in the middle of it."""
    me = group.la[2]
    workshop = build.circulated(group, texts=[f"{group.words.note} one"])
    tab = Tab(Client().as_(me, may_see=group.words.uncleared))
    tab.press(**CHANGE)
    failed: list[BaseException] = []

    def object_to_it() -> None:
        try:
            build.answer(fresh(workshop), me, build.OUT, numbers=[1], ground="identifies", reason="me")
        except BaseException as error:
            failed.append(error)
        finally:
            connection.close()

    other = threading.Thread(target=object_to_it)
    plain = CheckForm.is_valid

    def is_valid(form: CheckForm) -> bool:
        found = plain(form)
        other.start()
        other.join(timeout=LONG_ENOUGH)
        return found

    with monkeypatch.context() as patch:
        patch.setattr(CheckForm, "is_valid", is_valid)
        tab.press(step="send")
    other.join(timeout=30)
    assert failed == []
    return verdicts(me)


def test_an_objection_that_arrives_while_a_tab_sends_is_not_overwritten(area, monkeypatch):
    assert sent_while_an_objection_arrives(area, monkeypatch) == {1: "out"}


def test_control_without_the_lock_it_is_overwritten(area, monkeypatch):
    def unheld(_: Any) -> nullcontext[None]:
        return nullcontext()

    monkeypatch.setattr(answering, "held", unheld)
    assert sent_while_an_objection_arrives(area, monkeypatch) == {1: "change"}
