"""What the home page makes of what every app asks."""

import uuid
from dataclasses import replace
from datetime import timedelta

from pipd.home import once_each
from pipd.kit import clock
from pipd.kit.owed import Owed


def asked(title: str, url: str) -> Owed:
    return Owed(
        kind="sector lead",
        title=title,
        what="The plan waits.",
        sees="",
        url=url,
        due_at=clock.now(),
        button="See who is in the group",
        area_name="Quillshire",
        subject=uuid.UUID(int=1),
    )


def test_one_act_asked_for_by_two_apps_is_one_row_with_the_earlier_day():
    first = asked("Choose who signs for your sector", "/areas/quillshire/people/")
    again = replace(
        first, due_at=first.due_at + timedelta(days=3), what="The closing of a partnership waits."
    )
    assert once_each([first, again]) == [first]


def test_rows_of_other_pages_or_acts_stay_and_keep_their_order():
    rows = [asked("Sign", "/areas/a/plan/"), asked("Sign", "/areas/b/plan/"), asked("Read", "/areas/a/plan/")]
    assert once_each(rows) == rows
