"""What the shell of every page asks: the programme and, where the switcher is drawn, the reader's areas."""

from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from partnerships.models import Programme, Seat, StudyArea
from partnerships.permissions import Permission


class NavItem(NamedTuple):
    """One way of the navigation, for whoever has `permission`; `section` is that of the pages it leads to."""

    section: str
    words: str
    url_name: str
    permission: Permission


NAV = {
    "area": (
        NavItem("sessions", "Sessions", "workshops:area-detail", Permission.SEE_AREA),
        NavItem("record", "Record", "workshops:record-detail", Permission.READ_RECORD),
        NavItem("plan", "Plan", "actionplans:plan-detail", Permission.READ_PLAN),
        NavItem("register", "Partnerships", "partnerships:register-list", Permission.SEE_REGISTER),
        NavItem("people", "People", "partnerships:people-list", Permission.SEE_PEOPLE),
    ),
    "programme": (
        NavItem("home", "What needs you", "home", Permission.SEE_BOARD),
        NavItem("board", "Board", "board", Permission.SEE_BOARD),
        NavItem("statements", "Statements", "across:statement-list", Permission.READ_ACROSS),
        NavItem("plans", "Plans", "across_plans:plan-list", Permission.READ_ACROSS),
        NavItem("areas", "Areas", "partnerships:area-list", Permission.SEE_SAMPLING),
        NavItem(
            "organisations",
            "Organisations",
            "partnerships:organisation-list",
            Permission.KEEP_ORGANISATIONS,
        ),
        NavItem("staff", "People", "partnerships:programme-staff", Permission.APPOINT_TO_PROGRAMME),
        NavItem("settings", "Settings", "partnerships:programme-settings", Permission.CONFIGURE_PROGRAMME),
        NavItem("requests", "Requests", "partnerships:request-list", Permission.ANSWER_DATA_REQUESTS),
        NavItem("mail", "Mail", "partnerships:mail-list", Permission.SEE_MAIL),
    ),
}


def only_programme() -> Programme | None:
    """The programme this installation runs; none before set-up. Pages with a seat bring their own."""
    return Programme.objects.order_by("pk").first()


def areas_of(user: Any) -> list[StudyArea]:
    """The areas in which `user` has a live seat, by name."""
    if not user.is_authenticated:
        return []
    held = Seat.objects.live().of_group().filter(user=user, area__isnull=False)
    return list(StudyArea.objects.filter(pk__in=held.values("area")).order_by("name"))


def context(request: HttpRequest) -> dict[str, Any]:
    """For every template. Nothing is queried until a page draws it."""
    user = getattr(request, "user", None)
    return {
        "nav": NAV,
        "programme": SimpleLazyObject(only_programme),
        "my_areas": SimpleLazyObject(lambda: areas_of(user) if user else []),
    }
