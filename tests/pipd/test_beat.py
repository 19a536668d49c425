"""The beat schedule: what runs by itself, how often, and that every name in it is a task."""

from __future__ import annotations

from celery.schedules import crontab

from pipd.celery import app
from tests import build
from workshops.tasks import park_if_nothing_agreed, sweep_overdue


def test_beat_schedule_names_tasks_that_exist_and_gives_them_nothing():
    app.loader.import_default_modules()
    for name, entry in app.conf.beat_schedule.items():
        assert entry["task"] in app.tasks, name
        assert not entry.get("args"), name
        assert not entry.get("kwargs"), name


def test_digest_is_scheduled_at_half_past_eight_in_london():
    entry = app.conf.beat_schedule["digest"]["schedule"]
    assert entry == crontab(hour=8, minute=30, day_of_week="mon-fri")
    assert app.conf.timezone == "Europe/London"


def test_mail_and_documents_are_swept_within_a_minute():
    sweeps = {entry["task"]: entry["schedule"] for entry in app.conf.beat_schedule.values()}
    assert sweeps["pipd.kit.tasks.sweep_mail"] <= 60
    assert sweeps["pipd.kit.tasks.sweep_documents"] <= 60


def test_sessions_that_ran_out_are_cleared_every_day():
    schedules = {entry["task"]: entry["schedule"] for entry in app.conf.beat_schedule.values()}
    assert schedules["partnerships.tasks.clear_sessions"] == crontab(hour=5, minute=45)


def test_notes_past_their_time_are_parked_by_their_task(area, monkeypatch):
    workshop = build.circulated(area)
    build.answer(workshop, area.la[0])
    rung: list[str] = []
    monkeypatch.setattr(park_if_nothing_agreed, "delay", rung.append)
    sweep_overdue()
    assert rung == []
    build.after_the_window(workshop)
    sweep_overdue()
    assert rung == [str(workshop.pk)]
    park_if_nothing_agreed(rung[0])
    park_if_nothing_agreed(rung[0])
    assert build.note_of(workshop).state == "parked"
