"""The people of an area, and the mail of the programme as metadata."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from partnerships import correcting, mailing, naming_leads, pausing
from partnerships.access import AreaPage, PeopleMixin, ProgrammePage
from partnerships.acting import Press
from partnerships.models import Seat, Sector
from partnerships.parity import parity_of
from partnerships.permissions import Permission
from partnerships.uneven import uneven
from pipd.kit import clock


class PeopleList(AreaPage):
    """Who is in the group, both sectors side by side, and who facilitates."""

    permission = Permission.SEE_PEOPLE
    section = "people"
    template_name = "partnerships/people.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seats = Seat.objects.live().of_group().filter(area=self.area)
        seats = seats.select_related("user", "organisation__successor")
        people = list(seats.order_by("-is_lead", "-is_deputy", "user__full_name"))
        asked = pausing.asked(self.area)
        if asked:
            asked.area = self.area
        sides = [(s.value, [seat for seat in people if seat.sector == s]) for s in Sector]
        return super().get_context_data(
            sides=sides,
            facilitators=[seat for seat in people if not seat.sector],
            facilitated=self.facilitated(),
            renamed=self.renamed(people),
            may_invite=self.may(Permission.SELECT_PARTICIPANTS),
            may_enter_job=self.may(Permission.ENTER_NEW_JOB),
            parity=parity_of(self.area.programme, people),
            uneven=uneven(self.area),
            may_name=self.may(Permission.NAME_LEAD),
            may_name_own=self.may(Permission.NAME_OWN_LEAD),
            may_leave=self.may(Permission.LEAVE),
            may_appoint=self.may(Permission.APPOINT_TO_AREA),
            may_pause=self.may(Permission.PAUSE_AREA),
            may_agree=self.may(Permission.AGREE_PAUSE),
            asked=asked,
            awaits=pausing.awaited(asked) if asked else "",
            may_consent=self.may(Permission.CONSENT),
            sees_consents=self.may(Permission.SEE_CONSENTS),
            sees_applications=self.may(Permission.SEE_APPLICATIONS),
            sees_log=self.may(Permission.SEE_LOGISTICS),
            **kwargs,
        )

    def facilitated(self) -> list[Seat]:
        """Who facilitated before: sessions that were held keep them (domain E11)."""
        ended = Seat.objects.facilitators().filter(area=self.area, ended_on__lte=clock.today())
        return list(ended.select_related("user").order_by("ended_on", "user__full_name"))

    def renamed(self, people: list[Seat]) -> dict[UUID, datetime]:
        """Whose name is new lately: for whoever runs the group, who knew somebody by another one."""
        if not self.may(Permission.SEE_CONSENTS):
            return {}
        return correcting.renamed_lately(
            [seat.user_id for seat in people if seat.user_id], self.seat.programme
        )


class NameLead(PeopleMixin, Press):
    """A facilitator records whom a sector chose in the room."""

    permission = Permission.NAME_LEAD

    def act(self) -> str:
        chosen = get_object_or_404(Seat.objects.live().participants(), area=self.area, pk=self.kwargs["seat"])
        deputy = self.request.POST.get("as") == "deputy"
        naming_leads.name_lead(chosen, deputy=deputy, by=self.seat)
        return f"{chosen.user} is {'deputy' if deputy else 'lead'} now."


class MailList(ProgrammePage):
    """Which mail went out, to whom and when; never its words."""

    permission = Permission.SEE_MAIL
    template_name = "partnerships/mail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page, rounds = mailing.rounds(self.programme, self.request.GET.get("page"))
        failed = mailing.failed_lately(self.programme)
        return super().get_context_data(section="mail", page=page, rounds=rounds, failed=failed, **kwargs)
