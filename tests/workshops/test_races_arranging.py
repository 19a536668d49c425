"""Merging against a colleague who words one of the statements, in real threads: whoever is second is told."""

from __future__ import annotations

import pytest

from partnerships.membership import NotPossible
from pipd.kit import revisions
from tests import build
from tests.workshops.test_races import at_once, fresh
from workshops.clearance import arranging, writing
from workshops.clearance.working import DraftPoint

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 20


def test_merging_against_wording_loses_no_words(area):
    workshop = build.delivered(area)
    for n in range(ROUNDS):
        one, two = build.write_up(area, workshop, ["One statement", "Another statement"])
        merged, worded = at_once(
            lambda one=one, two=two: arranging.merge(
                fresh(workshop), one, others=[two], revision=4, text="merged", by=area.facilitator
            ),
            lambda two=two, n=n: writing.word(
                fresh(workshop), two, revision=2, text=f"theirs {n}", by=area.other_facilitator
            ),
        )
        stands = DraftPoint.objects.filter(pk=two, text=f"theirs {n}", removed_at=None).exists()
        told = isinstance(merged, revisions.Conflict), isinstance(worded, NotPossible)
        assert (told, stands) in [((True, False), True), ((False, True), False)]
