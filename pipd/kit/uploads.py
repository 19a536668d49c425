"""What people upload stays in memory, as much as is allowed of it, and goes with the request (trust X27)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

LARGEST = 5 * 1024 * 1024  # bytes, of all files of one request together


class InMemoryOnly(FileUploadHandler):
    """Keeps files of one request in memory up to LARGEST bytes together, and nothing on disk.

    The rest is read and dropped, so that the page can say how large the file was: a file cut like this has no content.
    """

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.read = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.chunks: list[bytes] = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.read += len(raw_data)
        if self.read <= LARGEST:
            self.chunks.append(raw_data)
        else:
            self.chunks.clear()

    def file_complete(self, file_size: int) -> UploadedFile:
        content = b"".join(self.chunks)
        return KeptInMemory(content, self.file_name, self.content_type, file_size, self.charset)


class KeptInMemory(InMemoryUploadedFile):
    """An uploaded file; `size` is what was sent, also where nothing of it was kept."""

    def __init__(self, content: bytes, name: Any, content_type: Any, size: int, charset: Any) -> None:
        self.kept = len(content)
        super().__init__(BytesIO(content), None, name, content_type, size, charset)

    @property
    def is_too_large(self) -> bool:
        return bool(self.size) and not self.kept
