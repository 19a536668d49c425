"""A facilitator's press reminds those who have not answered, and nobody else; and the parts that keep up to date."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from partnerships.membership import NotPossible
from pipd.kit import clock, mail
from pipd.kit.models import OutgoingMail
from tests import build
from tests.build import quotations
from tests.client import Client, canaries
from workshops import post
from workshops.clearance import answering, identifying, live, quoting, reminding, room
from workshops.clearance.working import Answer, DifferingView, Note

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def workshop(area: build.Group) -> build.Workshop:
    """Six were there; two have answered everything, one a part."""
    found = build.circulated(area)
    for seat in (area.la[0], area.tso[0]):
        build.answer(found, seat)
    build.answer(found, area.tso[1], numbers=[1])
    return found


def reminded() -> set[object]:
    return set(OutgoingMail.objects.filter(kind=post.REMINDER).values_list("recipient", flat=True))


def address(page: str) -> str:
    return reverse(f"workshops:{page}", kwargs={"area": "quillshire", "number": 1})


def test_only_those_who_have_not_answered_everything_are_reminded(area, workshop):
    """Domain E6: silence is chased, never counted."""
    assert reminding.remind(workshop, by=area.facilitator) == 4
    waiting = [area.la[1], area.la[2], area.tso[1], area.tso[2]]
    assert reminded() == {seat.user_id for seat in waiting}
    assert Answer.objects.filter(responder__seat=area.la[1]).count() == 0


def test_each_is_reminded_once_a_working_day(area, workshop):
    reminding.remind(workshop, by=area.facilitator)
    with pytest.raises(NotPossible, match="reminded today already"):
        reminding.remind(workshop, by=area.other_facilitator)
    clock.set_to(clock.now() + DAY)
    assert reminding.remind(workshop, by=area.facilitator) == 4


def test_a_weekends_press_counts_for_the_next_working_day(area, workshop):
    while clock.today().weekday() != 5:
        clock.set_to(clock.now() + DAY)
    assert reminding.remind(workshop, by=area.facilitator) == 4
    clock.set_to(clock.now() + 2 * DAY)  # Monday
    with pytest.raises(NotPossible, match="reminded today already"):
        reminding.remind(workshop, by=area.facilitator)


def test_reminder_carries_no_word_of_the_notes_and_no_name(area, workshop):
    reminding.remind(workshop, by=area.facilitator)
    for row in OutgoingMail.objects.filter(kind=post.REMINDER):
        told = row.subject_line + row.body_text + row.body_html
        assert canaries(told) == set()
        assert not any(seat.user.full_name in told for seat in area.participants)


def test_who_answers_before_it_goes_out_gets_none(area, workshop):
    reminding.remind(workshop, by=area.facilitator)
    build.answer(workshop, area.la[1])
    still = {row.recipient: mail.still_due(row) for row in OutgoingMail.objects.filter(kind=post.REMINDER)}
    assert still[area.la[1].user_id] is False
    assert still[area.la[2].user_id] is True


def test_nobody_is_reminded_once_answers_are_closed_or_all_are_in(area, workshop):
    for seat in (area.la[1], area.la[2], area.tso[1], area.tso[2]):
        build.answer(workshop, seat)
    with pytest.raises(NotPossible, match="Everybody has answered"):
        reminding.remind(workshop, by=area.facilitator)
    build.after_the_window(workshop)
    with pytest.raises(NotPossible, match="over"):
        reminding.remind(workshop, by=area.facilitator)


@pytest.mark.parametrize("who", ["la_lead", "coordinator"])
def test_only_facilitators_remind(area, workshop, who):
    with pytest.raises(PermissionDenied):
        reminding.remind(workshop, by=getattr(area, who))


def test_page_says_who_gets_one_and_who_had_it(area, workshop):
    client = Client().as_(area.facilitator, may_see=area.words.uncleared)
    assert "Have not answered everything: 4" in client.get(address("note-changes")).content.decode()
    page = client.post(address("note-remind"), follow=True).content.decode()
    assert "4 people get a reminder by email." in page
    assert page.count("reminded today") == 4
    assert "Remind them now" not in page


# Kept up to date


def seen(area: build.Group, workshop: build.Workshop) -> str:
    return live.mark(workshop, area.facilitator)


def change_of(area: build.Group, workshop: build.Workshop) -> dict[str, object]:
    """Everything that must be noticed, each a press of somebody's."""
    point = build.shown(workshop)[0].point_id
    return {
        "answer": lambda: build.answer(workshop, area.la[1], numbers=[1]),
        "suggestion": lambda: build.answer(
            workshop, area.la[2], build.CHANGE, numbers=[2], reason="so", new_text="other"
        ),
        "decision": lambda: build.decide(
            area, build.Amendment.objects.get(responder__seat=area.la[2], outcome="open")
        ),
        "sent": lambda: build.circulating.circulate_changes(workshop, by=area.facilitator),
        "view": lambda: answering.add_view(workshop, point, text="QUAGGA-VIEW", by=area.tso[0]),
        "held back": lambda: identifying.hold_back(workshop, DifferingView.objects.get().pk, by=area.tso[1]),
        "missing": lambda: answering.suggest_missing(workshop, text="x", reason="y", by=area.la[0]),
        "in the room": lambda: build.enter_room(area, workshop, area.la[:2] + area.tso[:2]),
        "left out": lambda: room.leave_out(workshop, point, by=area.facilitator),
        "agreed": lambda: build.all_present_agree(area, workshop, numbers=[3]),
        "over": lambda: build.after_the_window(workshop),
    }


def test_every_change_is_noticed_and_nothing_else(area, workshop):
    marks = [seen(area, workshop)]
    unnoticed = []
    for name, act in change_of(area, workshop).items():
        act()
        marks.append(seen(area, workshop))
        if marks[-1] == marks[-2]:
            unnoticed.append(name)
        if seen(area, workshop) != marks[-1]:
            unnoticed.append(f"{name}: another mark without a change")
    assert unnoticed == []


def test_what_is_said_of_quotations_is_noticed(area):
    """Their standing and others' claims are on the facilitators' table, and no statement's answer changes with them."""
    workshop, quotation = quotations.quoted(
        area, words=f"{area.words.note} in these words", speaker=area.tso[2]
    )
    digest = quotations.digest_of(quotation)
    note = Note.objects.get(workshop=workshop)
    acts = {
        "permitted": lambda: quoting.permit(area.area, quotation, by=area.tso[2]),
        "refused instead": lambda: quoting.refuse(area.area, quotation, by=area.tso[2]),
        "claimed": lambda: quoting.say(note, {quotation: ("refuses", digest)}, by=area.la[1]),
        "claim taken back": lambda: quoting.say(note, {quotation: ("", digest)}, by=area.la[1]),
        "withdrawn": lambda: quoting.withdraw(area.area, quotation, by=area.tso[2]),
    }
    marks = [seen(area, workshop)]
    unnoticed = []
    for name, act in acts.items():
        build.forward_to(clock.now() + MINUTE)
        act()
        marks.append(seen(area, workshop))
        if marks[-1] == marks[-2] or seen(area, workshop) != marks[-1]:
            unnoticed.append(name)
    assert unnoticed == []


def test_looking_again_costs_one_query_more_than_the_seat_when_nothing_changed(
    area, workshop, django_assert_num_queries
):
    client = Client().as_(area.facilitator, may_see=area.words.uncleared)
    client.get(address("note-changes"))
    mark = seen(area, workshop)
    with django_assert_num_queries(6, exact=False) as counted:
        response = client.get(address("still-missing"), {"seen": mark})
    assert (response.status_code, response.content) == (204, b"")
    build.answer(workshop, area.la[1])
    with django_assert_num_queries(20, exact=False) as anew:
        page = client.get(address("still-missing"), {"seen": mark}).content.decode()
    assert len(counted) < len(anew)
    assert "Have not answered everything: 3" in page
    assert "<html" not in page


def test_room_progress_is_a_part_of_its_own(area, workshop):
    build.enter_room(area, workshop, area.la[:2] + area.tso[:2])
    build.all_present_agree(area, workshop, numbers=[1])
    client = Client().as_(area.facilitator, may_see=area.words.uncleared)
    assert "1 of 3 settled" in client.get(address("room-progress")).content.decode()


def test_changes_page_costs_the_same_at_one_and_three_suggestions(area, workshop, django_assert_num_queries):
    client = Client().as_(area.facilitator, may_see=area.words.uncleared)
    costs = []
    for numbers in ([1], [2, 3]):
        build.answer(workshop, area.la[2], build.CHANGE, numbers=numbers, reason="so", new_text="other")
        client.get(address("note-changes"))
        with django_assert_num_queries(17, exact=False) as counted:
            client.get(address("note-changes"))
        costs.append(len(counted))
    assert costs[0] == costs[1] <= 15, costs


@pytest.mark.parametrize("changed", [1, 3])
def test_check_page_costs_the_same_at_one_and_three_changes(
    area, workshop, django_assert_num_queries, changed
):
    for number in range(1, changed + 1):
        build.answer(workshop, area.la[2], build.CHANGE, numbers=[number], reason="so", new_text="other")
        build.decide(area, build.Amendment.objects.get(responder__seat=area.la[2], outcome="open"))
    build.circulating.circulate_changes(workshop, by=area.facilitator)
    client = Client().as_(area.la[0], may_see=area.words.uncleared)
    client.get(address("note-check"))
    with django_assert_num_queries(11):
        client.get(address("note-check"))
