"""An objection about oneself stands until its author answers again, whatever the words become (domain I-17)."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest

from partnerships import membership
from partnerships.membership import NotPossible
from pipd.kit import clock
from tests import build
from workshops.clearance import answering, approving, circulating, room, settling, table
from workshops.clearance.working import Answer
from workshops.models import ClearedPoint, Position


@pytest.fixture(params=["own_words", "identifies"])
def workshop(area: build.Group, request: pytest.FixtureRequest) -> build.Workshop:
    """Of one statement somebody says that it is about them; a colleague suggests one more full stop."""
    found = build.circulated(area, texts=["One statement"])
    build.answer(found, area.tso[2], build.OUT, ground=request.param)
    build.answer(found, area.la[2], build.CHANGE, reason="A stop", new_text="One statement.")
    return found


def cleared(area: build.Group, workshop: build.Workshop) -> int:
    with suppress(NotPossible):
        approving.approve(workshop, by=area.other_facilitator)
    return ClearedPoint.objects.count()


def test_a_change_of_one_character_does_not_end_it(area, workshop):
    build.decide(area, build.amendments(workshop)[0])
    circulating.circulate_changes(workshop, by=area.facilitator)
    for seat in area.la[:3] + area.tso[:2]:
        build.answer(workshop, seat)
    assert cleared(area, workshop) == 0
    page = table.table(workshop, area.facilitator)
    assert page is not None
    assert [o.stands for o in page.objections] == [True]
    assert area.tso[2].user.full_name in [person.name for person in page.silent]
    build.answer(workshop, area.tso[2])
    assert cleared(area, workshop) == 1


def test_a_change_of_position_in_the_room_does_not_end_it(area, workshop):
    build.enter_room(area, workshop, area.la[:2] + area.tso[:2])
    change = build.amendments(workshop)[0]
    settling.decide(
        workshop, change.pk, outcome="in_part", text="One statement", position_la=Position.HOLDS,
        position_tso=Position.MIXED,
        in_room=True, by=area.facilitator,
    )  # fmt: skip
    build.all_present_agree(area, workshop)
    assert cleared(area, workshop) == 0


def test_nobody_agrees_for_its_author_in_the_room(area, workshop):
    change = build.amendments(workshop)[0]
    build.enter_room(area, workshop, area.la[:2] + area.tso[:3])
    settling.decide(workshop, change.pk, outcome="accepted", in_room=True, by=area.facilitator)
    build.all_present_agree(area, workshop)
    said = Answer.objects.filter(responder__seat=area.tso[2], superseded_at=None)
    assert [answer.verdict for answer in said] == ["out"]
    shown = build.shown(workshop)[0]
    with pytest.raises(NotPossible, match="Only they can take that back"):
        room.agree(
            workshop,
            shown.point_id,
            digest=shown.digest,
            agreeing=[build.responder(workshop, area.tso[2]).pk],
            by=area.facilitator,
        )
    assert cleared(area, workshop) == 0


def test_who_is_present_and_does_not_agree_is_not_counted_by_an_earlier_answer(area):
    workshop = build.circulated(area, texts=["One statement"])
    for seat in area.la[:2] + area.tso[:2]:
        build.answer(workshop, seat)
    build.enter_room(area, workshop, area.la[:2] + area.tso[:2])
    shown = build.shown(workshop)[0]
    agreeing = [build.responder(workshop, seat).pk for seat in [*area.la[:2], area.tso[0]]]
    room.agree(workshop, shown.point_id, digest=shown.digest, agreeing=agreeing, by=area.facilitator)
    assert cleared(area, workshop) == 0


def test_who_took_part_settles_nothing_as_a_facilitator(area):
    workshop = build.circulated(area)
    person = area.la[2]
    build.answer(workshop, person, build.CHANGE, numbers=[1], reason="Mine", new_text="My words")
    membership.leave(person, by=person)
    build.forward_to(clock.now() + timedelta(days=1))
    now = membership.appoint(area.programme, user=person.user, role="facilitator", area=area.area)
    with pytest.raises(NotPossible, match="You took part in this session"):
        settling.decide(workshop, build.amendments(workshop)[0].pk, outcome="accepted", by=now)
    with pytest.raises(NotPossible, match="You took part in this session"):
        approving.approve(workshop, by=now)


def test_a_view_written_beside_other_words_is_not_put_beside_these(area):
    workshop = build.circulated(area, texts=["One statement"])
    shown = build.shown(workshop)[0]
    views = {shown.point_id: answering.View(shown.digest, "We say exactly the same")}
    build.answer(workshop, area.la[2], build.CHANGE, reason="No", new_text="The very opposite")
    build.decide(area, build.amendments(workshop)[0])
    circulating.circulate_changes(workshop, by=area.facilitator)
    received = answering.give(workshop, [], views=views, by=area.tso[0])
    assert received.changed == (1,)
    page = table.table(workshop, area.facilitator)
    assert page is not None
    assert page.rows[0].statement.views == ()
