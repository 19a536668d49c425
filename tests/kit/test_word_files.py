"""Word files are read as if somebody meant harm: bounded, without entities, and refused in sentences (trust X27)."""

from __future__ import annotations

import socket

import docx
import pytest

from pipd.kit import word_files
from pipd.kit.word_files import Paragraph, Unreadable, paragraphs
from tests.word_files import MACROS, NS, by_hand, document, honest, p, saved

BILLION = (
    "<!DOCTYPE w:document [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
EXTERNAL = '<!DOCTYPE w:document [<!ENTITY secret SYSTEM "file:///etc/hostname">]>'
REMOTE = '<!DOCTYPE w:document SYSTEM "http://127.0.0.1:9/evil.dtd">'


def test_paragraphs_lists_tables_and_headings_are_read_in_order():
    made = docx.Document()
    made.add_heading("Reporting back", 2)
    made.add_paragraph("One  thing.")
    made.add_paragraph("A list item", style="List Bullet")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Left", "Right"
    made.add_paragraph("")
    made.add_paragraph("Last")
    assert paragraphs(saved(made)) == [
        Paragraph("Reporting back", is_heading=True),
        Paragraph("One thing."),
        Paragraph("A list item"),
        Paragraph("Left"),
        Paragraph("Right"),
        Paragraph("Last"),
    ]


def test_what_was_deleted_or_is_said_twice_is_not_read():
    body = (
        "<w:p><w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del>"
        "<w:ins><w:r><w:t> and added</w:t></w:r></w:ins><w:r><w:tab/><w:t>then</w:t><w:br/><w:t>on</w:t></w:r></w:p>"
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice>{p('Box')}</mc:Choice><mc:Fallback>{p('Box')}</mc:Fallback></mc:AlternateContent>"
    )
    assert [found.text for found in paragraphs(by_hand(body))] == ["Kept and added then\non", "Box"]


def test_a_text_box_is_a_paragraph_of_its_own():
    body = f"<w:p><w:r><w:t>Around</w:t></w:r><w:r><w:txbxContent>{p('Inside')}</w:txbxContent></w:r></w:p>"
    assert [found.text for found in paragraphs(by_hand(body))] == ["Around", "Inside"]


def test_a_style_based_on_a_heading_makes_a_heading():
    made = docx.Document()
    style = made.styles.add_style("Our topic", 1)
    style.base_style = made.styles["Heading 3"]
    made.add_paragraph("Topic", style=style)
    assert paragraphs(saved(made)) == [Paragraph("Topic", is_heading=True)]


ENTITIES = document(p("&i;")).encode()
REFUSED = {
    "nothing": (b"", word_files.NOT_WORD),
    "text": (b"just text", word_files.NOT_WORD),
    "a pdf": (b"%PDF-1.7", word_files.NOT_WORD),
    "an old doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", word_files.PROTECTED),
    "no zip": (b"PK\x03\x04 nonsense", word_files.BROKEN),
    "half a file": (honest(["x"])[:-200], word_files.BROKEN),
    "half the XML": (by_hand(b"<w:document"), word_files.BROKEN),
    "no XML": (by_hand(b""), word_files.BROKEN),
    "another office": (by_hand(p("x"), kind="application/vnd.oasis.opendocument.text"), word_files.NOT_WORD),
    "a type for macros": (by_hand(p("x"), kind=MACROS), word_files.MACROS),
    "macros": (by_hand(p("x"), others={"word/vbaProject.bin": b"x"}), word_files.MACROS),
    "a billion laughs": (by_hand(BILLION.encode() + ENTITIES), word_files.BROKEN),
    "an external entity": (by_hand((EXTERNAL + document(p("&secret;"))).encode()), word_files.BROKEN),
    "the same in UTF-16": (by_hand((EXTERNAL + document(p("&secret;"))).encode("utf-16")), word_files.BROKEN),
    "a remote DTD": (by_hand((REMOTE + document(p("x"))).encode()), word_files.BROKEN),
    "an unknown entity": (by_hand(document(p("&unknown;")).encode()), word_files.BROKEN),
    "a deep tree": (by_hand(f"{'<w:p>' * 3000}{'</w:p>' * 3000}"), word_files.BROKEN),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_not_read_says_why(what, monkeypatch):
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("it looked outside"))
    content, why = REFUSED[what]
    with pytest.raises(Unreadable) as refusal:
        paragraphs(content)
    assert str(refusal.value) == why


def test_a_zip_bomb_is_read_no_further_than_the_bound(monkeypatch):
    """The control: half of it is read in full."""
    words = "<w:p><w:r><w:t>" + "a" * 60_000 + "</w:t></w:r></w:p>"
    monkeypatch.setattr(word_files, "LARGEST_PART", 1_000_000)
    bomb = by_hand(words * 20)
    assert len(bomb) < 20_000
    with pytest.raises(Unreadable, match="too large"):
        paragraphs(bomb)
    assert len(paragraphs(by_hand(words * 10))) == 10


def test_a_bomb_that_lies_about_its_size_is_not_read(monkeypatch):
    monkeypatch.setattr(word_files, "LARGEST_PART", 1_000_000)
    bomb = by_hand(p("a") * 100_000)
    size = len(document(p("a") * 100_000)).to_bytes(4, "little")
    assert bomb.count(size) >= 2
    with pytest.raises(Unreadable):
        paragraphs(bomb.replace(size, (100).to_bytes(4, "little")))


def test_a_file_of_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(word_files, "MOST_PARTS", 5)
    with pytest.raises(Unreadable, match="too large"):
        paragraphs(by_hand(p("x"), others={f"part{n}": b"" for n in range(5)}))


def test_an_encrypted_part_is_refused():
    content = bytearray(by_hand(p("x")))
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for place in range(len(content)):
            if content[place : place + 4] == header:
                content[place + flags] |= 1
    with pytest.raises(Unreadable, match="has a password"):
        paragraphs(bytes(content))


def test_nothing_is_written_to_disk(monkeypatch, tmp_path):
    content = by_hand(p("x"), others={"../../escaped.txt": b"slip"})
    monkeypatch.chdir(tmp_path)
    assert paragraphs(content) == [Paragraph("x")]
    assert list(tmp_path.iterdir()) == []


def test_the_strict_spelling_is_read_too():
    strict = document(p("x")).replace(NS, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert paragraphs(by_hand(strict.encode())) == [Paragraph("x")]
