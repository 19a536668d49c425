"""Each mistake in a production set-up is named by its check; a sound set-up and the demo are not accused."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core import checks as django_checks
from django.db import connection

from pipd import checks
from pipd.kit import clock

SQLITE = "django.db.backends.sqlite3"


@pytest.fixture
def production(settings, monkeypatch):
    """A sound production set-up, to be spoilt in one place by each test."""
    settings.MODE, settings.DEMO, settings.DEBUG = "production", False, False
    settings.SECRET_KEY = "k3y-" * 20
    monkeypatch.setattr(checks, "engine", lambda: "django.db.backends.postgresql")
    settings.REDIS_URL = "redis://redis.example/0"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.ALLOWED_HOSTS = ["pipd.example"]
    settings.BASE_URL = "https://pipd.example"
    settings.LEAKED_PASSWORDS_URL = "https://list.example/range/"
    monkeypatch.setattr(checks, "loads", lambda library: True)
    return settings


def found() -> list[str]:
    return [message.id for message in checks.settings_are_sound()]


def test_nothing_found_in_a_sound_set_up(production):
    assert found() == []


def test_database_in_a_file_is_refused(production, monkeypatch):
    monkeypatch.setattr(checks, "engine", lambda: SQLITE)
    assert found() == ["pipd.E004"]


SPOILT = [
    ("DEBUG", True, "pipd.E002"),
    ("SECRET_KEY", "short", "pipd.E003"),
    ("SECRET_KEY", "for-demonstrations-only-change-it-before-anyone-real-signs-in", "pipd.E003"),
    ("REDIS_URL", "", "pipd.E005"),
    ("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend", "pipd.E006"),
    ("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend", "pipd.E006"),
    ("EMAIL_BACKEND", "django.core.mail.backends.dummy.EmailBackend", "pipd.E006"),
    ("EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend", "pipd.E006"),
    ("EMAIL_BACKEND", "pipd.kit.notify.EmailBackend", "pipd.E006"),
    ("ALLOWED_HOSTS", [], "pipd.E007"),
    ("ALLOWED_HOSTS", ["*"], "pipd.E007"),
    ("BASE_URL", "http://pipd.example", "pipd.E008"),
    ("LEAKED_PASSWORDS_URL", "http://list.example/range/", "pipd.E013"),
]


@pytest.mark.parametrize(("name", "value", "expected"), SPOILT)
def test_mistake_is_named_and_says_what_to_set(production, name, value, expected):
    setattr(production, name, value)
    messages = checks.settings_are_sound()
    assert [message.id for message in messages] == [expected]
    assert messages[0].is_serious()
    assert messages[0].hint


@pytest.mark.parametrize(("name", "value", "expected"), SPOILT)
def test_demo_may_do_what_production_may_not(settings, monkeypatch, name, value, expected):
    monkeypatch.setattr(checks, "loads", lambda library: True)
    monkeypatch.setattr(checks, "engine", lambda: SQLITE)
    setattr(settings, name, value)
    assert found() == []


def test_default_key_is_the_one_the_check_refuses(settings):
    assert settings.DEFAULT_SECRET_KEY in [value for name, value, _ in SPOILT if name == "SECRET_KEY"]


def test_unknown_mode_is_refused_and_held_to_production_rules(production):
    production.MODE, production.REDIS_URL = "produktion", ""
    assert found() == ["pipd.E001", "pipd.E005"]


def test_missing_pdf_library_names_the_package(production, monkeypatch):
    monkeypatch.setattr(checks, "loads", lambda library: "subset" not in library)
    (message,) = checks.settings_are_sound()
    assert (message.id, message.is_serious()) == ("pipd.E010", True)
    assert message.hint.endswith("apt-get install libharfbuzz-subset0")


def test_missing_pdf_library_only_warns_in_the_demo(settings, monkeypatch):
    monkeypatch.setattr(checks, "loads", lambda library: False)
    (message,) = checks.settings_are_sound()
    assert (message.id, message.is_serious()) == ("pipd.W010", False)


def test_library_that_is_there_loads():
    assert checks.loads("libc.so.6")
    assert not checks.loads("libnothing-of-this-name.so.1")


@pytest.mark.parametrize(("year", "expected"), [(2026, []), (2028, ["pipd.W011"]), (2031, ["pipd.W011"])])
def test_bank_holidays_running_out_is_told_in_time(production, year, expected):
    with clock.at(datetime(year, 11, 20, 12, tzinfo=UTC)):
        assert found() == expected


def test_checks_are_registered():
    registered = django_checks.registry.registry.registered_checks
    assert {checks.settings_are_sound, checks.no_demo_data} <= registered


@pytest.mark.django_db
@pytest.mark.parametrize(("demo", "expected"), [(True, ["pipd.E009"]), (False, [])])
def test_demo_data_is_refused_in_production(production, demo, expected):
    programme = apps.get_model("partnerships", "Programme")
    programme._default_manager.all().delete()
    programme._default_manager.create(name="A programme", demo=demo)
    assert [message.id for message in checks.no_demo_data(databases=["default"])] == expected


@pytest.mark.django_db
def test_demo_data_is_welcome_in_the_demo():
    apps.get_model("partnerships", "Programme")._default_manager.create(name="A programme", demo=True)
    assert checks.no_demo_data(databases=["default"]) == []


@pytest.mark.django_db
def test_demo_data_is_not_looked_for_before_the_table_exists(production, monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", lambda *args: [])
    assert checks.no_demo_data(databases=["default"]) == []
