"""From a request to the seat that acts: which of several, and none for a stranger (trust X1, X7)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.views.generic import View

from partnerships import membership
from partnerships.access import AreaMixin, ProgrammeMixin
from partnerships.models import Role, Seat
from partnerships.permissions import Permission
from pipd.kit import clock
from tests import build


class Told(View):
    def get(self, request: object, *args: object, **kwargs: object) -> HttpResponse:
        return HttpResponse(str(self.seat.pk))

    post = get


class AreaView(AreaMixin, Told):
    permission = Permission.SEE_AREA
    permissions = {"POST": Permission.APPROVE}


class LeaversView(AreaView):
    admits_leavers = True


class BoardView(ProgrammeMixin, Told):
    permission = Permission.SEE_BOARD


def ask(view: type[View], seat: Seat, *, method: str = "get", area: str = "quillshire") -> str:
    request = getattr(RequestFactory(), method)("/")
    request.user = seat.user
    kwargs = {"area": area} if issubclass(view, AreaMixin) else {}
    return view.as_view()(request, **kwargs).content.decode()


@pytest.mark.parametrize("who", ["la_lead", "tso_officer", "facilitator", "coordinator"])
def test_people_of_the_area_act_from_their_seat(area, who):
    seat = getattr(area, who)
    assert ask(AreaView, seat) == str(seat.pk)


def test_each_method_may_need_another_permission(area):
    assert ask(AreaView, area.facilitator, method="post") == str(area.facilitator.pk)
    with pytest.raises(PermissionDenied):
        ask(AreaView, area.la_lead, method="post")


def test_a_neighbour_and_an_unknown_area_are_the_same(area, neighbour):
    for seat, slug in ((neighbour.facilitator, "quillshire"), (area.facilitator, "nowhere")):
        with pytest.raises(Http404):
            ask(AreaView, seat, area=slug)


def test_an_administrator_is_refused_in_an_area(area, administrator):
    with pytest.raises(PermissionDenied):
        ask(AreaView, administrator)


def test_who_left_is_a_stranger_but_where_leavers_are_admitted(area):
    seat = area.la_officer
    membership.leave(seat, by=seat)
    with pytest.raises(Http404):
        ask(AreaView, seat)
    assert ask(LeaversView, seat) == str(seat.pk)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FACILITATOR])
def test_who_left_and_now_runs_or_oversees_the_group_keeps_no_way_to_its_notes(area, role):
    seat = area.la_officer
    membership.leave(seat, by=seat)
    build.forward_to(clock.now() + timedelta(days=1))
    where = area.area if role == Role.FACILITATOR else None
    now = membership.appoint(area.programme, user=seat.user, role=role, area=where)
    assert ask(LeaversView, seat) == str(now.pk)


def test_of_two_seats_the_one_that_allows_it_acts(area, neighbour):
    """A facilitator of one area who coordinates too acts here as what is needed."""
    person = area.facilitator.user
    coordinating = membership.appoint(area.programme, user=person, role=Role.COORDINATOR)
    seat = build.Seat(user=person)
    assert ask(AreaView, seat, method="post") == str(area.facilitator.pk)
    assert ask(BoardView, seat) == str(coordinating.pk)


def test_3n_13_a_person_in_two_areas_acts_in_each_from_that_areas_seat(area, neighbour):
    person = area.la_officer.user
    there = build.joined(
        neighbour.area,
        user=person,
        sector="tso",
        organisation=neighbour.tso[0].organisation,
        job_title="Trustee",
    )
    assert ask(AreaView, area.la_officer) == str(area.la_officer.pk)
    assert ask(AreaView, there, area="nine-elders") == str(there.pk)


def test_the_board_is_refused_to_who_has_no_programme_wide_seat(area):
    with pytest.raises(PermissionDenied):
        ask(BoardView, area.la_lead)


def test_the_board_is_unknown_to_who_has_no_seat_at_all(area):
    with pytest.raises(Http404):
        ask(BoardView, build.Seat(user=build.user("nobody@pipd.example", "Nobody")))
