"""A summary as paragraphs: bullets go, headings become topics, and what is too long is named rather than cut."""

from __future__ import annotations

import pytest

from pipd.kit.word_files import Paragraph
from workshops import pasting


def told(words: str) -> list[tuple[str, str]]:
    return [(p.topic, p.text) for p in pasting.read(words).paragraphs]


def test_lines_are_paragraphs_under_their_headings():
    words = "First.\n\nReporting back:\n• One\n  2) Two  things\n# The right level\n- Three"
    assert told(words) == [
        ("", "First."),
        ("Reporting back", "One"),
        ("Reporting back", "Two things"),
        ("The right level", "Three"),
    ]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("•One", "One"),
        ("o\tOne", "One"),
        ("a) One", "One"),
        ("(b) One", "One"),
        ("12. One", "One"),
        ("2027. A year", "2027. A year"),
        ("organised well", "organised well"),
        ("A. N. Other", "A. N. Other"),
        ("– One", "One"),
        ("*", ""),
    ],
)
def test_what_a_list_leaves_at_the_start_goes_and_nothing_else(line, text):
    assert [found for _, found in told(line)] == ([text] if text else [])


def test_a_long_line_that_ends_with_a_colon_is_no_heading():
    line = "a " * 40 + "this is what we said:"
    assert told(line)[0][0] == ""


def test_a_heading_that_is_too_long_is_named_and_not_cut():
    found = pasting.read("# " + "a" * 61 + "\nOne")
    assert [(p.topic, p.text) for p in found.paragraphs] == [("", "One")]
    assert "has 61 characters, and a topic at most 60" in found.notices[0]


def test_a_paragraph_that_is_too_long_is_named_and_not_cut():
    found = pasting.read("One\n" + "b" * 2001)
    assert [p.text for p in found.usable] == ["One"]
    assert "2001 characters, and a statement has at most 2000" in found.paragraphs[1].fault
    assert len(found.paragraphs[1].text) == 2001


def test_paragraphs_come_under_their_topics_in_order():
    found = pasting.read("# A\n1\n# B\n2\n# A\n3\n4").by_topic
    assert [(topic, [p.index for p in group]) for topic, group in found] == [
        ("A", [0]),
        ("B", [1]),
        ("A", [2, 3]),
    ]


def test_a_document_is_read_as_it_would_be_pasted():
    paragraphs = [Paragraph("Topic", is_heading=True), Paragraph("One\nand on"), Paragraph("Two")]
    assert told(pasting.as_lines(paragraphs)) == [("Topic", "One and on"), ("Topic", "Two")]
