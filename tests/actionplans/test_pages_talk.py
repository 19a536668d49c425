"""Comments, challenges, giving up, and changing items in place, by pages."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actionplans import abandoning, comments, planning
from actionplans.forms.drafting import NOTHING_SAID
from actionplans.models import ActionPlan, Comment, NoResponse
from tests import build
from tests.actionplans import builders
from tests.actionplans.addresses import at, text_of
from tests.actionplans.answers import items
from tests.client import Client

TEXT = "Is a week long enough?"
HTMX = {"HTTP_HX_REQUEST": "true"}

# Comments


def test_a_comment_is_added_changed_settled_and_removed(
    area: build.Group, accepted: ActionPlan, client: Client
) -> None:
    action = items(accepted)[1]
    page = at("action-talk", item=action.pk)
    officer = client.as_(area.la_officer)
    assert "Your comment is added." in text_of(officer.post(page, {"text": TEXT}, follow=True))
    comment = Comment.objects.get()
    officer.post(at("comment-edit", comment=comment.pk), {"text": "A fortnight?", "revision": 0})
    assert "A fortnight?" in text_of(client.as_(area.tso_lead).get(page))
    client.as_(area.tso_lead).post(at("comment-settle", comment=comment.pk))
    assert "1 settled comment" in text_of(officer.get(page))
    officer.post(at("comment-settle", comment=comment.pk), {"reopen": "1"})
    assert "Remove your comment?" in text_of(officer.get(at("comment-remove", comment=comment.pk)))
    officer.post(at("comment-remove", comment=comment.pk))
    assert Comment.objects.count() == 0


def test_others_comments_are_unknown_to_edit_and_remove(
    area: build.Group, accepted: ActionPlan, client: Client
) -> None:
    comment = comments.say(items(accepted)[1], text=TEXT, by=area.la_officer)
    for seat in (area.la_lead, area.facilitator):
        reader = client.as_(seat)
        for name in ("comment-edit", "comment-remove"):
            assert reader.get(at(name, comment=comment.pk)).status_code == 404
            assert reader.post(at(name, comment=comment.pk), {"text": "x", "revision": 0}).status_code == 404
    assert Comment.objects.get().text == TEXT


def test_an_empty_comment_is_refused_in_words(
    area: build.Group, accepted: ActionPlan, client: Client
) -> None:
    page = client.as_(area.la_officer).post(at("action-talk", item=items(accepted)[1].pk), {"text": " "})
    assert "Enter a comment" in text_of(page)


def test_a_comment_changed_in_another_window_shows_both(
    area: build.Group, accepted: ActionPlan, client: Client
) -> None:
    comment = comments.say(items(accepted)[1], text=TEXT, by=area.la_officer)
    comments.edit(comment, text="From the first window", revision=0, by=area.la_officer)
    response = client.as_(area.la_officer).post(
        at("comment-edit", comment=comment.pk), {"text": "From the second", "revision": 0}
    )
    page = text_of(response)
    assert response.status_code == 409
    assert "From the first window" in page
    assert "From the second</textarea>" in page


def test_who_commented_is_told_by_sector_but_to_facilitators(
    area: build.Group, accepted: ActionPlan, client: Client
) -> None:
    comments.say(items(accepted)[1], text=TEXT, by=area.la_officer)
    address, name = at("action-talk", item=items(accepted)[1].pk), area.la_officer.user.full_name
    assert name not in text_of(client.as_(area.tso_lead).get(address))
    assert name in text_of(client.as_(area.facilitator).get(address))
    assert client.as_(area.coordinator).get(address).status_code == 403


def test_the_plan_counts_comments_without_a_query_for_each(
    area: build.Group, accepted: ActionPlan, client: Client
) -> None:
    lead = client.as_(area.tso_lead)
    lead.get(at("plan-detail"))
    counts = []
    for item in items(accepted):
        comments.say(item, text=TEXT, by=area.la_officer)
        comments.say(item, text=TEXT, by=area.tso_officer)
        with CaptureQueriesContext(connection) as queries:
            page = text_of(lead.get(at("plan-detail")))
        counts.append(len(queries))
    assert page.count(">2 comments<") == 3
    assert len(set(counts)) == 1


# Challenges


def test_the_reason_why_a_challenge_has_no_response(
    area: build.Group, draft: ActionPlan, client: Client
) -> None:
    builders.objective(draft, area)
    second = build.cleared_note(area).points.order_by("number")[1]
    officer = client.as_(area.tso_officer)
    plan = text_of(officer.get(at("plan-detail")))
    assert "no response yet, and no reason why" in plan
    address = at("challenge-reason", statement=second.pk)
    assert second.text in text_of(officer.get(address))
    empty = officer.post(address, {"reason": "", "revision": 0})
    assert empty.context["form"].errors == {"reason": [NOTHING_SAID]}
    assert "take the reason back" not in text_of(empty)
    officer.post(address, {"reason": "Others do it", "revision": 0})
    assert "take the reason back" in text_of(officer.get(address))
    page = text_of(client.as_(area.facilitator).get(at("challenge-list")))
    assert "No response, with a reason: 1" in page
    assert "Others do it" in page
    conflict = client.as_(area.la_officer).post(address, {"reason": "Mine", "revision": 0})
    assert conflict.status_code == 409
    assert "Others do it" in text_of(conflict)
    assert "Mine</textarea>" in text_of(conflict)
    assert NoResponse.objects.get().reason == "Others do it"


# Giving up


def test_giving_up_by_pages(area: build.Group, accepted: ActionPlan, client: Client) -> None:
    lead, other = client.as_(area.la_lead), at("plan-abandon")
    assert "Neither sector gives a draft up alone" in text_of(lead.get(other))
    assert "Enter why" in text_of(lead.post(other, {"reason": ""}))
    lead.post(other, {"reason": "It answers nothing"})
    assert "Take it back" in text_of(lead.get(other))
    plan = text_of(client.as_(area.tso_officer).get(at("plan-detail")))
    assert "The local authority participants ask to give this draft up" in plan
    theirs = client.as_(area.tso_lead)
    assert "It answers nothing" in text_of(theirs.get(other))
    act = abandoning.open_act(accepted)
    theirs.post(at("plan-abandon-answer"), {"answer": ""})
    assert abandoning.open_act(accepted) == act  # no answer is no answer
    done = theirs.post(at("plan-abandon-answer"), {"answer": "agree", "digest": act.digest}, follow=True)
    assert "The draft is given up." in text_of(done)
    assert "Start the plan</button>" in text_of(done)


@pytest.mark.parametrize("role", ["la_officer", "facilitator", "coordinator"])
def test_giving_up_is_refused_to_others(
    area: build.Group, accepted: ActionPlan, client: Client, role: str
) -> None:
    reader = client.as_(getattr(area, role))
    assert reader.get(at("plan-abandon")).status_code == 403
    assert reader.post(at("plan-abandon-answer"), {"answer": "agree"}).status_code == 403


# In place


@pytest.mark.parametrize("at_", [0, 1])
def test_the_form_comes_alone_where_its_item_stands(
    area: build.Group, accepted: ActionPlan, client: Client, at_: int
) -> None:
    item = items(accepted)[at_]
    address = at("action-edit" if at_ else "objective-edit", item=item.pk)
    officer = client.as_(area.la_officer)
    alone = officer.get(address, **HTMX).content.decode()
    assert "<html" not in alone
    assert f'action="{address}"' in alone
    assert f"{item.text}</textarea>" in alone
    assert "<html" in officer.get(address).content.decode()
    anchor = f"{'a' if at_ else 'o'}-{item.pk}"
    page = officer.get(at("plan-detail")).content.decode()
    assert f'hx-target="#at-{anchor}"' in page
    assert page.count(f'id="at-{anchor}"') == 1


def test_a_conflict_in_place_brings_both_wordings(
    area: build.Group, accepted: ActionPlan, client: Client
) -> None:
    action = items(accepted)[1]
    planning.edit_action(action, by=area.tso_officer, revision=0, text="Their words")
    form = {"text": "My words", "mode": "joint", "kind": "other", "revision": 0}
    response = client.as_(area.la_officer).post(at("action-edit", item=action.pk), form, **HTMX)
    page = text_of(response)
    assert response.status_code == 409
    assert 'id="main"' in page
    assert "Their words" in page
    assert "My words</textarea>" in page


def test_saving_and_moving_in_place_draw_the_plan_anew(
    area: build.Group, draft: ActionPlan, client: Client
) -> None:
    first, second = (builders.objective(draft, area, text=words) for words in ("First", "Second"))
    officer = client.as_(area.la_officer)
    saved = officer.post(
        at("objective-edit", item=first.pk),
        {"text": "Third", "priority": "low", "revision": 0},
        follow=True,
        **HTMX,
    )
    assert 'id="main"' in text_of(saved)
    assert "Third" in text_of(saved)
    moved = text_of(officer.post(at("objective-move", item=second.pk), {"way": "up"}, follow=True, **HTMX))
    assert moved.index("Second</span>") < moved.index("Third</span>")
