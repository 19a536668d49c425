"""The one settings file, read from the environment. docs/operations.md lists every variable."""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from pipd.conditions import CONDITIONS, SECRETS
from pipd.document_kinds import DOCUMENT_FAILED, DOCUMENT_KINDS, DOCUMENT_PAGES  # noqa: F401 - settings by import
from pipd.log_settings import logging
from pipd.sign_in_settings import *  # noqa: F403 - Django reads all settings here, those of signing in too
from pipd.sign_in_settings import origins, password_validators

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# demo: fictional data, embedded database, mail kept in a folder. production: nothing of that, and checks insist.
MODE = env.str("PIPD_MODE", default="demo")
DEMO = MODE == "demo"
VAR_DIR = Path(env.str("PIPD_VAR", default=str(BASE_DIR / "var"))).resolve()
VAR_DIR.mkdir(parents=True, exist_ok=True)

DEFAULT_SECRET_KEY = "for-demonstrations-only-change-it-before-anyone-real-signs-in"  # noqa: S105  checks.py refuses it in production
SECRET_KEY = env.str("SECRET_KEY", default=DEFAULT_SECRET_KEY)
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if DEMO else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# Where links in mail lead.
BASE_URL = env.str("BASE_URL", default=f"http://127.0.0.1:{env.str('PORT', default='8000')}")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # allauth's pages use its filters
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # the templates of Django's own fields, which FORM_RENDERER looks for among the apps
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "csp",
    "django_htmx",
    "pipd",
    "pipd.kit",
    "partnerships",
    "workshops",
    "actionplans",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A page of eighty statements is 750 KB, and 30 KB on its way. Django adds random length against guessing (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "partnerships.signing_in.signed_out.SignInMiddleware",
    "pipd.kit.access.NoStoreMiddleware",
    "pipd.kit.access.RenewSessionMiddleware",
    "partnerships.signing_in.second_step.SecondStepMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "pipd.urls"
WSGI_APPLICATION = "pipd.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pipd.shell.context",
            ],
            "builtins": ["pipd.kit.templatetags.kit", "partnerships.templatetags.sectors"],
        },
    }
]
# Uploads stay in memory and are bounded: no file of anybody is written to disk.
FILE_UPLOAD_HANDLERS = ["pipd.kit.uploads.InMemoryOnly"]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "govuk"
CRISPY_TEMPLATE_PACK = "govuk"
CRISPY_FAIL_SILENTLY = False

# Embedded by default. SQLite takes its write lock at BEGIN: deferred transactions lose races (see docs/decisions).
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'pipd.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "pipd.kit.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    # A file, not memory: worker threads and the live server of the journeys share it.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Rate limits of sign-in live here: in the database, so that losing Redis does not open the door.
# Room for all of them: what is thrown out early is a limit that begins anew.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kit_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Sign-in: pipd/sign_in_settings.py holds what no environment changes.
# Councils' own sign-in: a list of {"id", "name", "issuer", "client_id", "secret"} and perhaps "tenant".
OIDC_PROVIDERS = env.json("OIDC_PROVIDERS", default=[])
# Where a new password is looked for among leaked ones, by five characters of its hash. Empty: nobody is asked.
LEAKED_PASSWORDS_URL = env.str("LEAKED_PASSWORDS_URL", default="")
AUTH_PASSWORD_VALIDATORS = password_validators(leaked=bool(LEAKED_PASSWORDS_URL))
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO  # the demonstration runs without TLS; elsewhere a passkey needs it

# Messages name people ("… is lead now"): they stay on the server, not in a cookie on a shared computer.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Transport
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=not DEMO)
SECURE_HSTS_SECONDS = 0 if DEMO else int(timedelta(days=365).total_seconds())
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not DEMO
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
# Limits per network address count that of the reader, which the proxy adds, and not the proxy's own.
ALLAUTH_TRUSTED_PROXY_COUNT = int(BEHIND_PROXY)
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        **{f"{kind}-src": [SELF] for kind in ("script", "style", "font", "connect", "manifest", "worker")},
        "form-action": [SELF, *origins(OIDC_PROVIDERS)],
        "base-uri": [NONE],
    }
}

# Words and time
LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"
BANK_HOLIDAY_DIVISION = env.str("BANK_HOLIDAY_DIVISION", default="england-and-wales")

# Static files: our own in static/, compiled ones in static/build (made at set-up, not committed)
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "staticfiles": {"BACKEND": "pipd.serving.storage.Storage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Mail: rows first (pipd.kit.mail), then any Django back end. The demo keeps messages as files in var/mail.
environ.Env.EMAIL_SCHEMES["notify"] = "pipd.kit.notify.EmailBackend"
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="filemail:///" + str(VAR_DIR / "mail").lstrip("/"))
vars().update(EMAIL_CONFIG)
if EMAIL_CONFIG["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
    EMAIL_FILE_PATH = str(VAR_DIR / "mail")
# A server that hangs is let go after so many seconds: by a worker, and by the page that sends a sign-in code.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=10)
# For EMAIL_URL=notify:// alone. The key is a secret and comes from the environment only.
NOTIFY_API_KEY = env.str("NOTIFY_API_KEY", default="")
NOTIFY_TEMPLATE = env.str("NOTIFY_TEMPLATE", default="")
NOTIFY_URL = env.str("NOTIFY_URL", default="https://api.notifications.service.gov.uk")
NOTIFY_INSTEAD_OF_FILES = f"Your sessions and dates, for your own calendar: {BASE_URL}/calendar/"
MAIL_CONDITIONS = CONDITIONS
MAIL_SECRETS = SECRETS
MAIL_CONTEXT = "partnerships.letterhead.letterhead"
# Where answers go: nobody reads those to DEFAULT_FROM_EMAIL.
MAIL_REPLY_TO = "partnerships.letterhead.reply_to"
# Whether its reader still wants a message, and where one press ends mail like it ("" for what is essential).
MAIL_WANTED = "partnerships.mail_choices.wanted"
MAIL_STOP = "partnerships.mail_choices.address_to_stop"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Partnership Improvement <no-reply@pipd.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Background work: rows are the queue, Celery is the engine, the broker only a doorbell.
REDIS_URL = env.str("REDIS_URL", default="")
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"  # without a host name kombu warns at each start
if not REDIS_URL:
    _broker = VAR_DIR / "broker"
    for _folder in ("queue", "control", "processed"):
        (_broker / _folder).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_broker / "queue"),
        "data_folder_out": str(_broker / "queue"),
        "control_folder": str(_broker / "control"),
        "processed_folder": str(_broker / "processed"),
        "store_processed": False,
        "polling_interval": 0.1,
    }
else:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 3600,
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
    }
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = env.int("WORKER_CONCURRENCY", default=2)
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # kilobytes; a process that printed itself larger is replaced
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A doorbell that does not ring is not waited for: the sweep comes within a minute.
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TIMEZONE = TIME_ZONE

# What spans apps is asked of each app in turn (architecture: imports run one way).
APPS_IN_ORDER = ["partnerships", "workshops", "actionplans"]
# What the page of an area, which belongs to workshops, says of the plan: called with the area and the reader's seat.
PLAN_BESIDE = "actionplans.beside.plan_beside"
# Whether who joins an area now joins after its third session, which workshops knows: called with the area.
JOINING_LATE = "workshops.joining_late.is_late"
# When and where an area's sessions are, for those who think of applying: called with the area.
SESSIONS_TOLD = "workshops.sessions_told.when_and_where"
# Why sessions and notes, which belong to workshops, keep a setting of the programme from being changed.
SETTINGS_IN_USE = "workshops.settings_in_use.why_not"
# Whoever gets a seat of their own gives up the sessions they were to stand in at.
STANDS_IN_NO_MORE = "workshops.places.give_up_all"
# What ends with an area that is discontinued: a module of each app with `numbers`, `hold` and `end`, in lock order.
ENDS_WITH_AREA = ["workshops.ending", "actionplans.ending"]

LOGGING = logging(env.str("LOG_LEVEL", default="WARNING"))
