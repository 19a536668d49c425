"""Plain text from people: normalised, bounded, free of what cannot be printed (trust X28)."""

from __future__ import annotations

import unicodedata

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from pipd.kit.text import MOST_MARKS_IN_A_ROW, PlainTextField, clean


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  two words \n", "two words"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("a\x00b\x07c\x1bd", "abcd"),
        ("cafe\u0301", "café"),
        ("cafe\x00\u0301", "café"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("\u2066hidden\u2069", "hidden"),
        ("\ufeffwith a mark", "with a mark"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("private \ue000 use", "private  use"),
        ("tab\there", "tab\there"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("= 1 + 1", "= 1 + 1"),
        ("Nadolig Llawen, ŵ ŷ", "Nadolig Llawen, ŵ ŷ"),
        ("‘curly’ – and “dashes”", "‘curly’ – and “dashes”"),
        ("", ""),
    ],
)
def test_clean(typed, kept):
    assert clean(typed) == kept


def test_a_tower_of_marks_is_cut():
    assert len(clean("Z" + "\u0317" * 500)) == 1 + MOST_MARKS_IN_A_ROW


NASTY = st.text(st.sampled_from("ae \n\r\t\x00\u0301\u0308\u0323\u200d\u202e\ufeff\ud800\ue000ŵé👩"))


@given(st.text() | NASTY)
def test_cleaning_twice_changes_nothing(typed):
    assert clean(clean(typed)) == clean(typed)


@given(st.text() | NASTY)
def test_what_is_kept_is_normal_and_printable(typed):
    kept = clean(typed)
    assert unicodedata.is_normalized("NFC", kept)
    assert {unicodedata.category(c) for c in kept} & {"Cs", "Cn", "Co"} == set()
    assert {c for c in kept if unicodedata.category(c) == "Cc"} <= {"\n", "\t"}
    kept.encode()


class Form(forms.Form):
    words = PlainTextField(max_length=10, rows=3)


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ("fair enough", ["Use 10 characters or fewer; this has 11"]),
        ("just right", []),
        ("  just right  ", []),
        ("", ["Enter some words"]),
        ("   \n ", ["Enter some words"]),
        ("\u200b\u200d", ["Enter some words"]),
        ("\x00", ["Enter some words"]),
        ("1", []),
        ("?", []),
    ],
)
def test_field(typed, errors):
    form = Form({"words": typed})
    assert form.errors.get("words", []) == errors


def test_field_keeps_what_was_typed_on_an_error():
    form = Form({"words": "  far too many words for it "})
    assert not form.is_valid()
    assert "far too many words for it" in str(form["words"])


def test_field_leaves_the_length_to_the_message():
    assert "maxlength" not in str(Form()["words"])


def test_field_counts_characters_and_not_bytes():
    assert Form({"words": "é" * 10}).is_valid()
