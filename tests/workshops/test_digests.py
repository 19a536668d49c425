"""Digests bind answers to exact words (domain I-13, I-19)."""

from __future__ import annotations

from tests import build
from workshops.clearance import circulating, digests
from workshops.clearance.working import (
    Amendment,
    CirculatedPoint,
    DraftPoint,
)


def test_a_digest_depends_on_salt_text_kind_and_both_positions(area):
    workshop = build.circulated(area)
    cp = build.shown(workshop)[0]
    seen = {digests.of_point(cp)}
    for column in ("salt", "text", "kind", "position_la", "position_tso"):
        kept = getattr(cp, column)
        setattr(cp, column, kept + "x")
        seen.add(digests.of_point(cp))
        setattr(cp, column, kept)
    assert len(seen) == 6
    assert digests.of_point(cp) == cp.digest


def test_the_same_words_twice_have_two_digests(area):
    workshop = build.circulated(area, texts=["The same words", "The same words"])
    DraftPoint.objects.update(position_la="holds", position_tso="holds")
    assert len({digests.of_point(cp) for cp in build.shown(workshop)}) == 2


def test_words_cannot_slip_from_one_field_into_the_next(area):
    workshop = build.circulated(area)
    one, other = build.shown(workshop)[:2]
    one.salt = other.salt = "salt"
    one.text, one.kind = 'a", "b', "c"
    other.text, other.kind = "a", 'b", "c'
    other.position_la, other.position_tso = one.position_la, one.position_tso
    assert digests.of_point(one) != digests.of_point(other)


def test_a_version_is_not_changed_by_later_edits(area):
    workshop = build.circulated(area)
    first = build.version_of(workshop)
    build.answer(workshop, area.la[0], build.CHANGE, numbers=[1], reason="unclear", new_text="Better")
    build.decide(area, Amendment.objects.get())
    circulating.circulate_changes(workshop, by=area.facilitator)
    old = CirculatedPoint.objects.filter(version=first).order_by("number")
    assert digests.of_version(map(digests.of_point, old)) == first.digest
    assert build.version_of(workshop).digest != first.digest
