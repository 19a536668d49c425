"""Documents once rendered: which is current, who may open it, and taking it back (I-24, I-37)."""

import pytest
from django.db import IntegrityError, transaction

from pipd.kit import documents, pdf, printing
from pipd.kit.models import Document, DocumentFile, DocumentUse
from tests.kit.document_kinds import (
    CLEARED,
    SOURCE,
    SUBJECT,
    ask,
    broken,
    current,
    later,
    rendered,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


def test_a_failure_never_hides_the_last_good_one(monkeypatch):
    good = rendered("First")
    monkeypatch.setattr(pdf, "render", broken)
    with later(hours=1):
        assert rendered("Second").state == "owed"
    assert current() == good
    assert Document.objects.of("sheet", SUBJECT).first() != good
    assert documents.open_file(good).content.startswith(b"%PDF")


def test_a_newer_document_supersedes_and_the_older_stays_open():
    old = rendered("First")
    with later(hours=1):
        new = rendered("Second")
    old.refresh_from_db()
    assert (old.state, new.state) == ("superseded", "ready")
    assert current() == new
    assert documents.open_file(old).filename == "A01-SHEET-V1.pdf"


def test_an_older_request_that_ends_late_does_not_become_current():
    old = ask("First")
    with later(hours=1):
        new = rendered("Second")
    documents.render_owed(old.pk)
    old.refresh_from_db()
    assert (old.state, current()) == ("superseded", new)


def test_content_that_comes_back_is_current_again():
    first = rendered("First")
    with later(hours=1):
        second = ask("Second")
    with later(hours=2):
        assert ask("First") == first
    documents.render_owed(second.pk)
    with later(hours=2):
        documents.render_owed(second.pk)
    assert current() == first


def test_content_of_a_superseded_document_is_rendered_anew():
    first = rendered("First")
    with later(hours=1):
        rendered("Second")
    with later(hours=2):
        third = rendered("First")
    assert third != first
    assert third.file_digest == first.file_digest
    assert current() == third


def test_cleared_words_are_never_kept_in_the_row():
    document = rendered("We met twice.", kind="evidence", uses=[SOURCE])
    assert document.value is None
    assert document.state == "ready"
    assert [use.source for use in document.uses.all()] == [SOURCE]


def test_cleared_words_that_changed_meanwhile_are_not_printed():
    document = ask("We met twice.", kind="evidence", uses=[SOURCE])
    CLEARED[:] = ["We met once."]
    documents.render_owed(document.pk)
    document.refresh_from_db()
    assert (document.state, document.failure) == ("failed", "content-changed")
    assert not DocumentFile.objects.exists()


def test_a_source_is_named_once():
    document = ask("We met twice.", kind="evidence", uses=[SOURCE, SOURCE])
    ask("We met twice.", kind="evidence", uses=[SOURCE])
    assert document.uses.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        DocumentUse.objects.create(document=document, source=SOURCE)


def test_retracting_deletes_the_file_and_closes_the_document():
    document = rendered("We met twice.", kind="evidence", uses=[SOURCE])
    other = rendered("Unrelated")
    assert documents.retract(SOURCE) == [document]
    document.refresh_from_db()
    assert document.state == "retracted"
    assert [file.document for file in DocumentFile.objects.all()] == [other]
    with pytest.raises(documents.NotAvailable):
        documents.open_file(document)
    assert current("evidence") is None
    assert documents.retract(SOURCE) == []


def test_retracting_reaches_superseded_documents_too():
    old = rendered("We met twice.", kind="evidence", uses=[SOURCE])
    CLEARED[:] = ["We met once."]
    with later(hours=1):
        rendered("We met once.", kind="evidence", uses=[SOURCE])
    assert len(documents.retract(SOURCE)) == 2
    with pytest.raises(documents.NotAvailable):
        documents.open_file(old)


def test_a_document_retracted_while_it_is_rendered_is_not_stored():
    document = ask("We met twice.", kind="evidence", uses=[SOURCE])
    leased = printing._lease(document.pk)
    made, content = printing._make(leased)
    documents.retract(SOURCE)
    printing._keep(leased, made, content)
    document.refresh_from_db()
    assert document.state == "retracted"
    assert not DocumentFile.objects.exists()


def test_a_retracted_content_may_be_asked_for_again():
    first = rendered("We met twice.", kind="evidence", uses=[SOURCE])
    documents.retract(SOURCE)
    assert rendered("We met twice.", kind="evidence", uses=[SOURCE]) != first


def test_opening_counts_downloads():
    document = rendered()
    for _ in range(3):
        documents.open_file(document)
    document.refresh_from_db()
    assert document.downloads == 3


def test_what_is_not_ready_cannot_be_opened():
    with pytest.raises(documents.NotAvailable):
        documents.open_file(ask())


def test_one_flipped_byte_is_refused_and_named():
    document = rendered()
    assert list(documents.verify()) == []
    content = bytearray(document.file.content)
    content[100] ^= 1
    DocumentFile.objects.update(content=bytes(content))
    with pytest.raises(documents.Damaged):
        documents.open_file(document)
    Document.objects.update(value={"words": "Altered"})
    found = list(documents.verify())
    assert [str(document.pk) in sentence for sentence in found] == [True, True]
    assert "Altered" not in "".join(found)


def test_a_list_of_documents_loads_no_file(django_assert_num_queries):
    rendered()
    with django_assert_num_queries(1):
        assert [document.state for document in Document.objects.all()] == ["ready"]


def test_the_fingerprint_at_the_foot_says_how_a_copy_stands():
    old = rendered("First")
    mark = documents.fingerprint(old.content_digest)
    assert len(mark) == 19
    assert documents.standing(mark.lower()) == "current"
    with later(hours=1):
        rendered("Second")
    assert documents.standing(mark) == "superseded"
    Document.objects.filter(pk=old.pk).update(state="retracted")
    assert documents.standing(mark) == "replaced"
    assert documents.standing("0000 0000 0000 0000") == ""
    assert documents.standing("7C1E") == ""


def test_a_draft_is_never_called_current_though_its_content_is_not_kept():
    draft = rendered(value={"words": "First", "draft": True})
    Document.objects.filter(pk=draft.pk).update(value=None)
    assert documents.standing(documents.fingerprint(draft.content_digest)) == "draft"
    Document.objects.filter(pk=draft.pk).update(state="retracted")
    assert documents.standing(documents.fingerprint(draft.content_digest)) == "replaced"


def test_a_page_shows_the_kept_value_and_the_fingerprint():
    document = ask(value={"words": "x", "title": "A <title>", "running": "Head"})
    page = documents.page(document, "documents/base.html")
    assert "<title>A &lt;title&gt;</title>" in page
    assert f'data-fingerprint="{documents.fingerprint(document.content_digest)}"' in page
