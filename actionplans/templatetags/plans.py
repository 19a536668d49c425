"""Words of the plan that depend on the programme."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context

from actionplans.models import Action
from actionplans.words import mode_words as words_for_mode
from partnerships.words import sector_name
from pipd.kit.models import Document
from pipd.kit.wording import count, in_sentence

register = template.Library()


@register.simple_tag(takes_context=True)
def mode_words(context: Context, mode: str) -> str:
    """ "Led by the local authority, with third sector support", in the programme's own words."""
    programme = context.get("programme")
    return words_for_mode(programme, mode) if programme else Action.Mode(mode).label


FORMS = {"docx": "Word file", "xlsx": "Excel file", "zip": "zip"}


@register.simple_tag(takes_context=True)
def sector_letter(context: Context, sector: str) -> str:
    """The letter of the square or circle of `sector`, inside a drawing."""
    return sector_name(context.get("programme"), sector)[:1].upper()


@register.filter
def of_item(items: Mapping[Any, Any], key: Any) -> Any:
    """What is told of one item; nothing for an item that came since."""
    return items.get(key)


@register.simple_tag
def file_words(document: Document) -> str:
    """What a link says of the file behind it: "PDF, 5 pages", "Word file"."""
    return FORMS.get(document.filename.rsplit(".", 1)[-1]) or f"PDF, {count(document.pages, 'page')}"


@register.filter
def lower_first(words: str) -> str:
    """Words in the middle of a sentence: only the first letter changes."""
    return in_sentence(words)
