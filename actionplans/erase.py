"""One person erased from plans: their talk, their words of progress, their name as a lead. What was signed stands."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Left

from actionplans import former_names, held_acts
from actionplans.models import (
    ActionPlan,
    Comment,
    Delivery,
    NoResponse,
    PlanAbandoned,
    PlanClosed,
    PlanReview,
    ProgressUpdate,
    Support,
)
from partnerships.models import User
from pipd.kit.erased import NAME, WORDS, Fate

SIDES = ("la", "tso")


def _led(user: User, side: str) -> QuerySet[Delivery]:
    """Actions they lead for `side`: by their seat; or without one, by their name as it was typed for their own side.

    Where somebody else's seat is linked, or for the other sector, the same name is another person's.
    """
    areas = user.seats.filter(sector=side).exclude(area=None).values("area")
    typed = Q(**{f"lead_{side}_seat": None, f"lead_{side}": user.full_name})
    here = Q(action__objective__plan__area__in=areas)
    return Delivery.objects.filter(Q(**{f"lead_{side}_seat__user": user}) | (typed & here))


SIGNED = "That a lead of {their} sector signed, when, and for which organisation: the plan rests on it."
REFUSED = "The reason goes; that it was asked stays."
REVIEWED = "They are the record of both sectors, and say nobody’s name."


def _leads(user: User) -> int:
    ids = {pk for side in SIDES for pk in _led(user, side).values_list("pk", flat=True)}
    return len(ids)


def fates(user: User) -> list[Fate]:
    """What goes of this app's, and what stays and why."""
    talk = Comment.objects.filter(said_by__user=user).count()
    told = ProgressUpdate.objects.filter(Q(told_by__user=user) | Q(challenged_by__user=user)).count()
    support = Support.objects.filter(seat__user=user).exclude(reason="").count()
    own = set(user.seats.values_list("pk", flat=True))
    signed = sum(act.objects.filter(Q(la_by__in=own) | Q(tso_by__in=own)).count() for act in held_acts.ACTS)
    reviews = PlanReview.objects.filter(Q(written_by__in=own) | Q(confirmed_by__in=own)).count()
    asked = sum(acts.count() for acts in _unsigned(user))
    reasons = NoResponse.objects.filter(given_by__user=user).count()
    return [
        Fate("Comments on drafts", talk, True, "They are deleted.", said=True),
        Fate("Reasons for support", support, True, "That somebody supported it stays.", said=True),
        Fate(
            "Actions {they} lead",
            _leads(user),
            True,
            "Name and contact go. {Their} sector names another lead.",
        ),
        Fate("What {they} said of progress", told, True, "The words go; dates and states stay.", said=True),
        Fate("Why {they} asked to give up or close a plan that went on", asked, True, REFUSED, said=True),
        Fate("Signatures", signed, False, SIGNED),
        Fate("Reviews, and why challenges have no response", reviews + reasons, False, REVIEWED, said=True),
    ]


def lock(user: User) -> None:
    """The plans of their areas, which the caller has locked: nobody who talks there is half done."""
    areas = user.seats.exclude(area=None).values("area")
    list(ActionPlan.objects.select_for_update(of=("self",)).filter(area__in=areas).order_by("pk"))


def erase(user: User) -> None:
    """Do it, in the caller's transaction."""
    lock(user)
    former_names.keep(user, user.full_name)
    Comment.objects.filter(said_by__user=user).delete()
    support = Support.objects.filter(seat__user=user)
    support.exclude(answer=Support.Choice.CANNOT).update(reason="")
    support.filter(answer=Support.Choice.CANNOT).update(reason=WORDS)
    _unname(user)
    _silence(user)
    for acts in _unsigned(user):
        acts.update(reason=WORDS)


def _unname(user: User) -> None:
    """A form that was opened before is out of date then: it would write them back."""
    for side in SIDES:
        told = {f"lead_{side}": NAME, f"contact_{side}": ""}
        _rewrite(_led(user, side), **told)
    _rewrite(Delivery.objects.filter(proposed_by__user=user).exclude(proposed_note=""), proposed_note=WORDS)


def _silence(user: User) -> None:
    """Their words on how actions go, also where the latest stands beside the action."""
    told = ProgressUpdate.objects.filter(told_by__user=user)
    latest = told.exclude(note="").annotate(beside=Left("note", 300)).filter(delivery__rag_note=F("beside"))
    _rewrite(Delivery.objects.filter(pk__in=latest.values("delivery")), rag_note=WORDS)
    told.exclude(note="").update(note=WORDS)
    told.update(link="")
    ProgressUpdate.objects.filter(challenged_by__user=user).update(challenge=WORDS)


def _rewrite(rows: QuerySet[Delivery], **values: str) -> None:
    ids = list(rows.values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=ids).update(revision=F("revision") + 1, **values)


def _unsigned(user: User) -> list[QuerySet[PlanAbandoned] | QuerySet[PlanClosed]]:
    """Acts that came to nothing, which they alone had signed: the reason is their own words, not both sectors'."""
    alone = Q(la_by__user=user) | Q(tso_by__user=user)
    return [act.objects.filter(alone, voided_at__isnull=False) for act in (PlanAbandoned, PlanClosed)]
