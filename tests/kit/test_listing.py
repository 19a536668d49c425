"""What the address of a list asks for is read in one way: nothing that is typed there breaks a page."""

from __future__ import annotations

import pytest

from pipd.kit.listing import LONGEST_SOUGHT, PER_PAGE, Listing


def test_what_is_sought_is_clean_and_no_longer_than_a_name():
    assert Listing({"q": "  a\x00b\u202e "}).sought == "ab"
    assert len(Listing({"q": "x" * 500}).sought) == LONGEST_SOUGHT
    assert Listing({}).sought == ""


@pytest.mark.parametrize(("said", "chosen"), [("one", "one"), ("three", ""), ("", "")])
def test_only_what_is_known_narrows_it(said, chosen):
    assert Listing({"show": said}).chosen("show", ["one", "two"]) == chosen


@pytest.mark.parametrize(("asked", "number"), [("2", 2), ("99", 4), ("-1", 4), ("x", 1), ("", 1)])
def test_the_nearest_page_there_is(asked, number):
    page = Listing({"page": asked}).page(range(PER_PAGE * 4))
    assert page.number == number
