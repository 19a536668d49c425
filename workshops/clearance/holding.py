"""What is held of one person in notes, cleared or not: their own words and answers, and nobody else's (domain 3K)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from partnerships.models import User
from partnerships.models.seats import TAKE_PART
from pipd.kit.held import Row, Section, moment, section, told
from workshops.clearance import holding_acts
from workshops.clearance.working import (
    Amendment,
    Answer,
    CirculatedQuotation,
    DifferingView,
    DraftPoint,
    LoggedPoint,
    Quotation,
    QuotationAnswer,
)
from workshops.models import ClearedQuote, Workshop
from workshops.words import kind_words

LOGGED_WHY = (
    "Notes are written up from them. You and the facilitators read them, nobody else. To be deleted six months after "
    "the area closes; at once if you take back your consent to take part."
)
ANSWERS_WHY = (
    "So that a statement is used only when enough people of both sectors call it a fair record, and that can be "
    "proved. To be reduced to numbers twelve months after the programme’s report."
)
CHANGES_WHY = (
    "So that the group can decide on them. To be deleted with the drafts, six months after the area closes."
)
VIEWS_WHY = (
    "They stand beside statements, under your sector alone. That they are yours is to be deleted six months after the "
    "area closes."
)
QUOTED_WHY = (
    "Your exact words are used only while you permit it, under your sector alone. Who said them is to be deleted six "
    "months after the area closes."
)
STANCES_WHY = "So that nobody is quoted against their will. Kept as long as the answers to notes."
NO_WORDS = "no words are kept"
NOT_REPEATED = "Words that you noted for the group, which are not repeated here"


def session_of(workshop: Workshop) -> str:
    """ "Session 2 of Quillshire"."""
    return f"Session {workshop.number} of {workshop.area.name}"


def sections(user: User) -> list[Section]:
    """All of it."""
    return [
        section("Points you logged", LOGGED_WHY, _logged(user)),
        section("Your answers to notes", ANSWERS_WHY, _answers(user)),
        section("Changes you suggested", CHANGES_WHY, _changes(user)),
        section("How you see it: your words beside statements", VIEWS_WHY, _views(user)),
        section("Words you are noted to have said", QUOTED_WHY, _quotations(user)),
        section("What you said of quotations", STANCES_WHY, _stances(user)),
        *holding_acts.sections(user, session_of),
    ]


def _statement(point: DraftPoint) -> str:
    return f"{session_of(point.note.workshop)}, statement {point.number}"


def _logged(user: User) -> Iterator[Row]:
    rows = LoggedPoint.objects.filter(seat__user=user).select_related("seat", "workshop__area__programme")
    for one in rows.order_by("logged_at", "id"):
        said = "exact words" if one.is_quotation else ""
        value = told(
            (one.text or NO_WORDS) if _may_still_read(one) else NOT_REPEATED,
            kind_words(one.workshop.area.programme, one.kind),
            f"said by: {_said_by(one)}",
            f"{said}, your own" if one.own_words else said,
            f"logged {moment(one.logged_at)}",
        )
        yield session_of(one.workshop), value


def _may_still_read(point: LoggedPoint) -> bool:
    """Who has left reads what they said themselves. Others' words that they noted are the group's (domain I-15)."""
    theirs = point.seat.role in TAKE_PART and not (point.is_quotation and not point.own_words)
    return point.seat.is_live or theirs


def _said_by(point: LoggedPoint) -> str:
    if point.said_by in ("la", "tso"):
        return str(point.workshop.area.programme.words_for(point.said_by))
    return str(point.get_said_by_display()).lower()


def _answers(user: User) -> Iterator[Row]:
    rows = Answer.objects.filter(responder__seat__user=user)
    rows = rows.select_related("point__note__workshop__area", "responder")
    for one in rows.order_by("recorded_at", "point__number", "id"):
        own = one.recorded_by_id == one.responder.seat_id
        value = told(
            one.get_verdict_display(),
            one.get_ground_display() if one.ground else "",
            one.reason,
            f"{moment(one.recorded_at)}, {one.get_channel_display().lower()}",
            "" if own else "recorded for you by a facilitator",
            f"you said {moment(one.disputed_at)} that it was not yours" if one.disputed_at else "",
            f"counts no more since {moment(one.superseded_at)}" if one.superseded_at else "",
        )
        yield _statement(one.point), value


def _changes(user: User) -> Iterator[Row]:
    rows = Amendment.objects.filter(responder__seat__user=user)
    rows = rows.select_related("note__workshop__area", "point__note__workshop__area")
    for one in rows.order_by("proposed_at", "id"):
        where = _statement(one.point) if one.point else f"{session_of(one.note.workshop)}, a statement missed"
        value = told(
            "Take it out" if one.is_removal else one.text or NO_WORDS,
            f"because: {one.reason}" if one.reason else "",
            f"suggested {moment(one.proposed_at)}",
            one.get_label_display(),
            one.get_outcome_display(),
            f"decided {moment(one.decided_at)}" if one.decided_at else "",
        )
        yield where, value


def _views(user: User) -> Iterator[Row]:
    rows = DifferingView.objects.filter(responder__seat__user=user)
    for one in rows.select_related("point__note__workshop__area").order_by("added_at", "id"):
        yield _statement(one.point), told(one.text, f"added {moment(one.added_at)}")


def _quotations(user: User) -> Iterator[Row]:
    """Before notes are sent their words are the draft's: what a facilitator noted may be another's (domain 3K)."""
    shown = CirculatedQuotation.objects.filter(quotation=OuterRef("pk"))
    cleared = ClearedQuote.objects.filter(origin=OuterRef("pk"))
    rows = Quotation.objects.filter(speaker__user=user).select_related("point__note__workshop__area")
    rows = rows.annotate(is_shown=Exists(shown), is_cleared=Exists(cleared))
    for one in rows.order_by("added_at", "id"):
        said = one.text if one.is_shown else "in notes not sent yet: you read the words when they are"
        value = told(
            NO_WORDS if one.withdrawn_at else said,
            f"noted {moment(one.added_at)}",
            "in the record" if one.is_cleared else "",
            f"taken out of the notes {moment(one.removed_at)}" if one.removed_at else "",
            f"withdrawn {moment(one.withdrawn_at)}" if one.withdrawn_at else "",
        )
        yield _statement(one.point), value


def _stances(user: User) -> Iterator[Row]:
    rows = QuotationAnswer.objects.filter(responder__seat__user=user)
    for one in rows.select_related("quotation__point__note__workshop__area").order_by("said_at", "id"):
        yield (
            f"A quotation beside {_statement(one.quotation.point)}",
            told(one.get_stance_display(), moment(one.said_at)),
        )
