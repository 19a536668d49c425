"""What is logged, and what no log may say: secrets of links, and traces of what was only refused (trust X35)."""

import re
from logging import LogRecord
from typing import Any


def _without_traces_of_refusals(record: LogRecord) -> bool:
    """A refused page is one line, no traceback: nothing is broken."""
    if getattr(record, "status_code", None) == 403:
        record.exc_info = None
    return True


# What stands after these in an address lets somebody in, so no log says it (trust X35).
SECRET_PATH = re.compile(r"(/(?:invitation|link/[0-9a-f-]{36}|calendar|stop|key)/)[^/\s]{20,}")


def _without_secrets(record: LogRecord) -> bool:
    """Refused addresses are logged, the secret of a link in them is not."""
    if isinstance(record.args, tuple):
        record.args = tuple(SECRET_PATH.sub(r"\1…", a) if isinstance(a, str) else a for a in record.args)
    return True


def logging(level: str) -> dict[str, Any]:
    """The settings of logging, to the console from `level` on: a name such as "WARNING"."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "refusals": {"()": "django.utils.log.CallbackFilter", "callback": _without_traces_of_refusals},
            "secrets": {"()": "django.utils.log.CallbackFilter", "callback": _without_secrets},
        },
        "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["refusals", "secrets"],
            }
        },
        "root": {"handlers": ["console"], "level": level},
    }
