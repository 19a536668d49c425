"""Frozen content: plain data, the one way to spell it, and the digest and fingerprint of that spelling."""

import hashlib
import json
from dataclasses import asdict, is_dataclass
from datetime import date
from typing import Any
from uuid import UUID


def plain(value: Any) -> Any:
    """`value` as JSON holds it: dicts, lists, strings, numbers, booleans, null. Dates become ISO strings.

    Dataclasses become dicts. Raises TypeError for anything else, so that no model row slips into a document.
    """
    return json.loads(json.dumps(value, default=_plain_part, ensure_ascii=False, allow_nan=False))


def _plain_part(part: Any) -> Any:
    if is_dataclass(part) and not isinstance(part, type):
        return asdict(part)
    if isinstance(part, date):
        return part.isoformat()
    if isinstance(part, UUID):
        return str(part)
    raise TypeError(f"Frozen content is plain data, not {type(part).__name__}.")


def digest_of(value: Any) -> str:
    """SHA-256 of a value's one spelling, in hexadecimal."""
    spelt = json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(spelt.encode()).hexdigest()


def fingerprint(digest: str) -> str:
    """A digest as people read it from the foot of a page: `7C1E 4A90 2B6D F358`."""
    return " ".join(digest[start : start + 4].upper() for start in range(0, 16, 4))
