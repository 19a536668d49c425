"""The record as documents: PDFs asked for as rows and rendered by a worker; Word and a table at once, never kept."""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from partnerships.membership import NotPossible, system_seat
from partnerships.models import Seat, StudyArea
from partnerships.permissions import Permission, require
from pipd.kit import documents
from pipd.kit.models import Document
from workshops import copies, record_table, record_word
from workshops.models import ClearedPoint, ClearedQuote, Workshop
from workshops.record_shape import RecordValue
from workshops.record_value import cleared_notes, record_value

RECORD = "record"
MADE = {"docx": record_word.word_file, "csv": record_table.table}


def record(document: Document) -> documents.Rendering:
    """The page of a record, from the cleared rows as they stand (settings.DOCUMENT_KINDS)."""
    area, number = _subject(document.subject)
    value, _ = _value(area, number)
    html = documents.page(document, "documents/record.html", value)
    return documents.Rendering(html, f"{value.reference}.pdf", value.title, value=value)


def _subject(subject: UUID) -> tuple[StudyArea, int | None]:
    """Of what a document is the record: of one session, or of a whole area."""
    session = Workshop.objects.select_related("area__programme").filter(pk=subject).first()
    if session is not None:
        return session.area, session.number
    return StudyArea.objects.select_related("programme").get(pk=subject), None


def _value(area: StudyArea, number: int | None) -> tuple[RecordValue, list[UUID]]:
    """Raises NotPossible when nothing of it is cleared, or everything was withdrawn."""
    notes = cleared_notes(area, number)
    value, uses = record_value(area, notes, whole=number is None) if notes else (None, [])
    if value is None or not uses:
        raise NotPossible("Nothing is cleared yet, so there is no record to make.")
    return value, uses


def ask(area: StudyArea, number: int | None, *, by: Seat) -> Document:
    """Ask for the record of session `number`, or of all sessions, as it stands; rendered once per content (I-37).

    Raises NotPossible when there is none, PermissionDenied for whoever may not read it.
    """
    require(by, Permission.READ_RECORD, area_id=area.pk)
    return _ask(area, number, by)


def _value_held(area: StudyArea, number: int | None) -> tuple[RecordValue, list[UUID]]:
    """`_value` with its rows held until the transaction ends.

    A withdrawal either comes before, and its words are not in the value; or it waits, and finds what was made of it:
    the document, to take back, or the copy, to count.
    """
    value, uses = _value(area, number)
    standing = {row for model in (ClearedPoint, ClearedQuote) for row in held(model, uses)}
    return (value, uses) if standing == set(uses) else _value(area, number)


@transaction.atomic
def _ask(area: StudyArea, number: int | None, by: Seat) -> Document:
    value, uses = _value_held(area, number)
    subject = area.pk if number is None else Workshop.objects.get(area=area, number=number).pk
    return documents.request(kind=RECORD, subject=subject, chain=area.chain, value=value, uses=uses, by=by.pk)


def held(model: type[ClearedPoint] | type[ClearedQuote], uses: list[UUID]) -> list[UUID]:
    """Those of `uses` that still stand, held until the transaction ends: no withdrawal comes between."""
    rows = model.objects.select_for_update(of=("self",)).filter(pk__in=uses).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def readable(area: StudyArea) -> dict[UUID, list[Document]]:
    """The documents of the record of `area` to be shown, by subject, newest first; retracted ones are gone.

    The newest in whatever state, so that its progress is seen, and below it those that can be opened.
    """
    rows = Document.objects.filter(kind=RECORD, chain=area.chain).exclude(state=Document.State.RETRACTED)
    every: dict[UUID, list[Document]] = {}
    for row in rows.defer("value"):
        every.setdefault(row.subject, []).append(row)
    return {
        subject: found[:1] + [row for row in found[1:] if row.state in Document.OPENABLE]
        for subject, found in every.items()
    }


@transaction.atomic
def copy(area: StudyArea, number: int | None, *, form: str, by: Seat) -> tuple[bytes, str]:
    """The record as a file of `form` ("docx" or "csv") with its name. It is made now and kept nowhere.

    The log counts it as a copy that was issued, so that a withdrawal can say how many there are (domain E7).
    """
    require(by, Permission.READ_RECORD, area_id=area.pk)
    if by.stands_in:
        raise PermissionDenied("A substitute reads the record of one session alone, on its page.")
    value, _ = _value_held(area, number)
    made = MADE[form](value)
    copies.hand_out(area, number, form=form, by=by)
    return made, f"{value.reference}.{form}"


def owing_anew() -> list[UUID]:
    """Subjects whose record was taken back and not yet made again, where something of it is still cleared."""
    rows = Document.objects.filter(kind=RECORD)
    taken = rows.filter(state=Document.State.RETRACTED).exclude(subject__in=rows.live().values("subject"))
    subjects = set(taken.values_list("subject", flat=True))
    still = ClearedPoint.objects.values_list("note__workshop", "note__area")
    return sorted(subjects & {key for pair in still for key in pair})


def make_anew(subject: UUID) -> Document:
    """Ask, as the system, for the record that takes the place of a retracted one (domain I-24)."""
    area, number = _subject(subject)
    return _ask(area, number, system_seat(area.programme))
