"""Form fields and widgets in the shapes of the GOV.UK Design System, drawn by templates/govuk."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pipd.kit.wording import no_such_day

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIRST_YEAR, LAST_YEAR = 1900, 2200
INCOMPLETE = "This form was incomplete. Open the page again, and copy your words into it."


class Form(forms.Form):
    """A form in our pattern: no `required` attributes, and no "This field is required".

    A field without a message of its own says "Enter …" or "Choose …" with its label; better to write one.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                label = str(field.label or name.replace("_", " ")).rstrip("?")
                verb = "Choose" if isinstance(field, forms.ChoiceField) else "Enter"
                field.error_messages["required"] = f"{verb}: {label}"

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Give the field `name` its `choices`, each a value and its words, where they differ from page to page.

        Raises TypeError for a field that has none.
        """
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(f"{name} is not a field with choices.")
        field.choices = list(choices)


class RevisionField(forms.IntegerField):
    """The state of the words that the page was made from: `revisions.swap` compares it with what is stored."""

    def __init__(self) -> None:
        faults = ("required", "invalid", "min_value", "max_value")
        # A browser that reloads a page would put the former revision back, and find a conflict that is none.
        widget = forms.HiddenInput(attrs={"autocomplete": "off"})
        told = dict.fromkeys(faults, INCOMPLETE)
        super().__init__(widget=widget, min_value=0, max_value=2**31 - 1, error_messages=told)


def revision_in(typed: str | None) -> int:
    """The revision that a button's page was made from; -1, which no row has, where somebody tampered with it."""
    try:
        return int(RevisionField().clean(typed))
    except ValidationError:
        return -1


class ChoiceHints:
    """Choices may carry a hint each, by value: Radios(hints={"driver": "What pushes people together"})."""

    def __init__(self, *args: Any, hints: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints: Mapping[str, str] = hints or {}


class Radios(ChoiceHints, forms.RadioSelect):
    """One of several, one under the other, with hints."""


class InlineRadios(ChoiceHints, forms.RadioSelect):
    """One of two or three short answers, side by side."""


class YesNoField(forms.TypedChoiceField):
    """Yes or no, of which one must be chosen."""

    def __init__(self, *, missing: str = "Choose yes or no", **kwargs: Any) -> None:
        """`missing` is said where neither is."""
        super().__init__(
            choices=[("True", "Yes"), ("False", "No")],
            coerce=lambda said: said == "True",
            widget=InlineRadios,
            error_messages={"required": missing, "invalid_choice": "Choose yes or no"},
            **kwargs,
        )


class Chips(ChoiceHints, forms.RadioSelect):
    """One of several short answers as chips; only the chosen one's hint is shown, all are linked."""


class Checkboxes(ChoiceHints, forms.CheckboxSelectMultiple):
    """Any of several, one under the other, with hints."""


class DateParts(forms.MultiWidget):
    """Day, month and year in three boxes; people find a calendar pop-up harder than typing."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in PARTS}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]


class DateField(forms.Field):
    """A date typed in three boxes. Months may be numbers or names. Errors say which part is missing.

    `faulty` on the ValidationError's params names the parts to mark, the first of which the summary links to.
    """

    widget = DateParts
    default_error_messages = {
        "required": "Enter a date",
        "missing": "The date must include a %(missing)s",
        "unreal": "The date must be a real date%(why)s",
    }

    def __init__(self, *, words: str = "The date", **kwargs: Any) -> None:
        """`words` begin the messages, such as "The new due date"."""
        messages = {
            "required": f"Enter {words[:1].lower()}{words[1:]}",
            "missing": f"{words} must include a %(missing)s",
            "unreal": f"{words} must be a real date%(why)s",
        }
        kwargs["error_messages"] = messages | kwargs.get("error_messages", {})
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        if value is None or isinstance(value, date):
            return value
        typed = [str(part or "").strip() for part in value]
        if not any(typed):
            return None
        missing = [part for part, text in zip(PARTS, typed, strict=True) if not text]
        if missing:
            raise self._fault("missing", missing, missing=" and ".join(missing))
        numbers = [_number(typed[0]), _month(typed[1]), _number(typed[2])]
        wrong = [part for part, number in zip(PARTS, numbers, strict=True) if number is None]
        if wrong or not FIRST_YEAR <= (numbers[2] or 0) <= LAST_YEAR:
            raise self._fault("unreal", wrong or ["year"])
        try:
            return date(numbers[2] or 0, numbers[1] or 0, numbers[0] or 0)
        except ValueError:
            why = no_such_day(numbers[0] or 0, numbers[1] or 0, numbers[2] or 0)
            raise self._fault("unreal", list(PARTS), why=f": {why}" if why else "") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def _fault(self, code: str, parts: list[str], **params: str) -> ValidationError:
        return ValidationError(
            self.error_messages[code], code=code, params={"why": "", **params, "faulty": parts}
        )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def _month(text: str) -> int | None:
    """3 for "3", "March" or "mar"."""
    name = text.lower()[:3]
    return MONTHS.index(name) + 1 if name in MONTHS else _number(text)
