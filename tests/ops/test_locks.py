"""The lock files against pyproject.toml, without a network: what is declared is locked, hashed and agreed upon."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(settings.BASE_DIR)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUN = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
DEV = [Requirement(line) for line in PROJECT["dependency-groups"]["dev"]]
LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-node.txt"]
PIN = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^ ;\\]+)(?: ;[^\\]*)?( \\)?$", re.MULTILINE)


def pins(name: str) -> dict[str, Version]:
    return {
        canonicalize_name(found[1]): Version(found[2]) for found in PIN.finditer((ROOT / name).read_text())
    }


@pytest.mark.parametrize(
    ("lock", "declared"), [("requirements.txt", RUN), ("requirements-dev.txt", RUN + DEV)]
)
def test_every_dependency_is_locked_at_an_allowed_version(lock, declared):
    locked = pins(lock)
    wrong = [
        str(wanted)
        for wanted in declared
        if not wanted.specifier.contains(locked.get(canonicalize_name(wanted.name), Version("0.dev0")))
        or canonicalize_name(wanted.name) not in locked
    ]
    assert wrong == [], f"run `make lock`: {lock} does not fit pyproject.toml"


def test_development_lock_holds_the_other_at_the_same_versions():
    run, dev = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: version for name, version in run.items() if dev.get(name) != version} == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_line_an_address(lock):
    text = (ROOT / lock).read_text()
    entries = re.split(r"\n(?=[A-Za-z0-9])", text[text.index("\n", text.rindex("#    uv")) + 1 :])
    assert len(entries) == len(PIN.findall(text))  # some twice, for different Pythons
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_tests_only_licence_stays_out_of_what_is_run():
    assert "pymupdf" in pins("requirements-dev.txt")
    assert "pymupdf" not in pins("requirements.txt")
