"""What stands beside statements: shown to the group first, bound to the words it is about, read before approval."""

from __future__ import annotations

import pytest
from django.urls import reverse

from partnerships.membership import NotPossible
from pipd.kit.conflicts import Wording
from tests import build
from tests.client import Client
from workshops.clearance import answering, approving, settling, table
from workshops.models import ClearedPoint

pytestmark = pytest.mark.django_db


def seen(area, workshop):
    """The digest of what the approving facilitator reads now."""
    page = table.table(workshop, area.other_facilitator)
    assert page is not None
    return page.seen


def agreed_in_room(area):
    """A circulated note on which all present have agreed."""
    workshop = build.circulated(area)
    build.enter_room(area, workshop, area.la[:2] + area.tso[:2])
    build.all_present_agree(area, workshop)
    return workshop


def test_approval_is_refused_when_a_view_came_in_after_reading(area):
    workshop = agreed_in_room(area)
    before = seen(area, workshop)
    answering.add_view(workshop, build.shown(workshop)[0].point_id, text="A late view", by=area.tso_officer)
    with pytest.raises(NotPossible, match="added after you opened this page"):
        approving.approve(workshop, seen=before, by=area.other_facilitator)
    assert ClearedPoint.objects.count() == 0
    approving.approve(workshop, seen=seen(area, workshop), by=area.other_facilitator)
    views = ClearedPoint.objects.order_by("number").values_list("differing_views", flat=True)
    assert views[0] == [{"sector": "tso", "text": "A late view"}]


def test_approve_page_without_what_was_read_is_refused(area):
    workshop = agreed_in_room(area)
    where = reverse("workshops:note-approve", kwargs={"area": area.slug, "number": 1})
    client = Client().as_(area.other_facilitator, may_see=area.words.uncleared)
    refused = client.post(where)
    assert refused.status_code == 409
    assert "Something was added after you opened this page." in refused.content.decode()
    assert ClearedPoint.objects.count() == 0
    assert client.post(where, {"seen": seen(area, workshop)}).status_code == 302


def test_view_is_not_carried_to_other_words(area):
    workshop = build.circulated(area)
    point = build.shown(workshop)[0].point_id
    answering.add_view(workshop, point, text="Said of the first words", by=area.tso_officer)
    build.answer(workshop, area.la[2], build.CHANGE, numbers=[1], reason="No", new_text="The very opposite")
    build.enter_room(area, workshop, area.la[:2] + area.tso[:2])
    change = table.table(workshop, area.facilitator).changes[0]
    settling.decide(workshop, change.id, outcome="accepted", in_room=True, by=area.facilitator)
    build.all_present_agree(area, workshop)
    approving.approve(workshop, by=area.other_facilitator)
    assert ClearedPoint.objects.get(number=1).differing_views == []


def test_reason_of_an_objection_is_read_by_the_group_before_it_can_be_cleared(area):
    workshop = build.circulated(area)
    build.answer(
        workshop, area.tso[2], build.OUT, numbers=[1], ground="not_said", reason="It was about parking"
    )
    where = reverse("workshops:note-read", kwargs={"area": area.slug, "number": 1})
    page = Client().as_(area.la_officer, may_see=area.words.uncleared).get(where).content.decode()
    assert "It was about parking" in page


@pytest.mark.parametrize("ground", ["own_words", "identifies"])
def test_reason_about_oneself_stays_with_the_facilitators(area, ground):
    workshop = build.circulated(area)
    build.answer(
        workshop, area.tso[2], build.OUT, numbers=[1], ground=ground, reason="I would be known by it"
    )
    where = reverse("workshops:note-read", kwargs={"area": area.slug, "number": 1})
    page = Client().as_(area.la_officer, may_see=area.words.uncleared).get(where).content.decode()
    assert "I would be known by it" not in page


def test_same_answer_again_does_not_undo_agreement_in_the_room(area):
    workshop = agreed_in_room(area)
    build.answer(workshop, area.la[0], build.FAIR)
    page = table.table(workshop, area.other_facilitator)
    assert page is not None
    assert [row.agreed for row in page.rows] == [True, True, True]


def test_room_pages_name_no_proposer_and_no_reason(area):
    workshop = build.circulated(area)
    build.answer(workshop, area.la[2], build.CHANGE, numbers=[1], reason="SECRETLY", new_text="Other words")
    build.enter_room(area, workshop, area.la[:2] + area.tso[:2])
    change = table.table(workshop, area.facilitator).changes[0]
    kwargs = {"area": area.slug, "number": 1, "change": change.id}
    client = Client().as_(area.facilitator, may_see=area.words.uncleared)
    where = reverse("workshops:room-decide", kwargs=kwargs)
    for page in (client.get(where), client.post(where, {"outcome": "in_part", "revision": change.revision})):
        assert "Other words" in page.content.decode()
        assert "SECRETLY" not in page.content.decode()
        assert area.la[2].user.full_name not in page.content.decode()


def test_words_used_in_the_room_from_a_stale_wall_are_shown_beside_the_new_ones(area):
    workshop = build.circulated(area)
    for who, words in ((area.la[1], "First suggestion"), (area.la[2], "Second suggestion")):
        build.answer(workshop, who, build.CHANGE, numbers=[1], reason="SECRETLY", new_text=words)
    build.enter_room(area, workshop, area.la[:2] + area.tso[:2])
    changes = table.table(workshop, area.facilitator).changes
    first, second = sorted(changes, key=lambda change: change.text)
    settling.decide(workshop, first.id, outcome="accepted", in_room=True, by=area.facilitator)
    client = Client().as_(area.facilitator, may_see=area.words.uncleared)
    where = reverse("workshops:room-decide", kwargs={"area": area.slug, "number": 1, "change": second.id})
    response = client.post(where, {"outcome": "accepted", "revision": second.revision})
    page = response.content.decode()
    assert response.status_code == 409
    assert response.context["conflict"]["wordings"] == [
        Wording("The statement", "First suggestion", "Second suggestion", is_said=True)
    ]
    assert "Second suggestion</textarea>" in page
    assert "SECRETLY" not in page
    again = {field.name: field.value() for field in response.context["form"] if field.value()}
    assert client.post(where, again | {"outcome": "in_part"}).status_code == 302
    assert build.shown(workshop)[0].text == "Second suggestion"
