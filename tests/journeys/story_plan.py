"""Steps 5 (by correspondence), 6, 7 and 8: the last notes, the plan with both signatures, its PDF, the digest."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import outloud
import pymupdf
import pytest
from playwright.sync_api import Page, expect

from actionplans.models import Delivery
from pipd import tasks
from pipd.kit import pdf, printing, workdays
from pipd.kit import tasks as kit_tasks
from pipd.kit.models import OutgoingMail
from tests import build
from tests.client import canaries
from tests.journeys import people
from tests.journeys.cast import BOTH_STATEMENT, CHANGED_TO, LA_STATEMENT, Cast
from workshops.models import Workshop

LEARN = "To learn how the other sector plans its year"
HEAR = "To hear of tenders while there is time to bid together"
CALENDAR = "Keep one calendar of budget and grant dates, for both sectors"
SWAP = "Swap jobs for a week, twelve pairs a year"
SWAP_LATER = "Swap jobs for a week, six pairs a year"
NOTICE = "Give eight weeks’ notice of every tender"
PROPOSAL = "Share one office in the town hall"
OBJECTIVES, ACTIONS = (LEARN, HEAR), (CALENDAR, SWAP_LATER, NOTICE)
MEASURE = "Both sectors say so in a short survey"


def sessions_two_to_four_are_held(cast: Cast) -> None:
    """Sessions 2 to 4 by the workflow itself; the notes of session 4 go out at once, by correspondence."""
    for number in (2, 3):
        build.note_at("cleared", cast.group, number)
    build.circulated(cast.group, 4, texts=[f"{cast.group.words.cleared} statement 1", "What we do next."])


def session_four_is_cleared_by_correspondence(cast: Cast) -> None:
    """Two of each sector answer online; when answers close the other facilitator approves."""
    for person in (*cast.la[:2], *cast.tso[:2]):
        people.check_notes(person, 4)
        person.does_not_see("in the room at the next session")
        people.send_answers(person, rest_is_fair=True)
    build.after_the_window(Workshop.objects.get(area=cast.group.area, number=4))
    people.approve(cast.approver, 4)


def both_sectors_draft(cast: Cast) -> None:
    """Step 6: objectives with actions, each tied to cleared statements; a coordinator may not read a draft."""
    cast.la[0].opens("actionplans:plan-detail")
    cast.la[0].presses("Start the plan")
    people.add_objective(cast.la[1], LEARN)
    people.link_evidence(cast.la[1], LEARN, [LA_STATEMENT, CHANGED_TO])
    people.add_action(cast.tso[1], LEARN, CALENDAR)
    people.add_action(cast.tso[2], LEARN, SWAP, mode="Led by the third sector, with local authority support")
    people.add_objective(cast.tso[1], HEAR, priority="Medium")
    people.add_action(cast.la[2], HEAR, NOTICE)
    cast.la[0].opens("actionplans:plan-detail")
    cast.la[0].sees("Where this came from: nothing linked yet.", "What still stops signing")
    people.link_evidence(cast.tso[1], HEAR, [BOTH_STATEMENT])
    cast.coordinator.opens("actionplans:plan-detail")
    cast.coordinator.sees("People of both sectors are writing the plan now.")
    cast.coordinator.does_not_see(LEARN, CALENDAR, HEAR)
    cast.coordinator.opens("actionplans:plan-read", status=403)


def both_accept_and_one_signs(cast: Cast) -> None:
    """Each lead accepts for their participants; what comes after that stays a proposal. The LA lead signs."""
    people.accept_everything(cast.la[0])
    people.accept_everything(cast.tso[0])
    people.add_action(cast.tso[1], HEAR, PROPOSAL)
    people.sign(cast.la[0])
    cast.la[0].is_at("Signed by one sector")


def an_edit_voids_the_signature(cast: Cast) -> None:
    """Somebody of the third sector changes a signed action: the signature falls, and its giver is told."""
    person, lead = cast.tso[2], cast.la[0]
    part = people.objective_part(person, LEARN)
    part.locator("summary", has_text=re.compile(r"Change action 1\W*b", re.IGNORECASE)).click()
    part.get_by_role("link", name=re.compile(r"Change the words of action 1\W*b")).click()
    person.sees("A sector has accepted these words.")
    person.looks()
    person.writes("Local partnership improvement action", SWAP_LATER)
    person.page.get_by_role("button", name="Save these words").click()
    person.is_told("Somebody had signed the former words, and has been told.")
    told = OutgoingMail.objects.filter(kind="plan_signature_voided")
    assert [row.to for row in told] == [lead.seat.user.email]
    assert SWAP_LATER not in told[0].body_text
    lead.opens("actionplans:plan-detail")
    lead.does_not_see("Signed online")


def both_sign(cast: Cast) -> None:
    """The changed action is accepted again, and both leads sign the same words."""
    for person in (cast.la[0], cast.tso[0]):
        part = people.objective_part(person, LEARN)
        with person.page.expect_navigation():
            part.get_by_role("button", name=re.compile(r"Accept for .*: action 1\W*b", re.DOTALL)).click()
        person.is_told("is accepted")
    people.sign(cast.la[0])
    people.sign(cast.tso[0])
    cast.tso[0].is_at("The plan is agreed by both sectors")


def delivery_is_filled_and_started(cast: Cast) -> None:
    """Leads, dates and measures come the day after; then both leads sign the start."""
    build.clock.set_to(build.clock.now() + timedelta(days=1))
    person = cast.la[1]
    person.opens("actionplans:delivery-list")
    person.sees("What is still missing")
    due = build.clock.today() + timedelta(days=60)
    for number in range(len(ACTIONS)):
        person.follows("Change leads and dates", nth=number)
        person.writes("The local authority lead", "Head of Communities, Quillshire Council")
        person.writes("The third sector lead", "Manager, Quillshire Together")
        reminded = person.page.get_by_label("Somebody of the third sector who is reminded of it")
        reminded.select_option(label=str(cast.tso[1].seat.user))
        box = people.group(person, "Due")
        for label, value in (("Day", due.day), ("Month", due.month), ("Year", due.year)):
            box.get_by_label(label, exact=True).fill(str(value))
        person.writes("Measure of success", MEASURE)
        person.presses("Save")
        person.is_told("is saved.")
    for lead in (cast.la[0], cast.tso[0]):
        lead.opens("actionplans:delivery-list")
        lead.follows("Start delivery")
        lead.presses("Sign the start for")
    cast.tso[0].sees("0 of 3 actions are complete and none is overdue.")


def the_coordinator_downloads(cast: Cast, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Step 7: queued, being made and ready show by themselves; the file holds the plan and nothing uncleared."""
    person = cast.coordinator
    person.opens("actionplans:plan-detail")
    person.sees(*OBJECTIVES, *ACTIONS)
    person.does_not_see(PROPOSAL)
    person.opens("actionplans:document-list")
    # The start of delivery has asked for it: what is being made is not offered again.
    expect(person.page.get_by_role("button", name="Make it again as it is now")).to_have_count(0)
    first = person.page.locator("[id^=document-]").first
    expect(first).to_contain_text("Queued")
    _the_worker_renders(person.page, monkeypatch)
    expect(first).to_contain_text("Ready")
    person.looks()
    with person.page.expect_download() as waiting:
        first.get_by_role("link").click()
    waiting.value.save_as(folder / "plan.pdf")
    _holds_the_plan(folder / "plan.pdf", cast)
    person.opens("actionplans:plan-read")
    person.sees(*OBJECTIVES, *ACTIONS, MEASURE, "Local objective", "Local partnership improvement action")


def _the_worker_renders(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the task as a worker would; while it works, the page says so."""

    def render(*args: Any, **kwargs: Any) -> pdf.Pdf:
        expect(page.locator("[id^=document-]").first).to_contain_text("Being made")
        return pdf.render(*args, **kwargs)

    asked = page.locator("[id^=document-]").first.get_attribute("id") or ""
    with monkeypatch.context() as patch:
        seen = type(
            "Seen", (), {"render": staticmethod(render), "RenderFailed": pdf.RenderFailed, "Pdf": pdf.Pdf}
        )
        patch.setattr(printing, "pdf", seen)
        kit_tasks.render_document(asked.removeprefix("document-"))


def _holds_the_plan(file: Path, cast: Cast) -> None:
    """Every objective and action is in it, nothing uncleared or proposed, and its tags are in order."""
    with pymupdf.open(file) as opened:
        words = re.sub(r"\s+", "", "".join(page.get_text() for page in opened))
    for said in (*OBJECTIVES, *ACTIONS, MEASURE, "Local objective", "Local partnership improvement action"):
        assert re.sub(r"\s+", "", said) in words, said
    assert re.sub(r"\s+", "", PROPOSAL) not in words
    assert re.sub(r"\s+", "", BOTH_STATEMENT) not in words
    assert canaries(words) == set()
    assert cast.group.words.cleared not in words
    checked = outloud.check(str(file))
    assert checked.error is None
    assert [found.evidence for found in checked.findings if found.severity == "error"] == []


def the_digest_goes_out(cast: Cast) -> None:
    """Step 8: ten working days before an action is due, one list at 08:30; asking again sends no second."""
    lists, owner = OutgoingMail.objects.filter(kind="digest"), cast.tso[1]
    day = workdays.sub_wd(Delivery.objects.latest("due_on").due_on, 10)
    build.clock.set_to(build.clock.local(day, 8, 29))
    tasks.send_digests()
    assert not lists.exists()
    build.clock.set_to(build.clock.local(day, 8, 31))
    for _ in range(2):
        tasks.send_digests()
    assert lists.filter(to=owner.seat.user.email).count() == 1
    assert lists.count() == len(set(lists.values_list("to", flat=True)))
    owner.opens("home")
    for row in lists:
        assert canaries(row.body_text + row.body_html + row.subject_line) == set()
    for row in OutgoingMail.objects.all():
        kit_tasks.send_mail(str(row.pk))
    cast.coordinator.opens("partnerships:mail-list")
    cast.coordinator.sees("What needs you", "sent")
    cast.coordinator.does_not_see(*ACTIONS)


STEPS = (
    sessions_two_to_four_are_held,
    session_four_is_cleared_by_correspondence,
    both_sectors_draft,
    both_accept_and_one_signs,
    an_edit_voids_the_signature,
    both_sign,
    delivery_is_filled_and_started,
)
