"""Parts of a page that are the same for many statements: rendered once for a request, and stamped for each.

Eighty statements with all that may be answered to each of them are most of what the page for checking notes costs.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from django import template
from django.template import Context
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Private-use characters: what people type is freed of them (pipd.kit.text), so no words of theirs can be taken for one.
KEY, DIGEST, TOPIC, WORDS = (f"\ue000{name}\ue001" for name in ("key", "digest", "topic", "words"))
INDENTED = re.compile(r"\n\s+")


@register.simple_tag(takes_context=True)
def stamped(context: Context, name: str, *variant: Any) -> SafeString:
    """The template `name` for the `key` and `said` at hand, made once for each `variant` of what else it depends on.

    `variant` must name everything the template reads besides the number, digest, topic and words of the statement;
    whether there is a topic is among it. The view offers `stamps`, a dict that lives as long as the request.
    """
    stamps, key, said = context["stamps"], str(context["key"]), context["said"]
    skeleton = stamps.get((name, variant))
    if skeleton is None:
        # A context has its template while that is rendered, and a tag runs at no other time.
        part = context.template.engine.get_template(name)  # type: ignore[union-attr]
        topic = TOPIC if said.topic else ""
        with context.push(key=KEY, said=replace(said, number=KEY, digest=DIGEST, topic=topic, text=WORDS)):
            # It is sent once for each statement, so without the indentation of the template.
            skeleton = stamps[name, variant] = INDENTED.sub("\n", part.render(context))
    # All are escaped: number and digest are ours, and the words come last, so that nothing in them is replaced.
    known = skeleton.replace(KEY, escape(key)).replace(DIGEST, escape(said.digest))
    return mark_safe(known.replace(TOPIC, escape(said.topic)).replace(WORDS, escape(said.text)))  # noqa: S308
