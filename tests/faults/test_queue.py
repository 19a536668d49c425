"""The queue lost, and the transaction rolled back: what is owed stands in the database (trust R5, R17)."""

from __future__ import annotations

import time

import pytest
from django.db import transaction

from pipd.kit.models import Document, OutgoingMail
from tests import figures
from tests.faults.conftest import owe, unsettled
from tests.faults.rig import until
from tests.faults.test_documents import ask

pytestmark = pytest.mark.heavy

JOBS, WITHIN = 200, 180  # seconds


def test_r5_two_hundred_jobs_after_the_queue_was_flushed(rig, post, record_property):
    rows = owe(JOBS)
    for row in rows:
        rig.ring("pipd.kit.tasks.send_mail", str(row.pk))
    assert rig.flush() == JOBS
    began = time.monotonic()
    rig.worker(concurrency=2)
    rig.ring("pipd.kit.tasks.send_mail", str(rows[0].pk))  # the worker works, and has nothing else to do
    until(lambda: unsettled() == JOBS - 1)
    time.sleep(2)
    assert unsettled() == JOBS - 1  # control: without the sweep they would wait for ever
    rig.beat()
    until(lambda: not unsettled(), seconds=WITHIN, every=0.5)
    took = time.monotonic() - began
    assert sorted(post.taken) == sorted(row.message_id for row in rows)
    assert took < WITHIN
    figures.tell(record_property, "R5", f"{JOBS} of {JOBS} done {took:.0f} s after the flush, each once")


def test_r17_rolled_back_there_is_no_job_and_committed_it_runs(rig, faces, record_property):
    def ring(pk: object) -> None:
        transaction.on_commit(lambda: rig.ring("pipd.kit.tasks.render_document", str(pk)))

    with transaction.atomic():
        [gone] = ask("slow", 1)
        ring(gone.pk)
        transaction.set_rollback(True)
    assert (rig.flush(), Document.objects.count()) == (0, 0)
    with transaction.atomic():
        [kept] = ask("slow", 1)
        ring(kept.pk)
        assert rig.flush() == 0  # not before it is committed
    rig.worker()
    took = until(lambda: Document.objects.get(pk=kept.pk).state == "ready")
    assert not OutgoingMail.objects.exists()
    figures.tell(
        record_property, "R17", f"rolled back: no row, no job; committed: ready after {took:.0f} s, unswept"
    )


def test_r17_control_a_bell_rung_at_once_outlives_the_rollback(rig):
    with transaction.atomic():
        [gone] = ask("slow", 1)
        rig.ring("pipd.kit.tasks.render_document", str(gone.pk))
        transaction.set_rollback(True)
    assert rig.flush() == 1
