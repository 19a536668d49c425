"""A quotation that is not in the record of an area that ended: nobody permits it, and its speaker takes it out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from partnerships import ending
from partnerships.membership import NotPossible
from partnerships.models import Role
from pipd.home import owed_by, seats_of
from tests import build
from tests.build.quotations import approved, digest_of, quoted
from tests.workshops.test_pages_quotations import SAID, page, read
from workshops import verify
from workshops.clearance import quoting
from workshops.clearance.working import Quotation, QuotationAnswer

SPEAKER = 2


def ended(area: build.Group, *, noted: bool = True, said: str = "") -> UUID:
    """A quotation beside a cleared statement, that may not be used, in an area that is discontinued then."""
    workshop, quotation = quoted(area, words=SAID, speaker=area.tso[SPEAKER] if noted else None)
    if said == "refused":
        quoting.refuse(area.area, quotation, by=area.tso[SPEAKER])
    approved(area, workshop)
    ending.discontinue(area.area, reason="It is abolished", by=build.programme_seat(Role.ADMINISTRATOR))
    area.area.refresh_from_db()
    return quotation


def mine(client: Any, area: build.Group) -> str:
    text: str = read(client, area.tso[SPEAKER], page("quotations-mine", area))
    return text.partition("<main")[2]


@pytest.mark.parametrize("said", ["", "refused"])
def test_the_page_offers_to_withdraw_it_and_not_to_permit_it(area, client, said):
    quotation = ended(area, said=said)
    text = mine(client, area)
    assert "Nothing new goes into the record of an area that was discontinued." in text
    assert page("quotation-permit", area, quotation=quotation) not in text
    assert "Withdraw it" in text
    assert "It may be used" not in text
    assert "unless you say yes" not in text


def test_words_nobody_is_noted_for_are_withdrawn_only_if_they_are_ones_own(area, client):
    ended(area, noted=False)
    text = mine(client, area)
    assert "Withdraw it only if these are your words." in text
    assert "These are my words: withdraw them" in text
    assert "These are my words, and may be used" not in text


def test_withdrawing_deletes_the_words(area, client):
    quotation = ended(area)
    address = page("quotation-refuse", area, quotation=quotation)
    asked = read(client, area.tso[SPEAKER], address)
    assert "these words are not used, whether you do this or not" in asked
    assert 'name="for_good"' in asked
    shown = client.as_(area.tso[SPEAKER]).post(address, {"for_good": "1"}, follow=True).text
    assert "Withdrawn." in shown
    assert Quotation.objects.get(pk=quotation).text == ""
    assert list(verify.verify()) == []
    assert SAID not in mine(client, area)


def test_a_page_from_before_the_end_deletes_nothing_and_says_what_is_possible_now(area, client):
    """It said that one can change one's mind."""
    quotation = ended(area)
    address = page("quotation-refuse", area, quotation=quotation)
    response = client.as_(area.tso[SPEAKER], may_see=area.words.uncleared).post(address)
    assert response.status_code == 409
    assert "was discontinued, so no new quotation is used there" in response.text
    assert 'name="for_good"' in response.text
    assert Quotation.objects.get(pk=quotation).text == SAID


def test_no_answer_is_kept_that_could_have_no_effect(area):
    quotation = ended(area)
    with pytest.raises(NotPossible, match="was discontinued"):
        quoting.permit(area.area, quotation, read=digest_of(quotation), by=area.tso[SPEAKER])
    with pytest.raises(NotPossible, match="You can take your words out for good"):
        quoting.refuse(area.area, quotation, by=area.tso[SPEAKER])
    assert not QuotationAnswer.objects.exists()


def test_nothing_is_owed_for_it(area):
    """While the notes are checked its speaker is asked; an area that ends asks nobody."""
    quoted(area, words=SAID, speaker=area.tso[SPEAKER])
    kinds = {row.kind for row in owed_by(seats_of(area.tso[SPEAKER].user))}
    assert "quotation to permit" in kinds
    ending.discontinue(area.area, reason="It is abolished", by=build.programme_seat(Role.ADMINISTRATOR))
    assert owed_by(seats_of(area.tso[SPEAKER].user)) == []
