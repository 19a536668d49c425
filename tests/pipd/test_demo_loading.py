"""Loading the demonstration: on any date, once, whole or not at all, and never where it does not belong."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from partnerships import demo_story
from partnerships.models import Programme, StudyArea
from pipd import demo
from pipd.kit import clock, mail, workdays
from pipd.kit.models import OutgoingMail
from tests import build
from tests.pipd.promised import TABLE, found
from workshops.models import Workshop

NOON = clock.local(date(2027, 3, 24), 12)
DATES = {
    "Christmas Day": date(2026, 12, 25),
    "Saturday": date(2026, 11, 21),
    "first of April": date(2027, 4, 1),
    "Easter Monday": date(2027, 3, 29),
    "summer time begins": date(2028, 3, 26),
    "summer time ends": date(2026, 10, 25),
    "first day": date(2026, 1, 1),
    "holidays run out": date(2028, 12, 30),
}


def test_nothing_is_loaded_beside_another_programme(db):
    build.programme()
    said = StringIO()
    call_command("demo", stdout=said)
    assert "already" in said.getvalue()
    assert Programme.objects.count() == 1
    assert not StudyArea.objects.exists()


def test_production_refuses_the_demonstration(db, settings):
    settings.MODE, settings.DEMO = "production", False
    with pytest.raises(CommandError, match="demo mode only"):
        call_command("demo")
    assert not Programme.objects.exists()


def test_a_load_that_fails_leaves_nothing(db, monkeypatch):
    clock.set_to(NOON)
    monkeypatch.setattr("workshops.demo.DIARIES", {"nowhere": None})
    with pytest.raises(KeyError):
        demo.load()
    assert not demo.is_loaded()
    assert clock.now() == NOON


# Any date


@pytest.mark.heavy
@pytest.mark.parametrize("today", DATES.values(), ids=DATES)
def test_it_loads_on_any_date(db, today):
    clock.set_to(clock.local(today, 7))
    told = demo.load()
    assert told.today <= today
    assert found() == TABLE
    assert not OutgoingMail.objects.unsent().exists()
    third = Workshop.objects.get(area__slug="nine-elders", number=3).local_start.date()
    assert third == workdays.add_wd(told.today, 0)
    call_command("verify", verbosity=0)


def test_the_demonstration_stops_where_holidays_are_unknown(db):
    from_then_on = demo_story.last_day()
    assert from_then_on + timedelta(days=90) < workdays.last_known_day()
    assert workdays.add_wd(from_then_on, 80) <= workdays.last_known_day()


def test_only_the_demonstration_drops_mail(db, settings):
    settings.DEMO = False
    with pytest.raises(RuntimeError, match="Only the demonstration"):
        mail.drop_due()
