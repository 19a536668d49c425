"""Suggested changes in full: words, taking out, kind and who holds it; and what those who answered are told of it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from partnerships.membership import NotPossible
from pipd.kit.revisions import Conflict
from tests import build
from tests.client import Client
from tests.workshops.acts import all_fair, approve, cleared_numbers
from workshops.clearance import approving, checking, circulating, overview
from workshops.clearance.working import Amendment, Answer, DraftPoint


@pytest.fixture
def workshop(area: build.Group) -> build.Workshop:
    return build.circulated(area)


def suggest(workshop: build.Workshop, seat: build.Seat, number: int = 1, **change: object) -> Amendment:
    told = {"new_text": build.shown(workshop)[number - 1].text, "reason": "QUAGGA-REASON so", **change}
    build.answer(workshop, seat, build.CHANGE, numbers=[number], **told)
    return Amendment.objects.get(responder__seat=seat, outcome="open", point__number=number)


def asked(workshop: build.Workshop, seat: build.Seat) -> dict[int, checking.Asked]:
    page = checking.check_page(workshop, seat)
    assert page is not None
    return {a.statement.number: a for a in page.asked}


def agreement(workshop: build.Workshop) -> dict[int, bool]:
    note = build.note_of(workshop)
    found = approving.judge_all(note, build.version_of(workshop), approving.responders(note))
    return {j.shown.number: j.finding.agreed for j in found}


def test_one_open_amendment_blocks_that_statement_alone(area, workshop):
    """Domain 3N, 5: one open amendment on a point; that point is not agreed, the others are."""
    all_fair(area, workshop)
    suggest(workshop, area.la[2], 2, new_text="QUAGGA-AMEND better words")
    assert agreement(workshop) == {1: True, 2: False, 3: True}
    with pytest.raises(NotPossible) as refused:
        approve(area, workshop)
    assert refused.value.reasons == ["Statement 2: A suggested change is still to be decided."]
    build.after_the_window(workshop)
    approve(area, workshop)
    assert cleared_numbers(workshop) == [1, 3]


def test_silence_is_never_counted_and_writes_no_row(area, workshop):
    """Domain E6: no row is written for silence; it is no agreement, and blocks nothing where the rule holds."""
    all_fair(area, workshop, la=2, tso=1)
    assert agreement(workshop) == {1: False, 2: False, 3: False}
    assert set(Answer.objects.values_list("responder__seat", flat=True)) == {
        area.la[0].pk,
        area.la[1].pk,
        area.tso[0].pk,
    }
    build.answer(workshop, area.tso[1])
    assert agreement(workshop) == {1: True, 2: True, 3: True}


# Taking out


def test_removal_accepted_takes_the_statement_out_of_a_new_version(area, workshop):
    all_fair(area, workshop)
    removal = suggest(workshop, area.tso[2], 2, is_removal=True)
    assert (removal.text, removal.is_removal) == ("", True)
    build.decide(area, removal)
    assert (
        approving.judge_all(
            build.note_of(workshop), build.version_of(workshop), approving.responders(build.note_of(workshop))
        )[1].shown.number
        == 3
    )  # the others keep their numbers
    with pytest.raises(NotPossible) as refused:
        approve(area, workshop)
    assert refused.value.reasons == [
        "A statement is taken out, and those who answer have not been sent the notes without it."
    ]
    circulating.circulate_changes(workshop, by=area.facilitator)
    assert [cp.number for cp in build.shown(workshop)] == [1, 3]
    approve(area, workshop)
    assert cleared_numbers(workshop) == [1, 3]


def test_removal_refused_asks_its_author_again(area, workshop):
    removal = suggest(workshop, area.tso[2], 2, is_removal=True)
    build.decide(area, removal, outcome="not_accepted")
    found = asked(workshop, area.tso[2])[2]
    assert (found.group, found.declined) == (overview.DECLINED, "Take it out of the notes.")
    assert "you suggested taking it out; it was not taken up." in found.since.became


def test_removal_in_part_keeps_the_statement_in_other_words(area, workshop):
    build.decide(area, suggest(workshop, area.tso[2], 2, is_removal=True), outcome="in_part", text="Softer")
    point = DraftPoint.objects.get(note__workshop=workshop, number=2)
    assert (point.text, point.removed_at) == ("Softer", None)


def test_removal_ends_the_other_changes_of_that_statement(area, workshop):
    removal = suggest(workshop, area.tso[2], 2, is_removal=True)
    other = suggest(workshop, area.la[2], 2, new_text="QUAGGA-AMEND other")
    elsewhere = suggest(workshop, area.la[1], 1, new_text="QUAGGA-AMEND elsewhere")
    build.decide(area, removal)
    for change in (other, elsewhere):
        change.refresh_from_db()
    assert (other.outcome, elsewhere.outcome) == ("not_accepted", "open")


def test_who_answered_a_statement_is_told_that_it_was_taken_out(area, workshop):
    all_fair(area, workshop)
    words = build.shown(workshop)[1].text
    build.decide(area, suggest(workshop, area.tso[2], 2, is_removal=True))
    circulating.circulate_changes(workshop, by=area.facilitator)
    page = checking.check_page(workshop, area.la[0])
    assert page is not None
    assert page.gone == (checking.Gone(2, words),)
    assert checking.check_page(workshop, area.la[2]).gone == ()  # who never answered it lacks nothing
    told = Client().as_(area.la[0], may_see=area.words.uncleared).get(address("note-check"))
    assert "Taken out of the notes since your answer: 1" in told.content.decode()


def test_removal_of_reworded_statement_is_a_conflict(area, workshop):
    removal = suggest(workshop, area.tso[2], 2, is_removal=True)
    with pytest.raises(Conflict):
        build.decide(area, removal, revision=99)


def test_control_a_removal_with_words_is_refused_by_the_database(area, workshop):
    removal = suggest(workshop, area.tso[2], 2, is_removal=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Amendment.objects.filter(pk=removal.pk).update(text="QUAGGA-AMEND words")


# Kind and who holds it


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"position_tso": "does_not_hold"}, "Third sector: was “holds this”, now “does not hold this”."),
        ({"position_la": "mixed"}, "Local authority: was “holds this”, now “some hold this”."),
        ({"kind": "fact"}, "What it is about: was “Something in the way”, now “A matter of fact”."),
    ],
)
def test_accepted_kind_or_position_asks_everyone_again_and_says_what_changed(
    area, workshop, change, sentence
):
    """Domain I-19, I-21: positions are part of what is answered."""
    all_fair(area, workshop)
    amendment = suggest(workshop, area.tso[2], 1, label="wording", **change)
    assert amendment.label == "meaning"  # whoever calls it mere wording
    build.decide(area, amendment)
    circulating.circulate_changes(workshop, by=area.facilitator)
    assert agreement(workshop) == {1: False, 2: True, 3: True}
    since = asked(workshop, area.la[0])[1].since
    assert (since.marks, since.difference) == ((sentence,), ())
    assert since.meaning == "This changes the meaning, so everyone is asked again."


def test_what_stays_is_not_part_of_the_suggestion(area, workshop):
    amendment = suggest(workshop, area.tso[2], 1, new_text="QUAGGA-AMEND words", position_la="holds")
    assert (amendment.position_la, amendment.kind) == ("", "")


@pytest.mark.parametrize(
    ("label", "decided", "told"),
    [
        ("wording", "", "This changes the wording only. Everyone is asked again about the new words."),
        ("meaning", "", "This changes the meaning, so everyone is asked again."),
        ("wording", "meaning", "This changes the meaning, so everyone is asked again."),
        ("meaning", "wording", "This changes the wording only. Everyone is asked again about the new words."),
    ],
)
def test_facilitators_may_correct_the_label(area, workshop, label, decided, told):
    all_fair(area, workshop)
    build.decide(
        area, suggest(workshop, area.tso[2], 1, new_text="QUAGGA-AMEND words", label=label), label=decided
    )
    circulating.circulate_changes(workshop, by=area.facilitator)
    assert asked(workshop, area.la[0])[1].since.meaning == told


@pytest.mark.parametrize(
    ("outcome", "told"), [("accepted", "it was accepted."), ("in_part", "it was accepted in part.")]
)
def test_whoever_suggested_it_is_told_what_became_of_it(area, workshop, outcome, told):
    amendment = suggest(workshop, area.tso[2], 1, new_text="QUAGGA-AMEND words")
    build.decide(area, amendment, outcome=outcome, text="QUAGGA-NOTE between")
    circulating.circulate_changes(workshop, by=area.facilitator)
    assert asked(workshop, area.tso[2])[1].since.became.endswith(f"you suggested a change; {told}")
    assert asked(workshop, area.la[0])[1].since.became == ""


def test_decision_may_correct_who_holds_it(area, workshop):
    build.decide(area, suggest(workshop, area.tso[2], 1, new_text="Words"), position_tso="mixed", kind="fact")
    point = DraftPoint.objects.get(note__workshop=workshop, number=1)
    assert (point.text, point.position_la, point.position_tso, point.kind) == (
        "Words",
        "holds",
        "mixed",
        "fact",
    )


# The pages


def address(page: str, **kwargs: object) -> str:
    return reverse(f"workshops:{page}", kwargs={"area": "quillshire", "number": 1, **kwargs})


def posted(workshop: build.Workshop, client: Client, **data: str) -> str:
    digests = {f"digest_{cp.number}": cp.digest for cp in build.shown(workshop)}
    return client.post(address("note-check"), {**digests, **data}, follow=True).content.decode()


@pytest.fixture
def officer(area: build.Group, workshop: build.Workshop) -> Client:
    return Client().as_(area.tso[2], may_see=area.words.uncleared)


CHANGE = {"verdict_1": "change", "reason_1": "It was both"}


def test_position_alone_is_a_suggestion(area, workshop, officer):
    same = build.shown(workshop)[0].text
    page = posted(workshop, officer, **CHANGE, text_1=same, position_tso_1="mixed")
    assert "Mixed" in page
    posted(workshop, officer, **CHANGE, text_1=same, position_tso_1="mixed", step="send")
    assert [(a.text, a.position_tso) for a in build.amendments(workshop)] == [(same, "mixed")]
    again = posted(workshop, officer, **CHANGE, text_1=same, position_tso_1="mixed", step="send")
    assert "Nothing is different" in again or "Answer at least one statement" in again


def test_taking_out_needs_no_other_words(area, workshop, officer):
    page = posted(workshop, officer, **CHANGE, text_1=build.shown(workshop)[0].text, removal_1="1")
    assert "Take it out of the notes" in page
    posted(workshop, officer, **CHANGE, removal_1="1", step="send")
    assert [(a.text, a.is_removal) for a in build.amendments(workshop)] == [("", True)]


def test_suggestion_that_changes_nothing_is_refused(workshop, officer):
    page = posted(workshop, officer, **CHANGE, text_1=build.shown(workshop)[0].text)
    assert "Change the words to what they should be" in page


def test_choices_that_are_none_of_ours_count_as_unchanged(area, workshop, officer):
    posted(
        workshop,
        officer,
        **CHANGE,
        text_1="Other",
        kind_1="<x>",
        position_la_1="all",
        label_1="x",
        step="send",
    )
    amendment = Amendment.objects.get()
    assert (amendment.kind, amendment.position_la, amendment.label) == ("", "", "meaning")


def test_decide_page_offers_to_take_it_out(area, workshop, officer):
    removal = suggest(workshop, area.tso[2], 2, is_removal=True)
    client = Client().as_(area.facilitator, may_see=area.words.uncleared)
    page = client.get(address("note-decide", change=removal.pk)).content.decode()
    assert "Keep it, in other words" in page
    told = {"outcome": "accepted", "text": "", "revision": "2"}
    saved = client.post(address("note-decide", change=removal.pk), told, follow=True).content.decode()
    assert "The statement is out of the notes once you send them." in saved
    assert "Decided changes are waiting" in saved
