"""The test client that judges every page: what no page of ours may ever show, whoever asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client as DjangoClient

from partnerships.models import Seat
from tests.build import NEIGHBOURS_WORDS, OUR_WORDS

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CANARY = re.compile(rf"(?:{OUR_WORDS.secret}|{NEIGHBOURS_WORDS.secret})-[A-Z]+", re.IGNORECASE)
DATA_SCRIPTS = {"application/json", "importmap"}
VOID_TAGS = {"meta", "link", "input", "br", "hr", "img", "col", "source", "area", "base", "wbr"}
VOID_TITLES = {"", "None"}


class Page(HTMLParser):
    """What the judgement needs of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.title = ""
        self.lang = ""
        self.headings = 0
        self.links: list[str] = []
        self.forms: list[dict[str, str]] = []
        self.ids: list[str] = []
        self.faults: list[str] = []
        self.is_whole = "<html" in text
        self._in: list[str] = []
        self._left_open: Counter[str] = Counter()
        self.feed(text)
        self.faults += [
            f"{tag} opened and not closed, or the other way" for tag, n in self._left_open.items() if n
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._judge_attributes(tag, given)
        self._left_open[tag] += tag not in VOID_TAGS
        if tag == "html":
            self.lang = given.get("lang", "")
        elif tag == "h1":
            self.headings += 1
        elif tag == "a" and given.get("href"):
            self.links.append(given["href"])
        elif tag == "form":
            self.forms.append({**given, "token": ""})
        elif tag == "input" and given.get("name") == "csrfmiddlewaretoken" and self.forms:
            self.forms[-1]["token"] = given.get("value", "")
        if "id" in given:
            self.ids.append(given["id"])
        if tag in {"title", "script", "style", "svg"}:
            self._in.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._left_open[tag] -= tag not in VOID_TAGS
        if self._in and self._in[-1] == tag:
            self._in.pop()

    def handle_data(self, data: str) -> None:
        if self._in == ["title"]:
            self.title += data.strip()

    def _judge_attributes(self, tag: str, given: dict[str, str]) -> None:
        if tag == "script" and "src" not in given and given.get("type") not in DATA_SCRIPTS:
            self.faults.append("a script inside the page")
        if tag == "style":
            self.faults.append("a style element")
        if tag == "img" and "alt" not in given:
            self.faults.append(f"an image without alt: {given.get('src')}")
        for name, value in given.items():
            if name == "style" or name.startswith(("on", "hx-on")):
                self.faults.append(f"the attribute {name} on {tag}")
            if name in {"href", "src", "action"} and value.lower().lstrip().startswith("javascript:"):
                self.faults.append(f"a javascript address on {tag}")
            if name == "src" and re.match(r"(https?:)?//", value):
                self.faults.append(f"{tag} from another origin: {value}")


def faults(text: str) -> list[str]:
    """What is wrong with a page, in words; empty when nothing is."""
    page = Page(text)
    found = list(page.faults)
    found += [f"template code: {mark}" for mark in ("{{", "{%", "{#") if mark in text]
    found += [f"the id {name} twice" for name in sorted({i for i in page.ids if page.ids.count(i) > 1})]
    found += [
        f"a POST form without its token: {form.get('action')}"
        for form in page.forms
        if form.get("method", "").lower() == "post" and not form["token"]
    ]
    if page.is_whole:
        if page.title in VOID_TITLES or (" - " not in page.title and " – " not in page.title):
            found.append(f"a title that does not name page and service: {page.title!r}")
        if page.headings != 1:
            found.append(f"{page.headings} main headings")
        if not page.lang.startswith("en"):
            found.append(f"the language {page.lang!r}")
    return found


def canaries(text: str, may_see: Collection[str] = ()) -> set[str]:
    """The uncleared words in `text` that its reader may not see."""
    return {word.upper() for word in CANARY.findall(text)} - set(may_see)


class Client(DjangoClient):
    """Signs in as a seat with `as_` and asserts on every response. `may_see` names canary words that are allowed."""

    def __init__(self, *, may_see: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.may_see = frozenset(may_see)
        self.seat: Seat | None = None

    def as_(self, seat: Seat | None, *, may_see: Collection[str] = ()) -> Client:
        """A client of its own, signed in as the person of `seat`; signed out for None."""
        made = type(self)(may_see=may_see, raise_request_exception=self.raise_request_exception)
        if seat is not None:
            made.force_login(seat.user, backend=BACKEND)
            made.seat = seat
        return made

    def request(self, **request: Any) -> HttpResponse:
        may_see = request.pop("may_see", self.may_see)
        response = super().request(**request)
        self.judge(response, may_see)
        return response

    def judge(self, response: Any, may_see: Collection[str]) -> None:
        where = f"{response.request.get('REQUEST_METHOD')} {response.request.get('PATH_INFO')}"
        headers = "\n".join(f"{name}: {value}" for name, value in response.items())
        headers += str(response.cookies)
        assert canaries(headers, ()) == set(), f"{where}: uncleared words in the headers"
        if self.seat is not None and not response.request["PATH_INFO"].startswith("/static/"):
            assert "no-store" in response.get("Cache-Control", ""), f"{where}: may be kept by a browser"
        if response.streaming:
            return
        text = response.content.decode(response.charset or "utf-8", "replace")
        assert canaries(text, may_see) == set(), f"{where}: uncleared words"
        if response.get("Content-Type", "").startswith("text/html") and text:
            assert faults(text) == [], f"{where} ({response.status_code})"
