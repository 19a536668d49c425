"""A group that runs, people who leave it, and people who wait for a place in it."""

from __future__ import annotations

from datetime import date, timedelta

from partnerships import areas, membership, selection
from partnerships.models import Application, ApplicationWindow, Seat, StudyArea
from pipd.kit import clock, workdays
from tests import build
from tests.partnerships import applicants


def on(day: date) -> None:
    clock.set_to(clock.local(day, 9))


def days_on(count: int) -> date:
    """So many days on: the clock stands there."""
    on(clock.today() + timedelta(days=count))
    return clock.today()


def running(area: build.Group) -> build.Group:
    """Six of each sector, a week after they started."""
    closes_on = workdays.add_wd(clock.today(), 2)
    ApplicationWindow.objects.create(area=area.area, opens_on=date(2026, 12, 1), closes_on=closes_on)
    areas.advance(area.area, StudyArea.State.CONFIRMED, by=area.coordinator)
    days_on(7)
    return area


def gone(seat: Seat) -> Seat:
    membership.leave(seat, by=seat)
    return seat


def waits(group: build.Group, email: str, sector: str = "tso") -> Application:
    """Somebody who is on the wait-list, a minute after whoever was put on it before."""
    one = applied(group, email, sector)
    selection.wait(one, by=group.coordinator)
    clock.set_to(clock.now() + timedelta(minutes=1))
    return one


def applied(group: build.Group, email: str, sector: str = "tso") -> Application:
    one = applicants.to_decide(group, sector)
    told = {"email": email, "reference": email[:9], "full_name": f"Name of {email}"}
    Application.objects.filter(pk=one.pk).update(**told)
    one.refresh_from_db()
    return one


def waiting_pair(group: build.Group) -> tuple[Application, Application]:
    return waits(group, "a@x.example"), waits(group, "b@x.example")
