"""docs/operations.md against the code: every variable and every check is in its tables."""

import re

import pytest

from tests.ops.processes import ROOT

PAGE = (ROOT / "docs/operations.md").read_text()
READS = re.compile(r'(?:env\.\w+|environ\.get|environ\.setdefault)\(\s*"([A-Z_]+)"')
SOURCES = ["pipd/settings.py", "pipd/serving/gunicorn_conf.py", "pipd/management/commands/serve.py"]


@pytest.mark.parametrize("source", SOURCES)
def test_every_variable_read_is_in_the_table(source):
    names = set(READS.findall((ROOT / source).read_text()))
    assert names
    assert [name for name in sorted(names) if f"| `{name}` |" not in PAGE] == []


def test_every_variable_in_the_table_is_read():
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", PAGE, re.MULTILINE))
    read = {name for source in SOURCES for name in READS.findall((ROOT / source).read_text())}
    assert listed - read == set()


def test_every_check_is_in_the_table():
    made = set(re.findall(r"pipd\.[EW]\d+", (ROOT / "pipd/checks.py").read_text()))
    assert made == set(re.findall(r"pipd\.[EW]\d+", PAGE))


def test_every_make_target_named_exists():
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)", PAGE)) <= targets
