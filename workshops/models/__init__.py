"""Sessions, attendance and the cleared record. Tables of uncleared words are registered, and exported nowhere."""

from workshops.clearance import working as _working  # noqa: F401  Django finds tables through this module
from workshops.models.cleared import Approval, ClearedNote, ClearedPoint, ClearedQuote, EditedQuote
from workshops.models.feedback import FeedbackComment, FeedbackGiven, FeedbackRating
from workshops.models.gaps import GapWaiver
from workshops.models.kinds import Commonality, Kind, Position, commonality
from workshops.models.recordings import Recording
from workshops.models.sessions import Attendance, Workshop
from workshops.models.uneven import UnevenWording
from workshops.models.withdrawals import PointWithdrawal, RemovalRequest

__all__ = [
    "Approval",
    "Attendance",
    "ClearedNote",
    "ClearedPoint",
    "ClearedQuote",
    "Commonality",
    "EditedQuote",
    "FeedbackComment",
    "FeedbackGiven",
    "FeedbackRating",
    "GapWaiver",
    "Kind",
    "PointWithdrawal",
    "Position",
    "Recording",
    "RemovalRequest",
    "UnevenWording",
    "Workshop",
    "commonality",
]
