"""Once who said what is deleted, a quotation in the record can be withdrawn and nothing else (domain 3R, I-24)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from partnerships.membership import NotPossible
from tests import build
from tests.build import quotations
from tests.client import Client
from tests.workshops.ended import DUE, WORDS, at, cleared, confirm, make
from tests.workshops.test_verifying import verified
from workshops.clearance import quotes_reading, quoting
from workshops.clearance.working import Note, Quotation, QuotationAnswer
from workshops.models import ClearedQuote

PERMIT = "and may be used"


@pytest.fixture
def ended(area: build.Group, neighbour: build.Group) -> build.Group:
    return make(area, neighbour)


def in_record(group: build.Group) -> ClearedQuote:
    return ClearedQuote.objects.get(point__note__area=group.area)


@pytest.fixture
def forgotten(ended: build.Group) -> build.Group:
    at(DUE)
    confirm(ended, WORDS)
    return ended


def page(group: build.Group, who: str) -> str:
    told = Client().as_(getattr(group, who)).get(reverse("workshops:quotations-mine", args=[group.slug]))
    return told.content.decode()


@pytest.mark.parametrize("who", ["la_officer", "tso_officer"])
def test_nobody_permits_what_was_cleared_and_so_nothing_leaves_the_record(forgotten, who):
    before, wrong, quote = cleared(), verified(), in_record(forgotten)
    with pytest.raises(NotPossible, match="kept long enough"):
        quoting.permit(forgotten.area, quote.origin, by=getattr(forgotten, who))
    note, stances = build.note_of(quote.point.note.workshop), {quote.origin: ("", quote.digest)}
    with pytest.raises(NotPossible, match="kept long enough"):
        quoting.say(note, stances, by=forgotten.la_officer)
    assert (cleared(), verified()) == (before, wrong)
    assert not QuotationAnswer.objects.filter(quotation=quote.origin).exists()


def test_control_before_that_a_permission_is_kept_and_the_words_stay(ended):
    at(DUE)
    before, quote = cleared(), in_record(ended)
    quoting.permit(ended.area, quote.origin, by=ended.tso[1])
    assert cleared() == before


def test_the_page_offers_to_withdraw_and_pressing_an_old_button_says_why_not(forgotten):
    quote = in_record(forgotten)
    shown = page(forgotten, "la_officer")
    assert (PERMIT in shown, "These are my words: withdraw them" in shown) == (False, True)
    assert "Who said it is not kept here any more." in shown
    address = reverse("workshops:quotation-permit", args=[forgotten.slug, quote.origin])
    told = Client().as_(forgotten.la_officer).post(address, {"digest": quote.digest}, follow=True)
    assert "nobody can permit a quotation any more" in told.content.decode()
    assert ClearedQuote.objects.filter(pk=quote.pk).exists()


def test_control_the_page_of_an_area_that_goes_on_offers_both(neighbour):
    workshop, _ = quotations.quoted(neighbour, words="Said here", speaker=None)
    build.after_the_window(workshop)
    shown = page(neighbour, "la_officer")
    assert (PERMIT in shown, "These are my words: do not use them" in shown) == (True, True)


def test_the_page_before_it_is_withdrawn_promises_no_other_quotation(forgotten):
    address = reverse("workshops:quotation-refuse", args=[forgotten.slug, in_record(forgotten).origin])
    shown = Client().as_(forgotten.la_officer).get(address).content.decode()
    assert "look for them among your quotations" in shown
    assert "from every other quotation of it" not in shown


def counted(group: build.Group) -> None:
    """Raw: its answers are numbers, and its words are still there."""
    Note.objects.filter(workshop__area=group.area).update(counted_at=build.clock.now())


def test_once_answers_are_counted_a_refusal_is_kept_and_a_permission_is_not(area):
    workshop, quotation = quotations.quoted(area, words="Said here", speaker=area.tso[2])
    build.after_the_window(workshop)
    counted(area)
    with pytest.raises(NotPossible, match="kept long enough"):
        quoting.permit(area.area, quotation, by=area.tso[2])
    quoting.refuse(area.area, quotation, by=area.tso[2])
    [mine] = quotes_reading.mine(area.area, area.tso[2])
    assert (mine.is_refused, mine.is_over) == (True, True)


def test_once_answers_are_counted_words_in_the_record_are_still_withdrawn(ended):
    counted(ended)
    quote = in_record(ended)
    quoting.refuse(ended.area, quote.origin, by=ended.tso[1])
    assert not ClearedQuote.objects.filter(pk=quote.pk).exists()
    assert Quotation.objects.get(pk=quote.origin).text == ""


@pytest.mark.parametrize(("digest", "stays"), [("of other words", True), (None, False)])
def test_what_is_said_of_other_words_lets_nothing_go(ended, digest, stays):
    """The permission is taken away by hand, so that the words would go with whatever is said of them."""
    quote = in_record(ended)
    QuotationAnswer.objects.filter(quotation=quote.origin).delete()
    note = build.note_of(quote.point.note.workshop)
    quoting.say(note, {quote.origin: ("refuses", digest or quote.digest)}, by=ended.la_officer)
    assert ClearedQuote.objects.filter(pk=quote.pk).exists() == stays
