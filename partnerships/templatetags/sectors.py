"""The two sectors as people see them: a square with a letter, a circle with a letter, always with words.

Blue means local authority and honey means third sector, nowhere else. The shapes say it without colour.
"""

from django import template
from django.template import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from partnerships import words
from partnerships.models import Seat, Sector
from partnerships.permissions import Permission, allows
from partnerships.signing_in import councils, demo

register = template.Library()

LA, TSO = Sector.LA.value, Sector.TSO.value

# Our own drawings: no word of anybody's is in them.
_DASHED = 'stroke="#857b6b" stroke-width="1.6" stroke-dasharray="3 2.4"'
_LA_SMALL = '<rect x="2" y="2" width="18" height="18" rx="3" fill="#25437f" />'
_LA_EMPTY = f'<rect x="3" y="3" width="16" height="16" rx="2" fill="#fff" {_DASHED} />'
_TSO_SMALL = '<circle cx="28" cy="11" r="8.6" fill="#f3bd66" stroke="#8a4a06" stroke-width="2" />'
_TSO_EMPTY = f'<circle cx="28" cy="11" r="8" fill="#fff" {_DASHED} />'
DRAWINGS = {
    "consensus": '<rect x="2" y="2" width="20" height="18" rx="3" fill="#25437f" />'
    '<circle cx="25" cy="11" r="9" fill="#f3bd66" stroke="#8a4a06" stroke-width="2" />'
    '<path d="M17.6 5.8a9 9 0 0 0 0 10.4h1.4a3 3 0 0 0 3-3V5.8z" fill="#1c5a4c" stroke="#fff"'
    ' stroke-width="1.4" />',
    "la_view": _LA_SMALL + _TSO_EMPTY,
    "tso_view": _LA_EMPTY + _TSO_SMALL,
    "contested": '<rect x="1" y="3" width="15" height="16" rx="3" fill="#25437f" />'
    '<circle cx="29.6" cy="11" r="7.4" fill="#f3bd66" stroke="#8a4a06" stroke-width="2" />'
    '<path d="M21.6 1 17 21" stroke="#22282b" stroke-width="2.4" />',
    "neither": _LA_EMPTY + _TSO_EMPTY,
    "not_recorded": f'<circle cx="19" cy="11" r="7.5" fill="none" {_DASHED} />',
}  # fmt: skip

# Constants of our own drawings, so they may be marked safe: no word of anybody's is in them.
DASHED = mark_safe(' fill="none" stroke="#857b6b" stroke-width="1.6" stroke-dasharray="3 2.2"')
TSO_RIM = mark_safe(' stroke="#8a4a06" stroke-width="2"')


@register.simple_tag(takes_context=True)
def sector_mark(context: Context, sector: str) -> SafeString | str:
    """The square or the circle with its letter. Put words beside it: screen readers skip the mark."""
    if not sector:
        return ""
    sector = Sector(sector).value
    letter = words.sector_name(context.get("programme"), sector)[:1].upper()
    return format_html('<span class="app-mark app-mark--{}" aria-hidden="true">{}</span>', sector, letter)


@register.simple_tag(takes_context=True)
def sector_words(context: Context, sector: str, lower: bool = False) -> str:
    """ "Third sector", or "third sector" with `lower` for the middle of a sentence."""
    if not sector:
        return ""
    say = words.sector_words if lower else words.sector_name
    return say(context.get("programme"), Sector(sector).value)


@register.simple_tag(takes_context=True)
def sector_name(context: Context, sector: str, after: str = "") -> SafeString | str:
    """Mark and words together, such as in a heading; `after` adds words, such as "participants"."""
    if not sector:
        return ""
    mark, name = sector_mark(context, sector), sector_words(context, sector)
    return format_html('<span class="app-sector">{} {}{}{}</span>', mark, name, " " if after else "", after)


@register.simple_tag(takes_context=True)
def participants_words(context: Context, sector: str) -> str:
    """ "the third sector participants": the people in the room, never the whole sector."""
    return f"the {sector_words(context, sector, lower=True)} participants"


@register.simple_tag(takes_context=True)
def commonality(context: Context, value: str, said: str = "") -> SafeString:
    """The mark of a commonality with its words: overlapping, one filled, or both with a stroke between.

    `value` is consensus, la_view, tso_view, contested, neither or not_recorded.
    """
    drawing = mark_safe(DRAWINGS[str(value)])  # noqa: S308  our own drawing
    shape = format_html('<svg viewBox="0 0 38 22" aria-hidden="true" focusable="false">{}</svg>', drawing)
    said = said or words.commonality_words(context.get("programme"), str(value))
    return format_html('<span class="app-common">{}{}</span>', shape, said)


def _head(sector: str, full: bool, x: float, size: float, step: float) -> SafeString:
    """The shape itself: a square in the upper row, a circle in the lower one."""
    if sector == LA:
        inset = 0 if full else 1
        side = size - 2 * inset
        return format_html('<rect x="{}" y="{}" width="{}" height="{}" rx="2"', x + inset, inset, side, side)
    middle = round(size / 2, 2)
    return format_html('<circle cx="{}" cy="{}" r="{}"', x + middle, step + 2 + middle, middle - 1)


def _paint(sector: str, state: str) -> SafeString:
    """Filled for somebody there, hollow for somebody absent, dashed for an empty place."""
    if state == "dashed":
        return DASHED
    fill, edge = ("#25437f", "#25437f") if sector == LA else ("#f3bd66", "#8a4a06")
    if state == "hollow":
        return format_html(' fill="#fff" stroke="{}" stroke-width="1.6"', edge)
    rim = "" if sector == LA else TSO_RIM
    return format_html(' fill="{}"{}', fill, rim)


def _row(sector: str, present: int, total: int, places: int, size: int) -> SafeString:
    step = _step(size)
    states = ["full"] * present + ["hollow"] * (total - present) + ["dashed"] * (places - total)
    shapes = [
        (_head(sector, state == "full", index * step, size, step), _paint(sector, state))
        for index, state in enumerate(states)
    ]
    return format_html_join("", "{}{} />", shapes)


def _step(size: int) -> int:
    return round(size * 1.25 + 0.25)


@register.simple_tag(takes_context=True)
def dots(
    context: Context,
    la_present: int,
    la_total: int,
    tso_present: int,
    tso_total: int,
    places: int = 0,
    label: str = "Present",
    size: int = 15,
) -> SafeString:
    """Attendance or parity as two rows of shapes.

    Hollow is absent; dashed is an empty place, up to `places` a sector. `size` is the height of one shape in
    pixels: 15 in text, 20 in the room, 11 on the board. Put the numbers beside it in words.
    """
    la, tso = sector_words(context, LA, lower=True), sector_words(context, TSO, lower=True)
    said = f"{label}: {la_present} of {la_total} {la}, {tso_present} of {tso_total} {tso}"
    width = max(la_total, tso_total, places, 1) * _step(size)
    height = _step(size) + 2 + size
    drawing = (
        '<span class="app-dots"><svg role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {} {}">'
        "{}{}</svg></span>"
    )
    upper = _row(LA, la_present, la_total, places, size)
    lower = _row(TSO, tso_present, tso_total, places, size)
    return format_html(drawing, said, width, height, width, height, upper, lower)


@register.filter
def may(seat: Seat, permission: Permission) -> bool:
    """Whether the seat of the reader allows `permission`: nobody is shown a way that ends in a refusal."""
    return allows(seat, permission)


@register.simple_tag
def demo_desks() -> list[demo.Desk]:
    """The fictional people at whose desks a visitor may sit; empty outside the demonstration."""
    return demo.demo_desks()


@register.simple_tag
def council_sign_ins() -> list[tuple[str, str]]:
    """Id and name of each council whose own sign-in may be used."""
    return [(app.provider_id, app.name) for app in councils.configured()]
