"""Working tables: words that are not cleared. Private to the group; no attribute of another table leads here."""

from workshops.clearance.working.answers import Amendment, Answer, DifferingView, Responder
from workshops.clearance.working.beside import ViewObjection
from workshops.clearance.working.copies import AccessCopy
from workshops.clearance.working.logged import LoggedPoint
from workshops.clearance.working.notes import CirculatedPoint, DraftPoint, Note, NoteVersion, new_salt
from workshops.clearance.working.quotations import CirculatedQuotation, Quotation, QuotationAnswer
from workshops.clearance.working.settled import Countersignature, Reopening
from workshops.clearance.working.sizes import LONGEST, LONGEST_REASON, LONGEST_TOPIC
from workshops.clearance.working.tallies import Tally

__all__ = [
    "LONGEST",
    "LONGEST_REASON",
    "LONGEST_TOPIC",
    "AccessCopy",
    "Amendment",
    "Answer",
    "CirculatedPoint",
    "CirculatedQuotation",
    "Countersignature",
    "DifferingView",
    "DraftPoint",
    "LoggedPoint",
    "Note",
    "NoteVersion",
    "Quotation",
    "QuotationAnswer",
    "Reopening",
    "Responder",
    "Tally",
    "ViewObjection",
    "new_salt",
]
