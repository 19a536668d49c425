"""An access copy as a Word document: built from frozen values, for one person, and handed over at once."""

from __future__ import annotations

from partnerships.models import Programme
from partnerships.words import commonality_words, sector_name
from pipd.kit import word_writing
from pipd.kit.wording import deadline
from workshops.clearance.copies import Copy
from workshops.clearance.reading import Statement
from workshops.words import kind_words

ANSWERS = "Is this a fair record?   ☐ Yes   ☐ Suggest a change   ☐ It should not be in"


def word_file(copy: Copy, programme: Programme) -> bytes:
    """The .docx of `copy`, which says on every page whose it is and that the notes are not cleared."""
    version = copy.notes.version
    made = word_writing.document(
        title=f"Notes of session {copy.session}, version {version}, not cleared",
        every_page=f"Copy {copy.number} for {copy.name}, version {version}, not cleared: do not pass on",
        points=word_writing.LARGE if copy.large else word_writing.STANDARD,
    )
    word_writing.add(made, f"Notes of session {copy.session}", style="Heading 1")
    word_writing.add(
        made, "These notes are being checked by those who were at the session. They are not cleared."
    )
    if copy.answer_by:
        word_writing.add(made, f"Please answer online, or tell a facilitator, by {deadline(copy.answer_by)}.")
    for said in copy.notes.statements:
        _statement(made, said, programme)
    return word_writing.saved(made)


def _statement(made: object, said: Statement, programme: Programme) -> None:
    kind = kind_words(programme, said.kind)
    held = commonality_words(programme, said.commonality)
    word_writing.add(made, f"{said.number} {said.topic or kind}", style="Heading 2")
    word_writing.add(made, f"{kind}. {held}." if said.topic else f"{held}.")
    word_writing.add(made, said.text)
    for view in said.views:
        word_writing.add(made, f"{sector_name(programme, view.sector)} sees it like this: {view.text}")
    word_writing.add(made, ANSWERS)


def file_name(copy: Copy) -> str:
    """From numbers alone: nothing anybody typed."""
    large = "-large-print" if copy.large else ""
    return f"notes-session-{copy.session}-version-{copy.notes.version}-copy-{copy.number}{large}.docx"
