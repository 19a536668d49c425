"""Programme, areas, organisations, people, seats and consents."""

from partnerships.models.people import Organisation, User
from partnerships.models.programme import Programme, StudyArea
from partnerships.models.seats import Consent, Role, Seat
from partnerships.models.sectors import Sector

__all__ = ["Consent", "Organisation", "Programme", "Role", "Seat", "Sector", "StudyArea", "User"]
