"""What a phone has no room for: the pages of a plan beside each other, and long email addresses in a card."""

from __future__ import annotations

import pytest

from actionplans.models import Delivery
from tests import build
from tests.actionplans import builders
from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.office import Office

LINES = "found => new Set(found.map(one => Math.round(one.getBoundingClientRect().top))).size"
# The words of each line that a text is broken into, as the browser has broken it.
BROKEN = """one => {
  const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), lines = [];
  let top = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.length; at++) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const here = Math.round(range.getBoundingClientRect().top);
      if (here !== top) { lines.push(""); top = here; }
      lines[lines.length - 1] += node.data[at];
    }
  }
  return lines;
}"""


@pytest.mark.parametrize(("width", "most"), [(NARROW, 2), (WIDE, 1)])
def test_all_pages_of_a_plan_stand_in_two_lines_at_most(office: Office, width: int, most: int) -> None:
    group = build.group()
    builders.succeeded(group)
    person = office.seat(group.la_lead, width=width)
    person.opens("actionplans:delivery-list")
    pages = person.page.locator(".app-sections__list a")
    assert pages.count() == 6
    assert pages.evaluate_all(LINES) <= most


def test_an_email_address_in_a_card_breaks_after_its_at(office: Office) -> None:
    group = build.group()
    builders.started(group)
    Delivery.objects.update(contact_la="partnerships.desk@council-of-quillshire.example")
    person = office.seat(group.la_lead, width=NARROW)
    person.opens("actionplans:delivery-list")
    said = person.page.get_by_text("partnerships.desk@").first
    lines = said.evaluate(BROKEN)
    assert lines[0] == "partnerships.desk@"
    assert "".join(lines) == "partnerships.desk@council-of-quillshire.example"
