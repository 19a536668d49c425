"""What a refusal must look like, and what it must leave untouched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import CharField, TextField

from partnerships.models import User

OURS = ("partnerships", "workshops", "actionplans", "kit")


class Shown(HTMLParser):
    """The error summary, the errors at the fields, and the controls of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: dict[str, str] = {}
        self.plain: list[str] = []
        self.errors: list[str] = []
        self.controls: set[str] = set()
        self.title = ""
        self._at = ""
        self._in_summary = False
        self._stack: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in {"input", "select", "textarea"} and given.get("type") != "hidden":
            self.controls.add(given.get("id", ""))
        if "govuk-error-summary__list" in given.get("class", ""):
            self._in_summary = True
        if "govuk-error-message" in given.get("class", ""):
            self.errors.append("")
            self._at = "error"
        elif tag == "title":
            self._at = "title"
        elif self._in_summary and tag == "li":
            self._at = "plain"
        elif self._in_summary and tag == "a":
            self._at = given["href"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "ul":
            self._in_summary = False
        if tag in {"p", "title", "li", "a"}:
            self._at = ""

    def handle_data(self, data: str) -> None:
        if self._at == "error":
            self.errors[-1] += data
        elif self._at == "title":
            self.title += data
        elif self._at == "plain" and data.strip():
            self.plain.append(data.strip())
        elif self._at:
            self.links[self._at] = self.links.get(self._at, "") + data

    def faults(self) -> list[str]:
        """What is wrong with the way the page tells that something is wrong."""
        at_fields = " ".join(re.sub(r"\s*Error:\s*", " ", error).lower() for error in self.errors)
        found = [] if self.links or self.plain else ["no summary"]
        found += [] if self.title.strip().startswith("Error: ") else [f"the title {self.title.strip()!r}"]
        found += [f"{link} leads to no control" for link in self.links if link[1:] not in self.controls]
        for said in self.links.values():
            # On the page of many statements the summary adds which one is meant.
            words = re.sub(r"^statement \d+: ", "", said.lower())
            if words not in at_fields and "at least one statement" not in words:
                found.append(f"“{said}” is not said at its field")
        return found


def everything() -> dict[str, list[Any]]:
    """All rows of our tables: what may not change when something is refused. Accounts note who signed in."""
    models = [m for app in OURS for m in apps.get_app_config(app).get_models() if m is not User]
    return {m._meta.label: list(m._base_manager.order_by("pk").values_list()) for m in models}


def stored_noise() -> list[str]:
    """Where a control or bidi character is stored."""
    found = []
    for model in [m for app in OURS for m in apps.get_app_config(app).get_models()]:
        names = [f.attname for f in model._meta.concrete_fields if isinstance(f, CharField | TextField)]
        for row in model._base_manager.values_list(*names):
            texts = [str(value) for value in row if value is not None]
            if any(
                unicodedata.category(c) in {"Cc", "Cf"} and c not in "\n\t\xad\u200d" for c in "".join(texts)
            ):
                found.append(model._meta.label)
    return found


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back at the end, so that each form meets the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
