"""Uploads: in memory alone, and no more of them than is allowed, however many there are in one request."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import RequestFactory

from pipd.kit import uploads


def sent(**files: bytes) -> dict[str, Any]:
    given = {name: SimpleUploadedFile(f"{name}.docx", content) for name, content in files.items()}
    return dict(RequestFactory().post("/", given).FILES.items())


def test_a_file_is_kept_in_memory_as_it_was():
    file = sent(one=b"words" * 1000)["one"]
    assert (file.read(), file.size, file.is_too_large) == (b"words" * 1000, 5000, False)
    assert not isinstance(file, TemporaryUploadedFile)


def test_what_is_too_large_is_dropped_and_its_size_told(monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 100_000)
    file = sent(one=b"a" * 100_001)["one"]
    assert (file.read(), file.size, file.is_too_large) == (b"", 100_001, True)


def test_files_of_one_request_are_bounded_together(monkeypatch):
    monkeypatch.setattr(uploads, "LARGEST", 100_000)
    files = sent(one=b"a" * 70_000, two=b"b" * 70_000)
    assert [file.is_too_large for file in files.values()] == [False, True]


def test_an_empty_file_is_not_too_large():
    assert sent(one=b"")["one"].is_too_large is False


def test_control_djangos_own_handlers_write_to_disk(settings):
    settings.FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
    with sent(one=b"a" * 1000)["one"] as file:
        assert isinstance(file, TemporaryUploadedFile)
