"""Workers killed over documents, and documents that kill their workers (trust R1, R16, domain I-37)."""

from __future__ import annotations

import hashlib
import io
import random
import time
from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pikepdf
import pytest

from pipd.kit import clock, documents
from pipd.kit.models import Document, DocumentFile
from tests import figures
from tests.faults.rig import Process, Rig, until
from tests.kit.document_kinds import SEAT

pytestmark = pytest.mark.heavy

LEASE = 3  # seconds
CHAIN = str(UUID(int=1))  # that of an area nobody knows
PDFS, KILLS, WHOLE = 50, 20, 4  # of the kills, so many take the main process too
S = Document.State


def ask(kind: str, many: int) -> list[Document]:
    return [
        documents.request(kind=kind, subject=uuid4(), chain=CHAIN, value={"words": f"{kind} {n}"}, by=SEAT)
        for n in range(many)
    ]


def states() -> Counter[str]:
    return Counter(Document.objects.values_list("state", flat=True))


def sweep(rig: Rig) -> None:
    rig.ring("pipd.kit.tasks.sweep_documents")


def settled(rig: Rig, wanted: int) -> bool:
    """Whether so many are ready; rings as beat would."""
    sweep(rig)
    return states()[S.READY] == wanted


def kill_at_work(rig: Rig, worker: Process, kills: int, whole: int, *, lease: int = LEASE) -> None:
    """Kill -9 what renders, so often, each time in the middle of it; the whole worker the first `whole` times."""
    chance, since = random.Random(7), clock.now()
    for n in range(kills):
        until(lambda since=since: _leased_since(rig, since, lease), every=0.02)
        time.sleep(chance.random() * 0.4)
        since = clock.now()
        if n < whole:
            worker.kill()
            worker = rig.worker(concurrency=2, lease=lease)
        else:
            worker.kill_pool()


def _leased_since(rig: Rig, since: datetime, lease: int) -> bool:
    """Whether somebody has begun a document since then; rings as beat would."""
    if clock.now() - since > timedelta(seconds=1):
        sweep(rig)
        time.sleep(0.2)
    rows = Document.objects.filter(state=S.RENDERING, lease_until__gt=since + timedelta(seconds=lease))
    return rows.exists()


def test_r1_a_worker_killed_twenty_times_over_fifty_pdfs(rig, faces, record_property):
    asked = ask("slow", PDFS)
    kill_at_work(rig, rig.worker(concurrency=2), KILLS, WHOLE)
    took = until(lambda: settled(rig, PDFS), every=0.5)
    files = {one.document_id: bytes(one.content) for one in DocumentFile.objects.all()}
    half = [pk for pk, content in files.items() if not content.rstrip().endswith(b"%%EOF")]
    for row in Document.objects.all():
        assert hashlib.sha256(files[row.pk]).hexdigest() == row.file_digest
        assert len(pikepdf.open(io.BytesIO(files[row.pk])).pages) == row.pages
    corrupt = list(documents.verify())
    assert (len(files), corrupt, half, states()) == (len(asked), [], [], Counter({S.READY: PDFS}))
    lost = sum(Document.objects.values_list("lost", flat=True))
    said = f"{KILLS} kills ({WHOLE} of the whole worker), {lost} renderings cut short"
    figures.tell(
        record_property, "R1", f"{said}: {len(files)} of {PDFS} done, {len(corrupt)} corrupt, {len(half)} half; "
        f"the rest took {took:.0f} s",
    )  # fmt: skip


def test_r1_control_with_a_lease_that_never_ends_killed_documents_are_never_done(rig, faces, record_property):
    ask("slow", 8)
    kill_at_work(rig, rig.worker(concurrency=2, lease=3600), 3, 0, lease=3600)
    until(lambda: settled(rig, 8 - states()[S.RENDERING]) and not states()[S.OWED], every=0.5)
    assert states()[S.RENDERING] > 0
    figures.tell(record_property, "R1, control without leases", f"{states()[S.RENDERING]} of 8 never done")


def test_r16_a_poison_document_is_set_aside_and_the_rest_proceed(rig, faces, record_property):
    [poison], [deadly], good = ask("poison", 1), ask("deadly", 1), ask("slow", 10)
    rig.worker(concurrency=2, lease=1)
    took = until(lambda: settled(rig, len(good)), every=0.5)
    until(lambda: settled(rig, len(good)) and states()[S.FAILED] == 2, every=0.5)
    for row, failure in ((poison, "RuntimeError"), (deadly, "worker-lost")):
        row.refresh_from_db()
        assert (row.state, row.failure) == (S.FAILED, failure)
    sweep(rig)
    assert documents.sweep() == []  # nobody touches them again
    assert "words of people" not in rig.said()
    said = f"set aside after {poison.attempts} failures and {deadly.lost} lost workers; 10 of 10 others in {took:.0f} s"
    figures.tell(record_property, "R16", said)
