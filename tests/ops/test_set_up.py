"""The set-up scripts where something is missing: one sentence that names it, and no half-made state."""

import os
import shutil
import stat
import subprocess

import pytest

from tests.ops.processes import ROOT

TOOLS = ("bash", "env", "grep", "id", "uname", "dirname", "mktemp", "rm", "cat", "cut", "sha256sum")
PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


@pytest.fixture
def bare(tmp_path):
    """A folder of commands that stands for a machine with almost nothing; returns a function that adds one."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in TOOLS:
        if found := shutil.which(name):
            (folder / name).symlink_to(found)

    def add(name, text):
        (folder / name).write_text(f"#!/bin/bash\n{text}\n")
        (folder / name).chmod(stat.S_IRWXU)

    add.path = folder
    return add


def run(bare, *argv):
    own = {"PATH": str(bare.path), "HOME": os.environ.get("HOME", "/")}
    return subprocess.run(argv, cwd=ROOT, env=own, capture_output=True, text=True, timeout=30, check=False)


def test_missing_pdf_libraries_are_named_where_there_is_no_apt(bare):
    bare("some-python", "\n".join(f"echo {name}" for name in PACKAGES))
    told = run(bare, ".ci/system-packages", "pdf", "some-python")
    assert told.returncode == 1
    assert told.stderr.strip().endswith(f"and run again: {' '.join(PACKAGES)}")


def test_missing_pdf_libraries_are_named_where_nobody_may_install(bare):
    (bare.path / "id").unlink()
    bare("id", "echo 1000")
    bare("apt-get", "exit 9")
    bare("some-python", "echo libharfbuzz-subset0")
    told = run(bare, ".ci/system-packages", "pdf", "some-python")
    assert told.returncode == 1
    assert "please run, as root, apt-get install libharfbuzz-subset0" in told.stderr


def test_apt_that_fails_shows_why(bare):
    (bare.path / "id").unlink()
    bare("id", "echo 0")
    bare("apt-get", "echo no space left; exit 9")
    bare("some-python", "echo libharfbuzz-subset0")
    told = run(bare, ".ci/system-packages", "pdf", "some-python")
    assert told.returncode == 1
    assert "no space left" in told.stderr
    assert "Install them by hand and run again." in told.stderr


def test_nothing_is_installed_where_nothing_is_missing(bare):
    bare("apt-get", "exit 9")
    bare("some-python", "exit 0")
    bare("google-chrome", "exit 0")
    for argv in (("pdf", "some-python"), ("venv", "some-python"), ("browser",)):
        told = run(bare, ".ci/system-packages", *argv)
        assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


def test_old_python_is_told_which_one_is_needed(bare):
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        bare(name, "exit 1")
    told = run(bare, ".ci/set-up", "run")
    assert told.returncode == 1
    assert told.stderr.startswith("pipd needs Python 3.11 or newer.")


def test_new_secrets_are_written_once(tmp_path):
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    argv = [tmp_path / ".ci/make-env"]
    assert subprocess.run(argv, capture_output=True, check=True).stdout.startswith(b"Wrote .env")
    first = (tmp_path / ".env").read_text()
    assert [line.split("=")[0] for line in first.splitlines()] == ["SECRET_KEY", "POSTGRES_PASSWORD"]
    assert min(len(line.split("=")[1]) for line in first.splitlines()) >= 50
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600
    subprocess.run(argv, capture_output=True, check=True)
    assert (tmp_path / ".env").read_text() == first
