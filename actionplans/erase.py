"""One person erased from plans: their talk, their words of progress, their name as a lead. What was signed stands."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from actionplans import held_acts
from actionplans.models import (
    ActionPlan,
    Comment,
    Delivery,
    NoResponse,
    PlanReview,
    ProgressUpdate,
    Support,
)
from partnerships.models import StudyArea, User
from pipd.kit.erased import NAME, WORDS, Fate


def _led(user: User) -> QuerySet[Delivery]:
    """Actions they lead, by their seat or by their name as somebody typed it where they have a part."""
    areas = user.seats.exclude(area=None).values("area")
    named = Q(lead_la=user.full_name) | Q(lead_tso=user.full_name)
    here = Q(action__objective__plan__area__in=areas)
    return Delivery.objects.filter(Q(lead_la_seat__user=user) | Q(lead_tso_seat__user=user) | (named & here))


def contacts(user: User) -> set[str]:
    """How they are to be reached about actions they lead, as it was typed."""
    return {
        contact
        for side in ("la", "tso")
        for contact in _led(user)
        .filter(**{f"lead_{side}_seat__user": user})
        .values_list(f"contact_{side}", flat=True)
    }


SIGNED = "That a lead of their sector signed, when, and for which organisation: the plan rests on it."
REVIEWED = "They are the record of both sectors, and say nobody’s name."


def fates(user: User) -> list[Fate]:
    """What goes of this app's, and what stays and why."""
    talk = Comment.objects.filter(said_by__user=user).count()
    told = ProgressUpdate.objects.filter(Q(told_by__user=user) | Q(challenged_by__user=user)).count()
    support = Support.objects.filter(seat__user=user).exclude(reason="").count()
    own = set(user.seats.values_list("pk", flat=True))
    signed = sum(act.objects.filter(Q(la_by__in=own) | Q(tso_by__in=own)).count() for act in held_acts.ACTS)
    reviews = PlanReview.objects.filter(Q(written_by__in=own) | Q(confirmed_by__in=own)).count()
    reasons = NoResponse.objects.filter(given_by__user=user).count()
    return [
        Fate("Comments on drafts", talk, True, "They are deleted."),
        Fate("Reasons for support", support, True, "That somebody supported it stays."),
        Fate(
            "Actions they lead",
            _led(user).count(),
            True,
            "Name and contact go. Their sector names another lead.",
        ),
        Fate("What they said of progress", told, True, "The words go; dates and states stay in the plan."),
        Fate("Signatures", signed, False, SIGNED),
        Fate("Reviews, and why challenges have no response", reviews + reasons, False, REVIEWED),
    ]


def erase(user: User) -> None:
    """Do it, in the caller's transaction, with the areas locked: nobody who talks there is half done."""
    areas = user.seats.exclude(area=None).values("area")
    list(StudyArea.objects.select_for_update(no_key=True).filter(pk__in=areas).order_by("pk"))
    list(ActionPlan.objects.select_for_update(of=("self",)).filter(area__in=areas).order_by("pk"))
    Comment.objects.filter(said_by__user=user).delete()
    support = Support.objects.filter(seat__user=user)
    support.exclude(answer=Support.Choice.CANNOT).update(reason="")
    support.filter(answer=Support.Choice.CANNOT).update(reason=WORDS)
    _unname(user)
    _silence(user)


def _unname(user: User) -> None:
    for side in ("la", "tso"):
        mine = Q(**{f"lead_{side}_seat__user": user}) | Q(**{f"lead_{side}": user.full_name})
        ids = list(_led(user).filter(mine).values_list("pk", flat=True))
        Delivery.objects.filter(pk__in=ids).update(**{f"lead_{side}": NAME, f"contact_{side}": ""})
    proposed = Delivery.objects.filter(proposed_by__user=user)
    proposed.exclude(proposed_note="").update(proposed_note=WORDS)


def _silence(user: User) -> None:
    """Their words on how actions go, also where the latest stands beside the action."""
    told = ProgressUpdate.objects.filter(told_by__user=user)
    for update in told.exclude(note="").select_related("delivery"):
        Delivery.objects.filter(pk=update.delivery_id, rag_note=update.note[:300]).update(rag_note=WORDS)
    told.exclude(note="").update(note=WORDS)
    told.update(link="")
    ProgressUpdate.objects.filter(challenged_by__user=user).update(challenge=WORDS)
