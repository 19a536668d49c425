"""The public page for printed copies: one word about a fingerprint, and nothing else."""

from __future__ import annotations

import uuid

import pytest

from pipd.kit import documents
from pipd.kit.frozen import fingerprint
from pipd.kit.models import Document
from tests.client import Client

pytestmark = pytest.mark.django_db
ADDRESS = "/check-a-printed-plan/"


def kept(state: str = Document.State.OWED, *, draft: bool = False) -> Document:
    """A document of made-up content, asked for and put in `state`."""
    document = documents.request(
        kind="plan", subject=uuid.uuid4(), chain="x", value={"draft": draft, "title": "T"}, by=uuid.uuid4()
    )
    if state == Document.State.RETRACTED:
        Document.objects.filter(pk=document.pk).update(state=state)
    return document


def page(typed: str) -> str:
    return Client().get(ADDRESS, {"fingerprint": typed}).content.decode()


def test_check_print_knows_a_retracted_copy(db):
    document = kept(Document.State.RETRACTED)
    assert "Please do not pass it on." in page(fingerprint(document.content_digest))


def test_check_print_knows_a_draft_however_it_is_typed(db):
    document = kept(draft=True)
    typed = fingerprint(document.content_digest).lower().replace(" ", "-")
    assert "Nobody has agreed it yet." in page(typed).split("What the fingerprint means")[0]


@pytest.mark.parametrize("typed", ["0000 0000 0000 0000", "7C1E", "<script>", "\x00", "a" * 500])
def test_check_print_says_when_it_knows_nothing(typed):
    assert "knows no document with this fingerprint" in page(typed)


def test_check_print_without_a_fingerprint_says_nothing(db):
    assert "knows no document" not in Client().get(ADDRESS).content.decode()
