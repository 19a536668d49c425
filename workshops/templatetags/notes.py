"""Words of points and statements that depend on the programme."""

from typing import Any

from django import template
from django.template import Context

from workshops.words import kind_words as words_for_kind

register = template.Library()


@register.simple_tag(takes_context=True)
def heading(context: Context, said: Any) -> str:
    """ "9 Reporting back": number and topic of a statement; without a topic its kind stands there."""
    return f"{said.number} {said.topic or words_for_kind(context.get('programme'), said.kind)}"


@register.simple_tag
def named(said: Any) -> str:
    """ "9 Reporting back", or "Statement 9" where there is no topic: for a statement inside a sentence or a title."""
    return f"{said.number} {said.topic}" if said.topic else f"Statement {said.number}"


@register.simple_tag(takes_context=True)
def kind_beside(context: Context, said: Any) -> str:
    """The kind of a statement, where its heading does not say it: people answer it with the words."""
    return words_for_kind(context.get("programme"), said.kind) if said.topic else ""


@register.simple_tag(takes_context=True)
def kind_words(context: Context, kind: str) -> str:
    """ "About the third sector", in the programme's own words."""
    return words_for_kind(context.get("programme"), kind)
