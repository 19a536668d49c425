"""Parts that are drawn once in a process: what they may be given, that all is escaped, and what their slots do."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.utils.safestring import mark_safe

from pipd.kit import fragments
from pipd.kit.fragments import Shape, drawn, shape, slot

BACK = "_components/back.html"
BAD = "<b>\"&'</b>"
ESCAPED = "&lt;b&gt;&quot;&amp;&#x27;&lt;/b&gt;"


@pytest.fixture(autouse=True)
def _anew() -> Iterator[None]:
    fragments.forget()
    yield
    fragments.forget()


def test_a_part_is_drawn_once_for_the_same_values_and_apart_for_others(monkeypatch):
    first = drawn(BACK, href="/a", words="Session 1")
    assert drawn(BACK, href="/a", words="Session 1") is first
    assert "Session 2" in drawn(BACK, href="/a", words="Session 2")
    assert "Session 1" in drawn(BACK, href="/a", words="Session 1")


def test_values_are_escaped():
    assert ESCAPED in drawn(BACK, href="/a", words=BAD)
    assert BAD not in drawn(BACK, href=BAD, words=BAD)


@pytest.mark.parametrize(
    "value",
    [mark_safe("<b>"), 1, {"a": "b"}, ["a"], object(), ("a", (True, mark_safe("<b>")))],
    ids=["html", "number", "dict", "list", "object", "nested"],
)
def test_only_plain_values_are_taken(value):
    with pytest.raises(TypeError):
        drawn(BACK, href="/a", words=value)


def test_words_that_pass_for_html_are_not_taken_for_those_drawn_before():
    plain = drawn(BACK, href="/a", words="<b>")
    assert (
        drawn(BACK, href="/a", words=mark_safe("<b>")) == plain
    )  # equal words: the escaped ones, never the others


def test_a_part_sees_nothing_but_what_it_is_given():
    page = Template('{% drawn "_components/back.html" %}')
    assert "Secret" not in page.render(Context({"words": "Secret"}))
    assert "Secret" in Template('{% include "_components/back.html" %}').render(Context({"words": "Secret"}))


def test_slots_are_filled_escaped_and_keep_nothing():
    made = shape(BACK, href=slot("href"), words=slot("words"))
    one = made.fill({"href": "/a?b&c", "words": BAD})
    assert ESCAPED in one
    assert "/a?b&amp;c" in one
    other = made.fill({"href": "/b", "words": mark_safe("<i>ours</i>")})
    assert "<i>ours</i>" in other
    assert ESCAPED not in other
    assert shape(BACK, href=slot("href"), words=slot("words")) is made


def test_what_is_filled_in_is_never_taken_for_a_slot():
    made = Shape(f"<p>{slot('one')}</p><p>{slot('other')}</p>")
    assert made.fill({"one": slot("other"), "other": "x"}) == f"<p>{slot('other')}</p><p>x</p>"


def test_a_slot_that_is_not_filled_is_an_error():
    with pytest.raises(KeyError):
        shape(BACK, href=slot("href"), words="Back").fill({})


def test_nothing_is_kept_while_templates_are_worked_on():
    with override_settings(DEBUG=True):
        assert drawn(BACK, href="/a") is not drawn(BACK, href="/a")
