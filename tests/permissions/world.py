"""The world of matrix and crawl: two areas with notes in every state, plans, and readers of all kinds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser

from actionplans import abandoning, amending, asking, challenges, comments, endorsing, everything, reviewing
from actionplans.models import ActionPlan
from partnerships import calendars, membership
from partnerships.models import Role, Seat, User
from partnerships.permissions import Permission, allows
from pipd.kit import clock
from tests import build
from tests.actionplans import answers, builders
from tests.architecture.test_urls import PUBLIC, SIGNED_IN
from tests.partnerships import applicants, programme_rows, register_rows
from tests.permissions.addresses import kwargs_of
from workshops import documents, feedback
from workshops.clearance import departing, identifying
from workshops.models import Attendance

ALLOWED, REFUSED, UNKNOWN, SIGN_IN = "allowed", "refused", "unknown", "sign in"
HIDDEN, NO_METHOD = "hidden while it is a draft", "no such method"
NOWHERE = "no-such-area"


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
    officer = register_rows.officer(area)
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


# What the declared policy and the table say


def expected(view: Any, name: str, route: str, method: str, reader: Any, area: Any) -> str:
    """What `reader` may expect of `method` on one address of `area`: from the declarations, not from the code."""
    if name in PUBLIC:
        return ALLOWED
    if isinstance(reader, AnonymousUser):
        return SIGN_IN
    if name in SIGNED_IN:
        return ALLOWED
    permission = view.permissions.get("GET" if method == "HEAD" else method, view.permission)
    held = Seat.objects.filter(user=reader)
    if not getattr(view, "admits_leavers", False):
        held = held.live()
    seats = [s for s in held if "area" not in kwargs_of(route) or s.area_id in (None, area.pk)]
    own = getattr(view, "admits_substitutes", False) or "area" not in kwargs_of(route)
    seats = [s for s in seats if not s.stands_in or own or _stands_in_at(s, route)]
    if not seats:
        return UNKNOWN
    if not any(allows(seat, permission) for seat in seats):
        return REFUSED
    return HIDDEN if _is_hidden_draft(name, area, seats) else ALLOWED


def _stands_in_at(seat: Seat, route: str, number: int = 2) -> bool:
    """A substitute reaches pages of one session, if it is the one that `fill` puts in the address."""
    rows = Attendance.objects.filter(seat=seat, workshop__number=number)
    return "number" in kwargs_of(route) and rows.exists()


def _is_hidden_draft(name: str, area: Any, seats: list[Seat]) -> bool:
    """While the plan is a draft, its pages are for those who may see drafts (domain 3K).

    To others the plan's own page, where the navigation leads, says that there is none yet: it holds no word of it.
    Nor does what is cleared, to take away: a draft is no part of it.
    """
    sees_drafts = any(allows(seat, Permission.SEE_DRAFT_PLAN) for seat in seats)
    without_draft = name == "actionplans:plan-detail" or name.startswith("actionplans:everything")
    on_plan = name.startswith("actionplans:") and not without_draft and not sees_drafts
    return on_plan and ActionPlan.objects.filter(area=area, state="draft").exists()


def as_expected(outcome: str, expected: str) -> bool:
    """Whether what happened is what the policy says. Who may open a page may still find nothing there."""
    fine = {ALLOWED: {ALLOWED, UNKNOWN, NO_METHOD}, HIDDEN: {REFUSED, UNKNOWN, NO_METHOD}}
    return outcome in fine.get(expected, {expected})
