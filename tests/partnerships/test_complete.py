"""What makes an application complete is said once: for the pages, for sending, and in the database."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from partnerships import applying
from partnerships.applications import unsaid
from partnerships.membership import NotPossible
from partnerships.models import Application, Organisation, Programme, Sector, StudyArea
from partnerships.models.recruitment import NEEDED, NEEDED_OF
from partnerships.views.applying import missing
from pipd.kit import clock
from tests.partnerships import applicants

S = Application.State
PAGES = {
    "full_name": "name", "organisation_name": "organisation", "organisation_kind": "organisation", "job_title": "role",
    "seniority": "role", "authority": "authority", "lead_responsibility": "responsibility", "operates_here": "place",
}  # fmt: skip
OF = [(sector.value, name) for sector in Sector for name in (*NEEDED, NEEDED_OF[sector])]


@pytest.fixture
def area(db, base_moment) -> StudyArea:
    return applicants.recruiting_area()


def begun(area: StudyArea, sector: str, without: str = "") -> Application:
    """An application of `sector` that answers all that must be answered but `without`."""
    applying.begin(area, sector, "a@x.example")
    said: dict[str, object] = {**applicants.typed(sector), NEEDED_OF[Sector(sector)]: False}
    if without:
        said[without] = None if without in NEEDED_OF.values() else ""
    applying.answer(Application.objects.get(), said)
    return Application.objects.select_related("area__programme").get()


@pytest.mark.parametrize(("sector", "name"), OF)
def test_each_answer_is_needed_by_the_pages_by_sending_and_by_the_database(area, sector, name):
    one = begun(area, sector, without=name)
    assert unsaid(one) == [name]
    assert missing(one) == [PAGES[name]]
    with pytest.raises(NotPossible, match="not answered yet"):
        applying.send(one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=one.pk).update(state=S.SUBMITTED, submitted_at=clock.now())


@pytest.mark.parametrize("sector", Sector)
def test_control_with_all_of_them_it_is_sent(area, sector):
    one = begun(area, sector)
    assert (unsaid(one), missing(one)) == ([], [])
    applying.send(one)
    assert one.state == S.SUBMITTED


def test_a_kind_that_is_not_offered_any_more_is_asked_again(area):
    one = begun(area, "la")
    applying.answer(one, {"organisation_kind": Organisation.Kind.OTHER_PUBLIC})
    Programme.objects.update(other_public_on_la_side=False)
    stored = Application.objects.select_related("area__programme").get()
    assert (unsaid(stored), missing(stored)) == (["organisation_kind"], ["organisation"])
