"""What must hold before pipd serves anyone. Each message says what is wrong and what to set."""

import ctypes
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core import checks
from django.db import connections

from pipd.kit import clock, workdays
from pipd.kit.notify import KEY
from pipd.kit.wording import short_date

MODES = ("demo", "production")
SECRET_LENGTH = 50
NO_REAL_MAIL = ("filebased", "console", "dummy", "locmem")
NOTIFY = "pipd.kit.notify.EmailBackend"
CALENDAR_AHEAD = 60
SLUG = re.compile(r"[a-z0-9-]+")
# What WeasyPrint loads at import, by the Debian package that brings it.
PDF_LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}

Messages = list[checks.CheckMessage]
Found = Iterator[checks.CheckMessage]
Check = Callable[[], Found]


def mode() -> Found:
    """A typing mistake in PIPD_MODE must not open the door: anything but `demo` counts as production."""
    if settings.MODE not in MODES:
        yield checks.Error(
            f"PIPD_MODE is {settings.MODE!r}, which is no mode.",
            hint="Set it to demo or production.",
            id="pipd.E001",
        )


def debug() -> Found:
    """Error pages with details are for whoever builds this, never for those whose words it holds."""
    if settings.DEBUG:
        yield checks.Error(
            "DEBUG is on: error pages would show settings and people's words.",
            hint="Unset DEBUG, or set it to off.",
            id="pipd.E002",
        )


def secret() -> Found:
    """Signed cookies and sign-in codes are worth as much as the key."""
    if settings.SECRET_KEY == settings.DEFAULT_SECRET_KEY:
        wrong = "SECRET_KEY is the one that everybody can read in the source."
    elif len(settings.SECRET_KEY) < SECRET_LENGTH:
        wrong = f"SECRET_KEY is {len(settings.SECRET_KEY)} characters long; {SECRET_LENGTH} are needed."
    else:
        return
    hint = "Set SECRET_KEY to a long random text; `make secret` prints one."
    yield checks.Error(wrong, hint=hint, id="pipd.E003")


def database() -> Found:
    """One file on one machine is neither shared nor backed up by itself."""
    if engine().endswith("sqlite3"):
        yield checks.Error(
            "There is no DATABASE_URL, so everything would be kept in one file on this machine.",
            hint="Set DATABASE_URL, for example postgres://name:password@host:5432/pipd",
            id="pipd.E004",
        )


def broker() -> Found:
    """Web and workers reach each other through it."""
    if not settings.REDIS_URL:
        yield checks.Error(
            "There is no REDIS_URL, so web and workers on different machines could not reach each other.",
            hint="Set REDIS_URL, for example redis://host:6379/0",
            id="pipd.E005",
        )


def mail() -> Found:
    """Deadlines are only fair to people who were told of them."""
    backend = settings.EMAIL_BACKEND
    if any(f".{kind}." in backend for kind in NO_REAL_MAIL):
        yield checks.Error(
            f"Mail would reach nobody: the back end is {backend}.",
            hint="Set EMAIL_URL, for example smtp+tls://name:password@host:587",
            id="pipd.E006",
        )
    elif backend == NOTIFY and not (KEY.fullmatch(settings.NOTIFY_API_KEY) and settings.NOTIFY_TEMPLATE):
        yield checks.Error(
            "Mail would reach nobody: GOV.UK Notify is chosen, and its key or its template is missing.",
            hint="Set NOTIFY_API_KEY (name-service-secret) and NOTIFY_TEMPLATE (the id of the one template).",
            id="pipd.E006",
        )


def hosts() -> Found:
    """Django answers to these names alone."""
    if not settings.ALLOWED_HOSTS:
        yield checks.Error(
            "ALLOWED_HOSTS is empty: every request would be refused.",
            hint="Set ALLOWED_HOSTS to the names people type, separated by commas.",
            id="pipd.E007",
        )
    elif "*" in settings.ALLOWED_HOSTS:
        yield checks.Error(
            "ALLOWED_HOSTS accepts any name, so links in mail and pages could be made to lead elsewhere.",
            hint="Set ALLOWED_HOSTS to the names people type, separated by commas.",
            id="pipd.E007",
        )


def base_url() -> Found:
    """Mail cannot be taken back: its links have to lead to a protected address."""
    if not settings.BASE_URL.startswith("https://"):
        yield checks.Error(
            f"BASE_URL is {settings.BASE_URL}: links in mail would lead people to an unprotected address.",
            hint="Set BASE_URL to the public address, beginning with https://",
            id="pipd.E008",
        )


def councils() -> Found:
    """A council's sign-in that is set by halves would send people nowhere, or to an unprotected address."""
    for number, one in enumerate(settings.OIDC_PROVIDERS, start=1):
        told = one if isinstance(one, dict) else {}
        absent = [key for key in ("id", "name", "issuer", "client_id", "secret") if not told.get(key)]
        if absent:
            wrong = f"OIDC_PROVIDERS, entry {number}, has no {' and no '.join(absent)}."
        elif not SLUG.fullmatch(told["id"]):
            wrong = f"OIDC_PROVIDERS, entry {number}: the id is more than small letters, digits and hyphens."
        elif not told["issuer"].startswith("https://"):
            wrong = f"OIDC_PROVIDERS, entry {number}: the issuer does not begin with https://"
        else:
            continue
        yield checks.Error(wrong, hint="docs/operations.md shows a whole entry.", id="pipd.E012")


def leaked_passwords() -> Found:
    """What is asked about somebody's new password goes over a protected line, or not at all."""
    if settings.LEAKED_PASSWORDS_URL and not settings.LEAKED_PASSWORDS_URL.startswith("https://"):
        yield checks.Error(
            f"LEAKED_PASSWORDS_URL is {settings.LEAKED_PASSWORDS_URL}: passwords would be asked about unprotected.",
            hint="Set it to an address beginning with https://, or unset it to ask nobody.",
            id="pipd.E013",
        )


def pdf_libraries() -> Found:
    """By loading the libraries, not WeasyPrint: its import costs over a second at every command."""
    if sys.platform != "linux":
        return
    if absent := sorted(package for name, package in PDF_LIBRARIES.items() if not loads(name)):
        kind = checks.Warning if settings.DEMO else checks.Error
        yield kind(
            f"Plans cannot be made into PDFs: {len(absent)} system libraries are missing.",
            hint=f"On Debian and Ubuntu: apt-get install {' '.join(absent)}",
            id="pipd.W010" if settings.DEMO else "pipd.E010",
        )


def calendar() -> Found:
    """Deadlines count working days; past the last known bank holiday they would be guesses."""
    try:
        workdays.add_wd(clock.today(), CALENDAR_AHEAD)
    except workdays.CalendarRunsOut:
        yield checks.Warning(
            f"Bank holidays are known only up to {short_date(workdays.last_known_day())}, "
            f"less than {CALENDAR_AHEAD} working days from now.",
            hint="Bring govuk-bank-holidays up to date: make lock, then deploy.",
            id="pipd.W011",
        )


ALWAYS: Sequence[Check] = (mode, councils, pdf_libraries, calendar)
IN_PRODUCTION: Sequence[Check] = (debug, secret, database, broker, mail, hosts, base_url, leaked_passwords)


def settings_are_sound(app_configs: Iterable[AppConfig] | None = None, **kwargs: Any) -> Messages:
    """Everything that can be told without asking the database."""
    asked = ALWAYS if settings.DEMO else (*ALWAYS, *IN_PRODUCTION)
    return [message for check in asked for message in check()]


def no_demo_data(
    app_configs: Iterable[AppConfig] | None = None, databases: Sequence[str] | None = None, **kwargs: Any
) -> Messages:
    """Demo accounts share a published password: production must not start with one of them inside."""
    if settings.DEMO or "default" not in (databases or ()):
        return []
    programme = apps.get_model("partnerships", "Programme")
    # `migrate` runs this too, before the table exists.
    if programme._meta.db_table not in connections["default"].introspection.table_names():
        return []
    if not programme._default_manager.filter(demo=True).exists():
        return []
    hint = "Set DATABASE_URL to a new, empty database: the demo's accounts have a published password."
    return [checks.Error("The database holds the fictional demo programme.", hint=hint, id="pipd.E009")]


def engine() -> str:
    """Django's name of the database back end."""
    return str(settings.DATABASES["default"]["ENGINE"])


def loads(library: str) -> bool:
    """Whether the system's loader finds `library`."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def register() -> None:
    """Called once when Django starts."""
    checks.register(settings_are_sound, "pipd")
    checks.register(no_demo_data, checks.Tags.database)
