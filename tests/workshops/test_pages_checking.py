"""The page for checking notes: what it asks again, what it lists before sending, and what it never sends twice."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from pipd.home import owed_by
from tests import build
from tests.client import Client
from tests.workshops.parts import asks
from workshops.clearance import checking, circulating, overview
from workshops.clearance.working import Amendment, Answer
from workshops.owed import owed

CHANGE = {"verdict_1": "change", "text_1": "Better words", "reason_1": "To be clear"}


@pytest.fixture
def workshop(area: build.Group) -> build.Workshop:
    """Three statements are sent for checking."""
    return build.circulated(area)


@pytest.fixture
def officer(area: build.Group, workshop: build.Workshop) -> Client:
    return Client().as_(area.la[2], may_see=area.words.uncleared)


def address(page: str = "note-check") -> str:
    return reverse(f"workshops:{page}", kwargs={"area": "quillshire", "number": 1})


def digests(workshop: build.Workshop) -> dict[str, str]:
    return {f"digest_{cp.number}": cp.digest for cp in build.shown(workshop)}


def links(page: str) -> set[str]:
    return set(re.findall(r'<a [^>]*href="(/[^"?#]*)', page))


def post(client: Client, workshop: build.Workshop, **data: Any) -> str:
    response = client.post(address(), {**digests(workshop), **data}, follow=True)
    return response.content.decode()


def send(client: Client, workshop: build.Workshop, **data: Any) -> str:
    return post(client, workshop, step="send", **data)


@pytest.fixture
def declined(area: build.Group, workshop: build.Workshop, officer: Client) -> build.Workshop:
    """All three are answered; the change suggested for statement 1 was not taken up."""
    send(officer, workshop, **CHANGE, verdict_2="fair", verdict_3="fair")
    build.decide(area, build.amendments(workshop)[0], outcome="not_accepted")
    return workshop


def test_a_suggestion_that_was_not_taken_up_asks_for_the_statement_again(area, declined, officer):
    page = officer.get(address()).content.decode()
    assert "Your suggestion was not taken up: 1" in page
    assert "What you had suggested" in page
    assert "Better words" in page
    assert re.search(r"On [^.]* you suggested a change; it was not taken up\.", page)
    asked = checking.check_page(declined, area.la[2])
    assert asked is not None
    assert [(a.group, a.verdict) for a in asked.asked] == [
        (overview.DECLINED, ""),
        (overview.ANSWERED, "fair"),
        (overview.ANSWERED, "fair"),
    ]


def test_whoever_records_reads_what_they_had_suggested(area, declined):
    who = build.responder(declined, area.la[2]).pk
    place = reverse("workshops:answers-record", kwargs={"area": "quillshire", "number": 1, "responder": who})
    page = Client().as_(area.facilitator, may_see=area.words.uncleared).get(place).content.decode()
    assert re.search(r"On [^.]* they suggested a change; it was not taken up\.", page)
    assert "What they had suggested" in page
    assert "you suggested" not in page


def test_home_asks_for_it_too(area, declined):
    assert [thing.kind for thing in owed_by([area.la[2]]) if thing.kind == "note to check"] == [
        "note to check"
    ]
    build.answer(declined, area.la[2], build.FAIR, numbers=[1])
    assert [thing.kind for thing in owed([area.la[2]]) if thing.kind == "note to check"] == []


def test_the_statement_can_then_be_called_fair(area, declined, officer):
    send(officer, declined, verdict_1="fair", verdict_2="fair", verdict_3="fair")
    asked = checking.check_page(declined, area.la[2])
    assert asked is not None
    assert {a.group for a in asked.asked} == {overview.ANSWERED}


def test_the_rest_is_fair_answers_it_without_a_word_about_the_former_suggestion(area, declined, officer):
    page = post(officer, declined, rest="1", verdict_2="fair", verdict_3="fair")
    assert "There is a problem" not in page
    assert "Send my answers" in page


def test_words_that_changed_since_a_declined_suggestion_are_not_called_new(area, declined):
    build.answer(declined, area.tso[2], build.CHANGE, numbers=[1], reason="Why", new_text="Other words")
    build.decide(area, next(a for a in build.amendments(declined) if a.outcome == "open"))
    circulating.circulate_changes(declined, by=area.facilitator)
    asked = checking.check_page(declined, area.la[2])
    assert asked is not None
    assert asked.asked[0].group == overview.CHANGED


def test_an_open_suggestion_is_an_answer_and_is_not_sent_again(area, workshop, officer):
    send(officer, workshop, **CHANGE)
    first = Amendment.objects.get()
    send(officer, workshop, **CHANGE, verdict_2="fair")
    assert [(a.pk, a.outcome) for a in Amendment.objects.all()] == [(first.pk, "open")]
    assert Answer.objects.filter(superseded_at=None).count() == 2


def test_what_is_not_answered_is_listed_before_sending(workshop, officer):
    page = post(officer, workshop, verdict_1="fair")
    assert "Not answered: 2" in page
    for shown in build.shown(workshop)[1:]:
        assert shown.text in page.split("Not answered: 2")[1]


def test_the_reason_is_among_the_answers_to_check(workshop, officer):
    page = post(
        officer, workshop, **CHANGE, verdict_2="out", ground_2="not_said", out_2="It was about parking"
    )
    assert "To be clear" in page
    assert "It was about parking" in page


def test_sending_nothing_new_says_so(workshop, officer):
    assert "Answer at least one statement" in post(officer, workshop)
    told = {f"verdict_{n}": "fair" for n in (1, 2, 3)}
    send(officer, workshop, **told)
    assert "Nothing is different from what you sent" in post(officer, workshop, **told)


def test_a_fault_in_an_earlier_answer_opens_the_folded_part(workshop, officer):
    send(officer, workshop, verdict_1="fair")
    shown = asks(officer.get(address()).content.decode())
    page = post(officer, workshop, **shown, verdict_1="change", text_1="", reason_1="")
    assert "Change the words to what they should be" in page
    folded = page[: page.index("earlier answer, unchanged")].rsplit("<details", 1)[1]
    assert folded.startswith(' class="govuk-details" open>')


def test_home_tells_a_facilitator_that_decided_changes_wait_to_be_sent(area, workshop, officer):
    send(officer, workshop, **CHANGE)
    build.decide(area, build.amendments(workshop)[0])
    said = [thing.what for thing in owed([area.facilitator]) if thing.kind == "note to settle"]
    assert said == [
        "Quillshire. Everything is decided. Send the changed notes, so that people can answer them."
    ]
    circulating.circulate_changes(workshop, by=area.facilitator)
    said = [thing.what for thing in owed([area.facilitator]) if thing.kind == "note to settle"]
    assert said == ["Quillshire. Nothing to decide yet."]


def test_deciding_to_keep_the_words_says_what_comes_of_it(area, workshop, officer):
    send(officer, workshop, **CHANGE)
    change = build.amendments(workshop)[0]
    client = Client().as_(area.facilitator, may_see=area.words.uncleared)
    where = reverse("workshops:note-decide", kwargs={"area": "quillshire", "number": 1, "change": change.pk})
    data = {"outcome": "not_accepted", "revision": 1, "position_la": "holds", "position_tso": "holds"}
    page = client.post(where, data, follow=True).content.decode()
    assert "The words stay as they were" in page
    assert "People answer the new words" not in page


def test_every_way_on_from_the_page_is_open_to_who_left(area, workshop, officer):
    """Domain I-15: they may still answer, and nothing else of the area."""
    assert reverse("workshops:session-detail", kwargs={"area": "quillshire", "number": 1}) in links(
        officer.get(address()).content.decode()
    )
    build.membership.leave(area.la[2], by=area.la[2])
    page = officer.get(address()).content.decode()
    assert "What needs you</a>" in page
    assert {href: officer.get(href).status_code for href in links(page)} == dict.fromkeys(links(page), 200)


EITHER = "Either change the words, or ask for the statement to be taken out"


def test_other_words_for_a_statement_to_be_taken_out_are_not_dropped_in_silence(area, workshop, officer):
    page = send(officer, workshop, **CHANGE, removal_1="1")
    assert EITHER in page
    assert "Better words</textarea>" in page
    assert 'name="removal_1" value="1" checked' in page
    assert EITHER in send(officer, workshop, **CHANGE | {"text_1": ""}, removal_1="1", position_la_1="mixed")
    assert not Answer.objects.exists()


def test_words_left_as_they_were_beside_taking_out_are_no_fault(area, workshop, officer):
    text = build.shown(workshop)[0].text
    assert EITHER not in send(officer, workshop, **CHANGE | {"text_1": text}, removal_1="1")
    assert Amendment.objects.get().is_removal


def test_each_answer_to_be_checked_leads_back_to_its_statement(area, workshop, officer):
    page = post(officer, workshop, **CHANGE, verdict_2="fair", view_3="WE see it")
    for number in (1, 2, 3):
        assert f'name="step" value="back" formaction="#p{number}"' in page
    assert "Will stand beside it, under your sector, without your name:" in page
    back = post(officer, workshop, **CHANGE, verdict_2="fair", step="back")
    assert 'id="p1"' in back
    assert "Better words</textarea>" in back
