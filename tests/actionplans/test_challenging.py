"""A word on progress is challenged by the other sector, and answered by a new one (domain I-34)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from actionplans import challenging, progress
from actionplans.models import ActionPlan, Delivery, ProgressUpdate
from actionplans.owed import owed
from partnerships.membership import NotPossible
from pipd.kit import clock
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at, text_of
from tests.client import Client

WORDS = "QUAGGA-CHALLENGE only two of the five say anything of hours"

SEEN = {"QUAGGA-CHALLENGE"}


@pytest.fixture
def row(area: build.Group, started: ActionPlan) -> Delivery:
    """The local authority's officer has said that it is in progress; the third sector's leads it."""
    row = Delivery.objects.order_by("action__seq")[0]
    progress.tell(row, status="in_progress", note="All is well", by=area.la_officer)
    return row


def challenge(row: Delivery, by: build.Seat, words: str = WORDS) -> ProgressUpdate:
    update = challenging.latest(row)
    assert update is not None
    challenging.challenge(update, words=words, by=by)
    return update


def pass_time() -> None:
    clock.set_to(clock.now() + timedelta(hours=1))


def test_challenge_stands_until_the_sector_that_was_challenged_says_more(area, started, row):
    update = challenge(row, area.tso_officer)
    assert challenging.challenged(started) == {row.pk: update}
    pass_time()
    progress.tell(row, status="in_progress", note="From us", by=area.tso[4])
    assert challenging.challenged(started) == {row.pk: update}
    progress.tell(row, status="in_progress", note="Now all five do", by=area.la_lead)
    assert challenging.challenged(started) == {}
    update.refresh_from_db()
    assert (update.challenge, update.challenged_by) == (WORDS, area.tso_officer)


def test_ones_own_sector_is_not_challenged(area, row):
    with pytest.raises(NotPossible, match="Your own sector said this"):
        challenge(row, area.la_lead)


def test_only_the_newest_word_is_challenged_once_and_with_words(area, row):
    old = challenging.latest(row)
    pass_time()
    progress.tell(row, status="in_progress", by=area.la_officer)
    with pytest.raises(NotPossible, match="newer word"):
        challenging.challenge(old, words=WORDS, by=area.tso_officer)
    with pytest.raises(NotPossible, match="Say how it looks"):
        challenge(row, area.tso_officer, "")
    challenge(row, area.tso_officer)
    with pytest.raises(NotPossible, match="challenged already"):
        challenge(row, area.tso[4])


def test_what_is_proposed_is_answered_and_not_challenged(area, row):
    pass_time()
    progress.tell(row, status="complete", by=area.la_lead)
    with pytest.raises(NotPossible, match="your lead can answer"):
        challenge(row, area.tso_officer)


@pytest.mark.parametrize("role", ["facilitator", "coordinator"])
def test_nobody_outside_the_sectors_challenges(area, row, role):
    with pytest.raises(PermissionDenied):
        challenge(row, getattr(area, role))


def test_another_areas_participant_does_not_challenge(area, neighbour, row):
    with pytest.raises(PermissionDenied):
        challenge(row, neighbour.tso_officer)


def test_both_leads_are_asked_and_nobody_else(area, row):
    challenge(row, area.tso[4])
    asked = {
        seat: [thing.title for thing in owed([seat]) if thing.kind == "progress challenged"]
        for seat in (area.la_lead, area.tso_officer, area.la_officer, area.tso[4])
    }
    # The one is to say more; the other, of whose sector the challenge is, knows that it waits.
    more, waits = ["Say more on action 1(a)"], ["Your sector waits for a new word on action 1(a)"]
    assert list(asked.values()) == [more, waits, [], []]
    assert WORDS not in str([vars(thing) for seat in asked for thing in owed([seat])])


# Pages


def test_page_takes_a_challenge_and_shows_it_to_the_group_alone(area, started, row, client: Client):
    update = challenging.latest(row)
    officer = client.as_(area.tso_officer, may_see=SEEN)
    assert "It looks different to me" in text_of(officer.get(at("action-story", item=row.action_id)))
    address = at("progress-challenge", item=row.action_id)
    assert "All is well" in text_of(officer.get(address))
    assert officer.post(address, {"update": update.pk, "words": WORDS}).status_code == 302
    for reader in (area.tso_officer, area.la_officer, area.facilitator):
        one = client.as_(reader, may_see=SEEN)
        for name in ("delivery-list", "action-story"):
            page = text_of(one.get(at(name, **({"item": row.action_id} if name == "action-story" else {}))))
            assert WORDS in page
    outside = client.as_(area.coordinator)  # which may see no canary
    for name in ("delivery-list", "action-story", "plan-read"):
        page = text_of(outside.get(at(name, **({"item": row.action_id} if name == "action-story" else {}))))
        assert WORDS not in page
        assert "Challenged" not in page
    assert WORDS not in text_of(client.as_(area.la_officer).get(at("plan-read")))


def test_page_says_why_a_challenge_is_not_possible(area, row, client: Client):
    page = text_of(client.as_(area.la_officer).get(at("progress-challenge", item=row.action_id)))
    assert "Your own sector said this. Say how it goes instead." in page
    assert "<textarea" not in page


def test_an_old_page_challenges_no_newer_word_and_keeps_what_was_typed(area, row, client: Client):
    old = challenging.latest(row)
    pass_time()
    progress.tell(row, status="in_progress", by=area.la_officer)
    address = at("progress-challenge", item=row.action_id)
    page = client.as_(area.tso_officer, may_see=SEEN).post(address, {"update": old.pk, "words": WORDS})
    assert WORDS in text_of(page)
    assert "There is a newer word on this action." in text_of(page)
    assert not ProgressUpdate.objects.filter(challenged_at__isnull=False).exists()


def test_an_update_of_another_action_is_unknown(area, row, client: Client):
    other = Delivery.objects.order_by("action__seq")[1]
    progress.tell(other, status="in_progress", by=area.la_officer)
    data = {"update": challenging.latest(other).pk, "words": "Not so"}
    address = at("progress-challenge", item=row.action_id)
    assert client.as_(area.tso_officer).post(address, data).status_code == 404
    assert builders.mails("progress_challenged") == []
