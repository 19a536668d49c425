"""Three areas in which every page has something to show: mid-clearing, drafting its plan, delivering it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from actionplans import delivery, documents, planning
from actionplans.models import Action, Objective
from partnerships import consenting
from partnerships.models import Consent
from pipd.kit.models import Document
from pipd.kit.tasks import render_document
from tests import build
from tests.actionplans import builders
from workshops import logbook
from workshops.clearance import answering, assisting, reading
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
    return World(checked, drafting, delivering, keys)


def _delivering(group: build.Group, printed: bool) -> dict[str, Any]:
    """A plan in progress with its document, one action late, one proposal, one more document asked for."""
    plan = builders.started(group, objectives=2, actions=2)
    rows = list(builders.filled(plan, group))
    asked = documents.ask(plan, by=group.la_lead)
    if printed:
        render_document(str(asked.pk))
    documents.ask(plan, kind=documents.EVIDENCE, by=group.la_lead)
    later = rows[1].due_on + timedelta(days=30)
    told = {name: getattr(rows[1], name) for name in delivery.FIELDS} | {"due_on": later}
    rows[1].refresh_from_db()
    delivery.fill_in(rows[1], revision=rows[1].revision, by=group.la_officer, **told)
    build.forward_to(build.clock.local(rows[0].due_on + timedelta(days=3), 10))
    return {"document": Document.objects.get(pk=asked.pk).pk, "delivered": rows[0].action_id}


def _drafting(group: build.Group) -> dict[str, Any]:
    """One cleared note, one that is written up, and a draft of the plan with one thing missing."""
    build.note_at("cleared", group, quoted=True)
    plan = builders.draft(group)
    builders.objective(plan, group)
    builders.accept_all(plan, group.la_lead)
    planning.add_objective(plan, by=group.tso_officer, text="To meet more often", priority="low")
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
        "action": Action.objects.get(objective__plan=plan).pk,
    }


def checking(group: build.Group) -> dict[str, Any]:
    """Session 2 has begun; the notes of session 1 are answered, with a change and an objection open."""
    workshop = build.note_at("answered", group)
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
        "place": group.la[4].pk,
        "change": build.amendments(workshop)[0].pk,
        "contested": next(c.point_id for c in build.amendments(workshop) if c.point_id and c.text),
        "view": build.view_ids(group.area)[0],
        "responder": build.responder(workshop, group.tso_officer).pk,
        "point": {seat.pk: logbook.own_points(following, seat)[0].id for seat in _writers(group)},
    }


def _record_an_answer(group: build.Group, workshop: Workshop) -> None:
    """What the officer said of statement 2, on the phone."""
    shown = build.shown(workshop)[1]
    reply = answering.Reply(shown.point_id, shown.digest, build.FAIR)
    who = build.responder(workshop, group.la_officer).pk
    assisting.record(workshop, who, [reply], channel="phone", by=group.facilitator)


def _writers(group: build.Group) -> list[build.Seat]:
    return [group.la_officer, group.tso_lead, group.other_facilitator]


@dataclass(frozen=True)
class Visit:
    """One page to visit: its URL name, the area, the role most at home there, what its address names."""

    name: str
    area: str = ""
    role: str = "facilitator"
    number: int = 0
    key: tuple[str, str] = ("", "")
    query: str = ""
    also: tuple[str, str] = ("", "")

    def address(self, world: World, reader: build.Seat | None) -> dict[str, Any]:
        """The arguments of the address for `reader`; a logged point is the reader's own if there is one."""
        found: dict[str, Any] = {"area": getattr(world, self.area).slug} if self.area else {}
        if self.number:
            found["number"] = self.number
        argument, key = self.key
        if argument:
            ids = world.keys[key]
            found[argument] = (
                ids.get(reader and reader.pk, next(iter(ids.values()))) if key == "point" else ids
            )
        if self.also[0]:
            found[self.also[0]] = world.keys[self.also[1]]
        return found


LEAD, OFFICER, COORDINATOR = "lead", "participant", "coordinator"
P, POINT = "actionplans:", ("point", "point")


SESSIONS = [
    Visit("home", role=OFFICER),
    Visit("calendar", role=OFFICER),
    Visit("board", role=COORDINATOR),
    Visit("partnerships:mail-list", role=COORDINATOR),
    Visit("partnerships:people-list", "checking"),
    Visit("workshops:area-detail", "checking", OFFICER),
    Visit("workshops:area-detail", "delivering", COORDINATOR),
    Visit("workshops:area-start", "checking", COORDINATOR),
    Visit("workshops:sessions-plan", "checking", COORDINATOR),
    Visit("workshops:session-detail", "checking", OFFICER, 1),
    Visit("workshops:session-detail", "drafting", "facilitator", 2),
    Visit("workshops:session-attendance", "drafting", "facilitator", 2),
    Visit("workshops:session-change", "drafting", "facilitator", 3),
    Visit("workshops:session-postpone", "drafting", "facilitator", 3),
    Visit("workshops:session-cancel", "drafting", "facilitator", 3),
    Visit("workshops:session-recording", "drafting", "facilitator", 2),
    Visit("workshops:recording-consent", "drafting", OFFICER),
    Visit("workshops:session-apologies", "checking", OFFICER, 3),
    Visit("workshops:substitute-confirm", "checking", OFFICER, 4),
    Visit("workshops:substitute-name", "checking", "facilitator", 3, ("seat", "place")),
    Visit("workshops:session-detail", "checking", "substitute", 4),
    Visit("workshops:stand-in", "checking", "substitute", 4),
    Visit("workshops:feedback-read", "drafting", "facilitator"),
    Visit("workshops:feedback-before", "checking", OFFICER),
    Visit("workshops:feedback-give", "checking", OFFICER, 1),
    Visit("workshops:points-log", "checking", OFFICER, 2),
    Visit("workshops:points-edit", "checking", OFFICER, 2, POINT),
    Visit("workshops:points-remove", "checking", OFFICER, 2, POINT),
    Visit("workshops:desk-detail", "drafting", "facilitator", 2),
    Visit("workshops:desk-detail", "drafting", "facilitator", 2, query="?show=unused"),
    Visit("workshops:desk-new", "drafting", "facilitator", 2),
    Visit("workshops:desk-statement", "drafting", "facilitator", 2, ("point", "statement")),
    Visit("workshops:desk-detail", "drafting", "facilitator", 2, query="?said=la&kind=barrier"),
    Visit("workshops:desk-bring", "drafting", "facilitator", 2),
    Visit("workshops:desk-place", "drafting", "facilitator", 2, ("point", "statement")),
    Visit("workshops:desk-merge", "drafting", "facilitator", 2, ("point", "statement")),
    Visit("workshops:desk-split", "drafting", "facilitator", 2, ("point", "statement")),
    Visit("workshops:desk-remove", "drafting", "facilitator", 2, ("point", "statement")),
    Visit("workshops:unused-withdraw", "drafting", "facilitator", 1, ("point", "unused")),
    Visit("workshops:circulate", "drafting", "facilitator", 2),
    Visit("workshops:note-check", "checking", OFFICER, 1),
    Visit("workshops:note-checked", "checking", OFFICER, 1),
    Visit("workshops:note-missing", "checking", OFFICER, 1),
    Visit("workshops:answers-recorded", "checking", OFFICER, 1),
    Visit("workshops:answers-record", "checking", "facilitator", 1, ("responder", "responder")),
    Visit("workshops:note-countersign", "checking", OFFICER, 1),
    Visit("workshops:note-reopen", "drafting", OFFICER, 1),
    Visit("workshops:view-object", "checking", OFFICER, 1, ("view", "view")),
    Visit("workshops:note-read", "checking", OFFICER, 1),
    Visit("workshops:note-copy", "checking", OFFICER, 1),
    Visit("workshops:note-copies", "checking", "facilitator", 1),
    Visit("workshops:note-changes", "checking", "facilitator", 1),
    Visit("workshops:note-decide", "checking", "facilitator", 1, ("change", "change")),
    Visit("workshops:note-keep-both", "checking", "facilitator", 1, ("point", "contested")),
    Visit("workshops:note-closing", "checking", "facilitator", 1),
    Visit("workshops:note-approve", "checking", "facilitator", 1),
    Visit("workshops:room", "checking", "facilitator", 1),
    Visit("workshops:room-here", "checking", "facilitator", 1),
    Visit("workshops:room-decide", "checking", "facilitator", 1, ("change", "change")),
    Visit("workshops:room-keep-both", "checking", "facilitator", 1, ("point", "contested")),
    Visit("workshops:record-detail", "drafting", COORDINATOR),
    Visit("workshops:record-detail", "checking", COORDINATOR),
    Visit("workshops:record-session", "drafting", OFFICER, 1),
    Visit("workshops:left-out", "drafting", OFFICER, 1),
    Visit("workshops:point-withdraw", "drafting", "facilitator", 0, ("point", "cleared")),
    Visit("workshops:point-withdraw-together", "drafting", LEAD, 0, ("point", "cleared")),
    Visit("workshops:quote-print", "drafting", "facilitator", 0, ("quote", "quote")),
    Visit("workshops:quote-withdraw", "drafting", "facilitator", 0, ("quote", "quote")),
    Visit("workshops:document-list", "drafting", COORDINATOR),
    Visit("workshops:quotations-mine", "drafting", OFFICER),
    Visit(
        "workshops:quotation-attach",
        "drafting",
        "facilitator",
        2,
        ("point", "statement"),
        also=("source", "source"),
    ),
]
PLANS = [
    Visit(f"{P}plan-detail", "checking", LEAD),
    Visit(f"{P}plan-detail", "drafting", LEAD),
    Visit(f"{P}plan-detail", "delivering", COORDINATOR),
    Visit(f"{P}plan-read", "drafting", OFFICER),
    Visit(f"{P}plan-read", "delivering", COORDINATOR),
    Visit(f"{P}objective-add", "drafting", OFFICER),
    Visit(f"{P}objective-edit", "drafting", OFFICER, 0, ("item", "objective")),
    Visit(f"{P}objective-evidence", "drafting", OFFICER, 0, ("item", "objective")),
    Visit(f"{P}objective-remove", "drafting", OFFICER, 0, ("item", "objective")),
    Visit(f"{P}action-add", "drafting", OFFICER, 0, ("objective", "objective")),
    Visit(f"{P}action-edit", "drafting", OFFICER, 0, ("item", "action")),
    Visit(f"{P}action-remove", "drafting", OFFICER, 0, ("item", "action")),
    Visit(f"{P}plan-sign", "drafting", LEAD),
    Visit(f"{P}plan-signed", "delivering", LEAD),
    Visit(f"{P}plan-start", "delivering", LEAD),
    Visit(f"{P}delivery-list", "delivering", LEAD),
    Visit(f"{P}delivery-edit", "delivering", OFFICER, 0, ("item", "delivered")),
    Visit(f"{P}progress-add", "delivering", OFFICER, 0, ("item", "delivered")),
    Visit(f"{P}document-list", "delivering", COORDINATOR),
]
PUBLIC = [
    Visit(f"pages:{name}", role="visitor")
    for name in ("help", "privacy", "accessibility", "who-can-see", "check-print")
] + [
    Visit("offline:points", role="visitor"),
    Visit("account_login", role="visitor"),
    Visit("account_inactive", role="visitor"),
    Visit("account_reset_password", role="visitor"),
    Visit("account_reset_password_done", role="visitor"),
    Visit("account_reset_password_from_key_done", role="visitor"),
    Visit("account_logout", role=OFFICER),
]
VISITS: list[Visit] = SESSIONS + PLANS + PUBLIC
# A part of another page, a file, an answer to a machine; and what the sign-in package has and we close, or send on.
NOT_VISITED = {
    "workshops:still-missing",
    "workshops:document-state",
    "workshops:document-download",
    "workshops:quotation-refuse",  # its speaker's alone, who is none of these readers: tests/workshops opens it
    "workshops:room-progress",
    "calendar-feed",
    "workshops:session-calendar",
    "workshops:sessions-calendar",
    "actionplans:document-state",
    "actionplans:document-download",
    "account_change_password",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email",
    "account_email_verification_sent",
    "account_reauthenticate",
    "account_request_login_code",
    "account_reset_password_from_key",
    "account_set_password",
    "account_signup",
    "health",
    "offline:worker",
    "workshops:desk-arrived",
}
