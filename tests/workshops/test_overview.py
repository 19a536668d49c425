"""What the page for checking says of every statement is what the rule says of it one by one (domain I-16, I-17)."""

from __future__ import annotations

import random
from uuid import UUID

import pytest

from tests import build
from workshops.clearance import rule
from workshops.clearance.overview import Overview, people_of
from workshops.clearance.standings import current_version, judge_all, responders
from workshops.clearance.working import Answer

pytestmark = pytest.mark.django_db

STATEMENTS = 12
QUIET, LIVELY = ("", *[build.FAIR] * 4), ("", build.FAIR, build.FAIR, build.OUT, build.CHANGE)


@pytest.mark.parametrize("seed", range(4))
def test_findings_are_those_of_each_statement_by_itself(area: build.Group, seed: int) -> None:
    """Many say the same of many statements, and some what differs by a person, a verdict or a ground alone."""
    chance = random.Random(seed)
    workshop = build.circulated(area, texts=[f"{area.words.note} statement {n}" for n in range(STATEMENTS)])
    for seat in (*area.la[:3], *area.tso[:3]):
        for number in range(1, STATEMENTS + 1):
            one_of = chance.choice(QUIET if number % 2 else LIVELY)
            if one_of == build.OUT:
                ground = chance.choice(Answer.Ground.values)
                build.answer(workshop, seat, build.OUT, numbers=[number], ground=ground, reason="So it was")
            elif one_of == build.CHANGE:
                build.answer(
                    workshop, seat, one_of, numbers=[number], reason="Clearer", new_text="Other words"
                )
            elif one_of:
                build.answer(workshop, seat, numbers=[number])
    seen, wanted = both(workshop)
    assert seen == wanted
    assert {finding.agreed for finding in wanted.values()} == {True, False}


def test_statements_that_differ_by_a_ground_alone_are_told_apart(area: build.Group) -> None:
    """An objection about one's own words stands whatever the others say; another does not (domain I-17)."""
    texts = [f"{area.words.note} statement {n}" for n in range(2)]
    workshop = build.circulated(area, texts=texts)
    for number, ground in ((1, Answer.Ground.OWN_WORDS), (2, Answer.Ground.NOT_SAID)):
        build.answer(workshop, area.la[0], build.OUT, numbers=[number], ground=ground, reason="So it was")
    for seat in (*area.la[1:3], *area.tso[:3]):
        build.answer(workshop, seat)
    seen, wanted = both(workshop)
    assert [finding.agreed for finding in seen.values()] == [False, True]
    assert seen == wanted


def both(workshop: build.Workshop) -> tuple[dict[UUID, rule.Finding], dict[UUID, rule.Finding]]:
    """By statement: what the page found of all together, and what the rule says of each."""
    note = build.note_of(workshop)
    version = current_version(note)
    assert version is not None
    people = people_of(note)
    judged = judge_all(note, version, responders(note))
    seen = Overview(note, version, people[0], people).findings
    return seen, {one.point.pk: one.finding for one in judged}
