"""Printing somebody's words: brackets and ellipses, and nothing else (domain R39)."""

from __future__ import annotations

import pytest

from workshops import editorial

SAID = "Each week there is a new initiative from government, and nobody asks us."


@pytest.mark.parametrize(
    "text",
    [
        SAID,
        "Each week there is a new initiative from [national] government, and nobody asks us.",
        "Each week there is a new initiative … and nobody asks us.",
        "Each week there is a new initiative from government [...] nobody asks us.",
        "Each week there is a new initiative from government […]",
        "… a new initiative from government, and nobody asks us.",
        "Each week [that is, often] there is a new initiative from government, and nobody asks us [here].",
    ],
)
def test_brackets_and_ellipses_may_be_printed(text):
    assert editorial.why_not_printed(text, cleared=SAID) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Each week there is a new scheme from government, and nobody asks us.",
        "Each week there is a new initiative from government.",
        "a new initiative from government, and nobody asks us.",
        "Nobody asks us, and each week there is a new initiative from government.",
        "Each week there is a new initiative from government, and nobody asks us!",
        "nobody asks us. … Each week",
        "Each week there is a new initiative from national government, and nobody asks us.",
    ],
)
def test_any_other_change_needs_clearing_again(text):
    assert editorial.why_not_printed(text, cleared=SAID) == editorial.NEEDS_CLEARING


@pytest.mark.parametrize(
    "added",
    [
        "[" + "x" * 31 + "]",
        "[" + "x" * 25 + "] [" + "x" * 25 + "] [" + "x" * 25 + "]",
        "[and he lied.]",
        "[he lied! Always]",
        "[why? nobody knows]",
        "[he said: no]",
        "[he lied; he knew]",
        "[he … lied]",
        "[he\nlied]",
    ],
)
def test_no_statement_is_printed_in_brackets(added):
    assert editorial.why_not_printed(f"{SAID} {added}", cleared=SAID) == editorial.TOO_MUCH_ADDED


@pytest.mark.parametrize("added", ["[" + "x" * 30 + "] [" + "x" * 30 + "]", "[…]" * 30, "[ ... ] [own]"])
def test_a_few_words_in_brackets_and_any_ellipsis_are_printed(added):
    assert editorial.why_not_printed(f"{SAID} {added}", cleared=SAID) == ""


def test_a_bracket_left_open_is_told():
    assert editorial.why_not_printed(SAID + " [here", cleared=SAID) == editorial.BRACKETS


@pytest.mark.parametrize("text", ["…", "[all of it]", "… [x] …"])
def test_some_words_of_the_speaker_stay(text):
    assert editorial.why_not_printed(text, cleared=SAID) == editorial.NOTHING_LEFT


@pytest.mark.parametrize("text", ["a new initiative from government", "Each week … nobody asks us", SAID])
def test_writing_up_may_shorten_what_was_logged(text):
    assert editorial.why_not_exact(text, logged=f"She said: “{SAID}” Then lunch.") == ""


@pytest.mark.parametrize(
    "text", ["a new scheme", "a initiative", "a new [national] initiative", "government a new"]
)
def test_writing_up_may_not_change_what_was_logged(text):
    assert editorial.why_not_exact(text, logged=SAID) == editorial.NOT_EXACT
