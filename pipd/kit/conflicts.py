"""Two wordings against each other: what somebody else saved, and what was typed meanwhile (trust X25)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError

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


def differing(found: Iterable[Wording]) -> list[Wording]:
    """Those of `found` that are not the same on both sides, for pages with many fields."""
    return [wording for wording in found if wording.theirs != (wording.mine or "")]


def in_words(field: forms.Field, value: Any) -> str:
    """A value as a reader knows it: the labels of choices, a date as it is said. `value` is typed or cleaned."""
    try:
        value = field.to_python(value)
    except ValidationError:  # shown as it was typed
        return " ".join(value) if isinstance(value, list) else str(value)
    if isinstance(field, forms.ChoiceField):
        choices = cast(Iterable[tuple[Any, str]], field.choices)  # none of our forms groups them
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(str(label) for key, label in choices if str(key) in chosen)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value is None:
        return ""
    return short_date(value) if isinstance(value, date) else str(value)
