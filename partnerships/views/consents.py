"""What the reader consents to, given and taken back on one page; and the register of consents for those who run it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from partnerships import consenting
from partnerships.access import AreaMixin, AreaPage
from partnerships.acting import FormAct
from partnerships.consent_words import IN_FORCE, NEEDED, WITHDRAWAL_WORDS, WORDING, is_former, words_of
from partnerships.forms.consents import ConsentsForm
from partnerships.models import Consent, Erased, Seat, Sector
from partnerships.permissions import Permission
from pipd.kit.wording import listed

LEFT = "People who have left, and earlier seats"
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
    def standing(self) -> dict[str, Consent]:
        return {one.kind: one for one in self.given if one.stands}

    def get_form_kwargs(self) -> dict[str, Any]:
        stands = self.standing.values()
        former = [one.kind for one in stands if is_former(one, self.seat)]
        told = {"standing": stands, "former": former, "only_back": self.area.is_discontinued}
        return {**super().get_form_kwargs(), **told}

    def get_initial(self) -> dict[str, Any]:
        return {
            "kinds": list(self.standing),
            "seen": " ".join(self.standing),
            "read": ConsentsForm.shown(),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agreed = self.standing.get(NEEDED)
        needed = (words_of(agreed) if agreed else None) or WORDING[NEEDED]
        told = {"takes_part": agreed is not None, "needed": needed, "who_sees": WHO_SEES}
        told["may_save"] = not self.area.is_discontinued or bool({*self.standing} - {NEEDED})
        told |= {"words": WITHDRAWAL_WORDS, "versions": _versions()}
        given = [(one, words_of(one)) for one in self.given]
        return super().get_context_data(given=given, **told, **kwargs)

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page comes back in the words of today, whichever it had before."""
        form.data = form.data.copy()
        form.data["read"] = ConsentsForm.shown()
        return super().form_invalid(form)

    def act(self, form: ConsentsForm) -> str:
        given, back = consenting.choose(
            self.seat, form.wanted, seen=form.stood, anew=form.again, read=form.versions, by=self.seat
        )
        names = [listed(Consent.Kind(kind).label.lower() for kind in kinds) for kinds in (given, back)]
        said = [f"You have agreed to: {names[0]}."] if given else []
        said += [f"You have taken back: {names[1]}."] if back else []
        return " ".join(said) or "Nothing has changed."

    def onward(self) -> str:
        return reverse("partnerships:consents", kwargs={"area": self.area.slug})


class ConsentRegister(AreaPage):
    """Who has given which consent, also of those who left: what they took back is to be heeded still (E7).

    A coordinator sees whether; facilitators also see when, how and to which words (domain 3K).
    """

    permission = Permission.SEE_CONSENTS
    section = "people"
    template_name = "partnerships/consent_register.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = Seat.objects.taking_part().filter(area=self.area).exclude(user__in=_erased())
        found = (
            found.select_related("user")
            .prefetch_related("consents")
            .order_by("user__full_name", "started_on")
        )
        rows = [(seat, _told(seat)) for seat in found]
        here = [row for row in rows if row[0].is_live and not row[0].stands_in]
        sides = [(s.value, [row for row in here if row[0].sector == s]) for s in Sector]
        left = [row for row in rows if row[0].ended_on and not row[0].is_live and any(row[1])]
        return super().get_context_data(
            tables=[*(("", side, people) for side, people in sides), *([(LEFT, "", left)] if left else [])],
            kinds=Consent.Kind,
            in_full=self.may(Permission.RECORD_CONSENT),
            lacking=sum(not cells[0] or not cells[0].stands for _, cells in here),
            **kwargs,
        )


def _versions() -> list[tuple[str, str]]:
    """Each kind in words, and the version of its words that the page shows."""
    return [(str(Consent.Kind(kind).label), version) for kind, version in IN_FORCE.items()]


def _erased() -> QuerySet:
    """Whoever was erased: that somebody agreed stays, and stands on no page (docs/decisions/0025)."""
    return Erased.objects.values("person")


def _told(seat: Seat) -> list[Consent | None]:
    """Where each kind stands for `seat`: the consent that stands, else the latest, else nothing."""
    given = sorted(seat.consents.all(), key=lambda one: (one.withdrawn_at is None, one.given_at))
    latest = {one.kind: one for one in given}
    return [latest.get(kind.value) for kind in Consent.Kind]
