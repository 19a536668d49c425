"""Words of points and statements that depend on the programme."""

from django import template
from django.template import Context

from workshops.words import kind_words as words_for_kind

register = template.Library()


@register.simple_tag(takes_context=True)
def kind_words(context: Context, kind: str) -> str:
    """ "About the third sector", in the programme's own words."""
    return words_for_kind(context.get("programme"), kind)
