"""Kinds of document that only tests have, and short ways to ask for one."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from pipd.kit import clock, documents
from pipd.kit.models import Document

SUBJECT = UUID("00000000-0000-4000-8000-000000000001")
SEAT = UUID("00000000-0000-4000-8000-000000000002")
SOURCE = UUID("00000000-0000-4000-8000-000000000003")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PAGE = '<!doctype html><html lang="en-GB"><head><title>T</title></head><body><h1>{}</h1></body></html>'
MADE: list[str] = []
CLEARED = ["We met twice."]


def sheet(document):
    """A kind that keeps its value."""
    MADE.append(document.value["words"])
    return documents.Rendering(
        html=PAGE.format(document.value["words"]), filename="A01-SHEET-V1.pdf", title="A sheet"
    )


def evidence(document):
    """A kind that reads cleared words afresh."""
    value = {"words": CLEARED[0]}
    html = PAGE.format(value["words"])
    return documents.Rendering(html=html, filename="A01-EVID-V1.pdf", title="Evidence", value=value)


def broken(document):
    raise RuntimeError("words of people")


def misnamed(document):
    return documents.Rendering(html=PAGE.format("x"), filename="Quill/../shire.pdf", title="x")


KINDS = {kind: f"{__name__}.{kind}" for kind in ("sheet", "evidence", "broken", "misnamed")}


def ask(words="Together", kind="sheet", **more):
    return documents.request(
        **{"kind": kind, "subject": SUBJECT, "chain": "A01", "value": {"words": words}, "by": SEAT} | more
    )


def rendered(*args, **more):
    document = ask(*args, **more)
    documents.render_owed(document.pk)
    document.refresh_from_db()
    return document


def current(kind="sheet"):
    """The last good document, whatever was asked for or failed since (domain I-37)."""
    return Document.objects.of(kind, SUBJECT).filter(state=Document.State.READY).first()


def later(**distance):
    return clock.at(clock.now() + timedelta(**distance))
