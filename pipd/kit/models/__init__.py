"""Tables of the kit: the log, documents and outgoing mail."""

from pipd.kit.models.base import Row, both_or_neither
from pipd.kit.models.documents import Document, DocumentFile, DocumentUse
from pipd.kit.models.log import AppendOnly, LogChain, LogEntry
from pipd.kit.models.mail import OutgoingMail

__all__ = [
    "AppendOnly",
    "Document",
    "DocumentFile",
    "DocumentUse",
    "LogChain",
    "LogEntry",
    "OutgoingMail",
    "Row",
    "both_or_neither",
]
