"""What stands around every page of ours. A few plain facts decide each part, so each is drawn once in a process."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from partnerships.access import SeatMixin
from partnerships.models import Role, Seat
from partnerships.readers import Readers
from partnerships.words import SectorWords
from pipd.kit import fragments

register = template.Library()


def role_words(seat: Seat) -> str:
    """What people read for the role of `seat` in a sentence. Django’s own way to it goes through all roles."""
    return str(Role(seat.role).label).lower()


class Sitter(NamedTuple):
    """What the way round an area depends on, of the reader's seat."""

    role: str
    role_words: str
    sector: str
    may_sign: bool
    is_live: bool
    stands_in: bool
    in_area: bool

    @classmethod
    def of(cls, seat: Seat) -> Sitter:
        words = role_words(seat)
        return cls(
            seat.role,
            words,
            seat.sector,
            seat.may_sign,
            seat.is_live,
            seat.stands_in,
            seat.area_id is not None,
        )


class Place(NamedTuple):
    """A study area on the way round."""

    slug: str
    name: str


class Runs(NamedTuple):
    """Who runs this and who could read it."""

    run_by: str
    readable_by: str


@register.simple_tag(takes_context=True)
def way_round(context: Context) -> SafeString | str:
    """The way round one area, or round the programme for those whose seat is in no area; nothing without a seat."""
    seat, area = context.get("seat"), context.get("area")
    if not seat or not (area or not seat.area_id):
        return ""
    workshop = context.get("workshop")
    return fragments.drawn(
        "_components/nav.html",
        seat=Sitter.of(seat),
        area=Place(area.slug, area.name) if area else None,
        session=str(workshop.number) if workshop else "",
        section=str(context.get("section") or ""),
        my_areas=_others(context, seat, area),
        nav_area=context["nav"]["area"],
        nav_programme=context["nav"]["programme"],
        programme=SectorWords.of(context.get("programme")) if area and seat.sector else None,
    )


def _others(context: Context, seat: Seat, area: Any) -> tuple[Place, ...]:
    """The reader's areas, where there is a way from one to another."""
    if not (area and seat.area_id):
        return ()
    return tuple(Place(one.slug, one.name) for one in context.get("my_areas") or ())


@register.simple_tag(takes_context=True)
def reader(context: Context) -> SafeString:
    """Who is signed in, with the way out; or the way in. Name and token are filled in anew for every page."""
    user, seat = context.get("user"), context.get("seat")
    if not (user and user.is_authenticated):
        return fragments.drawn("_components/you.html", signing_in=bool(context.get("signing_in")))
    shape = fragments.shape(
        "_components/you.html",
        name=fragments.slot("name"),
        role=role_words(seat) if seat and not seat.sector else "",
        csrf_token=fragments.slot("token"),
    )
    return shape.fill({"name": user.full_name or user.email, "token": str(context.get("csrf_token", ""))})


@register.simple_tag(takes_context=True)
def run_by(context: Context) -> SafeString:
    """Who runs this and who could read it. Once a page: beside the box where people write, or else in the footer."""
    return fragments.drawn("_components/run_by.html", programme=runs(context))


@register.simple_tag(takes_context=True)
def page_foot(context: Context, run_by_shown: bool = False) -> SafeString:
    """The footer: whom the page is for, and who runs this unless the page shows that elsewhere."""
    shown = run_by_shown or bool(context.get("run_by_shown"))
    who = None if shown else runs(context)
    return fragments.drawn(
        "_components/footer.html", run_by_shown=shown, programme=who, readers=_readers(context)
    )


@register.simple_tag(takes_context=True)
def page_readers(context: Context) -> SafeString:
    """Whom the page is for, where there is no footer."""
    return fragments.drawn("_components/readers.html", readers=_readers(context))


def _readers(context: Context) -> Readers | None:
    """Nothing on pages that are opened from no seat."""
    view = context.get("view")
    return view.readers() if isinstance(view, SeatMixin) and context.get("seat") else None


def runs(context: Context) -> Runs | None:
    """Who runs the programme of the page, as plain facts."""
    programme = context.get("programme")
    return Runs(programme.run_by, programme.readable_by) if programme else None
