"""Sending somebody who never signed in a new link: those of an area, and those who run the programme."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse

from partnerships import appointing
from partnerships.access import PeopleMixin, ProgrammeMixin, SeatMixin
from partnerships.acting import Press
from partnerships.models import Seat
from partnerships.models.seats import SeatQuerySet
from partnerships.permissions import Permission


class Invite(SeatMixin, Press):
    """Send it, and go back to where the button was."""

    def those(self) -> SeatQuerySet:
        """Whose seats the page is about."""
        raise NotImplementedError

    def act(self) -> str:
        found = self.those().live().filter(pk=self.kwargs["seat"]).select_related("user", "area").first()
        if found is None:
            raise Http404
        appointing.invite_again(found, by=self.seat)
        return f"{found.user} is sent a link by email. It works for 48 hours."


class AreaInvite(PeopleMixin, Invite):
    """Somebody who takes part, facilitates or keeps the register."""

    permission = Permission.SELECT_PARTICIPANTS

    def those(self) -> SeatQuerySet:
        return Seat.objects.filter(area=self.area)


class ProgrammeInvite(ProgrammeMixin, Invite):
    """Somebody who runs the programme, reads across its areas or sponsors it."""

    permission = Permission.APPOINT_TO_PROGRAMME

    def those(self) -> SeatQuerySet:
        return Seat.objects.filter(programme=self.programme, role__in=appointing.OF_PROGRAMME)

    def onward(self) -> str:
        return reverse("partnerships:programme-staff")
