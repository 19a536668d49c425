"""Two wordings against each other: what somebody else saved, and what was typed meanwhile (trust X25)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms

from pipd.kit.text import PlainTextField
from pipd.kit.wording import short_date


@dataclass(frozen=True)
class Wording:
    """One field in both wordings, in the words of the page. `mine` is None for what the form does not ask."""

    label: str
    theirs: str
    mine: str | None
    is_said: bool = False  # people's own words, not ours


def wordings(form: forms.Form, stored: Mapping[str, Any]) -> list[Wording]:
    """Each field that people see of the bound `form` beside its value in `stored`, as far as either has words."""
    found = [
        Wording(
            label=str(field.label),
            theirs=in_words(field.field, stored[field.name]),
            mine=in_words(field.field, field.data),
            is_said=isinstance(field.field, PlainTextField),
        )
        for field in form.visible_fields()
        if field.name in stored
    ]
    return [wording for wording in found if wording.theirs or wording.mine]


def in_words(field: forms.Field, value: Any) -> str:
    """A value as a reader knows it: the label of a choice, a date as it is said. `value` is typed or cleaned."""
    value = field.to_python(value)
    if isinstance(field, forms.ChoiceField):
        choices = cast(Iterable[tuple[Any, str]], field.choices)  # none of our forms groups them
        return {str(key): str(label) for key, label in choices}.get(value, "")
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return short_date(value) if isinstance(value, date) else str(value or "")
