"""What people come to do, as verbs: each plays one act through the pages, as a person would."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from playwright.sync_api import Locator, expect

from pipd.kit import clock
from tests.journeys.office import Person

MAKE = re.compile("^Make a statement from ")  # the button counts what is ticked, where scripts run
FAIR, CHANGE, OUT = "Yes, a fair record", "Suggest a change", "It should not be in"


# Coordinator


def plan_sessions(person: Person, days: Sequence[date], venue: str = "Town hall") -> None:
    """Type four dates and venues, look at the deadlines, and save."""
    person.opens("workshops:sessions-plan")
    for number, day in enumerate(days, start=1):
        box = person.page.get_by_role("group", name=f"Session {number}", exact=True)
        for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            box.get_by_label(label, exact=True).fill(str(value))
        box.get_by_label("Venue").fill(f"{venue} {number}")
    person.presses("Work out the deadlines again")
    person.presses("Save the four sessions")
    person.is_told("The four sessions are planned.")


def start_group(person: Person) -> None:
    person.follows("Check, then start the group")
    person.presses("Start the group")
    person.is_told("has started")


# Logging and writing up


def log_point(person: Person, number: int, text: str, *, said: str = "", exact_words: bool = False) -> None:
    """Type one point on the page of session `number` and add it; the box is empty again. It takes a minute."""
    clock.set_to(clock.now() + timedelta(minutes=1))
    if "/points/" not in person.page.url:
        person.opens("workshops:points-log", number=number)
    before = person.page.locator(".app-points > li").count()
    person.writes("What was said?", text)
    if said:
        person.chooses(said)
    if exact_words:
        person.chooses("Someone’s exact words")
    if person.office.javascript:
        person.page.get_by_label("What was said?").press("Enter")
        expect(person.page.locator(".app-points > li")).to_have_count(before + 1)
        person.looks()
    else:
        person.presses("Add this point")
    expect(person.page.locator(".app-points > li").first).to_contain_text(text)
    expect(person.page.get_by_label("What was said?")).to_have_value("")


def record_attendance(person: Person, number: int, there: Collection[str]) -> None:
    """Tick *Attended* for the people named in `there`, *Apologies* for the rest."""
    person.opens("workshops:session-detail", number=number)
    person.follows("Record who came")
    for place in person.page.locator("fieldset.app-pos").all():
        name = place.locator("legend strong").inner_text()
        person.chooses("Attended" if name in there else "Apologies", within=place)
    person.presses("Record who came")
    person.is_told(f"Recorded who came to session {number}.")


def make_statement(
    person: Person, number: int, text: str, *, points: Sequence[str] = (), holds: Sequence[str] = ()
) -> None:
    """Word one statement, from the logged points that contain `points` or from memory."""
    person.opens("workshops:desk-detail", number=number)
    if points:
        for words in points:
            row = person.page.locator(".app-point--tick", has_text=words)
            row.get_by_role("checkbox").check(force=True)
        person.presses(MAKE)
    else:
        person.follows("Write a statement from memory")
    person.writes("The statement, as people will read it", text)
    for sector in holds:
        person.chooses("Holds", within=group(person, sector))
    person.presses("Save this statement" if points else "Add this statement")
    person.sees(text)


def send_notes(person: Person, number: int) -> None:
    person.opens("workshops:desk-detail", number=number)
    person.follows("Read through and send for checking")
    person.presses("Send these notes for checking")
    person.is_told("The notes are sent for checking.")


# Checking


def question(person: Person, statement: int) -> Locator:
    """The part of the page that asks about one statement."""
    return person.page.locator(".app-clear", has=person.page.locator(f"#p{statement}"))


def answer(
    person: Person,
    statement: int,
    verdict: str,
    *,
    words: str = "",
    reason: str = "",
    ground: str = "",
) -> None:
    """Answer one statement on the open page of questions; nothing is sent yet."""
    part = question(person, statement)
    person.chooses(verdict, within=part)
    if verdict == CHANGE:
        part.get_by_label("The words as they should be").fill(words)
        part.get_by_label("Why,").fill(reason)
    if verdict == OUT:
        person.chooses(ground, within=part)
        part.get_by_label("How was it?").fill(reason)


def add_view(person: Person, statement: int, text: str) -> None:
    part = question(person, statement)
    if not part.get_by_label("How we see it, in one sentence").is_visible():
        part.locator("summary", has_text="Add how we see it").click()
    part.get_by_label("How we see it, in one sentence").fill(text)


def send_answers(person: Person, *, rest_is_fair: bool = False) -> None:
    """Continue to *check your answers*, and send them."""
    if rest_is_fair:
        person.chooses("Everything I have left blank above is a fair record")
    person.presses("Continue")
    person.is_at("Check your answers")
    person.presses("Send my answers")
    person.is_at("You’ve checked the notes")


def check_notes(person: Person, number: int) -> None:
    """Come to the page of questions from the home page, as the mail says."""
    person.opens("home")
    person.follows(f"Check the notes of session {number}")
    person.is_at("Check the notes")


def decide(person: Person, outcome: str, *, words: str = "") -> None:
    """Decide the first suggested change on the page."""
    person.follows("Decide")
    person.chooses(outcome)
    if words:
        person.writes("The other words", words)
    person.presses("Save what was decided")


# In the room


def say_who_is_here(person: Person, number: int, names: Collection[str]) -> None:
    person.opens("workshops:room-here", number=number)
    for box in person.page.locator(".app-present li").all():
        here = box.locator("label").inner_text().strip() in names
        box.get_by_role("checkbox").set_checked(here, force=True)
    person.presses("These people are here", within=person.page.locator("body"))


def agree(person: Person) -> None:
    """All present agree to the statement on the wall."""
    person.presses("present agree", within=person.page.locator("body"))


def open_in_room(person: Person) -> str:
    """The heading of the question on the wall."""
    return person.page.get_by_role("heading", level=1).inner_text()


def approve(person: Person, number: int) -> None:
    person.opens("workshops:note-approve", number=number)
    person.presses("Approve cleared summary")
    person.is_told("Cleared:")


# The plan


def add_objective(person: Person, text: str, *, priority: str = "High") -> None:
    person.opens("actionplans:objective-add")
    person.writes("Local objective", text)
    person.chooses(priority)
    person.presses("Add this objective")
    person.is_told("The objective is added.")


def add_action(person: Person, objective: str, text: str, *, mode: str = "") -> None:
    """Add one action to the objective with the words `objective`."""
    body = objective_part(person, objective)
    folded = body.locator("summary", has_text="Change objective")
    link = body.get_by_role("link", name=re.compile("Add an action"))
    if not link.first.is_visible():
        folded.click()
    person.goes(link.locator("visible=true").first)
    person.writes("Local partnership improvement action", text)
    if mode:
        person.chooses(mode)
    person.presses("Add this action")
    person.is_told("The action is added.")


def link_evidence(person: Person, objective: str, statements: Sequence[str]) -> None:
    body = objective_part(person, objective)
    person.goes(body.get_by_role("link", name="Link a statement or give a reason"))
    for words in statements:
        person.page.get_by_label(words).first.check(force=True)
    person.presses("Save where it came from")
    person.is_told("is saved")


def objective_part(person: Person, text: str) -> Locator:
    """The part of Table 1 of one objective, on the plan's page as it is now."""
    person.opens("actionplans:plan-detail")
    return person.page.locator("table.app-plan > tbody", has_text=text)


def accept_everything(person: Person) -> None:
    person.opens("actionplans:plan-detail")
    person.presses("Accept everything above")
    person.is_told("Accepted:")


def sign(person: Person) -> None:
    person.opens("actionplans:plan-detail")
    person.follows("Check before you sign")
    person.presses("Sign for")


def group(person: Person, name: str) -> Locator:
    """The fieldset whose legend begins with `name`."""
    return person.page.get_by_role("group", name=re.compile(f"^{re.escape(name)}"))
