"""The date of the programme report: from it runs how long answers are kept, so it is no slip of a digit (domain 3R)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from partnerships.membership import NotPossible
from partnerships.models import Programme
from pipd.kit import clock
from tests import build
from tests.client import Client
from tests.partnerships.test_programme_setup import change, running, typed
from workshops.models import Workshop


def test_the_report_is_not_dated_before_a_session_still_to_come(
    area: build.Group, administrator: build.Seat
) -> None:
    running(area)
    last = Workshop.objects.get(area=area.area, number=4)
    with pytest.raises(NotPossible, match="A session of Quillshire comes after that date"):
        change(administrator, reported_on=last.local_start.date() - timedelta(days=1))
    assert change(administrator, reported_on=last.local_start.date()) == ["reported_on"]
    assert change(administrator, reported_on=None) == ["reported_on"]


@pytest.mark.parametrize(("state", "refused"), [("postponed", True), ("cancelled", False)])
def test_a_session_put_off_to_nobody_knows_when_comes_after_any_report_so_far(
    area: build.Group, administrator: build.Seat, state: str, refused: bool
) -> None:
    running(area)
    told = {"state": state, "halted_at": clock.now(), "halted_by": area.facilitator}
    sessions = Workshop.objects.filter(area=area.area)
    sessions.exclude(number=1).update(**{**told, "state": "cancelled"})
    sessions.filter(number=1).update(**told)
    yesterday = clock.today() - timedelta(days=1)
    if refused:
        with pytest.raises(NotPossible, match="A session of Quillshire comes after that date"):
            change(administrator, reported_on=yesterday)
    else:
        assert change(administrator, reported_on=yesterday) == ["reported_on"]


def dated(name: str, day: date) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


@pytest.mark.parametrize(
    ("starts", "day", "said"),
    [
        (date(2027, 3, 2), date(2027, 3, 1), "The date of the report must be on or after the first day"),
        (None, date(2032, 1, 5), "The date of the report must be within 5 years from today"),
    ],
)
def test_a_date_that_cannot_be_is_said_at_its_field(
    administrator: build.Seat, client: Client, starts: date | None, day: date, said: str
) -> None:
    told = {**dated("reported_on", day), **(dated("starts_on", starts) if starts else {})}
    address = reverse("partnerships:settings-edit", kwargs={"group": "about"})
    page = client.as_(administrator).post(address, typed("about", **told)).content.decode()
    assert page.count(said) == 2  # in the summary and at the field
    assert Programme.objects.get().revision == 0


def test_a_report_may_be_dated_as_far_ahead_as_five_years(administrator: build.Seat, client: Client) -> None:
    address = reverse("partnerships:settings-edit", kwargs={"group": "about"})
    latest = {
        "reported_on_day": 4,
        "reported_on_month": 1,
        "reported_on_year": 2032,
    }  # today is 4 January 2027
    assert client.as_(administrator).post(address, typed("about", **latest)).status_code == 302
    assert Programme.objects.get().reported_on == date(2032, 1, 4)


def test_a_report_before_a_session_is_refused_in_words_and_what_was_typed_stays(
    area: build.Group, administrator: build.Seat, client: Client
) -> None:
    running(area)
    address = reverse("partnerships:settings-edit", kwargs={"group": "about"})
    told = {**dated("reported_on", date(2027, 1, 5)), "name": "Kept as typed"}
    page = client.as_(administrator).post(address, typed("about", **told)).content.decode()
    assert "A session of Quillshire comes after that date of the report." in page
    assert ("Kept as typed" in page, Programme.objects.get().reported_on) == (True, None)
