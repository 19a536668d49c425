"""docker-compose.yml and the Dockerfile, read as data: no engine is needed to see that they fit the code."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.core.management import get_commands

from pipd.serving import programs

ROOT = Path(settings.BASE_DIR)
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = [name for name, service in SERVICES.items() if "build" in service]
SETTINGS_READ = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', (ROOT / "pipd/settings.py").read_text()))
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def test_ours_are_web_worker_beat_and_migrate():
    assert sorted(OURS) == ["beat", "migrate", "web", "worker"]


@pytest.mark.parametrize("name", OURS)
def test_environment_names_are_ones_the_settings_read(name):
    assert set(SERVICES[name]["environment"]) - SETTINGS_READ == set()


def test_settings_reader_sees_names():
    assert {"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"} <= SETTINGS_READ


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_command_becomes_the_process_it_is_named_after(name):
    command = SERVICES[name]["command"]
    assert command[:5] == ["python", "manage.py", "serve", "--only", name]
    assert name in programs.NAMES


def test_migrate_commands_exist():
    called = re.findall(r"manage\.py (\w+)", " ".join(SERVICES["migrate"]["command"]))
    assert called == ["migrate", "createcachetable"]
    assert set(called) <= set(get_commands())


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_image_has_a_version(name):
    image = SERVICES[name]["image"]
    assert re.fullmatch(r"[\w./-]+:v?\d[\w.-]*", image), image


def test_dockerfile_images_have_a_version():
    images = re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert [image for image in images if image != "installed" and ":" not in image] == []


@pytest.mark.parametrize("name", ["web", "worker"])
def test_scaled_service_claims_nothing_that_only_one_can_have(name):
    assert {"container_name", "ports", "volumes", "hostname"} & set(SERVICES[name]) == set()


def test_secrets_have_no_default():
    for name in OURS:
        environment = SERVICES[name]["environment"]
        assert environment["SECRET_KEY"].startswith("${SECRET_KEY:?")
        assert "${POSTGRES_PASSWORD:?" in environment["DATABASE_URL"]


def test_waited_for_services_exist_and_can_tell_their_health():
    for service in SERVICES.values():
        for name, wait in service.get("depends_on", {}).items():
            assert name in SERVICES
            if wait["condition"] == "service_healthy":
                assert "test" in SERVICES[name].get("healthcheck", {}) or "HEALTHCHECK" in DOCKERFILE


def test_addresses_name_services_of_this_file():
    environment = SERVICES["web"]["environment"]
    named = [
        re.search(r"(?:@|//)([a-z]+):\d", environment[key])
        for key in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL")
    ]
    assert [found and found[1] for found in named] == ["database", "broker", "mail"]


def test_image_runs_as_nobody_special_and_copies_what_exists():
    assert re.search(r"^USER pipd$", DOCKERFILE, re.MULTILINE)
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    missing = [path for line in copied for path in line.split() if not (ROOT / path).exists()]
    assert missing == []


def test_image_has_the_packages_that_the_check_asks_for():
    from_check = set(re.findall(r'"(lib[\w.+-]+-?\d)"', (ROOT / "pipd/checks.py").read_text())) - {""}
    wanted = {name for name in from_check if ".so" not in name}
    assert wanted
    assert [name for name in sorted(wanted) if name not in DOCKERFILE] == []
    assert [name for name in sorted(wanted) if name not in (ROOT / ".ci/system-packages").read_text()] == []
