"""What the reader consents to, given and taken back on one page; and the register of consents for those who run it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse

from partnerships import consenting
from partnerships.access import AreaMixin, AreaPage
from partnerships.acting import FormAct
from partnerships.consent_words import NEEDED, WITHDRAWAL_WORDS, WORDING
from partnerships.forms.consents import ConsentsForm
from partnerships.membership import CONSENT_WORDING
from partnerships.models import Consent, Seat, Sector
from partnerships.permissions import Permission
from pipd.kit.wording import listed

WHO_SEES = [
    (
        "Now and later",
        "The two facilitators see what you agreed to and when. The coordinator sees whether, not when.",
    ),
    ("Never", "The other participants, sponsors and the public."),
]


class Consents(AreaMixin, FormAct):
    """All kinds with their wording: what is ticked stands from now on, what is unticked is taken back at once."""

    permission = Permission.CONSENT
    section = "people"
    template_name = "partnerships/consents.html"
    form_class = ConsentsForm

    @cached_property
    def given(self) -> list[Consent]:
        return consenting.history_of(self.seat)

    @property
    def standing(self) -> list[str]:
        return [one.kind for one in self.given if one.withdrawn_at is None]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {
            **super().get_form_kwargs(),
            "standing": self.standing,
            "only_back": self.area.is_discontinued,
        }

    def get_initial(self) -> dict[str, Any]:
        return {"kinds": self.standing, "seen": " ".join(self.standing)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"takes_part": NEEDED in self.standing, "needed": WORDING[NEEDED], "who_sees": WHO_SEES}
        told["may_save"] = not self.area.is_discontinued or bool({*self.standing} - {NEEDED})
        told |= {"words": WITHDRAWAL_WORDS, "version": CONSENT_WORDING}
        return super().get_context_data(given=self.given, **told, **kwargs)

    def act(self, form: ConsentsForm) -> str:
        given, back = consenting.choose(self.seat, form.wanted, seen=form.stood, by=self.seat)
        names = [listed(Consent.Kind(kind).label.lower() for kind in kinds) for kinds in (given, back)]
        said = [f"You have agreed to: {names[0]}."] if given else []
        said += [f"You have taken back: {names[1]}."] if back else []
        return " ".join(said) or "Nothing has changed."

    def onward(self) -> str:
        return reverse("partnerships:consents", kwargs={"area": self.area.slug})


class ConsentRegister(AreaPage):
    """Who has given which consent. A coordinator sees whether; facilitators also see when and how (domain 3K)."""

    permission = Permission.SEE_CONSENTS
    section = "people"
    template_name = "partnerships/consent_register.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seats = Seat.objects.live().participants().filter(area=self.area).select_related("user")
        rows = list(seats.order_by("user__full_name").prefetch_related("consents"))
        sides = [(s.value, [(seat, _told(seat)) for seat in rows if seat.sector == s]) for s in Sector]
        in_full = self.may(Permission.RECORD_CONSENT)
        lacking = sum(not cells[0] or not cells[0].stands for _, side in sides for _, cells in side)
        return super().get_context_data(
            sides=sides, kinds=Consent.Kind, in_full=in_full, lacking=lacking, **kwargs
        )


def _told(seat: Seat) -> list[Consent | None]:
    """Where each kind stands for `seat`: the consent that stands, else the latest, else nothing."""
    given = sorted(seat.consents.all(), key=lambda one: (one.withdrawn_at is None, one.given_at))
    latest = {one.kind: one for one in given}
    return [latest.get(kind.value) for kind in Consent.Kind]
