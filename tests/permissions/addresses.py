"""What stands in the addresses of the matrix: ids of one area that fit each."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import URLPattern

from actionplans import everything
from actionplans.models import Action, ActionPlan, Comment, Delivery, Endorsement, Objective, PlanReview
from partnerships import calendars, mail_choices
from partnerships.models import Application, CalendarFeed, Organisation, Role, Seat, User
from partnerships.views.programme import BY_NAME
from pipd.kit.models import Document
from tests import build
from tests.architecture.test_urls import ours
from tests.partnerships import programme_rows, register_rows
from workshops.clearance.working import Amendment, DraftPoint, LoggedPoint, Quotation, Responder
from workshops.models import ClearedPoint, ClearedQuote

SAID_IN_WORDS = {"sector": "la", "step": "name", "key": "no-key-of-anybody"}


def ids(group: build.Group, name: str, kwarg: str) -> list[Any]:
    """Ids of `group` that may stand for `kwarg` in the address `name`, the most fitting first."""
    area = group.area
    plan = ActionPlan.objects.filter(area=area).values("pk")
    asked = Responder.objects.filter(note__workshop__area=area, note__state="circulated")
    found: dict[str, Any] = {
        "seat": Seat.objects.filter(area=area, role=Role.PARTICIPANT, ended_on=None).order_by("pk"),
        "change": Amendment.objects.filter(note__workshop__area=area).order_by("pk"),
        "objective": Objective.objects.filter(plan__in=plan),
        "responder": asked.order_by("pk"),
        "document": _documents(group, name),
        "endorsement": Endorsement.objects.filter(plan__area=area),
        "quote": ClearedQuote.objects.filter(point__note__area=area),
        "comment": Comment.objects.filter(Q(objective__plan__in=plan) | Q(action__objective__plan__in=plan)),
        "statement": ClearedPoint.objects.filter(note__area=area).order_by("-number"),
        "source": LoggedPoint.objects.filter(workshop__area=area, is_quotation=True).order_by("-logged_at"),
        "review": PlanReview.objects.filter(plan__in=plan).order_by("-number"),
        "partnership": register_rows.met_on(group, name),
        "member": register_rows.lasting(group),
        "application": Application.objects.filter(area=area),
        "quotation": Quotation.objects.filter(note__workshop__area=area).order_by("-added_at"),
        "organisation": Organisation.objects.filter(sponsored__isnull=name != "partnerships:sponsor-remove"),
    }
    if kwarg in SAID_IN_WORDS:
        return [SAID_IN_WORDS[kwarg]]
    if kwarg == "group":
        return list(BY_NAME)
    if kwarg == "candidate":
        return [area.pk if name.endswith("detail") else programme_rows.candidate(group.programme).pk]
    if kwarg == "code":
        return [f"area-{area.number}"]
    if kwarg == "view":
        return build.view_ids(area) or [uuid.uuid5(uuid.NAMESPACE_URL, kwarg)]
    if kwarg == "point":
        if name == "workshops:unused-withdraw":
            rows = DraftPoint.objects.filter(note__workshop__area=area).exclude(removed_at=None)
        elif "withdraw" in name or name == "workshops:point-keep":
            rows = ClearedPoint.objects.filter(note__area=area)
        elif "points" in name:
            rows = LoggedPoint.objects.filter(workshop__area=area).order_by("-logged_at")
        else:
            rows = DraftPoint.objects.filter(note__workshop__area=area).order_by("-note__workshop__number")
    elif kwarg == "item":
        actions = Action.objects.filter(objective__plan__in=plan)
        of = {"objective": Objective.objects.filter(plan__in=plan), "action": actions}
        rows = of.get(name.split(":")[1].split("-")[0], actions)
        if not rows.model._meta.label.endswith(("Objective", "Action")):
            rows = Delivery.objects.filter(action__in=actions)
    elif kwarg == "token":
        people = User.objects.filter(seats__area=area).order_by("pk")
        return [mail_choices.token(user.pk, ["sessions", "news"]) for user in people]
    elif kwarg == "secret":
        feeds = CalendarFeed.objects.filter(user__seats__area=area).order_by("pk")
        return [calendars.secret_of(feed) for feed in feeds]
    else:
        rows = found.get(kwarg, Seat.objects.none())
    return list(rows.values_list("pk", flat=True)) or [uuid.uuid5(uuid.NAMESPACE_URL, kwarg)]


def _documents(group: build.Group, name: str) -> Any:
    """Of the record, of everything, or of the plan, as the address says."""
    rows = Document.objects.filter(chain=group.area.chain)
    if name.startswith("workshops:"):
        return rows.filter(kind="record")
    kinds = everything.KINDS
    whole = name.startswith("actionplans:everything")
    return rows.filter(kind__in=kinds) if whole else rows.exclude(kind__in=["record", *kinds])


def kwargs_of(route: str) -> list[str]:
    return [part.split(">")[0].split(":")[-1] for part in route.split("<")[1:]]


def fill(group: build.Group, name: str, route: str, *, number: int = 2, nth: int = 0) -> dict[str, Any]:
    """The arguments of one address in `group`."""
    filled: dict[str, Any] = {}
    for kwarg in kwargs_of(route):
        if kwarg == "area":
            filled[kwarg] = group.slug
        elif kwarg == "number":
            filled[kwarg] = number
        elif kwarg == "version":
            filled[kwarg] = 1
        else:
            rows = ids(group, name, kwarg)
            filled[kwarg] = rows[nth % len(rows)]
    return filled


def addresses() -> Iterator[tuple[str, str, URLPattern]]:
    """Every address of ours whose policy is declared by its view."""
    for name, route, pattern in ours():
        if hasattr(pattern.callback, "view_class"):
            yield name, route, pattern
