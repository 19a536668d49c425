"""Forms in our pattern: choices that differ from page to page, and the revision of a page that is only buttons."""

from __future__ import annotations

import pytest
from django import forms

from pipd.kit.fields import Checkboxes, Form, revision_in


class ColourForm(Form):
    name = forms.CharField()
    colour = forms.ChoiceField()
    several = forms.MultipleChoiceField(widget=Checkboxes)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.offer("colour", [("r", "Red")])
        self.offer("several", ((key, key.upper()) for key in "ab"))


@pytest.mark.parametrize(("colour", "faulty"), [("r", set()), ("g", {"colour"})])
def test_choices_offered_are_the_ones_that_count(colour, faulty):
    form = ColourForm({"name": "x", "colour": colour, "several": ["a", "b"]})
    assert set(form.errors) == faulty
    assert [str(box.choice_label) for box in form["several"]] == ["A", "B"]


def test_choices_offered_to_one_form_are_not_the_next_ones():
    first = ColourForm()
    first.offer("colour", [("g", "Green")])
    assert ColourForm().fields["colour"].choices == [("r", "Red")]


def test_choices_offered_to_a_field_without_any_are_refused():
    with pytest.raises(TypeError, match="name is not a field with choices"):
        ColourForm().offer("name", [("r", "Red")])


@pytest.mark.parametrize(
    ("typed", "read"),
    [("0", 0), ("12", 12), ("", -1), (None, -1), ("-1", -1), ("x", -1), ("²", -1), ("9" * 5000, -1)],
)
def test_revision_is_one_that_no_row_has_where_it_was_tampered_with(typed, read):
    assert revision_in(typed) == read
