"""Words and small marks that every page shares. Knows no app; escapes everything it is given."""

import re
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BoundField, CheckboxSelectMultiple
from django.forms.forms import BaseForm
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from pipd.kit import device, fragments, shapes, wording

register = template.Library()

TAG_KINDS = {
    "plain": "",
    "done": " app-tag--done",
    "wait": " app-tag--wait",
    "stop": " app-tag--stop",
    "now": " app-tag--now",
}

# Our own marks, so they may be marked safe: no word of anybody's is in them.
_BREAK = mark_safe("<wbr>")
TICK = mark_safe(
    '<svg class="app-tick" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
    '<path d="M2 8.5 6.2 13 14 3.5" fill="none" stroke="#1c5a4c" stroke-width="2.6" /></svg>'
)
REASON_MARKS = {
    "stops": '<circle cx="12" cy="12" r="10" fill="none" stroke="#a8231b" stroke-width="2.4" />'
    '<path d="m8 8 8 8m0-8-8 8" stroke="#a8231b" stroke-width="2.4" />',
    "wait": '<path d="M12 2.5 23 21.5H1z" fill="#fff3bf" stroke="#6b5800" stroke-width="2.2"'
    ' stroke-linejoin="round" />'
    '<path d="M12 9v6m0 2v2.2" stroke="#4a3d00" stroke-width="2.4" />',
    "met": '<circle cx="12" cy="12" r="11" fill="#1c5a4c" />'
    '<path d="m6.5 12.5 3.8 4L17.5 8" fill="none" stroke="#fff" stroke-width="2.6" />',
}


@register.simple_tag
def asset(path: str) -> str:
    """The address of a static file. A file not collected leaves a page unstyled, never unserved."""
    try:
        return staticfiles_storage.url(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


@register.simple_tag
def tag(words: str, kind: str = "plain") -> SafeString:
    """A status in words, coloured second: `kind` is plain, done, wait, stop or now."""
    return format_html('<strong class="govuk-tag{}">{}</strong>', TAG_KINDS[kind], words)


@register.filter
def email_breaks(words: str) -> SafeString:
    """`words` escaped; an email address in them goes on in the next line after its @ or before a dot, not in a name."""
    found = re.split(r"(\S+@\S+)", words)
    return format_html_join("", "{}", ((_broken(one) if "@" in one else one,) for one in found))


def _broken(address: str) -> SafeString:
    parts = re.findall(r"@|[.][^.@]*|[^.@]+", address)
    said = ((_BREAK if part[0] == "." else "", part, _BREAK if part == "@" else "") for part in parts)
    return format_html_join("", "{}{}{}", said)


@register.simple_tag
def tick() -> SafeString:
    """A small tick that stands beside words such as "Both accept"."""
    return TICK


@register.simple_tag
def person_code(user: Any) -> str:
    """A code for `user` that scripts set beside what waits on the device; it tells nothing else."""
    return device.person_code(user)


@register.simple_tag
def reason_mark(kind: str) -> SafeString:
    """The mark of a line of reasons: `kind` is stops, wait or met."""
    drawing = mark_safe(REASON_MARKS[kind])  # noqa: S308  our own drawing
    return format_html('<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', drawing)


for written in (
    wording.long_date,
    wording.short_date,
    wording.day_date,
    wording.when,
    wording.deadline,
    wording.listed,
    wording.ordinal,
):
    register.filter(written)
register.simple_tag(wording.times)


@register.simple_tag
def drawn(name: str) -> SafeString:
    """The template `name`, which is the same on every page: drawn once in a process."""
    return fragments.drawn(name)


@register.simple_tag
def error_summary(forms: Any = None, errors: Any = None) -> str:
    """ "There is a problem", with links to the controls.

    `forms` is a form or several; `errors` is a list of {"href", "text"} for plain loops.
    """
    several = [forms] if isinstance(forms, BaseForm) else list(forms or [])
    links = [link for one in several for link in shapes.problems(one)]
    links += [error for error in errors or [] if isinstance(error, dict)]
    return render_to_string("_components/error_summary.html", {"links": links}) if links else ""


@register.filter
def shape(field: BoundField) -> str:
    """Which template of the govuk pack draws `field`."""
    return f"govuk/fields/{shapes.shape_of(field)}.html"


@register.filter
def counted(field: BoundField) -> int | None:
    """The limit of a long text, when its characters are counted."""
    return shapes.counted(field)


@register.filter
def inline(field: BoundField) -> bool:
    """Whether the choices of `field` stand side by side."""
    return shapes.is_inline(field)


@register.filter
def choice_kind(field: BoundField) -> str:
    """ "radios" or "checkboxes"."""
    return "checkboxes" if isinstance(field.field.widget, CheckboxSelectMultiple) else "radios"


@register.simple_tag(takes_context=True)
def sized(context: Context, name: str) -> str:
    """The class of a label or legend with its size from the layout; small bold unless it says otherwise."""
    size = context.get("label_size", "s")
    return f"{name} {name}--{size}" if size else name


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """The input, textarea or select itself, with its classes and what describes it."""
    return field.as_widget(attrs=shapes.control_attrs(field))


@register.simple_tag
def revision(value: int) -> SafeString:
    """The hidden control of a RevisionField, for a form that is nothing but buttons."""
    return format_html('<input type="hidden" name="revision" value="{}" autocomplete="off">', value)


@register.simple_tag
def choices(field: BoundField) -> list[dict[str, Any]]:
    """The radios or checkboxes of `field`, each with id, value, label, hint and attributes."""
    return shapes.choice_rows(field)


@register.simple_tag
def described_by(field: BoundField, *more: str) -> str:
    """The ids that describe a group of controls: its hint, its error and any `more`."""
    return " ".join([*shapes.describing_ids(field), *more])


@register.simple_tag
def date_parts(field: BoundField) -> list[dict[str, Any]]:
    """Day, month and year of a three-part date, each with its words, value and whether it is at fault."""
    return shapes.date_part_rows(field)
