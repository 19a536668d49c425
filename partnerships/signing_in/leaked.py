"""A new password that stands in a list of leaked ones is refused. Who is asked learns five characters of a hash.

Named by pipd/sign_in_settings.py where LEAKED_PASSWORDS_URL is set, and imported nowhere else. docs/decisions/0020.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Mapping
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

import httpx
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.views.decorators.debug import sensitive_variables
from pwned_passwords_django.api import PwnedPasswords
from pwned_passwords_django.validators import PwnedPasswordsValidator

PATIENCE = 1.0  # seconds for the whole question: whoever sets a password waits no longer for it
LONGEST_ANSWER = 1_000_000  # bytes; a whole one has some 40,000
LIST = re.compile(r"(?:[0-9A-F]{35}:[\d,]+\s*)+")
LEAKED = "This password is in a list of leaked passwords, so others may try it. Choose another one"
HELP = (
    "Your password can’t be in a list of leaked passwords. To find out, five characters of a hash of it are sent to "
    "{server}, which cannot tell the password from them."
)
# At INFO these say each address they ask, and the five characters belong in no log.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


class Question:
    """What the library asks through: one connection for one question, given up after PATIENCE in all.

    The library’s own limit is for each part of an answer, and for none of the look-up of a name.
    """

    def get(self, url: str, headers: Mapping[str, str], timeout: Any) -> httpx.Response:
        """The whole answer. Raises httpx.RequestError for none in time, and for one that is no list."""
        told: SimpleQueue[httpx.Response | Exception] = SimpleQueue()
        Thread(target=_ask, args=(url, headers, told), daemon=True).start()
        try:
            answer = told.get(timeout=PATIENCE)
        except Empty:
            raise httpx.ReadTimeout("No answer in time.") from None
        if isinstance(answer, Exception):
            raise answer
        return answer


def _ask(url: str, headers: Mapping[str, str], told: SimpleQueue[httpx.Response | Exception]) -> None:
    end = time.monotonic() + PATIENCE
    try:
        with httpx.Client(timeout=PATIENCE) as client, client.stream("GET", url, headers=headers) as answer:
            told.put(_whole(answer, end))
    except Exception as error:  # whatever it is, whoever asked hears of it
        told.put(error)


def _whole(answer: httpx.Response, end: float) -> httpx.Response:
    """The answer, read to its end. Raises httpx.RequestError where that is late or endless, or where it is no list."""
    read = bytearray()
    for part in answer.iter_bytes():
        read += part
        if len(read) > LONGEST_ANSWER or time.monotonic() > end:
            raise httpx.ReadTimeout("The answer does not end.")
    if answer.is_success and not LIST.fullmatch(read.decode("ascii", "replace")):
        # An empty page, or a notice of a network one has to sign in to, would else count as “not leaked”.
        raise httpx.DecodingError("The answer is no list.")
    return httpx.Response(answer.status_code, content=bytes(read), request=answer.request)


class LeakedPasswords(PwnedPasswords):
    """The library, at the address that the deployer chose and without telling it what this service runs on."""

    user_agent = "pipd"

    def __init__(self) -> None:
        super().__init__(client=Question())  # of a client it needs `get` alone

    @property
    def api_endpoint(self) -> str:
        return f"{settings.LEAKED_PASSWORDS_URL.rstrip('/')}/"


class LeakedPasswordValidator(PwnedPasswordsValidator):
    """Refuses what stands in the list; common ones without asking anybody, and these alone while nobody answers."""

    def __init__(self) -> None:
        server = httpx.URL(settings.LEAKED_PASSWORDS_URL).host
        super().__init__(LEAKED, HELP.format(server=server), LeakedPasswords())

    @sensitive_variables()
    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raises ValidationError for a common or leaked password. One failure is one try, and lines in the log."""
        self.fallback_validator.validate(password)
        super().validate(password, user)
