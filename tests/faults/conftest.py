"""What these tests stand on: a database that other processes see, and a rig that ends all it started."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from pipd.kit import mail
from pipd.kit.models import OutgoingMail
from pipd.kit.pdf import fonts
from tests.faults import kinds, smtp
from tests.faults.rig import Rig
from tests.kit.flaky import CONTEXT


@pytest.fixture
def rig(transactional_db: None, tmp_path: Path, settings: Any) -> Iterator[Rig]:
    settings.DOCUMENT_KINDS = {**settings.DOCUMENT_KINDS, **kinds.PATHS}
    made = Rig(tmp_path)
    yield made
    made.end()


@pytest.fixture
def post(rig: Rig) -> Iterator[smtp.Post]:
    with smtp.running() as found:
        rig.mail = {"EMAIL_URL": found.url, "EMAIL_TIMEOUT": "3"}
        yield found


@pytest.fixture(scope="session")
def faces() -> None:
    """The typefaces of the documents, made unless they are up to date."""
    assert fonts.main() == 0


def owe(many: int) -> list[OutgoingMail]:
    """So many messages to as many people, owed and committed."""
    rows = [
        mail.queue(
            kind="signature-awaited", key=f"fault:{uuid4()}", to=f"person{n}@council.example", recipient=uuid4(),
            chain="", subject="Your signature is awaited", template="notice", context=CONTEXT,
        )
        for n in range(many)
    ]  # fmt: skip
    return [row for row in rows if row]


def unsettled() -> int:
    return OutgoingMail.objects.unsent().count()
