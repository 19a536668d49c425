"""Every template compiles, stays short, and hides nothing that the browser would refuse to run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines
from django.template.loader import get_template

from tests.architecture.sources import faults, python_files, template_files, text_of

PAGES = [p for p in template_files() if p.suffix == ".html" and p.parts[1] not in {"mail", "documents"}]
INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)(?![^>]*application/json)|\sstyle=|\son[a-z]+=|javascript:", re.I
)


def failure(path: Path) -> list[str]:
    """Why a template does not compile."""
    try:
        get_template(str(path.relative_to("templates")))
    except (TemplateSyntaxError, TemplateDoesNotExist) as error:
        return [repr(error)]
    return []


def test_templates_compile():
    assert faults(template_files(), failure) == {}


def test_pages_have_no_script_or_style_inside():
    assert faults(PAGES, lambda path: INLINE.findall(text_of(path))) == {}


def test_nothing_is_marked_safe_by_a_template():
    """Plain-text mail alone is not escaped: it is not HTML."""
    texts = [p for p in template_files() if p.suffix in {".html", ".txt"}]
    found = faults(texts, lambda path: re.findall(r"\|\s*safe\b|autoescape off", text_of(path)))
    assert {p: f for p, f in found.items() if not p.endswith(".txt") or f != ["autoescape off"]} == {}


def test_control_a_broken_template_does_not_compile():
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string("{% if %}")


@pytest.mark.parametrize("bad", ["<style>", "<script>go()</script>", '<p style="x">', '<a onclick="x">'])
def test_control_inline_code_is_caught(bad):
    assert INLINE.findall(bad) != []


def test_every_template_named_in_the_code_exists():
    named = {n for p in python_files() for n in re.findall(r'"([\w/]+\.html)"', text_of(p))}
    there = {str(p.relative_to("templates")) for p in template_files()}
    foreign = {n for n in named if n.startswith(("django/", "registration/"))}
    assert sorted(named - there - foreign) == []
