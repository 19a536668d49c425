"""What the kit's tests share."""

import pytest

from pipd.kit import clock
from pipd.kit.pdf import fonts
from tests.kit.document_kinds import CLEARED, KINDS, MADE, NOON


@pytest.fixture(autouse=True, scope="session")
def faces():
    """The typefaces of the documents, made unless they are up to date."""
    assert fonts.main() == 0


@pytest.fixture
def kinds(settings):
    """The tests' own kinds of document, none of them made yet, at noon."""
    MADE.clear()
    CLEARED[:] = ["We met twice."]
    settings.DOCUMENT_KINDS = KINDS
    settings.DOCUMENT_FAILED = ""
    with clock.at(NOON):
        yield
