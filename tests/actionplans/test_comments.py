"""Comments beside items: who says, changes, removes and settles them, and until when."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from actionplans import comments
from actionplans.models import ActionPlan, Comment
from partnerships.membership import NotPossible
from pipd.kit import revisions
from pipd.kit.models import LogEntry
from tests import build
from tests.actionplans import builders
from tests.actionplans.answers import items

TEXT = "Is a week long enough?"


@pytest.fixture
def said(area: build.Group, accepted: ActionPlan) -> Comment:
    return comments.say(items(accepted)[1], text=TEXT, by=area.la_officer)


@pytest.mark.parametrize("role", ["la_officer", "tso_lead", "facilitator"])
def test_the_group_and_its_facilitators_comment(area: build.Group, accepted: ActionPlan, role: str) -> None:
    comments.say(items(accepted)[0], text=TEXT, by=getattr(area, role))
    assert Comment.objects.get().said_by == getattr(area, role)


def test_nobody_else_does(area: build.Group, neighbour: build.Group, accepted: ActionPlan) -> None:
    for seat in (area.coordinator, neighbour.la_lead, neighbour.facilitator):
        with pytest.raises(PermissionDenied):
            comments.say(items(accepted)[0], text=TEXT, by=seat)
    assert Comment.objects.count() == 0


def test_only_its_author_changes_or_removes_a_comment(area: build.Group, said: Comment) -> None:
    for seat in (area.tso_lead, area.facilitator, area.la_lead):
        with pytest.raises(PermissionDenied):
            comments.edit(said, text="Other", revision=0, by=seat)
        with pytest.raises(PermissionDenied):
            comments.remove(said, by=seat)
    comments.edit(said, text="Other", revision=0, by=area.la_officer)
    assert Comment.objects.get().text == "Other"
    comments.remove(said, by=area.la_officer)
    assert Comment.objects.count() == 0


def test_a_comment_changed_in_another_window_is_not_overwritten(area: build.Group, said: Comment) -> None:
    comments.edit(said, text="From the first window", revision=0, by=area.la_officer)
    with pytest.raises(revisions.Conflict):
        comments.edit(said, text="From the second", revision=0, by=area.la_officer)
    assert Comment.objects.get().text == "From the first window"


def test_anybody_of_the_group_settles_and_opens_again(area: build.Group, said: Comment) -> None:
    comments.settle(said, by=area.tso_officer)
    comments.settle(said, by=area.facilitator)
    said.refresh_from_db()
    assert said.settled_by == area.tso_officer
    with pytest.raises(NotPossible, match="Open it again"):
        comments.edit(said, text="Other", revision=0, by=area.la_officer)
    comments.reopen(said, by=area.facilitator)
    said.refresh_from_db()
    assert (said.settled_at, said.settled_by) == (None, None)


def _acts(comment: Comment, group: build.Group) -> list[Any]:
    return [
        lambda: comments.say(comment.action, text=TEXT, by=group.la_officer),
        lambda: comments.edit(comment, text="Other", revision=0, by=group.la_officer),
        lambda: comments.remove(comment, by=group.la_officer),
        lambda: comments.settle(comment, by=group.la_officer),
        lambda: comments.reopen(comment, by=group.la_officer),
    ]


def test_nothing_is_said_of_a_signed_plan(area: build.Group, accepted: ActionPlan, said: Comment) -> None:
    builders.sign(accepted, area.la_lead, area.tso_lead)
    for act in _acts(said, area):
        with pytest.raises(NotPossible, match="signed"):
            act()
    assert list(Comment.objects.values_list("text", "settled_at")) == [(TEXT, None)]


def test_counts_by_item_in_one_query(
    area: build.Group, accepted: ActionPlan, said: Comment, django_assert_num_queries: Any
) -> None:
    objective, action = items(accepted)[:2]
    comments.settle(comments.say(action, text="Done", by=area.tso_officer), by=area.tso_officer)
    comments.say(objective, text="And this?", by=area.tso_officer)
    with django_assert_num_queries(1):
        assert comments.counts(accepted) == {objective.pk: (1, 1), action.pk: (1, 2)}


def test_the_log_knows_of_a_comment_and_not_its_words(area: build.Group, said: Comment) -> None:
    key = said.pk
    comments.remove(said, by=area.la_officer)
    verbs = LogEntry.objects.filter(subject=key).order_by("number").values_list("verb", flat=True)
    assert list(verbs) == ["comment made", "comment removed"]
    assert TEXT not in "".join(str(vars(entry)) for entry in LogEntry.objects.all())
