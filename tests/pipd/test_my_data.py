"""My data: everything of one person, nothing of anybody else; on the page and in the file alike."""

from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans import comments
from actionplans.models import Delivery, Objective
from partnerships import consenting, mail_choices, membership
from partnerships.models import Seat
from pipd.each_app import ask_each_app
from tests import build
from tests.actionplans import builders
from tests.build import NEIGHBOURS_WORDS, OUR_WORDS
from tests.client import BACKEND, Client
from tests.partnerships import applicants
from workshops import feedback
from workshops.clearance import departing
from workshops.models import FeedbackComment

ANY = OUR_WORDS.uncleared | NEIGHBOURS_WORDS.uncleared | {OUR_WORDS.review, NEIGHBOURS_WORDS.review}
MOST = 15  # queries of one app


@pytest.fixture
def worded(area: build.Group, neighbour: build.Group) -> build.Group:
    """Two areas whose notes are checked, with words of every kind by several people."""
    for group in (neighbour, area):
        build.area_with_sessions(group)
    for group in (neighbour, area):
        build.delivered(group, 1)
        said = feedback.Feedback(text=f"{group.words.feedback} too long", show_sector=True, quotable=True)
        feedback.give(build.area_with_sessions(group)[0], feedback.SESSION, said, by=group.la_officer)
    for group in (neighbour, area):
        build.note_at("answered", group, 1, quoted=True)
    return area


def file_of(seat: Seat) -> dict[str, list[tuple[str, str]]]:
    response = Client(may_see=ANY).as_(seat, may_see=ANY).get(reverse("my-data-file"))
    told = json.loads(response.content)
    return {s["title"]: [(row["label"], row["value"]) for row in s["rows"]] for s in told["sections"]}


def page_of(seat: Seat) -> str:
    return Client().as_(seat, may_see=ANY).get(reverse("my-data")).content.decode()


def words_of(told: dict[str, list[tuple[str, str]]]) -> str:
    return json.dumps(told, ensure_ascii=False)


def test_own_words_are_there_with_everything_else_of_the_person(worded):
    told = file_of(worded.tso_officer)
    assert dict(told["Your account"])["Name"] == "TSO3 Quillshire"
    assert told["Your seats"][0][0] == "Participant, Quillshire"
    assert "Officer 3" in told["Your seats"][0][1]
    assert [label for label, _ in told["What you agreed to"]] == ["Take part, Quillshire"]
    assert "QUAGGA-LOGGED nobody reads our reports" in told["Points you logged"][0][1]
    [(where, change)] = told["Changes you suggested"]
    assert where == "Session 1 of Quillshire, statement 3"
    assert "QUAGGA-AMEND better words" in change
    assert "QUAGGA-REASON to be clear" in change
    assert "session 1 of quillshire" in words_of(told["Notes you were asked about"]).lower()
    assert any("consent" in verb or "join" in verb for _, verb in told[log_title(told)])


def test_actions_are_called_as_their_plan_calls_them(area):
    builders.started(area, actions=2)
    for row in Delivery.objects.order_by("action__seq"):
        builders.begun(row, area)
    told = [label for label, _ in file_of(area.tso_officer)["What you said of progress"]]
    # Told at one moment, so that their order is that of random ids.
    assert sorted(label.partition(",")[0] for label in told) == ["Action 1(a)", "Action 1(b)"]


def test_a_place_of_sign_in_is_told_in_the_words_of_its_own_page(area):
    raw = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"
    UserSession.objects.create(user=area.la_officer.user, session_key="x", ip="192.0.2.1", user_agent=raw)
    [(label, value)] = file_of(area.la_officer)["Where you are signed in"]
    assert (label, raw in value) == ("Chrome on Linux", True)


def log_title(told: dict[str, Any]) -> str:
    return next(title for title in told if title.startswith("The log"))


def test_a_view_and_a_quotation_are_shown_to_whose_they_are_alone(worded):
    lead, deputy, officer = (file_of(seat) for seat in worded.tso[:3])
    title = "How you see it: your words beside statements"
    assert "QUAGGA-VIEW how we see it" in lead[title][0][1]
    assert (deputy[title], officer[title]) == ([], [])
    noted = "Words you are noted to have said"
    assert "QUAGGA-QUOTE we wait for months" in deputy[noted][0][1]
    assert (lead[noted], officer[noted]) == ([], [])


def test_words_noted_for_somebody_are_not_shown_while_notes_are_written_up(area):
    build.note_at("drafting", area, 1, quoted=True)
    [(_, said)] = file_of(area.tso[1])["Words you are noted to have said"]
    assert said.startswith("in notes not sent yet")


def test_nothing_of_anybody_else_or_of_another_area_is_told(worded, neighbour):
    everybody = [*worded.participants, *worded.facilitators, *neighbour.participants, *neighbour.facilitators]
    for seat in (*worded.la[:3], *worded.tso[:3], worded.facilitator, worded.coordinator):
        text = words_of(file_of(seat)) + page_of(seat)
        others = [s.user for s in everybody if s.user_id != seat.user_id]
        assert [u.full_name for u in others if u.full_name in text] == []
        assert [u.email for u in others if u.email in text] == []
        assert NEIGHBOURS_WORDS.secret not in text
        assert "Nine Elders" not in text
        assert (OUR_WORDS.draft in text, OUR_WORDS.note in text) == (False, False)


SAID = {
    "la_lead": set(),
    "la_officer": {"QUAGGA-LOGGED", "QUAGGA-REASON"},
    "tso_lead": {"QUAGGA-VIEW"},
    "tso_officer": {"QUAGGA-LOGGED", "QUAGGA-AMEND", "QUAGGA-REASON"},
    "facilitator": {"QUAGGA-LOGGED"},
    "coordinator": set(),
}


@pytest.mark.parametrize("who", SAID)
def test_page_and_file_hold_the_reader_s_own_words_and_no_others(worded, who):
    seat = getattr(worded, who)
    found = [{word for word in ANY if word in text} for text in (page_of(seat), words_of(file_of(seat)))]
    assert found == [SAID[who], SAID[who]]


def test_one_person_s_points_are_not_among_another_s(worded):
    assert "the council asks twice" in words_of(file_of(worded.la_officer))
    for seat in (worded.tso_officer, worded.facilitator, worded.la_lead):
        assert "the council asks twice" not in words_of(file_of(seat))


def test_of_feedback_only_that_it_was_given(worded):
    assert FeedbackComment.objects.filter(workshop__area=worded.area).exists()
    told = file_of(worded.la_officer)
    assert told["Feedback you gave"] == [("Session 1 of Quillshire", "After a session: you answered")]
    assert OUR_WORDS.feedback not in words_of(told) + page_of(worded.la_officer)
    assert file_of(worded.tso_officer)["Feedback you gave"] == []


def test_an_application_is_told_whole_to_its_address_alone(area, neighbour):
    mine, other = applicants.to_decide(area, "tso"), applicants.to_decide(neighbour, "la")
    person = build.user(mine.email, "Ada Byron")
    reader = Client(may_see=ANY)
    reader.force_login(person, backend=BACKEND)
    text = reader.get(reverse("my-data-file")).content.decode()
    assert [words in text for words in (mine.reference, "A grant", "Large print")] == [True] * 3
    assert other.reference not in text
    assert mine.reference not in words_of(file_of(area.la_officer))


def test_an_address_that_only_looks_alike_is_anothers(area):
    """A dotless ı is I in capitals: compared without regard to case, one address would be the other."""
    mine = applicants.to_decide(area)
    alike = build.user(mine.email.replace("i", "ı", 1), "Somebody Else")
    assert alike.email.upper() == mine.email.upper()
    assert mine.reference not in words_of(file_of(build.Seat(user=alike)))


def test_choices_calendar_and_mail_are_told_without_secret_or_words(area, client):
    build.circulated(area)
    reader = client.as_(area.la_officer)
    mail_choices.stop(area.la_officer.user, ["news"])
    reader.post(reverse("calendar-reset"))
    feed = area.la_officer.user.calendar_feed
    told = file_of(area.la_officer)
    assert told["Mail you switched off"][0][0] == "News of notes and plans"
    assert len(told["Your calendar address"]) == 1
    assert str(feed.key) not in words_of(told)
    assert str(feed.key.hex) not in words_of(told)
    assert "Notes sent for checking" in [label for label, _ in told["Mail sent to you"]]


def test_how_somebody_signs_in_is_told_without_its_secrets(area, client):
    user = area.la_officer.user
    Authenticator.objects.create(user=user, type="totp", data={"secret": "SECRET-SEED"})
    Authenticator.objects.create(user=user, type="webauthn", data={"name": "My phone", "credential": "KEY-1"})
    SocialAccount.objects.create(
        user=user, provider="quillshire", uid="u-77", extra_data={"id": {"upn": "x1"}}
    )
    told = file_of(area.la_officer)
    rows = told["How you sign in"]
    said = [label for label, _ in rows]
    assert said == ["Authenticator app", "Passkey", "Sign-in of your organisation (quillshire)"]
    assert ("My phone" in rows[1][1], "id upn: x1" in rows[2][1]) == (True, True)
    assert [secret in words_of(told) for secret in ("SECRET-SEED", "KEY-1")] == [False, False]
    assert file_of(area.la_lead)["How you sign in"] == []


def test_file_has_a_fixed_name_and_is_kept_nowhere(area, client):
    response = client.as_(area.la_officer).get(reverse("my-data-file"))
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert response["Content-Type"] == "application/json"
    assert "no-store" in response["Cache-Control"]


def test_who_left_and_who_withdrew_still_read_what_is_held(worded):
    leaver, withdrew = worded.la_officer, worded.tso_officer
    membership.leave(leaver, by=leaver)
    departing.withdraw_consent(worded.area, by=withdrew)
    assert "QUAGGA-LOGGED the council asks twice" in page_of(leaver)
    told = file_of(withdrew)
    assert "QUAGGA" not in words_of(told)
    assert "taken back" in told["What you agreed to"][0][1]
    assert "no words are kept" in told["Points you logged"][0][1]


def test_signed_out_nobody_reads_it(client, db):
    for name in ("my-data", "my-data-file"):
        assert client.get(reverse(name))["Location"].startswith("/accounts/login/")


def test_every_app_answers(area):
    assert len(ask_each_app("held")) == 3


def queries(seat: Seat) -> list[int]:
    """How many each app takes."""
    found = []
    for app in ask_each_app("held"):
        with CaptureQueriesContext(connection) as seen:
            app.held(seat.user)
        found.append(len(seen))
    return found


def test_queries_do_not_grow_with_rows_or_areas(area, neighbour):
    """With one row of a kind, and with three or more; with one area, and with two."""
    plan = builders.accepted(area)
    item = plan.objectives.get()
    seat = area.la_officer
    _one_more(seat, item)
    one = queries(seat)
    for _ in range(2):
        _one_more(seat, item)
    workshop = build.circulated(area, 2)
    build.answer(workshop, seat)
    build.log_point(build.delivered(area, 3), seat, "Another one")
    build.joined(
        neighbour.area,
        user=seat.user,
        sector=seat.sector,
        organisation=seat.organisation,
        job_title="Elsewhere",
    )
    assert queries(seat) == one
    assert max(one) <= MOST


def _one_more(seat: Seat, item: Objective) -> None:
    """One more comment, and one more consent that is taken back at once."""
    comments.say(item, text="A remark", by=seat)
    consenting.give(seat, "contact", by=seat)
    consenting.withdraw(seat, "contact", by=seat)
