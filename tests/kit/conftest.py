"""What the kit's tests share."""

import pytest

from pipd.kit.pdf import fonts


@pytest.fixture(autouse=True, scope="session")
def faces():
    """The typefaces of the documents, made unless they are up to date."""
    assert fonts.main() == 0
