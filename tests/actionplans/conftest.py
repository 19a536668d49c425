"""Plans at a state, for the tests of this folder."""

from __future__ import annotations

import pytest

from actionplans.models import ActionPlan
from tests import build
from tests.actionplans import builders


@pytest.fixture
def draft(area: build.Group) -> ActionPlan:
    return builders.draft(area)


@pytest.fixture
def accepted(area: build.Group) -> ActionPlan:
    return builders.accepted(area)


@pytest.fixture
def agreed(area: build.Group) -> ActionPlan:
    return builders.agreed(area)


@pytest.fixture
def started(area: build.Group) -> ActionPlan:
    return builders.started(area)
