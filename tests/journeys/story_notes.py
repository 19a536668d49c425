"""Steps 1 to 5 of the main job: from an area with only its people to a cleared record."""

from __future__ import annotations

from datetime import timedelta

from tests import build
from tests.journeys import people
from tests.journeys.cast import BOTH_STATEMENT, CHANGED_FROM, CHANGED_TO, LA_STATEMENT, ROOM_WORDS, Cast
from workshops import scheduling
from workshops.models import Workshop

OWN_WORDS = "These are my own words, and I did not mean them to be noted"


def session(cast: Cast, number: int) -> Workshop:
    return Workshop.objects.get(area=cast.group.area, number=number)


def the_coordinator_plans(cast: Cast) -> None:
    """Step 1: the board, the area with its people, four sessions, and the start of the group."""
    person = cast.coordinator
    person.opens("home")
    person.opens("board")
    person.sees("Quillshire", "Sessions are not planned")
    person.follows("Quillshire")
    person.sees("Four half-day sessions will be here")
    person.opens("partnerships:people-list", area=cast.group.slug)
    person.sees("Facilitator1 Quillshire", "Facilitator2 Quillshire", "LA1 Quillshire", "TSO6 Quillshire")
    people.plan_sessions(person, scheduling.usual_days(cast.group.area, build.FIRST_SESSION))
    people.start_group(person)
    person.sees("Session 4", "Monday 18 January 2027", "Town hall 1")


def officers_log(cast: Cast) -> None:
    """Step 2: in session 1, on their own screens; only the author and the facilitators see a point."""
    build.clock.set_to(session(cast, 1).starts_at + timedelta(minutes=30))
    said, words = cast.group.words, cast.group.words.logged
    cast.la[2].opens("home")
    cast.la[2].follows("Log points")
    people.log_point(cast.la[2], 1, f"{words} our years begin in April")
    people.log_point(cast.la[2], 1, f"{words} we lose people", said="Both")
    people.log_point(cast.tso[1], 1, f"{words} tenders come late", exact_words=True)
    people.log_point(cast.tso[2], 1, f"{words} lots are large")
    cast.la[1].opens("workshops:points-log", number=1)
    cast.la[1].sees("Your points so far: 0")
    cast.la[1].does_not_see(said.logged)
    cast.approver.opens("workshops:desk-detail", number=1)
    cast.approver.sees("our years begin", "tenders come late", "lots are large")


def the_facilitator_writes_up(cast: Cast) -> None:
    """Step 3: who came, four statements from the points and one from memory, and off they go."""
    build.clock.set_to(session(cast, 1).ends_at + timedelta(minutes=10))
    person, secret = cast.writer, cast.group.words.note
    people.record_attendance(person, 1, cast.there)
    both, la, tso = ("Local authority", "Third sector"), ("Local authority",), ("Third sector",)
    people.make_statement(person, 1, LA_STATEMENT, points=["our years"], holds=la)
    people.make_statement(person, 1, BOTH_STATEMENT, points=["tenders come"], holds=both)
    people.make_statement(person, 1, CHANGED_FROM, points=["we lose"], holds=both)
    people.make_statement(person, 1, f"{secret} lots are too large.", points=["lots are"], holds=tso)
    people.make_statement(person, 1, f"{secret} somebody said so.")
    people.send_notes(person, 1)
    cast.coordinator.opens("workshops:session-detail", number=1)
    cast.coordinator.does_not_see(BOTH_STATEMENT)


def four_answer(cast: Cast) -> None:
    """Step 4: fair; a change with its reason; should not be in; and how the other side sees it."""
    build.clock.set_to(session(cast, 1).ends_at + timedelta(days=2))
    words = cast.group.words
    people.check_notes(cast.la[0], 1)
    people.send_answers(cast.la[0], rest_is_fair=True)
    people.check_notes(cast.la[1], 1)
    people.answer(cast.la[1], 3, people.CHANGE, words=CHANGED_TO, reason=f"{words.reason} it is posts")
    people.send_answers(cast.la[1], rest_is_fair=True)
    people.check_notes(cast.tso[0], 1)
    people.add_view(cast.tso[0], 1, "Our year begins when the grant letter comes.")
    people.answer(cast.tso[0], 4, people.CHANGE, words=ROOM_WORDS, reason=f"{words.reason} say which")
    people.send_answers(cast.tso[0], rest_is_fair=True)
    people.check_notes(cast.tso[2], 1)
    people.answer(cast.tso[2], 5, people.OUT, ground=OWN_WORDS, reason=f"{words.reason} it was a joke")
    people.send_answers(cast.tso[2], rest_is_fair=True)
    cast.reader.opens("workshops:session-detail", number=1)
    cast.reader.follows("Read the notes")
    cast.reader.sees(LA_STATEMENT, "Our year begins when the grant letter comes.")
    cast.reader.does_not_see(words.reason)


def the_facilitator_sends_a_change(cast: Cast) -> None:
    """Step 4, its end: one change is decided and sent; answers to unchanged statements carry over."""
    person = cast.writer
    person.opens("workshops:session-detail", number=1)
    person.follows("Changes and answers")
    person.sees("Suggested changes: 2", "Should not be in: 1")
    people.decide(person, "Use the suggested words")
    person.presses("Send the changed notes")
    person.is_told("Version 2 is sent.")
    people.check_notes(cast.la[0], 1)
    cast.la[0].sees("Changed since your answer: 1", CHANGED_TO)
    people.send_answers(cast.la[0], rest_is_fair=True)


def the_room_settles(cast: Cast) -> None:
    """Step 5: at session 2, with those who were there; then the other facilitator approves."""
    build.clock.set_to(session(cast, 2).starts_at + timedelta(minutes=10))
    person = cast.writer
    cast.approver.opens("workshops:note-approve", number=1)
    cast.approver.sees("What still stops approval")
    person.opens("workshops:session-detail", number=1)
    person.follows("Agree the notes in the room")
    people.say_who_is_here(person, 1, cast.there)
    in_body = person.page.locator("body")
    for _ in range(12):
        heading = people.open_in_room(person)
        if "which words" in heading:
            person.presses("Use these words", within=in_body)
        elif "Statement 5" in heading:
            person.presses("Leave this statement out", within=in_body)
        elif "is this a fair record" in heading:
            people.agree(person)
        else:
            break
    person.is_at("Every statement is settled")
    people.approve(cast.approver, 1)


def the_record_is_read(cast: Cast) -> None:
    """Step 5, its end: the coordinator reads what is cleared and nothing else; one statement is withdrawn."""
    person = cast.coordinator
    person.opens("workshops:record-session", number=1)
    person.sees(LA_STATEMENT, BOTH_STATEMENT, CHANGED_TO, ROOM_WORDS, "Our year begins when")
    person.does_not_see(CHANGED_FROM, cast.group.words.secret)
    cast.reader.opens("workshops:left-out", number=1)
    cast.reader.sees(f"{cast.group.words.note} somebody said so.")
    cast.approver.opens("workshops:record-detail")
    row = cast.approver.page.locator("li", has_text=ROOM_WORDS)
    cast.approver.goes(row.get_by_role("link", name="Withdraw"))
    cast.approver.presses("Withdraw this statement")
    person.opens("workshops:record-detail")
    person.sees(LA_STATEMENT, "1 withdrawn")
    person.does_not_see(ROOM_WORDS)


STEPS = (
    the_coordinator_plans,
    officers_log,
    the_facilitator_writes_up,
    four_answer,
    the_facilitator_sends_a_change,
    the_room_settles,
    the_record_is_read,
)
