"""What comes after the start: progress, a review, readers, the end; each said by one lead and answered by the other."""

from __future__ import annotations

import re
from datetime import timedelta

from actionplans.models import ActionPlan
from pipd.kit import clock
from pipd.kit import tasks as kit_tasks
from pipd.kit.models import Document
from tests.actionplans import builders
from tests.journeys import people
from tests.journeys.cast import Cast
from tests.journeys.office import Person

BLOCKED = "It waits for a room"
STOPPED = "The fund that paid for it has ended"
LEARNED = "Swaps need a desk before they need a date"
CHANGED = "Desks are found first"
REASON = "Both sectors have what they set out for"


def both_accept_and_sign_at_once(cast: Cast) -> None:
    """Both leads have the page of signing open before either presses."""
    la, tso = cast.la[0], cast.tso[0]
    for lead in (la, tso):
        people.accept_everything(lead)
    for lead in (la, tso):
        lead.opens("actionplans:plan-detail")
        lead.follows("Check before you sign")
    la.presses("Sign for")
    la.is_at("Signed by one sector")
    tso.presses("Sign for")
    tso.is_at("The plan is agreed by both sectors")


def progress_is_told(cast: Cast) -> None:
    """The owner says how it goes, the other sector sees it otherwise, and the owner answers."""
    owner, other = cast.tso[1], cast.la[1]
    for nth in range(3):
        _says(owner, nth, "In progress")
    _says(owner, 0, "Blocked", note=BLOCKED)
    other.opens("actionplans:delivery-list")
    other.sees(BLOCKED)
    other.goes(other.page.get_by_role("link", name=re.compile(r"^History of action 1\(a\)$")))
    other.follows("It looks different to me")
    other.writes("How does it look to you?", "The room is free on Fridays")
    other.presses("Send this challenge")
    owner.opens("actionplans:delivery-list")
    owner.sees("The room is free on Fridays", "What needs somebody")
    _says(owner, 0, "In progress", note="Fridays it is")
    owner.opens("actionplans:on-track")
    owner.presses("are on track")


def a_review_is_held_by_both(cast: Cast) -> None:
    """One lead writes it down, the other reads and confirms it; the coordinator reads it only then."""
    la, tso = cast.la[0], cast.tso[0]
    clock.set_to(clock.now() + timedelta(days=80))
    la.opens("actionplans:review-list")
    la.sees("Due soon")
    la.follows("Write down the review")
    box = people.group(la, "When was it held?")
    for label, value in (
        ("Day", clock.today().day),
        ("Month", clock.today().month),
        ("Year", clock.today().year),
    ):
        box.get_by_label(label, exact=True).fill(str(value))
    for seat in (la.seat, tso.seat):
        la.page.get_by_label(str(seat.user)).check(force=True)
    la.writes("What was learned", LEARNED)
    la.writes("What changes because of it", CHANGED)
    la.presses("Save, and ask the other sector to confirm")
    cast.coordinator.opens("actionplans:review-list")
    cast.coordinator.does_not_see(LEARNED)
    tso.opens("actionplans:review-list")
    tso.follows("Read and confirm")
    tso.sees(LEARNED, CHANGED)
    tso.presses("Confirm for")
    cast.coordinator.opens("actionplans:review-list")
    cast.coordinator.follows("Read review 1")
    cast.coordinator.sees(LEARNED, CHANGED)


def everybody_may_read_it(cast: Cast) -> None:
    """One sector alone opens nothing; with both signatures there is a public page without sign-in."""
    la, tso, visitor = cast.la[0], cast.tso[0], visitor_of(cast)
    visitor.opens("plans:list")
    visitor.sees("None is published yet.")
    _chooses_readers(la)
    visitor.opens("plans:list")
    visitor.sees("None is published yet.")
    tso.opens("actionplans:plan-publish")
    tso.presses("Sign for")
    makes_what_is_owed()
    reads_in_public(visitor)
    visitor.sees("What we said", "What we agreed", "What we are doing", "What is done", f"{builders.DEED} 1")
    # The area has not said that it may be named (domain I-26).
    visitor.does_not_see(cast.group.area.name, LEARNED, *(str(seat.user) for seat in cast.group.participants))


def every_action_ends_by_both(cast: Cast) -> None:
    """Two are complete and one is stopped: each end is proposed by one lead and counts when the other agrees."""
    la, tso = cast.la[0], cast.tso[0]
    for nth in range(2):
        _says(tso, nth, "Complete")
    la.opens("actionplans:plan-close")
    la.sees("the end of each is proposed, and awaits the other sector’s answer")
    for _ in range(2):
        la.opens("actionplans:delivery-list")
        _agrees(la)
    _says(la, 2, "Stopped", note=STOPPED)
    tso.opens("actionplans:delivery-list")
    tso.sees(STOPPED)
    _agrees(tso)
    tso.opens("actionplans:delivery-list")
    tso.sees("2 of 3 actions are complete")


def _agrees(lead: Person) -> None:
    """The act of one lead that binds both sectors is asked about on a page of its own."""
    lead.follows("Reply to this proposal")
    lead.is_at("Do you agree that this action is")
    lead.sees("it stands for both sectors at once")
    lead.presses("Agree for both sectors")


def both_close_it(cast: Cast) -> None:
    """The reason of the one is read and signed by the other; then nothing more can be entered."""
    la, tso = cast.la[0], cast.tso[0]
    la.opens("actionplans:plan-close")
    la.writes("Why is the plan closed?", REASON)
    la.presses("Sign for closing")
    la.is_told("You have signed for closing.")
    tso.opens("actionplans:plan-close")
    tso.sees(REASON)
    tso.presses("Close the plan for")
    tso.is_told("The plan is closed.")
    for lead in (la, tso):
        lead.opens("actionplans:delivery-list")
        lead.does_not_see("Change leads and dates")
    visitor = visitor_of(cast)
    reads_in_public(visitor)
    visitor.sees("Closed", "3 of 3 actions have ended")
    assert ActionPlan.objects.get(area=cast.group.area).state == "closed"


def visitor_of(cast: Cast) -> Person:
    person = cast.office.seat(None)
    person.home_area = ""
    return person


def reads_in_public(visitor: Person) -> None:
    """The one published plan, found from the list."""
    visitor.opens("plans:list")
    visitor.goes(visitor.page.locator("main .govuk-list a").first)


def _says(person: Person, nth: int, status: str, *, note: str = "") -> None:
    """Say how one action goes, from the table of who does what."""
    clock.set_to(clock.now() + timedelta(minutes=1))
    person.opens("actionplans:delivery-list")
    named = rf"^Say how it goes\W*action 1\({'abc'[nth]}\)$"
    person.goes(person.page.get_by_role("link", name=re.compile(named)))
    person.page.get_by_role("radio", name=re.compile(f"^{status}")).first.check(force=True)
    if note:
        person.writes("Note", note)
    person.presses("Save this update")


def _chooses_readers(person: Person) -> None:
    person.opens("actionplans:plan-publish")
    person.page.get_by_role("radio").last.check(force=True)
    person.presses("Continue")
    person.presses("Sign for")
    person.is_told("")


def makes_what_is_owed() -> None:
    """Render every document that somebody asked for, as the worker would."""
    for key in list(Document.objects.filter(state="owed").values_list("pk", flat=True)):
        kit_tasks.render_document(str(key))


STEPS = (
    progress_is_told,
    a_review_is_held_by_both,
    everybody_may_read_it,
    every_action_ends_by_both,
    both_close_it,
)
