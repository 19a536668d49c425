"""The rule of quotations, and putting exact words beside a statement (domain I-25)."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from partnerships.membership import NotPossible
from tests import build
from workshops import logbook
from workshops.clearance import (
    quotable,
    quoting,
)
from workshops.clearance.quotable import Said, Standing
from workshops.clearance.working import Quotation

# The rule alone

ONE, TWO = object(), object()
YES, NO, LAPSED = Said("permits"), Said("refuses"), Said("permits", lapsed=True)


@pytest.mark.parametrize(
    ("standing", "usable", "sector"),
    [
        (Standing(ONE, "la"), False, ""),
        (Standing(ONE, "la", {ONE: YES}), True, "la"),
        (Standing(ONE, "la", {ONE: NO}), False, ""),
        (Standing(ONE, "la", {TWO: YES}), False, ""),
        (Standing(ONE, "la", {ONE: YES, TWO: Said("identifies")}), False, ""),
        (Standing(ONE, "la", {ONE: YES, TWO: YES}), False, "la"),
        (Standing(ONE, "la", {ONE: YES, TWO: NO}), False, "la"),
        (Standing(None, "", {TWO: YES}, frozenset({ONE, TWO}), frozenset({TWO})), False, ""),
        (Standing(None, "", {TWO: YES}, frozenset({ONE, TWO}), frozenset({ONE, TWO})), True, ""),
        (Standing(ONE, "la", {ONE: LAPSED}), False, ""),
        (Standing(None, "", {TWO: LAPSED}, frozenset({ONE, TWO}), frozenset({ONE, TWO})), False, ""),
        (Standing(None, "", {TWO: NO}, frozenset({ONE, TWO}), frozenset({ONE, TWO})), False, ""),
        (Standing(None, "", {ONE: YES, TWO: YES}, frozenset({ONE, TWO}), frozenset({ONE, TWO})), False, ""),
        (Standing(None, "", {}, frozenset({ONE, TWO}), frozenset({ONE})), False, ""),
        (Standing(None, "", {}, frozenset({ONE, TWO}), frozenset({ONE, TWO})), True, ""),
        (Standing(None, "", {}, frozenset(), frozenset()), False, ""),
    ],
)
def test_a_quotation_is_usable_only_by_i_25(standing, usable, sector):
    found = quotable.judge(standing)
    assert (found.usable, found.sector, bool(found.why_not)) == (usable, sector, not usable)


# Attaching


def test_a_quotation_holds_the_exact_words_that_were_logged(area):
    workshop = build.delivered(area)
    point = build.write_up(area, workshop, ["A statement"])[0]
    logged = build.log_point(workshop, area.la_officer, "We wait for months, always.", is_quotation=True)
    with pytest.raises(NotPossible, match="exact words"):
        quoting.attach(workshop, point, source=logged.id, text="We wait for years", by=area.facilitator)
    quoting.attach(workshop, point, source=logged.id, text="We wait for months", by=area.facilitator)
    assert Quotation.objects.get().text == "We wait for months"


def test_only_a_point_marked_as_exact_words_is_quoted(area):
    workshop = build.delivered(area)
    point = build.write_up(area, workshop, ["A statement"])[0]
    logged = build.log_point(workshop, area.la_officer, "We wait for months")
    with pytest.raises(Http404):
        quoting.attach(workshop, point, source=logged.id, text="We wait for months", by=area.facilitator)


def test_the_speaker_is_one_of_those_who_will_be_asked(area):
    workshop = build.delivered(area)
    point = build.write_up(area, workshop, ["A statement"])[0]
    logged = build.log_point(workshop, area.la_officer, "We wait", is_quotation=True)
    absent = area.tso[5].pk
    with pytest.raises(Http404):
        quoting.attach(workshop, point, source=logged.id, text="We wait", speaker=absent, by=area.facilitator)


def test_nobody_but_a_facilitator_attaches_a_quotation(area):
    workshop = build.delivered(area)
    point = build.write_up(area, workshop, ["A statement"])[0]
    logged = build.log_point(workshop, area.la_officer, "We wait", is_quotation=True)
    with pytest.raises(PermissionDenied):
        quoting.attach(workshop, point, source=logged.id, text="We wait", by=area.la_officer)


def test_taking_back_a_logged_point_takes_its_quotation_along(area):
    workshop = build.delivered(area)
    point = build.write_up(area, workshop, ["A statement"])[0]
    logged = build.log_point(workshop, area.la_officer, "We wait", is_quotation=True)
    quoting.attach(workshop, point, source=logged.id, text="We wait", by=area.facilitator)
    logbook.remove(workshop, logged.id, by=area.la_officer)
    assert not Quotation.objects.exists()


def test_a_logged_point_that_now_says_otherwise_lets_its_quotation_go(area):
    workshop = build.delivered(area)
    point = build.write_up(area, workshop, ["A statement"])[0]
    logged = build.log_point(workshop, area.la_officer, "We wait", is_quotation=True)
    quoting.attach(workshop, point, source=logged.id, text="We wait", by=area.facilitator)
    facts = {"kind": "barrier", "said_by": "la", "is_quotation": True}
    logbook.edit(workshop, logged.id, revision=1, text="We wait, and wait", by=area.la_officer, **facts)
    assert Quotation.objects.count() == 1
    logbook.edit(workshop, logged.id, revision=2, text="They wait", by=area.la_officer, **facts)
    assert Quotation.objects.count() == 0
