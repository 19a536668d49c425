"""The one door to the log: `record` adds an entry in the caller's transaction, `verify` recomputes the chain."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connection

from pipd.kit import clock
from pipd.kit.models.log import LogChain, LogEntry


def record(
    chain: str,
    verb: str,
    *,
    subject: UUID,
    actor: UUID | None,
    role: str,
    facts: dict[str, Any] | None = None,
) -> LogEntry:
    """Add one entry to `chain` (domain I-40).

    `facts` may hold ids, counts, dates and digests; never words people said. Raises RuntimeError outside a
    transaction, because an entry must stand or fall with the change it tells of.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A log entry belongs to the transaction of the change it records.")
    head = hold(chain)
    entry = LogEntry(
        chain=head,
        number=head.length + 1,
        at=clock.now(),
        actor=actor,
        actor_role=role,
        verb=verb,
        subject=subject,
        facts=facts or {},
        previous=head.head,
    )
    entry.digest = digest_of(entry)
    entry.save()
    LogChain.objects.filter(key=chain).update(length=entry.number, head=entry.digest)
    return entry


def hold(chain: str) -> LogChain:
    """Lock `chain` for the rest of the transaction: until it ends, nobody else adds an entry."""
    locked = LogChain.objects.select_for_update()
    head = locked.filter(key=chain).first()
    if head is None:
        LogChain.objects.get_or_create(key=chain)
        head = locked.get(key=chain)
    return head


def digest_of(entry: LogEntry) -> str:
    """SHA-256 over the entry and its predecessor's digest, in hexadecimal."""
    told = [
        entry.previous,
        entry.chain_id,
        entry.number,
        entry.at.isoformat(timespec="microseconds"),
        str(entry.actor),
        entry.actor_role,
        entry.verb,
        str(entry.subject),
        entry.facts,
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def verify() -> Iterator[str]:
    """Name every place where a chain is broken: an entry altered, missing or cut off (trust X32, R20)."""
    for chain in LogChain.objects.order_by("key"):
        previous, number = "", 0
        for entry in chain.entries.order_by("number").iterator():
            number += 1
            if entry.number != number:
                yield f"Log of {chain.key}: entry {number} is missing."
                number = entry.number
            if entry.previous != previous or digest_of(entry) != entry.digest:
                yield f"Log of {chain.key}: entry {entry.number} ({entry.verb}) does not match its digest."
            previous = entry.digest
        if (chain.length, chain.head) != (number, previous):
            yield f"Log of {chain.key}: {chain.length} entries were written, {number} are here."
