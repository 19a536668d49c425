"""Planning four sessions, starting the group, and recording who came, in the browser."""

from __future__ import annotations

import re

import pytest

from tests import build
from tests.workshops.test_pages_area import at, text
from workshops.models import Attendance, Workshop


def plan_data(group: build.Group, **changes: object) -> dict[str, object]:
    days = {
        1: ("18", "1", "2027"),
        2: ("16", "2", "2027"),
        3: ("17", "March", "2027"),
        4: ("21", "4", "2027"),
    }
    stored = {w.number: w for w in Workshop.objects.filter(area=group.area)}
    data: dict[str, object] = {
        f"revision_{n}": stored[n].revision if n in stored else 0
        for n in days
        if n not in stored or not (stored[n].is_delivered or stored[n].is_halted)  # those are not asked for
    }
    for number, day in days.items():
        parts = zip(("day", "month", "year"), day, strict=True)
        data |= {f"day_{number}_{part}": value for part, value in parts}
        data |= {f"half_{number}": "morning", f"venue_{number}": f"Hall {number}"}
        data[f"facilitators_{number}"] = [str(seat.pk) for seat in group.facilitators]
    return data | changes


def revision(group: build.Group, number: int) -> int:
    """What a page shows that is opened now."""
    return Workshop.objects.get(area=group.area, number=number).revision


def test_a_number_that_no_session_has_is_unknown_however_large(area, client):
    build.area_with_sessions(area)
    officer = client.as_(area.la[0])
    for number in (0, 5, 40_000, 10**30):
        assert officer.get(f"/areas/{area.slug}/sessions/{number}/check/").status_code == 404


# Planning and starting


def test_plan_page_suggests_dates_and_deadlines(area, coordinator, client):
    page = client.as_(coordinator).get(at(area, "sessions-plan"))
    assert 'value="2027"' in page.content.decode()
    assert "In the room, on" in text(page)
    assert "By email: no session follows" in text(page)


def test_plan_saves_four_sessions(area, coordinator, client):
    response = client.as_(coordinator).post(at(area, "sessions-plan"), plan_data(area))
    assert response.url == at(area, "area-detail")
    assert list(Workshop.objects.values_list("number", "venue")) == [(n, f"Hall {n}") for n in (1, 2, 3, 4)]


def test_plan_keeps_everything_typed_and_names_each_fault_at_its_session(area, coordinator, client):
    data = plan_data(area, day_2_day="20", day_2_month="1", day_3_month="13", venue_4="")
    response = client.as_(coordinator).post(at(area, "sessions-plan"), data)
    page = text(response)
    assert "Session 2: Leave at least 15 working days after the session before: 8 February 2027" in page
    assert "The date of session 3 must be a real date" in page
    assert "Enter the venue of session 4" in page
    assert 'href="#id_day_2_day"' in response.content.decode()
    assert 'value="Hall 1"' in response.content.decode()
    assert Workshop.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"day_1_year": "2026"}, "Session 1: This date is in the past."),
        ({"day_1_day": "16"}, "Session 1: This is not a working day."),
        ({"day_4_year": "2199"}, "Bank holidays are known for"),
    ],
)
def test_plan_refuses_days_that_cannot_be(area, coordinator, client, changes, words):
    data = plan_data(area, **changes)
    assert words in text(client.as_(coordinator).post(at(area, "sessions-plan"), data))


def test_plan_needs_two_facilitators(area, coordinator, client):
    data = plan_data(area, facilitators_3=[str(area.facilitator.pk)])
    assert "Choose two facilitators for session 3" in text(
        client.as_(coordinator).post(at(area, "sessions-plan"), data)
    )


def test_plan_works_deadlines_out_without_saving(area, coordinator, client):
    data = plan_data(area, act="look")
    page = text(client.as_(coordinator).post(at(area, "sessions-plan"), data))
    assert "Nothing is saved yet." in page
    assert "Monday 1 February" in page  # ten working days after session 1
    assert Workshop.objects.count() == 0


def test_plan_leaves_a_held_session_as_it_is(area, coordinator, client):
    held = build.delivered(area)
    page = client.as_(coordinator).get(at(area, "sessions-plan"))
    assert "It stays as it is." in text(page)
    assert "day_1_day" not in page.content.decode()
    days = {n: Workshop.objects.get(number=n).local_start for n in (2, 3, 4)}
    data: dict[str, object] = {}
    for n, day in days.items():
        data |= {f"day_{n}_day": day.day, f"day_{n}_month": day.month, f"day_{n}_year": day.year}
        data |= {f"half_{n}": "afternoon", f"venue_{n}": "Elsewhere", f"revision_{n}": revision(area, n)}
        data[f"facilitators_{n}"] = [str(seat.pk) for seat in area.facilitators]
    client.as_(coordinator).post(at(area, "sessions-plan"), data)
    assert Workshop.objects.get(number=1).venue == held.venue
    assert Workshop.objects.get(number=2).venue == "Elsewhere"


def test_start_lists_what_is_missing_then_starts(area, coordinator, client):
    reader = client.as_(coordinator)
    assert "Plan the four sessions. (this stops you)" in text(reader.get(at(area, "area-start")))
    refused = reader.post(at(area, "area-start"))
    assert (refused.status_code, "There is a problem" in text(refused)) == (409, True)
    reader.post(at(area, "sessions-plan"), plan_data(area))
    started = reader.post(at(area, "area-start"))
    assert (started.status_code, started.url) == (302, at(area, "area-detail"))
    assert "is confirmed, not recruiting" in text(reader.post(at(area, "area-start")))


@pytest.mark.parametrize("page", ["sessions-plan", "area-start"])
def test_planning_is_the_coordinators(area, client, page):
    assert client.as_(area.facilitator).get(at(area, page)).status_code == 403
    assert client.as_(area.la_lead).post(at(area, page)).status_code == 403


# Who came


def came(group: build.Group, absent: int = 0, **changes: object) -> dict[str, object]:
    seats = group.participants
    how = {f"seat_{seat.pk}": "absent" if n < absent else "attended" for n, seat in enumerate(seats)}
    return {
        **how,
        "facilitated_by": "2",
        "deviation": "",
        "revision": revision(group, 1),
        **changes,
    }


def test_attendance_is_recorded_and_correctable_until_sent(area, client):
    workshop = build.area_with_sessions(area)[0]
    build.forward_to(workshop.starts_at)
    writer = client.as_(area.facilitator, may_see=area.words.uncleared)
    assert writer.post(at(area, "session-attendance", 1), came(area)).url == at(area, "session-detail", 1)
    writer.post(at(area, "session-attendance", 1), came(area, absent=2))
    assert Attendance.objects.filter(presence="attended").count() == 10
    build.write_up(area, workshop, build.uncleared_texts(area, 1))
    build.circulating.circulate(Workshop.objects.get(pk=workshop.pk), by=area.facilitator)
    late = writer.post(at(area, "session-attendance", 1), came(area))
    assert "These notes have been sent for checking" in text(late)
    assert Attendance.objects.filter(presence="attended").count() == 10
    assert "so who came is fixed" in text(writer.get(at(area, "session-attendance", 1)))


def test_attendance_names_whom_nothing_is_said_of_and_keeps_the_rest(area, client):
    workshop = build.area_with_sessions(area)[0]
    build.forward_to(workshop.starts_at)
    data = came(area, absent=1, facilitated_by="1")
    left = area.la[3]
    data[f"seat_{left.pk}"] = "elsewhere"
    response = client.as_(area.facilitator).post(at(area, "session-attendance", 1), data)
    page = text(response)
    assert f"Choose whether {left.user} was there" in page
    assert "Enter why only one facilitator was there" in page
    first = area.la[0]
    assert re.search(rf'name="seat_{first.pk}"\s+value="absent"\s+checked', response.content.decode())
    assert Attendance.objects.count() == 0


def test_attendance_before_the_session_says_so(area, client):
    build.area_with_sessions(area)
    writer = client.as_(area.facilitator)
    assert "This session has not begun yet." in text(writer.get(at(area, "session-attendance", 1)))
    assert "This session has not begun yet." in text(
        writer.post(at(area, "session-attendance", 1), came(area))
    )


def test_attendance_is_the_facilitators(area, coordinator, client):
    build.area_with_sessions(area)
    for seat in (area.la_lead, coordinator):
        assert client.as_(seat).get(at(area, "session-attendance", 1)).status_code == 403
