"""An area that comes to its end while people wait for a place there: they are told, and what they sent goes in time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from actionplans import closing
from actionplans.models import ActionPlan
from partnerships import retention, selection
from partnerships.keeping import Lot
from partnerships.models import Application, ApplicationWindow, StudyArea
from partnerships.verify import verify
from pipd.kit import clock
from pipd.kit.models import OutgoingMail
from tests import build
from tests.actionplans import builders
from tests.client import Client
from tests.partnerships import applicants


@pytest.fixture
def closed(area: build.Group, started: ActionPlan) -> build.Group:
    """An area whose plan is closed while one waits for a place and one for a decision."""
    ApplicationWindow.objects.create(area=area.area, opens_on=clock.today(), closes_on=applicants.in_days(5))
    StudyArea.objects.filter(pk=area.area.pk).update(state="delivering")
    first = applicants.to_decide(area, "la")
    Application.objects.filter(pk=first.pk).update(email="first@x.example")
    applicants.to_decide(area, "tso")
    selection.wait(first, by=area.coordinator)
    builders.half_closed(started, area)
    builders.close(started, area.tso_lead)
    return area


def test_who_waits_when_an_area_ends_is_told_and_goes_six_months_later(closed: build.Group) -> None:
    assert StudyArea.objects.get(pk=closed.area.pk).state == "closed"
    rows = Application.objects.filter(area=closed.area)
    assert {(one.state, one.reason) for one in rows} == {("declined", closing.NO_PLACE)}
    mails = OutgoingMail.objects.filter(kind="application_decided", body_text__contains=closing.NO_PLACE)
    assert sorted(mails.values_list("to", flat=True)) == ["applicant@quillshire.example", "first@x.example"]
    assert list(verify()) == []
    assert retention.look(closed.programme).lots[0] == Lot("Declined", 0)
    clock.set_to(clock.now() + timedelta(days=190))
    assert retention.look(closed.programme).lots[0] == Lot("Declined", 2)


def test_the_page_of_such_an_application_names_nobody_who_did_not_decide(
    closed: build.Group, client: Client
) -> None:
    one = Application.objects.filter(area=closed.area).first()
    page = client.as_(closed.coordinator).get(f"/areas/{closed.slug}/applications/{one.pk}/")
    assert "Declined on" in page.text
    assert "None" not in page.text
