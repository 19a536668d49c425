"""Three areas in which every page has something to show: mid-clearing, drafting its plan, delivering it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from actionplans import asking, comments, delivery, documents, endorsing, planning, reviewing
from actionplans.models import Action, Objective
from actionplans.public_value import code_of
from partnerships import consenting, data_requests
from partnerships.models import Consent
from pipd.kit.models import Document
from pipd.kit.tasks import render_document
from tests import build
from tests.actionplans import answers, builders
from tests.partnerships import applicants, programme_rows, register_rows
from workshops import logbook
from workshops.clearance import answering, assisting, quotes_reading, reading
from workshops.models import ClearedPoint, ClearedQuote, Workshop

RIVAL = {"new_text": "Words that compete with those suggested already.", "position_tso": "mixed"}
BOTH = frozenset(build.OUR_WORDS.uncleared | build.NEIGHBOURS_WORDS.uncleared)


@dataclass
class World:
    """`checking`, `drafting` and `delivering` are the areas; `keys` holds ids that addresses name."""

    checking: build.Group
    drafting: build.Group
    delivering: build.Group
    keys: dict[str, Any] = field(default_factory=dict)


def made(*, printed: bool = True) -> World:
    """Build the areas one after the other, so that the clock only goes forward; it stops in a session.

    Unless `printed`, the one document that would be ready is still owed: printing takes a second.
    """
    delivering = build.group(name="Vexbridge", number=3, words=build.NEIGHBOURS_WORDS)
    keys = _delivering(delivering, printed)
    drafting = build.group(name="Nine Elders", number=2, words=build.NEIGHBOURS_WORDS)
    keys |= _drafting(drafting)
    checked = build.group()
    keys |= checking(checked)
    keys |= programme_rows.entered()
    return World(checked, drafting, delivering, keys)


def _delivering(group: build.Group, printed: bool) -> dict[str, Any]:
    """A public plan in progress: its document and one more asked for, an action late, a proposal, a review held."""
    plan = builders.started(group, objectives=2, actions=2)
    rows = list(builders.filled(plan, group))
    asked = documents.ask(plan, by=group.la_lead)
    if printed:
        render_document(str(asked.pk))
    documents.ask(plan, kind=documents.EVIDENCE, by=group.la_lead)
    builders.begun(rows[0], group)
    later = rows[1].due_on + timedelta(days=30)
    told = {name: getattr(rows[1], name) for name in delivery.FIELDS} | {"due_on": later}
    rows[1].refresh_from_db()
    delivery.fill_in(rows[1], revision=rows[1].revision, by=group.la_officer, **told)
    build.forward_to(build.clock.local(rows[0].due_on + timedelta(days=3), 10))
    endorsed = endorsing.record(
        plan,
        organisation=group.tso_lead.organisation,
        body="Board of trustees",
        endorsed_on=build.clock.today(),
        by=group.tso_lead,
    )
    builders.publish(plan, group)
    held = builders.held(reviewing.coming(plan), group)
    return _register(group) | {
        "document": Document.objects.get(pk=asked.pk).pk,
        "delivered": rows[0].action_id,
        "proposed": rows[1].action_id,
        "endorsement": endorsed.pk,
        "code": code_of(group.area),
        "held": held.pk,
        "coming": reviewing.coming(plan).pk,
    }


def _register(group: build.Group) -> dict[str, Any]:
    """Partnerships: one that goes on, with members; one being closed, with nothing missing; one closed."""
    one = register_rows.entered(group)
    member = register_rows.member(one, group.la_officer, person=group.la_officer, is_lead=True)
    register_rows.member(one, group.la_officer)
    closing = register_rows.closing(group, name="Winter Fund")
    closed = register_rows.closed(group, name="Summer Fund")
    keys = {"partnership": one, "member": member, "closing": closing, "closed": closed}
    return {key: row.pk for key, row in keys.items()}


def _drafting(group: build.Group) -> dict[str, Any]:
    """One cleared note, one that is written up, and a draft of the plan with one thing missing."""
    build.note_at("cleared", group, quoted=True)
    plan = builders.draft(group)
    builders.objective(plan, group)
    builders.accept_all(plan, group.la_lead)
    planning.add_objective(plan, by=group.tso_officer, text="To meet more often", priority="low")
    asking.ask(plan, by=group.la_lead)
    action = Action.objects.get(objective__plan=plan)
    answers.give(plan, group.tso_lead, answer="cannot", reason="It takes too long", item=action)
    # Of whoever the journeys visit as a participant.
    comment = comments.say(action, text="Is a week long enough?", by=group.la_officer)
    workshop = build.delivered(group, 2)
    for seat in group.la[:3] + group.tso[:3]:
        consenting.give(seat, Consent.Kind.RECORDING, by=seat)
    texts = build.uncleared_texts(group)
    statements = build.write_up(group, workshop, texts, build.logged_points(group, workshop)[:2])
    exact = build.log_point(workshop, group.la_officer, f"{group.words.quote} we wait", is_quotation=True)
    build.writing.add_sources(workshop, statements[0], sources=[exact.id], by=group.facilitator)
    return {
        "source": exact.id,
        "quote": ClearedQuote.objects.get(point__note__area=group.area).pk,
        "statement": statements[0],
        "cleared": ClearedPoint.objects.filter(note__area=group.area)[0].pk,
        "unused": reading.left_out(build.area_with_sessions(group)[0], group.facilitator)[0].id,
        "objective": Objective.objects.get(text=builders.WORDS).pk,
        "action": action.pk,
        "comment": comment.pk,
    }


def checking(group: build.Group) -> dict[str, Any]:
    """Session 2 has begun; the notes of session 1 are answered, with a change and an objection open."""
    workshop = build.note_at("answered", group, quoted=True)
    claimed = _claim(group, workshop)
    build.enter_room(group, workshop, group.la[:3] + group.tso[:3])
    build.answer(
        workshop, group.la[1], build.CHANGE, numbers=[3], reason=f"{group.words.reason} not so", **RIVAL
    )
    _record_an_answer(group, workshop)
    build.forward_to(build.clock.now() + timedelta(minutes=20))
    following = group.area.workshops.get(number=2)
    for seat in (group.la_officer, group.tso_lead, group.other_facilitator):
        build.log_point(following, seat, f"{group.words.logged} people like to be asked")
    last = group.area.workshops.select_related("area").get(number=4)
    build.substitute(group, last, group.tso[4])
    build.propose(group, last, group.la_officer, n=2)
    return {
        "taking part": group.area.pk,
        "application": applicants.to_decide(group).pk,
        "facilitator": group.other_facilitator.pk,
        "administrator": build.programme_seat(build.Role.ADMINISTRATOR).pk,
        "request": data_requests.ask(group.la_lead.user, kind="correct", words="My title is wrong").pk,
        "objection": data_requests.ask(group.la_lead.user, kind="object", words="I do not want mail").pk,
        "erasure": data_requests.ask(group.la_officer.user, kind="erase_all", words="All of it, please").pk,
        "place": group.la[4].pk,
        "change": build.amendments(workshop)[0].pk,
        "contested": next(c.point_id for c in build.amendments(workshop) if c.point_id and c.text),
        "claimed": claimed,
        "view": build.view_ids(group.area)[0],
        "responder": build.responder(workshop, group.tso_officer).pk,
        "point": {seat.pk: logbook.own_points(following, seat)[0].id for seat in _writers(group)},
    }


def _claim(group: build.Group, workshop: Workshop) -> Any:
    """Words that somebody of the third sector is noted for, and that the council's lead says are theirs."""
    [beside] = quotes_reading.shown_in(build.version_of(workshop)).values()
    answering.give(workshop, [], quotes={beside[0].id: ("permits", beside[0].digest)}, by=group.la_lead)
    return beside[0].id


def _record_an_answer(group: build.Group, workshop: Workshop) -> None:
    """What the officer said of statement 2, on the phone."""
    shown = build.shown(workshop)[1]
    reply = answering.Reply(shown.point_id, shown.digest, build.FAIR)
    who = build.responder(workshop, group.la_officer).pk
    assisting.record(workshop, who, [reply], channel="phone", by=group.facilitator)


def _writers(group: build.Group) -> list[build.Seat]:
    return [group.la_officer, group.tso_lead, group.other_facilitator]
