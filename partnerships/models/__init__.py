"""Programme, areas, organisations, people, seats and consents."""

from partnerships.models.calendars import CalendarFeed
from partnerships.models.mail_choices import MailOff
from partnerships.models.people import Organisation, User
from partnerships.models.programme import Programme, StudyArea
from partnerships.models.seats import Consent, Role, Seat
from partnerships.models.sectors import Sector

__all__ = [
    "CalendarFeed",
    "Consent",
    "MailOff",
    "Organisation",
    "Programme",
    "Role",
    "Seat",
    "Sector",
    "StudyArea",
    "User",
]
