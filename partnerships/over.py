"""What is still done in an area that was discontinued: reading, and taking back. The one place that says so (3D).

Nothing else is written there, whatever page or task it comes from: each change has its log entry (domain I-40), and the
log of the area takes no other entry. Pages ask `lasts` before, so that nobody fills in a form for nothing.
"""

from __future__ import annotations

from uuid import UUID

from partnerships.models import StudyArea
from partnerships.permissions import Permission
from partnerships.refusals import NotPossible
from pipd.kit.wording import short_date

P = Permission
# Reading, one's own consents, leaving, withdrawing words and destroying recordings; who reads it may change.
LASTING = frozenset(
    {
        P.SEE_AREA, P.SEE_SESSION, P.SEE_PEOPLE, P.SEE_CONSENTS, P.SEE_APPLICATIONS, P.SEE_FUNDING_LINK, P.SEE_LOGGED,
        P.SEE_LOGISTICS, P.SEE_LOG,
        P.SEE_FEEDBACK, P.SEE_CIRCULATED, P.READ_RECORD, P.SEE_REGISTER, P.SEE_OWN_PARTNERSHIPS, P.SEE_DRAFT_PLAN,
        P.SEE_SUPPORT, P.READ_PLAN, P.READ_EVIDENCE, P.DOWNLOAD_PLAN, P.DOWNLOAD_ALL,
        P.CONSENT, P.CONSENT_TO_RECORDING, P.RECORD_CONSENT, P.LEAVE, P.KEEP_RECORDING, P.ANSWER, P.WITHDRAW_POINT,
        P.AGREE_WITHDRAWAL, P.APPOINT_TO_AREA,
    }
)  # fmt: skip
# The entries that the log of such an area still takes.
ENTRIES = frozenset(
    {
        "area moved on",  # the last of them is that it was discontinued: areas.MOVES leads nowhere from there
        "consent withdrawn", "consent withdrawal recorded", "taking part ended with consent", "left",
        "statement withdrawn", "unused statement withdrawn", "quotation withdrawn", "statement kept",
        "quotations withdrawn on request",  # who is quoted has objected to it
        "withdrawal asked for", "withdrawal agreed", "withdrawal declined", "withdrawal taken back",
        "change fell",  # with the statement that was withdrawn
        "view held back", "declined to stand in", "recording destroyed", "appointment ended",
        "application erased",  # by whoever applied
        "record copied",  # what is cleared is read as a file too, and counted for the withdrawal that may follow
        "calendar address made",  # one's own, over all areas
    }
)  # fmt: skip


def words(area: StudyArea) -> str:
    """Why nothing is written in `area` any more, in a sentence."""
    on = f" on {short_date(area.discontinued_at)}" if area.discontinued_at else ""
    return f"{area.name} was discontinued{on}. Nothing is changed there any more."


def lasts(area: StudyArea, permission: Permission) -> bool:
    """Whether `permission` is of use in `area`: all are, until it is discontinued."""
    return permission in LASTING or not area.is_discontinued


def check(area_id: UUID, verb: str) -> None:
    """Raise NotPossible for an entry `verb` that the log of a discontinued area does not take.

    Called when the entry holds the lock of the area's chain, which whoever discontinues the area holds to the end: so
    what is written at the same moment either came first, and ends with the area, or is refused.
    """
    if verb in ENTRIES:
        return
    ended = StudyArea.objects.discontinued().filter(pk=area_id).first()
    if ended is not None:
        raise NotPossible(words(ended))
