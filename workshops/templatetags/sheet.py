"""What stands around the statements of a page to be checked: the heading, the parts of a long note, who sees what.

A few plain facts decide how it looks, so it is drawn once in a process; figures, dates, names and addresses are filled
in for each page (docs/decisions/0016).
"""

from __future__ import annotations

from typing import NamedTuple

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from partnerships.templatetags.frame import runs
from partnerships.words import SectorWords
from pipd.kit import fragments, wording
from pipd.kit.fragments import slot
from workshops import addresses
from workshops.clearance.checking import CheckPage
from workshops.templatetags.stamping import counted

register = template.Library()

ASIDE = "workshops/_check_aside.html"
FILLED = (
    *(
        "session",
        "version",
        "answer_by",
        "closes_at",
        "meeting_at",
        "recorded",
        "asked",
        "to_answer",
        "earlier",
    ),
    *("who", "first_blank", "number", "many", "total", "previous", "following", "copy", "missing", "changes"),
    *("own_answers", "session_page", "session_words", "area_name"),
)
KNOWN = "sheet"  # of the page that is being drawn
SLOTS = {name: slot(name) for name in FILLED}


class Sheet(NamedTuple):
    """What decides how the frame of a page looks. Of a number it says whether it is none, one or several."""

    person: bool  # a facilitator records what somebody else says
    open: bool
    fits: bool
    is_whole: bool
    in_parts: bool
    is_earlier: bool
    previous: bool
    following: bool
    recorded: str
    to_answer: str
    earlier: str
    answers_late: bool
    asks_more: bool
    rest: bool
    blank: bool
    meets: bool
    in_question: bool
    is_live: bool  # whoever has left the group has no way to the session

    @classmethod
    def of(cls, context: Context) -> Sheet:
        page: CheckPage = context["page"]
        return cls(
            person=bool(context.get("person")),
            open=page.open,
            fits=page.fits,
            is_whole=page.is_whole,
            in_parts=page.part.many > 1,
            is_earlier=page.part.earlier,
            previous=page.part.previous is not None,
            following=page.part.following is not None,
            recorded=_amount(page.recorded),
            to_answer=_amount(page.to_answer),
            earlier=_amount(page.earlier),
            answers_late=page.closes_at != page.answer_by,
            asks_more=bool(context.get("asks_more")),
            rest=bool(context.get("rest")),
            blank=bool(context.get("first_blank")),
            meets=page.meeting_at is not None,
            in_question=page.progress is not None,
            is_live=context["seat"].is_live,
        )


def _amount(number: int) -> str:
    return {0: "", 1: "one"}.get(number, "several")


def _numbers(page: CheckPage, session: int) -> dict[str, int]:
    part = page.part
    return {
        "session": session,
        "version": page.version,
        "recorded": page.recorded,
        "asked": len(page.asked),
        "to_answer": page.to_answer,
        "earlier": page.earlier,
        "number": part.number,
        "many": part.many,
        "total": part.total,
        "previous": part.number - 1,
        "following": part.number + 1,
    }


def _filled(context: Context) -> dict[str, str]:
    """What is put into the slots, by name."""
    page: CheckPage = context["page"]
    workshop, person, blank = context["workshop"], context.get("person"), context.get("first_blank")
    return {
        **{name: str(number) for name, number in _numbers(page, workshop.number).items()},
        "answer_by": wording.deadline(page.answer_by),
        "closes_at": wording.deadline(page.closes_at),
        "meeting_at": wording.deadline(page.meeting_at),
        "who": person.user.full_name if person else "",
        "first_blank": blank.key if blank else "",
        "copy": addresses.page_of(workshop, "note-copy"),
        "changes": addresses.page_of(workshop, "note-changes"),
        "missing": addresses.page_of(workshop, "note-missing"),
        "session_page": addresses.page_of(workshop, "session-detail"),
        "session_words": f"Session {workshop.number_words}",
        "area_name": workshop.area.name,
        "own_answers": addresses.page_of(workshop, "answers-recorded"),
    }


def _known(context: Context) -> tuple[Sheet, dict[str, str]]:
    """Both, made once for a page."""
    known = context.render_context.get(KNOWN)
    if known is None:
        known = context.render_context[KNOWN] = (Sheet.of(context), _filled(context))
    return known


@register.simple_tag(takes_context=True)
def sheet(context: Context, name: str) -> SafeString:
    """The part `name` of the frame of a page to be checked."""
    facts, filled = _known(context)
    return fragments.shape(name, sheet=facts, **SLOTS).fill(filled)


@register.simple_tag(takes_context=True)
def sheet_aside(context: Context) -> SafeString:
    """How far the notes are, and who sees what is written here."""
    progress = context.get("progress")
    facts, filled = _known(context)
    sectors, numbers = counted(progress.sectors if progress else ())
    shape = fragments.shape(
        ASIDE,
        sheet=facts,
        sectors=sectors,
        programme=SectorWords.of(context.get("programme")),
        runs=runs(context),
        **SLOTS,
    )
    return shape.fill({**filled, **numbers})
