"""The paragraphs of a Word document, read as if it came from somebody who wants to harm us (trust X27, X28).

Only two parts of the file are ever unzipped, each up to a bound. Nothing it points at is looked for, no entity is
expanded, nothing is written to disk.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from pipd.kit.archives import DAMAGED

LARGEST_PART = 8 * 1024 * 1024  # bytes of one part of the file, unzipped
MOST_PARTS = 2000
STYLES_DEEP = 10  # how far a style is followed to the one it is based on
TYPES = "[Content_Types].xml"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
STYLES = "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = W[1:-1].encode()
CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
# Deleted and moved text is not in the document; a fallback says what stands beside it once more.
SKIPPED = {
    f"{W}del",
    f"{W}moveFrom",
    f"{W}pPr",
    f"{W}instrText",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
SPELT = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": " "}

NOT_WORD = "This is not a Word document (.docx)."
PROTECTED = "This file is an old .doc, or has a password. Save it as .docx without a password."
MACROS = "This file may hold macros. Save it as .docx, which holds none."
BROKEN = "This file cannot be read. Open it in Word and save it again, or paste its text."
TOO_MUCH = "Unzipped, this file is too large to be read. Paste its text instead."


class Unreadable(Exception):
    """A file that is not read; the message says why, in a sentence for whoever chose it."""


@dataclass(frozen=True)
class Paragraph:
    """One paragraph, list item or paragraph of a table cell."""

    text: str
    is_heading: bool = False


def paragraphs(content: bytes) -> list[Paragraph]:
    """The paragraphs of the .docx file `content` in their order, empty ones left off. Raises Unreadable."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable(PROTECTED)
    if not content.startswith(b"PK"):
        raise Unreadable(NOT_WORD)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _read(archive)
    except DAMAGED as error:
        raise Unreadable(BROKEN) from error
    except RuntimeError as error:  # what zipfile raises for a part that is encrypted
        raise Unreadable(PROTECTED) from error


def _read(archive: zipfile.ZipFile) -> list[Paragraph]:
    names = {info.filename for info in archive.infolist()}
    if len(names) > MOST_PARTS:
        raise Unreadable(TOO_MUCH)
    if TYPES not in names:
        raise Unreadable(NOT_WORD)
    parts = _parts(_tree(archive, TYPES))
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in parts):
        raise Unreadable(MACROS)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable(MACROS)
    if parts.get(DOCUMENT) not in names:
        raise Unreadable(NOT_WORD)
    headings = _headings(_tree(archive, parts[STYLES])) if parts.get(STYLES) in names else set()
    body = _tree(archive, parts[DOCUMENT])
    found = [Paragraph(_text(p), _is_heading(p, headings)) for p in _each(body, f"{W}p")]
    return [paragraph for paragraph in found if paragraph.text]


def _parts(types: etree._Element) -> dict[str, str]:
    """The name of the part of each kind that the file declares."""
    return {
        entry.get("ContentType", ""): entry.get("PartName", "").lstrip("/")
        for entry in types.iter(f"{CT}Override", f"{CT}Default")
    }


def _tree(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """The XML of one part. Raises Unreadable for more than LARGEST_PART bytes, whatever the file says of itself."""
    with archive.open(name) as part:
        content = part.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART:
        raise Unreadable(TOO_MUCH)
    # Word never declares a document type: who does wants entities expanded. UTF-16 spells it with NULs between.
    if b"<!DOCTYPE" in content.replace(b"\0", b""):
        raise Unreadable(BROKEN)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
    )
    try:
        tree = etree.fromstring(content.replace(STRICT, TRANSITIONAL), parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(BROKEN) from error
    if tree is None:
        raise Unreadable(BROKEN)
    return tree


def _each(tree: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The elements `tag` in their order, none of them inside what is skipped."""
    for child in tree:
        if child.tag in SKIPPED:
            continue
        if child.tag == tag:
            yield child
        yield from _each(child, tag)


def _text(paragraph: etree._Element) -> str:
    """The words of one paragraph; those of a text box inside it are paragraphs of their own."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in "".join(_runs(paragraph)).split("\n"))))


def _runs(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in SPELT:
            yield SPELT[child.tag]
        elif child.tag not in SKIPPED and child.tag != f"{W}p":
            yield from _runs(child)


def _headings(styles: etree._Element) -> set[str]:
    """The ids of the styles that make a heading: by their name, their outline level, or what they are based on."""
    found = {s.get(f"{W}styleId", ""): s for s in styles.iter(f"{W}style")}
    return {name for name in found if _makes_heading(name, found)}


def _makes_heading(name: str, found: dict[str, etree._Element]) -> bool:
    for _ in range(STYLES_DEEP):
        style = found.get(name)
        if style is None:
            return False
        words = _value(style, "name").lower()
        if words in ("title", "subtitle") or words.startswith("heading ") or _outline(style):
            return True
        name = _value(style, "basedOn")
    return False


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", "")


def _outline(element: etree._Element) -> bool:
    """Whether an outline level makes a heading of it; level 9 is body text."""
    properties = element.find(f"{W}pPr")
    return properties is not None and _value(properties, "outlineLvl") in set("012345678")


def _is_heading(paragraph: etree._Element, headings: set[str]) -> bool:
    properties = paragraph.find(f"{W}pPr")
    return properties is not None and (_outline(paragraph) or _value(properties, "pStyle") in headings)
