"""Programme, areas, organisations, people, seats and consents, and the register of partnerships."""

from partnerships.models.calendars import CalendarFeed
from partnerships.models.consents import Consent
from partnerships.models.invitations import Invitation
from partnerships.models.keeping import Erased, RetentionProposal
from partnerships.models.mail_choices import MailOff
from partnerships.models.naming import LeadVoice
from partnerships.models.pausing import AreaPaused
from partnerships.models.people import Organisation, User
from partnerships.models.programme import Programme, StudyArea
from partnerships.models.recruitment import Application, ApplicationWindow
from partnerships.models.register import (
    ClosureChecklist,
    Partnership,
    PartnershipClosed,
    PartnershipMember,
)
from partnerships.models.requests import DataRequest
from partnerships.models.seats import Role, Seat
from partnerships.models.sectors import Sector

__all__ = [
    "Application",
    "ApplicationWindow",
    "AreaPaused",
    "CalendarFeed",
    "ClosureChecklist",
    "Consent",
    "DataRequest",
    "Erased",
    "Invitation",
    "LeadVoice",
    "MailOff",
    "Organisation",
    "Partnership",
    "PartnershipClosed",
    "PartnershipMember",
    "Programme",
    "RetentionProposal",
    "Role",
    "Seat",
    "Sector",
    "StudyArea",
    "User",
]
