"""A place counts once, whoever filled it: on the line, in the record and on the evidence sheet (domain E2)."""

from __future__ import annotations

from actionplans.evidence_value import evidence_value
from partnerships.models import Sector
from tests import build
from tests.actionplans import builders
from tests.build.quotations import approved
from workshops import line, record_value
from workshops.models import Attendance


def test_a_substitute_fills_a_place_and_makes_none(area):
    build.substitute(area, build.area_with_sessions(area)[0], area.tso[5])
    workshop = build.circulated(area, texts=["HOOPOE one", "HOOPOE two"])
    approved(area, workshop)
    rows = Attendance.objects.filter(workshop=workshop, seat__sector=Sector.TSO)
    assert rows.count() == len(area.tso) + 1  # control: there is a row more than there are places
    step = line.steps(area.area, area.la_officer)[0]
    assert (str(step.la), str(step.tso)) == ("3 of 6", "4 of 6")
    value, _ = record_value.record_value(area.area, record_value.cleared_notes(area.area, 1), whole=False)
    present = [fact for fact in value.facts if fact.label.startswith("Present")]
    assert sorted(fact.words for fact in present) == ["3 of 6", "4 of 6"]
    sheet, _ = evidence_value(builders.draft(area))
    assert sorted(sheet.sessions[0].attendance) == ["3 of 6", "4 of 6"]
