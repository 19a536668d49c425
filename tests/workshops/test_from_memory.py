"""Who did not facilitate a session writes its notes up from logged points alone (domain E11)."""

from __future__ import annotations

from uuid import uuid4

import pytest

from partnerships import membership
from partnerships.membership import NotPossible
from tests import build
from tests.workshops.test_pages_area import at, text
from tests.workshops.test_pages_desk import drafts, wording
from workshops.clearance import bringing, writing
from workshops.models import Workshop
from workshops.pasting import Brought


@pytest.fixture
def session(area) -> Workshop:
    return build.delivered(area)


@pytest.fixture
def newcomer(area, session) -> build.Seat:
    """Took over after the session was held."""
    someone = build.user("new.facilitator@pipd.example", "New Facilitator")
    return membership.appoint(area.programme, user=someone, role=build.Role.FACILITATOR, area=area.area)


def test_a_newcomer_writes_from_what_was_logged(area, session, newcomer):
    logged = build.logged_points(area, session)
    writing.make(session, sources=[logged[0].id], by=newcomer)
    assert len(drafts(session)) == 1


def test_a_newcomer_writes_nothing_from_memory(area, session, newcomer):
    with pytest.raises(NotPossible, match="You did not facilitate this session"):
        writing.make(session, sources=[], text="remembered", kind="fact", by=newcomer)
    with pytest.raises(NotPossible, match="You did not facilitate this session"):
        bringing.bring_in(
            session, paragraphs=[Brought(0, "", "One")], kind="fact", token=uuid4(), by=newcomer
        )
    assert drafts(session) == []


def test_who_facilitated_it_does(area, session):
    writing.make(session, sources=[], text="remembered", kind="fact", by=area.facilitator)
    assert len(drafts(session)) == 1


def test_the_pages_say_so(area, session, newcomer, client):
    reader = client.as_(newcomer, may_see=area.words.uncleared)
    for page in ("desk-new", "desk-bring"):
        assert "You did not facilitate this session" in text(reader.get(at(area, page, 1)))
    refused = reader.post(at(area, "desk-new", 1), wording(f"{area.words.note} typed"))
    assert f"{area.words.note} typed" in refused.content.decode()
    assert drafts(session) == []
