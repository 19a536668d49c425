"""Plans at a state, for the tests of this folder."""

from __future__ import annotations

import pytest

from actionplans.models import ActionPlan
from tests import build, kept
from tests.actionplans import builders


@pytest.fixture
def draft(area: build.Group) -> ActionPlan:
    return kept.once(("plan", "draft"), lambda: builders.draft(area), area)


@pytest.fixture
def accepted(area: build.Group) -> ActionPlan:
    return kept.once(("plan", "accepted"), lambda: builders.accepted(area), area)


@pytest.fixture
def agreed(area: build.Group) -> ActionPlan:
    return kept.once(("plan", "agreed"), lambda: builders.agreed(area), area)


@pytest.fixture
def started(area: build.Group) -> ActionPlan:
    return kept.once(("plan", "started"), lambda: builders.started(area), area)


@pytest.fixture
def amended(area: build.Group) -> ActionPlan:
    return kept.once(("plan", "amended"), lambda: builders.amended(area), area)


@pytest.fixture
def succeeded(area: build.Group) -> ActionPlan:
    return kept.once(("plan", "succeeded"), lambda: builders.succeeded(area), area)
