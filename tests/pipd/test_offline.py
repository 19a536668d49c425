"""What a browser keeps for writing without a connection: the same for everybody, and nothing of anybody."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse

from pipd import offline
from pipd.serving.storage import OUR_IMPORTS


def kept(text: str) -> dict[str, object]:
    """What the worker is told to keep."""
    first = text.splitlines()[0]
    return json.loads(first.removeprefix("const KEPT = ").removesuffix(";"))


def test_the_worker_is_a_script_of_the_root_that_is_asked_for_anew(client):
    response = client.get("/worker.js")
    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert "no-cache" in response["Cache-Control"]
    assert reverse("offline:worker").count("/") == 1


def test_the_worker_keeps_the_empty_page_and_static_files_alone(client):
    told = kept(client.get("/worker.js").content.decode())
    assert told["page"] == reverse("offline:points")
    assert told["files"]
    assert [name for name in told["files"] if not name.startswith(settings.STATIC_URL)] == []


def test_every_file_the_worker_keeps_exists():
    missing = [f for f in offline.files() if not finders.find(f.removeprefix(settings.STATIC_URL))]
    assert missing == []


def test_every_script_the_empty_page_loads_is_kept():
    names = {path.stem for path in Path(settings.BASE_DIR / "static/js").glob("*.js")}
    others = {"worker", "arriving"}
    assert set(offline.SCRIPTS) <= names
    assert "arriving" not in offline.empty_page()
    for name in offline.SCRIPTS:
        source = (settings.BASE_DIR / f"static/js/{name}.js").read_text()
        imported = {other for other in names if f'from "./{other}.js"' in source}
        assert imported <= set(offline.SCRIPTS) - others


def test_the_empty_page_is_the_same_whoever_asks(area, client):
    readers = [client, client.as_(area.la_officer), client.as_(area.coordinator)]
    pages = {reader.get("/offline/points/").content for reader in readers}
    assert len(pages) == 1
    page = pages.pop().decode()
    assert "data-person" not in page
    assert "csrfmiddlewaretoken" not in page
    assert [
        word for word in (area.area.name, area.slug, "Officer", "@") if word in page.replace("@font", "")
    ] == []


def test_scripts_name_each_other_in_the_form_that_is_given_a_digest():
    """Where names carry a digest, an import in another form would find no file."""
    (pattern, _template), *_ = OUR_IMPORTS[1]
    for path in (settings.BASE_DIR / "static/js").glob("*.js"):
        source = path.read_text()
        assert len(re.findall(pattern, source)) == len(re.findall(r"^import\b", source, re.MULTILINE)), path


@pytest.mark.parametrize("change", ["files", "empty_page"])
def test_the_worker_changes_with_what_it_keeps(monkeypatch, change):
    offline.worker.cache_clear()
    before = kept(offline.worker())["version"]
    monkeypatch.setattr(
        offline, change, lambda: ["/static/other.css"] if change == "files" else "another page"
    )
    offline.worker.cache_clear()
    assert kept(offline.worker())["version"] != before
    offline.worker.cache_clear()


def test_the_policy_lets_workers_come_from_here_alone(db, client):
    policy = client.get(reverse("account_login"))["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
