"""Large parts are put in last, each in its place, and nothing else of the page is touched."""

from __future__ import annotations

from pipd.kit.late import Late


def pieces(*words: str) -> list[bytes]:
    return [one.encode() for one in words]


def test_each_part_stands_where_it_was_kept():
    late = Late()
    first, second = late.keep(pieces("<i>1</i>", "<i>2</i>")), late.keep(pieces("<b>3</b>"))
    drawn = f"<p>{second}</p>10 of 20<p>{first}</p>{second}"
    assert late.put_in(drawn) == b"<p><b>3</b></p>10 of 20<p><i>1</i><i>2</i></p><b>3</b>"


def test_what_was_put_in_is_not_read_again():
    late = Late()
    other = late.keep(pieces("never meant to be there"))
    outer = late.keep(pieces(f"words with {other} in them"))
    assert late.put_in(f"a{outer}b") == f"awords with {other} in themb".encode()


def test_a_page_without_any_is_left_as_it_is():
    assert Late().put_in("<p>0 and 1</p>") == b"<p>0 and 1</p>"
