"""What a phone has no room for: the pages of a plan beside each other, and long email addresses in a card."""

from __future__ import annotations

import pytest

from actionplans.models import Delivery
from tests import build
from tests.actionplans import builders
from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.judging import seen_on
from tests.journeys.office import Office
from tests.partnerships import applicants

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


LOW = """() => {
  const link = Object.assign(document.createElement("a"), {href: "/", textContent: "Stay"});
  Object.assign(link.style, {display: "inline-block", lineHeight: "19px"});
  const box = document.createElement("div");
  box.append(link);
  document.querySelector("main").append(box);
}"""
LONG = "a.very.long.name.indeed.of.somebody@council-of-quillshire.example"


@pytest.mark.parametrize("where", ["code", "apply"])
def test_an_address_of_sixty_letters_widens_no_page(office: Office, where: str) -> None:
    """Each page is judged as it comes: nothing is wider than the window."""
    assert len(LONG) > 60
    if where == "apply":
        area = applicants.recruiting_area()
    person = office.seat(None, width=NARROW)
    if where == "apply":
        person.opens("partnerships:apply-start", area=area.slug, sector="la")
        person.writes("Your email address", LONG)
        person.presses("Email me the link")
        person.is_at("Look in your email")
    else:
        build.group()
        person.opens("account_login")
        person.writes("Email address", LONG)
        person.presses("Email me a code")
        person.is_at("Enter the code")
    person.sees(LONG)


def test_who_is_signed_in_stands_in_one_line_of_a_low_header(office: Office) -> None:
    group = build.group()
    group.la_lead.user.full_name = "Bartholomew Featherstonehaugh-Cholmondeley the Younger"
    group.la_lead.user.save()
    person = office.seat(group.la_lead, width=NARROW)
    person.opens("home")
    name = person.page.locator(".app-header__you > span")
    assert name.is_visible()
    assert (
        name.evaluate(LINES.replace("found.map(one => Math.round(one", "[found].map(one => Math.round(one"))
        == 1
    )
    assert name.evaluate("one => one.getBoundingClientRect().height") < 24
    assert person.page.locator(".app-header").evaluate("one => one.getBoundingClientRect().height") <= 72


def test_a_link_that_is_too_low_for_a_finger_is_found(office: Office) -> None:
    """The control of what every page is judged by: a link as low as those beside a red button once were."""
    person = office.seat(None, width=NARROW)
    person.opens("account_login")
    person.page.evaluate(LOW)
    assert seen_on(person.page)["small"] == ["Stay (19 px)"]
