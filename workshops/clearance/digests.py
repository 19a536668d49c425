"""Digests over exact wordings: an answer is bound to one of them (domain I-13, I-19)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from workshops.clearance.shapes import Salted
from workshops.clearance.working import CirculatedQuotation, Quotation


def of_point(point: Salted) -> str:
    """SHA-256 over the salt, topic, text, kind and both positions of `point`, in hexadecimal.

    Any change of these gives another digest and so asks everybody again.
    """
    told = [point.salt, point.topic, point.text, point.kind, point.position_la, point.position_tso]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def of_quotation(quotation: Quotation | CirculatedQuotation, *, beside: str) -> str:
    """SHA-256 over the salt, words and sector of a quotation and the digest of the statement it stands `beside`.

    It is what its speaker's permission is bound to: the same words beside another statement say something else. It
    says what it is, so that no digest of a quotation can pass for one of a statement.
    """
    told = ["quotation", quotation.salt, quotation.text, quotation.sector, beside]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def of_version(digests: Iterable[str]) -> str:
    """SHA-256 over the digests of a version's points in their order, then of its quotations in theirs."""
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()
