"""A plan from its draft to its end, as the leads of both sectors live it, each in a browser of their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests import build
from tests.actionplans import builders
from tests.journeys import story_delivery, story_papers, story_plan
from tests.journeys.cast import Cast
from tests.journeys.office import Office, Person


class TwoBrowsers(Cast):
    """The third sector sits at a browser that shares nothing with the first."""

    def __init__(self, group: build.Group, office: Office, other: Office) -> None:
        super().__init__(group, office)
        self.other = other

    @cached_property
    def tso(self) -> list[Person]:
        own, self.office = self.office, self.other
        try:
            return [self._sits(seat) for seat in self.group.tso[:3]]
        finally:
            self.office = own


@pytest.fixture
def cast(office: Office, area: build.Group, width: int, launch_browser: Callable[[], Browser]) -> TwoBrowsers:
    office.width = width
    beside = Office(launch_browser(), office.address)
    beside.width = width
    plan = builders.draft(area)
    builders.objective(plan, area, actions=len(story_plan.ACTIONS))
    return TwoBrowsers(area, office, beside)


@pytest.mark.heavy
def test_from_draft_to_closed_as_both_leads_on_two_browsers(cast: TwoBrowsers, tmp_path: Path) -> None:
    story_delivery.both_accept_and_sign_at_once(cast)
    story_plan.delivery_is_filled_and_started(cast)
    for step in story_delivery.STEPS:
        step(cast)
    story_papers.every_format_is_downloaded(cast, tmp_path)
