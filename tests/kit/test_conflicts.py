"""Two wordings against each other: every field in the words of the page, and none that nobody sees."""

from __future__ import annotations

from datetime import date

from django import forms
from django.template.loader import render_to_string

from pipd.kit.conflicts import Wording, wordings
from pipd.kit.fields import DateField, Form, RevisionField
from pipd.kit.text import PlainTextField


class Filled(Form):
    text = PlainTextField(max_length=50, required=False)
    kind = forms.ChoiceField(
        label="What kind?", choices=[("a", "A driver"), ("b", "A barrier")], required=False
    )
    due = DateField(required=False)
    exact = forms.BooleanField(label="Exact words", required=False)
    other = PlainTextField(max_length=50, required=False)
    revision = RevisionField()


STORED = {"text": "Theirs", "kind": "a", "due": date(2027, 3, 4), "exact": True, "revision": 2}


def test_each_field_stands_in_both_wordings_as_people_say_it():
    typed = {"text": " Mine ", "kind": "b", "due_day": "5", "due_month": "apr", "due_year": "2027"}
    assert wordings(Filled(typed | {"revision": "1", "other": "Not stored"}), STORED) == [
        Wording("Text", "Theirs", "Mine", is_said=True),
        Wording("What kind?", "A driver", "A barrier"),
        Wording("Due", "4 March 2027", "5 April 2027"),
        Wording("Exact words", "Yes", "No"),
    ]


def test_what_neither_has_said_takes_no_room():
    stored = {"text": "", "kind": "", "due": None, "revision": 2}
    assert wordings(Filled({"revision": "1"}), stored) == []
    assert wordings(Filled({"revision": "1", "text": "Mine"}), stored) == [Wording("Text", "", "Mine", True)]


def test_the_page_of_a_conflict_shows_both_and_escapes_them():
    rows = [Wording("Text", "<b>theirs</b>", "", is_said=True), Wording("About", "Not asked here", None)]
    page = render_to_string("_components/conflict.html", {"conflict": {"wordings": rows, "onward": "/on/"}})
    assert "&lt;b&gt;theirs&lt;/b&gt;" in page
    assert page.count("None given") == 1
    assert page.count("About") == 1
    assert 'href="/on/"' in page
