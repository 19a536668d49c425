"""Forms in our pattern: choices that differ from page to page."""

from __future__ import annotations

import pytest
from django import forms

from pipd.kit.fields import Checkboxes, Form


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
