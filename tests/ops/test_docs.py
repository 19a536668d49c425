"""The pages for people who run and read the code lead where they say."""

from __future__ import annotations

import re

import pytest

from tests.ops.processes import ROOT

DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
PAGES = [
    ROOT / "README.md",
    ROOT / "docs/operations.md",
    *sorted((ROOT / "docs/deployers").glob("*.md")),
    *DECISIONS,
]
LINK = re.compile(r"\]\(([^)#]+)\)")
NAMED = re.compile(r"docs/decisions/(\d{4})")
SOURCES = ("pipd", "partnerships", "workshops", "actionplans", "templates", "tests")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path):
    links = [link for link in LINK.findall(path.read_text()) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_decisions_are_numbered_one_after_the_other_and_say_so():
    assert [page.name[:4] for page in DECISIONS] == [f"{n:04}" for n in range(1, len(DECISIONS) + 1)]
    heads = [page.read_text().splitlines()[0] for page in DECISIONS]
    assert [head[:7] for head in heads] == [f"# {page.name[:4]} " for page in DECISIONS]


def test_every_decision_named_in_the_source_is_there():
    known = {page.name[:4] for page in DECISIONS}
    files = [path for name in SOURCES for path in (ROOT / name).rglob("*") if path.suffix in (".py", ".html")]
    named = {number for path in files for number in NAMED.findall(path.read_text())}
    assert named
    assert named <= known
