"""What the templates of the govuk pack ask about a bound field: shape, ids, classes, rows and problems."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms import BoundField

from pipd.kit.fields import PARTS, Chips, ChoiceHints, DateParts, InlineRadios


def shape_of(field: BoundField) -> str:
    """The name of the template that draws `field`."""
    widget = field.field.widget
    shapes: list[tuple[type | tuple[type, ...], str]] = [
        (DateParts, "date"),
        (Chips, "chips"),
        ((forms.RadioSelect, forms.CheckboxSelectMultiple), "choices"),
        (forms.CheckboxInput, "checkbox"),
        (forms.PasswordInput, "password"),
    ]
    if widget.is_hidden:
        return "hidden"
    return next((name for kinds, name in shapes if isinstance(widget, kinds)), "input")


def describing_ids(field: BoundField) -> list[str]:
    """The ids of the field's hint and error, as far as they are drawn."""
    hint = [f"{field.auto_id}_hint"] if field.help_text else []
    return hint + ([f"{field.auto_id}_error"] if field.errors else [])


def counted(field: BoundField) -> int | None:
    """The most characters a long text may have, when it is counted aloud."""
    return (
        getattr(field.field, "max_length", None) if isinstance(field.field.widget, forms.Textarea) else None
    )


def control_kind(widget: forms.Widget) -> str:
    """The GOV.UK name of a single control."""
    kinds = [(forms.Textarea, "textarea"), (forms.Select, "select"), (forms.FileInput, "file-upload")]
    return next((name for kind, name in kinds if isinstance(widget, kind)), "input")


def control_attrs(field: BoundField) -> dict[str, Any]:
    """Attributes for the input, textarea or select of `field`."""
    widget = field.field.widget
    kind = control_kind(widget)
    classes = [f"govuk-{kind}", str(widget.attrs.get("class", ""))]
    if field.errors:
        classes.append(f"govuk-{kind}--error")
    ids = describing_ids(field)
    if counted(field):
        classes.append("govuk-js-character-count")
        ids = [f"{field.id_for_label}-info", *ids]
    if isinstance(widget, forms.PasswordInput):
        classes.append("govuk-password-input__input govuk-js-password-input-input")
    # False leaves an attribute out: Django would name ids of its own.
    described = {"class": " ".join(filter(None, classes)), "aria-describedby": " ".join(ids) or False}
    return typing_attrs(field) | described


def typing_attrs(field: BoundField) -> dict[str, Any]:
    """The attributes that say how a browser takes what is typed into `field`."""
    widget = field.field.widget
    attrs: dict[str, Any] = {"placeholder": False}  # it vanishes as people type
    if isinstance(widget, forms.Textarea):
        # Django's own ten rows mean that nobody chose.
        attrs["rows"] = 3 if widget.attrs.get("rows") == "10" else widget.attrs.get("rows", 3)
    if counted(field):
        # A browser that cuts pasted words loses them; the message says what is too much.
        attrs["maxlength"] = False
    if isinstance(widget, forms.PasswordInput):
        attrs |= {"spellcheck": "false", "autocapitalize": "none"}
    if isinstance(widget, forms.EmailInput):
        attrs["spellcheck"] = "false"
    return attrs


def choice_rows(field: BoundField) -> list[dict[str, Any]]:
    """One row for each radio or checkbox, with 0-based ids that the error summary can link to."""
    widget = field.field.widget
    hints = widget.hints if isinstance(widget, ChoiceHints) else {}
    rows = []
    for index, option in enumerate(field.subwidgets):
        value = str(option.data["value"])
        rows.append(
            {
                "id": f"{field.auto_id}_{index}",
                "type": option.data["type"],
                "name": option.data["name"],
                "value": value,
                "label": option.choice_label,
                "hint": hints.get(value, ""),
                "checked": option.data["selected"],
                "disabled": option.data["attrs"].get("disabled", False),
            }
        )
    return rows


def is_inline(field: BoundField) -> bool:
    """Whether the choices of `field` stand side by side."""
    return isinstance(field.field.widget, InlineRadios)


def faulty_parts(field: BoundField) -> list[str]:
    """Which of day, month and year are at fault; all of them when the error does not say."""
    if not field.errors:
        return []
    data = (
        field.form.errors[field.name].as_data() if hasattr(field.form.errors[field.name], "as_data") else []
    )
    named = [part for error in data for part in (error.params or {}).get("faulty", [])]
    return named or list(PARTS)


def date_part_rows(field: BoundField) -> list[dict[str, Any]]:
    """Day, month and year with id, name, words, value as typed, and whether it is at fault."""
    value = field.value()
    values = list(value) if isinstance(value, list | tuple) else DateParts().decompress(value)
    faulty = faulty_parts(field)
    return [
        {
            "id": f"{field.auto_id}_{part}",
            "name": f"{field.html_name}_{part}",
            "words": part.capitalize(),
            "value": "" if typed is None else typed,
            "faulty": part in faulty,
            "width": 4 if part == "year" else 2,
        }
        for part, typed in zip(PARTS, values, strict=True)
    ]


def target(field: BoundField) -> str:
    """The id of the control that a link in the error summary should put the reader in."""
    shape = shape_of(field)
    if shape == "date":
        return f"{field.auto_id}_{(faulty_parts(field) or PARTS)[0]}"
    return f"{field.auto_id}_0" if shape in {"choices", "chips"} else field.id_for_label


def problems(form: Any) -> Iterable[dict[str, str]]:
    """Every error of a form as {"href", "text"}, in the order in which the fields are drawn."""
    if not getattr(form, "is_bound", False):
        return []
    links = [{"href": "", "text": text} for text in form.non_field_errors()]
    for field in form:
        if not field.is_hidden:
            links += [{"href": f"#{target(field)}", "text": text} for text in field.errors]
        else:
            links += [{"href": "", "text": text} for text in field.errors]
    return links
