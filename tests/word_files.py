"""Word files for tests: honest ones by python-docx, hostile ones by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

import docx

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="{}"/></Types>'
)


def honest(lines: Iterable[str]) -> bytes:
    """A document as Word makes it: a line that begins with # is a heading."""
    made = docx.Document()
    for line in lines:
        if line.startswith("# "):
            made.add_heading(line[2:], 1)
        else:
            made.add_paragraph(line)
    return saved(made)


def saved(made: Any) -> bytes:
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def by_hand(body: str | bytes, *, kind: str = MAIN, others: Mapping[str, bytes] | None = None) -> bytes:
    """A file with `body` as its document, or with the whole part when it is bytes."""
    whole = body if isinstance(body, bytes) else document(body).encode()
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES.format(kind))
        archive.writestr("word/document.xml", whole)
        for name, content in (others or {}).items():
            archive.writestr(name, content)
    return kept.getvalue()


def document(body: str) -> str:
    return f'<w:document xmlns:w="{NS}"><w:body>{body}</w:body></w:document>'


def p(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"
