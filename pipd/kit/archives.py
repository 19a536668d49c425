"""Zip files that are the same bytes whenever and wherever they are made: fixed moments, fixed order, nobody's name."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping

MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip file can name
READABLE = 0o644 << 16
# What zipfile and zlib raise, between them, for an archive that is cut off, damaged or packed in a way they lack.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip of `files` by name, in their order."""
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, READABLE, 3
            made.writestr(entry, content)
    return told.getvalue()


def settled(content: bytes) -> bytes:
    """A zip that some library made, such as a Word file, without the moment at which it did."""
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        return packed({name: found.read(name) for name in found.namelist()})
