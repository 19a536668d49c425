"""What is held of a person's signatures on plans, and of reviews they were at, wrote down or confirmed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from actionplans.models import (
    Endorsement,
    PlanAbandoned,
    PlanAgreed,
    PlanClosed,
    PlanPublished,
    PlanReview,
    PlanStarted,
)
from partnerships.models import User
from pipd.kit.held import Row, Section, moment, section, told
from pipd.kit.wording import short_date

SIGNED_WHY = (
    "So that what both sectors agreed can be proved. Kept for six years, or as the programme decides."
)
REVIEWS_WHY = "So that reviews are the record of both sectors. Kept as long as the plan."
ACTS = (PlanAgreed, PlanStarted, PlanPublished, PlanClosed, PlanAbandoned)


def sections(user: User) -> list[Section]:
    """All of it."""
    own = set(user.seats.values_list("pk", flat=True))
    reviewed = [*_reviews(own), *_endorsements(own)]
    return [
        section("What you signed of plans", SIGNED_WHY, _signed(own)),
        section("Reviews of plans, and what organisations decided", REVIEWS_WHY, reviewed),
    ]


def _signed(own: Collection[UUID]) -> Iterator[Row]:
    for act in ACTS:
        rows = act.objects.filter(Q(la_by__in=own) | Q(tso_by__in=own)).select_related("plan__area")
        for one in rows.order_by("plan__area__name", "plan__version", "id"):
            for side in ("la", "tso"):
                if getattr(one, f"{side}_by_id") in own:
                    voided = f"void since {moment(one.voided_at)}" if one.voided_at else ""
                    what = str(one._meta.verbose_name).capitalize()
                    reason = getattr(one, "reason", "") if _began(one, side) else ""
                    yield (
                        str(one.plan),
                        told(f"{what}: you signed {moment(getattr(one, f'{side}_at'))}", reason, voided),
                    )


def _began(act: PlanAgreed | PlanStarted | PlanPublished | PlanClosed | PlanAbandoned, side: str) -> bool:
    """Whether the signature of `side` came first: whoever began an act wrote its reason."""
    other = act.tso_at if side == "la" else act.la_at
    signed = act.la_at if side == "la" else act.tso_at
    return signed is not None and (other is None or signed < other)


def _reviews(own: Collection[UUID]) -> Iterator[Row]:
    there = PlanReview.present.through.objects.filter(planreview=OuterRef("pk"), seat__in=own)
    rows = PlanReview.objects.annotate(was_there=Exists(there)).select_related("plan__area")
    rows = rows.filter(Q(was_there=True) | Q(written_by__in=own) | Q(confirmed_by__in=own))
    for one in rows.order_by("plan__area__name", "plan__version", "number"):
        what = f"{one}, {one.plan}"
        if one.was_there:
            yield what, told("You were there", short_date(one.held_on))
        if one.written_by_id in own:
            yield what, told("You wrote it down", one.lessons, one.changes, moment(one.written_at))
        if one.confirmed_by_id in own:
            yield what, f"You confirmed it {moment(one.confirmed_at)}"


def _endorsements(own: Collection[UUID]) -> Iterator[Row]:
    rows = Endorsement.objects.filter(recorded_by__in=own).select_related("plan__area", "organisation")
    for one in rows.order_by("recorded_at", "id"):
        what = f"You recorded that {one.body} of {one.organisation.name} endorsed the plan"
        yield str(one.plan), told(what, moment(one.recorded_at))
