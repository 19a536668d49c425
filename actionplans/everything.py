"""Everything of an area to take away: one ordered PDF with bookmarks, and a zip with it, the files and the record."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.template.loader import render_to_string

from actionplans import plan_sheets, plan_word
from actionplans.documents import STYLES, shown
from actionplans.everything_value import EverythingValue, everything_value
from partnerships.membership import system_seat
from partnerships.models import Seat, StudyArea
from partnerships.permissions import Permission, require
from pipd.kit import archives, documents, pdf
from pipd.kit.models import Document
from workshops.documents import held
from workshops.models import ClearedPoint, ClearedQuote
from workshops.record_table import table
from workshops.record_word import word_file

PRINTED, ZIP = "everything", "everything-zip"
KINDS = (PRINTED, ZIP)
SHEETS = (*STYLES, "review.css", "everything.css")
SCHEMA = Path(__file__).parent / "area-record.schema.json"


# What a worker makes of a row (settings.DOCUMENT_KINDS)


def printed(document: Document) -> documents.Rendering:
    """All parts as one page after the other, from the rows as they stand: nothing withdrawn can be in it."""
    value, _ = everything_value(_area(document))
    html = _page(value, document)
    return documents.Rendering(html, f"{value.reference}.pdf", value.title, SHEETS, value)


def packed(document: Document) -> documents.Rendering:
    """The same PDF with the plan's and the record's files, and the record for machines, in one zip."""
    value, _ = everything_value(_area(document))
    if documents.digest_of(value) != document.content_digest:
        return documents.Rendering("", f"{value.reference}.zip", value.title, value=value)
    parts = _files(value, document)
    files: dict[str, bytes] = {}
    for done, (name, make) in enumerate(parts):
        documents.say_how_far(document, done, len(parts))
        files[f"{value.reference}/{name}"] = make()
    content = archives.packed(files)
    return documents.Rendering("", f"{value.reference}.zip", value.title, value=value, content=content)


def _area(document: Document) -> StudyArea:
    return StudyArea.objects.select_related("programme").get(pk=document.subject)


def _page(value: EverythingValue, document: Document) -> str:
    mark = documents.fingerprint(document.content_digest)
    return render_to_string("documents/everything.html", {"whole": value, "fingerprint": mark})


def _files(value: EverythingValue, document: Document) -> list[tuple[str, Any]]:
    """Each file's name and how it is made, the PDF first."""
    mark, whole = documents.fingerprint(document.content_digest), value.whole
    parts: list[tuple[str, Any]] = [
        (f"{value.reference}.pdf", lambda: bytes(pdf.render(_page(value, document), styles=SHEETS)))
    ]
    if value.plan:
        plan = documents.plain(value.plan)
        own = documents.fingerprint(documents.digest_of(value.plan))
        parts += [
            (f"{value.plan.reference}.docx", lambda: plan_word.word_file(plan, own)),
            (f"{value.plan.reference}.xlsx", lambda: plan_sheets.spreadsheet(plan, own)),
        ]
    if whole:
        parts += [(f"{whole.reference}.docx", lambda: word_file(whole))]
        parts += [(f"{whole.reference}.csv", lambda: table(whole))]
    return [
        *parts,
        ("area-record.json", lambda: _json(value.record)),
        ("area-record.schema.json", _schema),
        ("README.txt", lambda: _readme(value, mark, [name for name, _ in parts])),
    ]


def _json(record: dict[str, Any]) -> bytes:
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode()


@cache
def _schema() -> bytes:
    """What the record for machines holds, for whoever reads it by a program."""
    return SCHEMA.read_bytes()


def _readme(value: EverythingValue, mark: str, names: list[str]) -> bytes:
    told = {"value": value, "fingerprint": mark, "names": names}
    return render_to_string("documents/everything.txt", told).encode()


# Asking


def ask(area: StudyArea, *, kind: str = PRINTED, by: Seat) -> Document:
    """Ask for everything of `area` as it stands; rendered once per content (domain I-37).

    Raises NotPossible when there is nothing yet, PermissionDenied for whoever may not have it.
    """
    require(by, Permission.DOWNLOAD_ALL, area_id=area.pk)
    return _ask(area, kind, by)


@transaction.atomic
def _ask(area: StudyArea, kind: str, by: Seat) -> Document:
    value, uses = everything_value(area)
    # Held until this document is known: a withdrawal either comes before, or finds the document and retracts it.
    standing = {row for model in (ClearedPoint, ClearedQuote) for row in held(model, uses)}
    if standing != set(uses):
        value, uses = everything_value(area)
    return documents.request(kind=kind, subject=area.pk, chain=area.chain, value=value, uses=uses, by=by.pk)


def shelf(area: StudyArea) -> dict[str, list[Document]]:
    """The documents of everything by kind, newest first, as a page shows them; one query."""
    found: dict[str, list[Document]] = {kind: [] for kind in KINDS}
    rows = Document.objects.filter(chain=area.chain, kind__in=KINDS, subject=area.pk)
    for row in rows.defer("value"):
        found[row.kind].append(row)
    return {kind: shown(every) for kind, every in found.items()}


def owing_anew() -> list[tuple[UUID, str]]:
    """Areas, and kinds, whose document was taken back and not yet made again."""
    rows = Document.objects.filter(kind__in=KINDS)
    live = set(rows.live().values_list("subject", "kind"))
    taken = set(rows.filter(state=Document.State.RETRACTED).values_list("subject", "kind"))
    still = set(ClearedPoint.objects.values_list("note__area", flat=True))
    return sorted(key for key in taken - live if key[0] in still)


def make_anew(area_id: UUID, kind: str) -> Document:
    """Ask, as the system, for what takes the place of a retracted document (domain I-24)."""
    area = StudyArea.objects.select_related("programme").get(pk=area_id)
    return _ask(area, kind, system_seat(area.programme))
