"""Every document of the plan as somebody takes it away: asked for, downloaded, opened and read."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests import sheet_files
from tests.actionplans import builders, papers
from tests.client import canaries
from tests.journeys.cast import Cast
from tests.journeys.story_delivery import makes_what_is_owed, reads_in_public, visitor_of


def every_format_is_downloaded(cast: Cast, folder: Path) -> None:
    """The coordinator asks for each, downloads each, and each opens and holds the plan; nothing uncleared is in any."""
    person = cast.coordinator
    for page in ("actionplans:document-list", "actionplans:everything-list"):
        person.opens(page)
        # A button that was pressed is gone while its document is made.
        for _ in range(person.page.get_by_role("button", name=re.compile("^Make it")).count()):
            person.presses(re.compile("^Make it"))
            person.opens(page)
    makes_what_is_owed()
    found: dict[str, bytes] = {}
    for page in ("actionplans:document-list", "actionplans:everything-list"):
        person.opens(page)
        for link in person.page.locator("[id^=document-] a[download]:visible").all():
            with person.page.expect_download() as waiting:
                link.click()
            file = folder / waiting.value.suggested_filename
            waiting.value.save_as(file)
            found[file.name] = file.read_bytes()
    kinds = sorted({name.rsplit(".", 1)[1] for name in found})
    assert kinds == ["docx", "pdf", "xlsx", "zip"], sorted(found)
    assert len(found) == 8, sorted(found)
    for name, content in found.items():
        _opens_whole(name, content, folder, cast)
    _the_public_document_names_nobody(cast, folder)


def _the_public_document_names_nobody(cast: Cast, folder: Path) -> None:
    visitor = visitor_of(cast)
    reads_in_public(visitor)
    with visitor.page.expect_download() as waiting:
        visitor.page.get_by_role("link", name="Download the plan (PDF)").click()
    waiting.value.save_as(folder / "public.pdf")
    content = (folder / "public.pdf").read_bytes()
    words = papers.words_of(content)
    assert papers.squeezed(f"{builders.DEED} 1") in words
    named = [cast.group.area.name, *(str(seat.user) for seat in cast.group.participants)]
    assert [name for name in named if papers.squeezed(name) in words] == []
    assert canaries(words) == set()
    assert papers.faults(content, folder) == []


def _opens_whole(name: str, content: bytes, folder: Path, cast: Cast) -> None:
    """One file says what was agreed or learned, and nothing that was not cleared."""
    words = READS[name.rsplit(".", 1)[1]](content)
    assert canaries(words) == set(), name
    assert papers.squeezed(cast.group.area.name) in papers.squeezed(words), name
    if name.endswith(".pdf"):
        assert papers.faults(content, folder) == [], name


def _sheet_words(content: bytes) -> str:
    """What the cells of every sheet say."""
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        assert found.testzip() is None
        sheets = [name for name in found.namelist() if name.startswith("xl/worksheets/sheet")]
    rows = [row for number in range(1, len(sheets) + 1) for row in sheet_files.cells(content, number)]
    return "\n".join(str(value) for row in rows for value in row)


def _zip_words(content: bytes) -> str:
    """The words of every file in it; a file of a kind that nobody reads here is an error."""
    return "\n".join(READS[name.rsplit(".", 1)[1]](part) for name, part in papers.zipped(content).items())


READS: dict[str, Callable[[bytes], str]] = {
    "pdf": papers.words_of,
    "docx": papers.word_words,
    "xlsx": _sheet_words,
    "zip": _zip_words,
    "json": bytes.decode,
    "csv": bytes.decode,
    "txt": bytes.decode,
    "md": bytes.decode,
}
