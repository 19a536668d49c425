"""Parts of a page that are the same for many statements: rendered once for a request, and stamped for each.

Eighty statements with all that may be answered to each of them are most of what the page for checking notes costs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import template
from django.template import Context
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Private-use characters: what people type is freed of them (pipd.kit.text), so no words of theirs can be taken for one.
KEY, WORDS = "\ue000key\ue001", "\ue000words\ue001"


@register.simple_tag(takes_context=True)
def stamped(context: Context, name: str, *variant: Any) -> SafeString:
    """The template `name` for the `key` and `said` at hand, made once for each `variant` of what else it depends on.

    `variant` must name everything the template reads besides the number and the words of the statement. The view
    offers `stamps`, a dict that lives as long as the request.
    """
    stamps, key, said = context["stamps"], str(context["key"]), context["said"]
    skeleton = stamps.get((name, variant))
    if skeleton is None:
        # A context has its template while that is rendered, and a tag runs at no other time.
        part = context.template.engine.get_template(name)  # type: ignore[union-attr]
        with context.push(key=KEY, said=replace(said, text=WORDS)):
            skeleton = stamps[name, variant] = part.render(context)
    # Both are escaped: the number is ours, and the words come last, so that nothing in them is replaced.
    return mark_safe(skeleton.replace(KEY, escape(key)).replace(WORDS, escape(said.text)))  # noqa: S308
