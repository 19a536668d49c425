"""The main job as ten people play it, in an area that begins with only its people."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import build
from tests.journeys import story_notes, story_plan
from tests.journeys.cast import Cast
from tests.journeys.office import Office


@pytest.fixture
def cast(office: Office) -> Cast:
    return Cast(build.group(), office)


def test_from_an_empty_area_to_a_signed_plan(
    cast: Cast, width: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cast.office.width = width
    for step in (*story_notes.STEPS, *story_plan.STEPS):
        step(cast)
    story_plan.the_coordinator_downloads(cast, monkeypatch, tmp_path)
    story_plan.the_digest_goes_out(cast)


def test_steps_two_to_five_without_javascript(cast: Cast) -> None:
    cast.office.javascript = False
    build.area_with_sessions(cast.group)
    for step in story_notes.STEPS[1:]:
        step(cast)
