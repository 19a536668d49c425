"""The world of matrix and crawl: two areas with notes in every state, plans, and readers of all kinds."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.urls import URLPattern

from actionplans import abandoning, amending, asking, challenges, comments, endorsing, everything, reviewing
from actionplans.models import Action, ActionPlan, Comment, Delivery, Endorsement, Objective, PlanReview
from partnerships import calendars, consenting, data_requests, mail_choices, membership
from partnerships.models import (
    Application,
    CalendarFeed,
    Consent,
    DataRequest,
    Organisation,
    Role,
    Seat,
    User,
)
from partnerships.views.programme import BY_NAME
from pipd.kit import clock
from pipd.kit.models import Document
from tests import build
from tests.actionplans import answers, builders
from tests.architecture.test_urls import ours
from tests.partnerships import applicants, programme_rows, register_rows
from tests.permissions.policy import kwargs_of
from workshops import documents, feedback
from workshops.clearance import departing, identifying
from workshops.clearance.working import Amendment, DraftPoint, LoggedPoint, Quotation, Responder
from workshops.models import ClearedPoint, ClearedQuote

NOWHERE = "no-such-area"
ASKED = {"request-object": "object", "request-erase": "erase_all"}
SAID_IN_WORDS = {"sector": "la", "step": "name", "key": "no-key-of-anybody"}


@dataclass
class World:
    """Notes 1 to 3 of each area are cleared, being checked, and being written up. `readers` maps a role to a person."""

    area: build.Group
    neighbour: build.Group
    readers: dict[str, User | AnonymousUser]


def make() -> World:
    area = build.group()
    neighbour = build.group(name="Nine Elders", number=2, words=build.NEIGHBOURS_WORDS)
    for group in (neighbour, area):
        # Session by session, as time passes in both areas at once.
        build.area_with_sessions(group)
    second, last = (build.area_with_sessions(area)[n] for n in (1, 3))
    stands_in = build.substitute(area, second, area.la[4])
    build.log_point(second, stands_in, f"{area.words.logged} by the substitute")
    asked = build.substitute(area, last, area.tso[4], agreed=False, n=2)
    for group in (neighbour, area):
        build.delivered(group, 1)
        _say_how_it_went(group)
    for group in (neighbour, area):
        build.note_at("cleared", group, 1, quoted=True)
    for group in (neighbour, area):
        build.note_at("answered", group, 2, quoted=True)
        build.note_at("drafting", group, 3, quoted=True)
        build.log_point(
            build.area_with_sessions(group)[2], group.la_lead, f"{group.words.logged} by the lead"
        )
    for group in (neighbour, area):
        documents.ask(group.area, None, by=group.facilitator)
        everything.ask(group.area, by=group.facilitator)
    # A view that somebody says would identify them: from here on its words are no longer for the whole group.
    [view] = [pk for pk in build.view_ids(area.area) if build.is_beside(pk, 2)]
    identifying.hold_back(build.area_with_sessions(area)[1], view, by=area.la_officer)
    plan = builders.draft(area)
    builders.objective(plan, area, actions=1)
    _talk_about(plan, area)
    running = builders.started(neighbour)
    _public_and_reviewed(running, neighbour)
    _with_a_draft(running, neighbour)
    for group in (neighbour, area):
        register_rows.each_sort(group)
        applicants.to_decide(group)
        for kind in ("correct", "object", "erase_all"):
            data_requests.ask(group.la_lead.user, kind=kind, words=f"{group.words.request} my title")
        User.objects.filter(pk=group.la_officer.user_id).update(access_needs=group.words.needs)
    officer = register_rows.officer(area)
    for seat in (
        *area.la,
        *area.tso,
    ):  # of the neighbour's group nobody agreed to it, so nothing goes beyond it
        consenting.give(seat, Consent.Kind.BEYOND_AREA, by=seat)
    leaver = area.la[1]
    membership.leave(leaver, by=leaver)
    departing.withdraw_consent(neighbour.area, by=neighbour.tso[1])
    clock.set_to(clock.now() + timedelta(days=1))
    for group in (neighbour, area):
        calendars.reset(group.la_officer.user, by=group.la_officer)
    programme_rows.entered()
    readers = {
        "anonymous": AnonymousUser(),
        "without a seat": build.user("nobody@pipd.example", "No Seat"),
        "LA lead": area.la_lead.user,
        "LA officer": area.la_officer.user,
        "TSO officer": area.tso_officer.user,
        "not at any session": area.tso[5].user,
        "facilitator": area.facilitator.user,
        "other facilitator": area.other_facilitator.user,
        "coordinator": area.coordinator.user,
        "administrator": build.programme_seat(Role.ADMINISTRATOR).user,
        "analyst": build.programme_seat(Role.ANALYST).user,
        "sponsor": build.programme_seat(Role.SPONSOR).user,
        "left the group": leaver.user,
        "withdrew consent": neighbour.tso[1].user,
        "substitute": stands_in.user,
        "asked to stand in": asked.user,
        "register officer": officer.user,
        "neighbour's lead": neighbour.la_lead.user,
        "neighbour's facilitator": neighbour.facilitator.user,
    }
    return World(area, neighbour, readers)


def _with_a_draft(plan: ActionPlan, group: build.Group) -> None:
    """The plan in force, endorsed by one body, and beside it the draft of its next version."""
    lead = group.la_lead
    body, today = "Cabinet", clock.today()
    endorsing.record(plan, organisation=lead.organisation, body=body, endorsed_on=today, by=lead)
    amending.open_version(plan, by=lead)


def _talk_about(plan: ActionPlan, group: build.Group) -> None:
    """An asking in progress with one refusal, a comment, a challenge passed over, and giving up asked."""
    words = group.words.talk
    asking.ask(plan, by=group.la_lead)
    [objective, action] = answers.items(plan)
    answers.give(plan, group.tso_officer, answer="cannot", reason=f"{words} cannot", item=action)
    for item in (objective, action):
        comments.say(item, text=f"{words} comment", by=group.la_officer)
    last = group.area.cleared_notes.get().points.order_by("-number")[0]
    challenges.say_why_none(plan, last.pk, reason=f"{words} none", revision=0, by=group.tso_officer)
    abandoning.ask(plan, reason=f"{words} give up", by=group.la_lead)


def _public_and_reviewed(plan: ActionPlan, group: build.Group) -> None:
    """One review is the record of both; the next is written down by one sector, and awaits the other's word."""
    builders.publish(plan, group)
    builders.held(reviewing.coming(plan), group)
    words = {"lessons": f"{group.words.review} was hard", "changes": f"{group.words.review} helps"}
    builders.written(reviewing.coming(plan), group, **words)


def _say_how_it_went(group: build.Group) -> None:
    """One of each sector on session 1, with the sector; the time for it is over by the time anybody reads."""
    workshop = build.area_with_sessions(group)[0]
    said = feedback.Feedback(text=f"{group.words.feedback} it was too long", show_sector=True, quotable=True)
    for seat in (group.la_lead, group.tso_officer):
        feedback.give(workshop, feedback.SESSION, said, by=seat)


# What stands in an address


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
        "asked": DataRequest.objects.filter(person__seats__area=area, kind=ASKED.get(name, "correct")),
        "quotation": Quotation.objects.filter(note__workshop__area=area).order_by("-added_at"),
        "organisation": Organisation.objects.filter(sponsored__isnull=name != "partnerships:sponsor-remove"),
    }
    if kwarg in SAID_IN_WORDS:
        return [SAID_IN_WORDS[kwarg]]
    if kwarg == "group":
        return list(BY_NAME)
    if kwarg == "candidate":
        taking_part = name.endswith(("detail", "discontinue"))
        return [area.pk if taking_part else programme_rows.candidate(group.programme).pk]
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
