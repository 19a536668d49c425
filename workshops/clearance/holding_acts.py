"""What is held of one person's part in clearing notes, beside their answers: asked, countersigned, opened again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

from django.db.models import Q

from partnerships.models import User
from pipd.kit.held import Row, Section, moment, section, told
from workshops.clearance.working import AccessCopy, Countersignature, Reopening, Responder, ViewObjection
from workshops.models import Workshop

ASKED_WHY = "Who was at a session answers for its notes: this says how many have to agree. Kept as long as the answers."
ACTS_WHY = "So that a clearance can be proved. Kept as long as the answers to notes."

Named = Callable[[Workshop], str]


def sections(user: User, named: Named) -> list[Section]:
    """All of it; `named` says what a session is called."""
    acts = chain(
        _countersigned(user, named), _reopenings(user, named), _held_back(user, named), _copies(user, named)
    )
    return [
        section("Notes you were asked about", ASKED_WHY, _asked(user, named)),
        section("What else you did when notes were checked", ACTS_WHY, acts),
    ]


def _asked(user: User, named: Named) -> Iterator[Row]:
    rows = Responder.objects.filter(seat__user=user).select_related(
        "note__workshop__area__programme", "note__workshop"
    )
    for one in rows.order_by("note__workshop__area__name", "note__workshop__number", "id"):
        workshop = one.note.workshop
        value = told(
            f"for the {workshop.area.programme.words_for(one.sector)}",
            f"asked no more since {moment(one.removed_at)}" if one.removed_at else "",
            f"in the room since {moment(one.present_since)}" if one.present_since else "",
        )
        yield named(workshop), value


def _countersigned(user: User, named: Named) -> Iterator[Row]:
    rows = Countersignature.objects.filter(responder__seat__user=user)
    for one in rows.select_related("version__note__workshop__area").order_by("signed_at"):
        yield (
            named(one.version.note.workshop),
            f"You countersigned version {one.version.number}, {moment(one.signed_at)}",
        )


def _reopenings(user: User, named: Named) -> Iterator[Row]:
    own = set(user.seats.values_list("pk", flat=True))
    asked = Q(asked_by__in=own)
    agreed = Q(facilitator_by__in=own) | Q(la_by__in=own) | Q(tso_by__in=own)
    rows = Reopening.objects.filter(asked | agreed).select_related("note__workshop__area")
    for one in rows.order_by("asked_at", "id"):
        where = named(one.note.workshop)
        if one.asked_by_id in own:
            yield (
                where,
                told("You asked to open statements again", one.reason, moment(one.asked_at)),
            )
        for side in ("facilitator", "la", "tso"):
            if getattr(one, f"{side}_by_id") in own:
                yield where, f"You agreed to open statements again, {moment(getattr(one, f'{side}_at'))}"


def _held_back(user: User, named: Named) -> Iterator[Row]:
    rows = ViewObjection.objects.filter(responder__seat__user=user)
    for one in rows.select_related("point__note__workshop__area").order_by("raised_at"):
        said = f"You said that words beside statement {one.point.number} would tell people who you are"
        yield named(one.point.note.workshop), told(said, moment(one.raised_at))


def _copies(user: User, named: Named) -> Iterator[Row]:
    rows = AccessCopy.objects.filter(responder__seat__user=user)
    for one in rows.select_related("note__workshop__area").order_by("issued_at"):
        what = f"Copy {one.number} was made for you: {one.get_format_display().lower()}"
        yield named(one.note.workshop), told(what, moment(one.issued_at))
