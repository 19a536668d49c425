"""Compare-and-swap: the first writer wins, the second is told and keeps both texts (trust X25)."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from pipd.kit import revisions
from pipd.kit.fields import INCOMPLETE, RevisionField
from tests import build
from workshops.clearance.working import DraftPoint


@pytest.fixture
def point(area) -> DraftPoint:
    workshop = build.delivered(area)
    return DraftPoint.objects.get(pk=build.write_up(area, workshop, ["First"])[0])


def test_a_swap_raises_the_revision_and_refreshes_the_row(point):
    before = point.revision
    revisions.swap(point, revision=before, text="Second")
    assert (point.text, point.revision) == ("Second", before + 1)
    assert DraftPoint.objects.get().text == "Second"


def test_a_swap_from_an_old_revision_changes_nothing_and_brings_what_is_stored(point):
    old = point.revision
    revisions.swap(point, revision=old, text="Theirs")
    with pytest.raises(revisions.Conflict) as conflict:
        revisions.swap(point, revision=old, text="Mine")
    assert (conflict.value.stored.text, DraftPoint.objects.get().text) == ("Theirs", "Theirs")


def test_a_swap_from_a_revision_that_never_was_is_a_conflict(point):
    with pytest.raises(revisions.Conflict):
        revisions.swap(point, revision=99, text="Mine")


def test_a_swap_leaves_what_it_does_not_name(point):
    kind = point.kind
    revisions.swap(point, revision=point.revision, text="Second")
    assert point.kind == kind


@pytest.mark.parametrize("typed", ["", "x", "-1", str(2**31)])
def test_a_revision_that_the_page_did_not_make_is_said_in_plain_words(typed):
    with pytest.raises(ValidationError) as refused:
        RevisionField().clean(typed)
    assert refused.value.messages == [INCOMPLETE]
    assert RevisionField().clean("0") == 0
