"""Choices of a statement's kind and holders, drawn at once: a page of eighty statements has a thousand of them."""

from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from workshops.models import Position
from workshops.words import kind_choices

register = template.Library()


@register.simple_tag
def position_options(chosen: str) -> SafeString:
    """The options of who holds a statement, `chosen` selected."""
    return _options(Position.choices, chosen)


@register.simple_tag(takes_context=True)
def kind_options(context: Context, chosen: str) -> SafeString:
    """The options of what a statement is about, in the programme's own words."""
    return _options(kind_choices(context["programme"]), chosen)


def _options(choices: Iterable[tuple[str, object]], chosen: str) -> SafeString:
    rows = ((value, " selected" if value == chosen else "", words) for value, words in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)
