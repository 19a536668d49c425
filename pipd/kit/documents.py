"""Documents as rows first: asked for, rendered once per content, kept, retracted (domain I-24, I-37).

Knows no app: settings.DOCUMENT_KINDS names, for each kind, who turns a row into a page. Nothing here enqueues; a
view rings the bell (`tasks.render_document.delay_on_commit`) and a sweep finds what no bell was heard for.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.template.loader import render_to_string

from pipd.kit import clock
from pipd.kit.frozen import digest_of, fingerprint, plain
from pipd.kit.models.documents import Document, DocumentFile, DocumentUse
from pipd.kit.printing import Rendering, render_owed, say_how_far, sweep

__all__ = [
    "UNMADE",
    "Damaged",
    "NotAvailable",
    "OpenFile",
    "Rendering",
    "digest_of",
    "fingerprint",
    "open_file",
    "outdate",
    "page",
    "plain",
    "render_owed",
    "request",
    "retract",
    "say_how_far",
    "standing",
    "supersede",
    "sweep",
    "take_back",
    "take_back_where",
    "verify",
]

UNMADE = (Document.State.OWED, Document.State.RENDERING, Document.State.FAILED)
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


class NotAvailable(LookupError):
    """There is no file to open: not ready, failed, or retracted."""


class Damaged(RuntimeError):
    """The stored file is not the one that was rendered (trust R20)."""


@dataclass(frozen=True)
class OpenFile:
    """A file that may be handed out now."""

    content: bytes
    filename: str
    title: str
    digest: str

    @property
    def content_type(self) -> str:
        return TYPES[self.filename.rsplit(".", 1)[1]]


def request(
    *, kind: str, subject: UUID, chain: str, value: Any, by: UUID, uses: Iterable[UUID] = ()
) -> Document:
    """The document of this content, made if nobody asked for it yet; it is rendered once (domain I-37).

    `value` is a dataclass or dict of plain data; one that says `draft` makes a draft. It is kept unless `uses` names
    cleared rows: then only its digest is, and the kind's callable reads the rows again, so that withdrawn words lie
    nowhere (domain I-24). `by` is a seat. Asking again for what failed releases it from quarantine. Raises
    ValueError for an unknown kind and TypeError for a value that is not plain data.
    """
    if kind not in settings.DOCUMENT_KINDS:
        raise ValueError(f"No such kind of document: {kind}")
    now, frozen, sources = clock.now(), plain(value), set(uses)
    asked = {"requested_at": now, "requested_by": by}
    kept = {"chain": chain, "value": None if sources else frozen, "due_at": now}
    kept["is_draft"] = bool(frozen.get("draft"))
    with transaction.atomic():
        document, made = Document.objects.live().get_or_create(
            kind=kind, subject=subject, content_digest=digest_of(frozen), defaults=asked | kept
        )
        used = [DocumentUse(document=document, source=source) for source in sources]
        DocumentUse.objects.bulk_create(used, ignore_conflicts=True)
        if not made:
            _ask_again(document, asked)
    return document


def _ask_again(document: Document, asked: dict[str, Any]) -> None:
    rows = Document.objects.filter(pk=document.pk)
    rows.update(**asked)
    released = {"state": Document.State.OWED, "due_at": asked["requested_at"], "failure": ""}
    rows.filter(state=Document.State.FAILED).update(**released, attempts=0, lost=0)
    document.refresh_from_db()


def page(document: Document, template: str, value: Any = None) -> str:
    """The HTML of `document`: a template of templates/documents over its kept value, or over `value`."""
    shown = document.value if value is None else plain(value)
    mark = fingerprint(document.content_digest)
    return render_to_string(template, {"document": shown, "fingerprint": mark})


def open_file(document: Document) -> OpenFile:
    """The file as it may be handed out now, counted as one download (trust X5). The caller has authorised.

    Raises NotAvailable when it may not be opened any more, Damaged when its bytes are not the rendered ones.
    """
    row = Document.objects.with_file().filter(pk=document.pk).select_related("file").first()
    if row is None:
        raise NotAvailable
    content = bytes(row.file.content)
    if hashlib.sha256(content).hexdigest() != row.file_digest:
        raise Damaged
    Document.objects.filter(pk=row.pk).update(downloads=F("downloads") + 1)
    return OpenFile(content, row.filename, row.title, row.file_digest)


def retract(source: UUID) -> list[Document]:
    """Take back every document that used `source`, files and all, and return them (domain I-24).

    The caller, in the same transaction, asks anew for those that still make sense.
    """
    with transaction.atomic():
        used = DocumentUse.objects.filter(source=source).values("document")
        return _retract(Document.objects.filter(pk__in=used))


def take_back(kind: str, subject: UUID) -> list[Document]:
    """Take back every document of one kind about one subject, files and all: its readers may not have it any more."""
    with transaction.atomic():
        return _retract(Document.objects.of(kind, subject))


def take_back_where(
    chains: Iterable[str], holds: Callable[[Document], bool], *, kinds: Collection[str] = ()
) -> int:
    """Take back the documents of `chains` of which `holds` is true; how many there were.

    Of those whose content is not kept, every one of `kinds`. What is asked for again is made anew.
    """
    with transaction.atomic():
        rows = Document.objects.filter(chain__in=chains).exclude(state=Document.State.RETRACTED)
        found = [row.pk for row in rows.iterator() if row.kind in kinds or holds(row)]
        return len(_retract(Document.objects.filter(pk__in=found)))


def _retract(rows: QuerySet[Document]) -> list[Document]:
    taken = list(rows.select_for_update(of=("self",)).exclude(state=Document.State.RETRACTED))
    DocumentFile.objects.filter(document__in=taken).delete()
    Document.objects.filter(pk__in=[document.pk for document in taken]).update(
        state=Document.State.RETRACTED, retracted_at=clock.now(), lease_until=None, value=None
    )
    for document in taken:
        document.refresh_from_db()
    return taken


def supersede(subject: UUID) -> None:
    """Call every document of `subject` superseded: something else has taken its place, and no more are to be made.

    What was asked for and is not made yet is taken back, so that none becomes current afterwards.
    """
    with transaction.atomic():
        rows = Document.objects.select_for_update(of=("self",)).filter(subject=subject).order_by("pk")
        held = dict(rows.values_list("pk", "state"))
        made = [pk for pk, state in held.items() if state == Document.State.READY]
        unmade = [pk for pk, state in held.items() if state in UNMADE]
        Document.objects.filter(pk__in=made).update(state=Document.State.SUPERSEDED)
        Document.objects.filter(pk__in=unmade).update(
            state=Document.State.RETRACTED, retracted_at=clock.now(), lease_until=None, value=None
        )


def outdate(subjects: Iterable[UUID]) -> int:
    """Say of the current documents about `subjects` that there is something newer: another subject took their place."""
    ready = Document.objects.filter(subject__in=subjects, state=Document.State.READY)
    return ready.update(state=Document.State.SUPERSEDED)


def standing(typed: str) -> str:
    """What the public check page may say of a fingerprint: `current`, `superseded`, `replaced`, `draft`, or nothing.

    A draft is never *current*, whatever became of it. Anything but sixteen figures and
    letters a to f, however grouped, is unknown.
    """
    digits = re.sub(r"[^0-9a-f]", "", typed.lower())
    if len(digits) != 16:
        return ""
    rows = Document.objects.filter(content_digest__startswith=digits)
    found = set(rows.values_list("state", "is_draft"))
    if any(is_draft and state != Document.State.RETRACTED for state, is_draft in found):
        return "draft"
    states = {state for state, _ in found}
    said = {"ready": "current", "superseded": "superseded", "retracted": "replaced"}
    return next((word for state, word in said.items() if state in states), "")


def verify() -> Iterator[str]:
    """Name every document whose kept value or file is not what its digest says (trust R20)."""
    for row in Document.objects.filter(value__isnull=False).iterator():
        if digest_of(row.value) != row.content_digest:
            yield f"Document {row.pk}: its content does not match its digest."
    for row in Document.objects.with_file().select_related("file").iterator():
        if hashlib.sha256(bytes(row.file.content)).hexdigest() != row.file_digest:
            yield f"Document {row.pk}: its file does not match its digest."
