"""Tables of the kit: the log, documents and outgoing mail, who has a page open."""

from pipd.kit.models.base import Row, both_or_neither
from pipd.kit.models.documents import Document, DocumentFile, DocumentUse
from pipd.kit.models.log import AppendOnly, LogChain, LogEntry
from pipd.kit.models.mail import OutgoingMail
from pipd.kit.models.presence import Presence

__all__ = [
    "AppendOnly",
    "Document",
    "DocumentFile",
    "DocumentUse",
    "LogChain",
    "LogEntry",
    "OutgoingMail",
    "Presence",
    "Row",
    "both_or_neither",
]
