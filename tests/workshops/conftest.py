"""What tests of sessions and notes have in common."""

from __future__ import annotations

import pytest

from tests import build
from tests.client import Client


@pytest.fixture
def writer(area: build.Group, client: Client) -> Client:
    """The facilitator's browser, in which words that are not cleared may be read."""
    return client.as_(area.facilitator, may_see=area.words.uncleared)
