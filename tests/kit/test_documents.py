"""Documents as rows: one rendering per content, leases and quarantine (I-37)."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from pipd.kit import clock, documents, pdf, printing, tasks
from pipd.kit.models import Document, DocumentFile
from tests.kit.document_kinds import (
    MADE,
    NOON,
    SEAT,
    ask,
    later,
    rendered,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


def test_same_content_asked_for_twice_is_one_document():
    assert ask() == ask()
    assert Document.objects.count() == 1
    assert ask("Apart") != ask()


def test_content_is_the_same_whatever_the_order_of_its_keys():
    one = ask(value={"a": 1, "words": "x"})
    assert one == ask(value={"words": "x", "a": 1})


def test_task_run_twice_renders_once():
    document = ask()
    tasks.render_document(str(document.pk))
    first = Document.objects.values().get()
    tasks.render_document(str(document.pk))
    assert MADE == ["Together"]
    assert Document.objects.values().get() == first
    assert DocumentFile.objects.count() == 1


def test_a_rendered_document_has_its_file_and_facts():
    document = rendered()
    assert document.state == "ready"
    assert (document.filename, document.title, document.pages) == ("A01-SHEET-V1.pdf", "A sheet", 1)
    assert document.file_digest == hashlib.sha256(document.file.content).hexdigest()
    assert document.ready_at == NOON
    assert document.lease_until is None


def test_a_dataclass_is_kept_as_plain_data():
    @dataclass(frozen=True)
    class Value:
        words: str
        on: date
        by: UUID
        parts: tuple[int, ...]

    document = ask(value=Value("x", date(2026, 11, 20), SEAT, (1, 2)))
    assert document.value == {"words": "x", "on": "2026-11-20", "by": str(SEAT), "parts": [1, 2]}


def test_a_model_row_cannot_be_frozen():
    with pytest.raises(TypeError, match="plain data"):
        ask(value={"row": ask()})


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="No such kind"):
        ask(kind="minutes")


def test_the_database_holds_one_live_document_per_content():
    document = ask()
    document.pk = uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        document.save(force_insert=True)


def test_a_rolled_back_request_leaves_nothing_to_render():
    with transaction.atomic():
        ask()
        transaction.set_rollback(True)
    assert documents.sweep() == []


def test_the_sweep_finds_what_is_owed_oldest_first():
    first = ask("One")
    with later(minutes=1):
        second = ask("Two")
        assert documents.sweep() == [first.pk, second.pk]
        documents.render_owed(first.pk)
        assert documents.sweep() == [second.pk]


def test_a_document_of_another_worker_is_left_alone_until_its_lease_ends(monkeypatch):
    document = ask()
    printing._lease(document.pk)
    documents.render_owed(document.pk)
    assert MADE == []
    assert documents.sweep() == []
    with later(seconds=91):
        assert documents.sweep() == [document.pk]
        documents.render_owed(document.pk)
    document.refresh_from_db()
    assert (document.state, document.lost) == ("ready", 1)


def test_a_worker_that_lost_its_lease_stores_nothing():
    document = ask()
    slow = printing._lease(document.pk)
    made, content = printing._make(slow)
    with later(seconds=91):
        documents.render_owed(document.pk)
    before = Document.objects.values().get()
    printing._keep(slow, made, pdf.Pdf(b"late"))
    assert Document.objects.values().get() == before
    assert bytes(DocumentFile.objects.get().content) == content


def test_failure_is_tried_three_times_then_quarantined(caplog):
    document = ask(kind="broken")
    waits = []
    for _ in range(3):
        documents.render_owed(document.pk)
        document.refresh_from_db()
        waits.append((document.state, document.attempts, document.due_at - clock.now()))
        clock.set_to(document.due_at)
    assert [(state, attempts) for state, attempts, _ in waits] == [("owed", 1), ("owed", 2), ("failed", 3)]
    assert [wait for _, _, wait in waits[:2]] == [timedelta(minutes=1), timedelta(minutes=5)]
    assert document.failure == "RuntimeError"
    assert documents.sweep() == []
    assert "document_kinds.py:" in caplog.text
    assert "words of people" not in caplog.text


def test_a_failed_document_is_not_tried_before_its_time():
    document = ask(kind="broken")
    documents.render_owed(document.pk)
    documents.render_owed(document.pk)
    document.refresh_from_db()
    assert document.attempts == 1


def test_one_poison_document_does_not_stop_the_rest():
    poison, sound = ask(kind="broken"), ask()
    tasks.render_document(str(poison.pk))
    tasks.render_document(str(sound.pk))
    sound.refresh_from_db()
    assert sound.state == "ready"


def test_a_document_that_kills_its_worker_is_quarantined_in_the_end():
    document = ask()
    for _ in range(printing.LOST):
        printing._lease(document.pk)
        clock.set_to(clock.now() + timedelta(seconds=91))
    assert printing._lease(document.pk) is None
    document.refresh_from_db()
    assert (document.state, document.failure) == ("failed", "worker-lost")


def not_told(document):
    raise OSError(f"QUAGGA {document.pk}")


@pytest.mark.parametrize("lost", [0, printing.LOST], ids=["it fails", "its worker is lost"])
def test_a_failed_document_is_set_aside_though_nobody_can_be_told(settings, caplog, lost):
    settings.DOCUMENT_FAILED = f"{__name__}.not_told"
    document = ask(kind="broken")
    state = (
        {"state": "rendering", "lost": lost, "lease_until": NOON}
        if lost
        else {"attempts": printing.ATTEMPTS - 1}
    )
    Document.objects.filter(pk=document.pk).update(**state)
    clock.set_to(NOON + timedelta(minutes=5))
    tasks.render_document(str(document.pk))
    document.refresh_from_db()
    assert document.state == "failed"
    assert "nobody told: OSError" in caplog.text
    assert "QUAGGA" not in caplog.text


def test_asking_again_releases_from_quarantine(settings):
    document = ask(kind="broken")
    Document.objects.update(state="failed", attempts=3, failure="RuntimeError")
    again = ask(kind="broken")
    assert again == document
    assert (again.state, again.attempts, again.failure) == ("owed", 0, "")


def test_an_outside_address_is_an_ordinary_failure():
    document = rendered('<img alt="x" src="http://127.0.0.1:9/x">')
    assert (document.state, document.failure) == ("owed", "outside-address")


def test_a_file_name_from_words_is_refused():
    assert rendered(kind="misnamed").failure == "bad-filename"


def test_the_sweep_task_rings_for_each(monkeypatch):
    rung = []
    monkeypatch.setattr(tasks.render_document, "delay", rung.append)
    document = ask()
    tasks.sweep_documents()
    assert rung == [str(document.pk)]
