"""A name that was typed leads to what the organisation is today, and is never entered a second time (domain E17)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from partnerships import organisations, selection, substitutes
from partnerships.models import Organisation, Role, Seat
from pipd.kit import clock
from tests import build
from tests.partnerships import applicants
from tests.refused import refused

K = Organisation.Kind
OLD, NEW = "Quillshire Volunteer Centre", "Quillshire Together"


@pytest.fixture
def by(db: None, base_moment: object) -> Seat:
    return build.programme_seat(Role.COORDINATOR)


def entered(by: Seat, name: str = OLD, kind: str = K.LOCAL_INFRASTRUCTURE) -> Organisation:
    return organisations.add(name=name, kind=kind, valid_from=None, areas=[], by=by)


def yesterday() -> date:
    return clock.today() - timedelta(days=1)


def ended(one: Organisation, by: Seat, how: str, **more: Any) -> Organisation:
    return organisations.end(one, how=how, last_day=more.pop("last_day", yesterday()), by=by, **more)


def known(name: str = OLD, kind: str = K.LOCAL_INFRASTRUCTURE) -> Organisation | None:
    return organisations.known_as(name, kind)


def test_a_name_of_today_is_itself_and_an_unknown_one_is_nothing(by):
    one = entered(by)
    assert known() == known(OLD.upper()) == one
    assert known("Somebody else") is None


def test_a_new_name_is_followed_however_often_there_was_one(by):
    second = ended(entered(by), by, "renamed", name="Volunteers of Quillshire", last_day=date(2026, 6, 1))
    third = ended(second, by, "renamed", name=NEW)
    assert known() == known("volunteers of quillshire") == third


def test_a_merger_is_followed(by):
    into = entered(by, NEW)
    ended(entered(by), by, "merged", into=into)
    assert known() == into


def test_until_its_last_day_is_over_it_is_itself(by):
    one = entered(by)
    ended(one, by, "renamed", name=NEW, last_day=clock.today())
    assert known() == one
    clock.set_to(clock.now() + timedelta(days=1))
    assert known() == Organisation.objects.get(name=NEW)


def test_a_name_taken_anew_is_the_one_that_goes_on(by):
    ended(entered(by), by, "closed")
    again = entered(by)
    assert known() == again


def test_what_closed_is_refused(by):
    ended(entered(by), by, "closed")
    assert refused(known) == [
        "Quillshire Volunteer Centre, closed on 3 January 2027. Nobody is given a seat from it any more."
    ]


def test_what_became_another_kind_is_refused_with_the_name_of_today(by):
    ended(entered(by), by, "merged", into=entered(by, NEW, K.FRONT_LINE))
    assert refused(known) == [
        "Quillshire Volunteer Centre is Quillshire Together today, entered as front-line third sector organisation."
    ]


def test_an_applicant_who_types_the_old_name_sits_from_the_organisation_of_today(by):
    area = applicants.recruiting_area()
    new = ended(entered(by), by, "renamed", name=NEW)
    seat = selection.accept(applicants.sent(area, sector="tso", organisation_name=OLD.upper()), by=by)
    assert seat.organisation == new
    assert Organisation.objects.filter(valid_to=None, kind=K.LOCAL_INFRASTRUCTURE).count() == 1


def test_from_an_organisation_that_closed_nobody_is_given_a_place(by):
    area = applicants.recruiting_area()
    ended(entered(by), by, "closed")
    application = applicants.sent(area, sector="tso", organisation_name=OLD)
    assert "closed on 3 January 2027" in refused(selection.accept, application, by=by)[0]
    assert Organisation.objects.filter(name=OLD).count() == 1


def test_the_check_before_deciding_says_what_the_name_is_today(by, client):
    area = applicants.recruiting_area()
    ended(entered(by), by, "renamed", name=NEW)
    application = applicants.sent(area, sector="tso", organisation_name=OLD)
    address = f"/areas/{area.slug}/applications/{application.pk}/"
    page = client.as_(by).post(address, {"decision": "accepted"})
    assert f"{NEW}, which is entered already. They wrote {OLD}, its earlier name." in page.text
    ended(Organisation.objects.get(name=NEW), by, "closed", last_day=clock.today())
    clock.set_to(clock.now() + timedelta(days=1))
    page = client.as_(by).post(address, {"decision": "accepted", "override": "", "reason": ""})
    assert "closed on 4 January 2027. Nobody is given a seat from it any more." in page.text


def named(kind: str = K.FRONT_LINE) -> substitutes.Named:
    typed = Organisation(name="Quillshire Helpers", kind=kind)
    return substitutes.Named("new@x.example", "Newt New", "Officer", typed)


def test_whoever_stands_in_comes_from_the_organisation_of_today(by):
    group = build.group()
    new = ended(entered(by, "Quillshire Helpers", K.FRONT_LINE), by, "renamed", name="Helpers")
    seat = substitutes.give_seat(group.tso[2], named(), from_day=clock.today(), by=group.facilitator)
    assert seat.organisation == new


def test_nobody_stands_in_from_an_organisation_that_closed(by):
    group = build.group()
    ended(entered(by, "Quillshire Helpers", K.FRONT_LINE), by, "closed")
    told = refused(substitutes.give_seat, group.tso[2], named(), from_day=clock.today(), by=group.facilitator)
    assert told == ["Quillshire Helpers, closed on 3 January 2027. Nobody is given a seat from it any more."]
    assert not Seat.objects.filter(user__email="new@x.example").exists()
