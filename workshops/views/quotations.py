"""Quotations: attached while writing up, permitted and withdrawn by whoever said them, printed with brackets."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from partnerships.access import AreaMixin
from partnerships.acting import FormAct, PagePress, Press
from partnerships.membership import NotPossible
from partnerships.models import Role, Seat
from partnerships.permissions import Permission
from workshops import printed, reach
from workshops.clearance import claims, quotes_reading, quoting
from workshops.forms.quotations import AttachForm, PrintedForm
from workshops.models import ClearedQuote
from workshops.views.base import SessionMixin, ids
from workshops.views.desk import StatementMixin
from workshops.views.withdrawing import taken_along


class Attach(StatementMixin, FormAct):
    """Put exact words from one logged point beside a statement, with who said them."""

    template_name = "workshops/quotation_attach.html"
    form_class = AttachForm

    @cached_property
    def source(self) -> Any:
        found = next((s for s in self.draft.sources if s.id == self.kwargs["source"]), None)
        if found is None or not found.is_quotation:
            raise Http404
        return found

    def get_initial(self) -> dict[str, Any]:
        """Whoever logged their own words is suggested as the speaker."""
        said_by = self.source.own_words_of
        return {"text": self.source.text, "speaker": str(said_by) if said_by else ""}

    def get_form_kwargs(self) -> dict[str, Any]:
        sectors = {s: self.area.programme.words_for(s) for s in ("la", "tso")}
        people = quotes_reading.speakers(self.workshop)
        choices = [(pk, f"{name}, {sectors[sector]}") for pk, sector, name in people]
        return super().get_form_kwargs() | {"speakers": choices, "logged": self.source.text}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(source=self.source, **kwargs)

    def act(self, form: AttachForm) -> str:
        quoting.attach(
            self.workshop,
            self.draft.id,
            source=self.source.id,
            text=form.cleaned_data["text"],
            speaker=form.spoken_by,
            by=self.seat,
        )
        return "The quotation is added. It is used only if whoever said it permits it."

    def onward(self) -> str:
        return self.statement_address("desk-statement", self.draft.id)


class Detach(StatementMixin, Press):
    """Take a quotation out again; the logged point stays."""

    def act(self) -> str:
        quoting.detach(self.workshop, self.kwargs["quotation"], by=self.seat)
        return "The quotation is taken out. The logged point is kept."

    def onward(self) -> str:
        return self.statement_address("desk-statement", self.draft.id)


class Claims(SessionMixin, PagePress):
    """Somebody else says that words are theirs: who is noted, who claims them, and noting whoever said them."""

    permission = Permission.DECIDE_CHANGE
    template_name = "workshops/quotation_claims.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        said = claims.claimed(self.workshop, self.kwargs["quotation"], self.seat)
        return super().get_context_data(said=said, **kwargs)

    def act(self) -> str:
        named = ids(self.request.POST.getlist("who"))
        if len(named) != 1:
            raise NotPossible("Say who said it.")
        claims.note_speaker(self.workshop, self.kwargs["quotation"], named[0], by=self.seat)
        return "Corrected. Whoever said it is asked whether the words may be used."

    def onward(self) -> str:
        return self.address("note-changes")


PERMITTED = "Thank you. Your words may be used, under your sector only, once their statement is cleared."
CLAIMED = (
    "Thank you. The words may be used, as said by a participant, once their statement is cleared, everybody asked has "
    "seen them and nobody else says that they are theirs."
)


class OwnMixin(AreaMixin):
    """A page for whoever said something: who may have left since, or stood in (domain I-15, I-24)."""

    permission = Permission.ANSWER
    admits_leavers = True
    admits_substitutes = True
    section = "record"

    def admits(self, seat: Seat) -> bool:
        """A substitute who was not there said nothing, so has no page of what they said."""
        return not seat.stands_in or reach.stood_in(seat) is not None

    def choose_seat(self, seats: list[Seat], permission: Permission) -> Seat:
        """Who has a new job, and has not consented anew, says it from the seat they said the words from (I-24)."""
        mine = [seat for seat in seats if not (seat.is_live and seat.role == Role.PARTICIPANT)]
        agreed = [seat for seat in seats if seat not in mine and seat.consents_to_take_part]
        return super().choose_seat([*agreed, *mine] or seats, permission)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = reach.stood_in(self.seat) if self.seat.stands_in else None
        return super().get_context_data(workshop=place.workshop if place else None, **kwargs)

    @cached_property
    def mine(self) -> list[quotes_reading.Mine]:
        return quotes_reading.mine(self.area, self.seat)

    @property
    def quotation(self) -> quotes_reading.Mine:
        found = next((q for q in self.mine if q.id == self.kwargs["quotation"]), None)
        if found is None:
            raise Http404
        return found

    def onward(self) -> str:
        return reverse("workshops:quotations-mine", kwargs={"area": self.area.slug})


class MyQuotations(OwnMixin, TemplateView):
    """What I am noted to have said, whether it may be used, and where it is; and what nobody is noted for."""

    template_name = "workshops/quotations_mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(quotations=self.mine, **kwargs)


class Permit(OwnMixin, Press):
    """Let one's own words be used."""

    def act(self) -> str:
        is_noted = self.quotation.is_noted
        read = self.request.POST.get("digest")
        quoting.permit(self.area, self.kwargs["quotation"], read=read, by=self.seat)
        return PERMITTED if is_noted else CLAIMED


class Refuse(OwnMixin, PagePress):
    """Refuse one's own words, or withdraw them from everywhere when they are used already."""

    template_name = "workshops/quotation_refuse.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(quotation=self.quotation, **kwargs)

    def act(self) -> str:
        # Nothing is deleted for good by a page that did not say so: the area may have ended since it was read.
        told = self.quotation.is_ended and "for_good" in self.request.POST
        if not self.quotation.in_record and not told:
            quoting.refuse(self.area, self.kwargs["quotation"], by=self.seat)
            return "Your words will not be used."
        gone = quoting.withdraw(self.area, self.kwargs["quotation"], by=self.seat)
        return f"Withdrawn. Your words are gone from every page and document. {taken_along(gone)}"


class QuotePrint(AreaMixin, FormAct):
    """How a cleared quotation is printed: words added in brackets, words left out."""

    permission = Permission.EDIT_QUOTE
    section = "record"
    template_name = "workshops/quote_print.html"
    form_class = PrintedForm

    @cached_property
    def quote(self) -> ClearedQuote:
        quotes = ClearedQuote.objects.select_related("point__note__workshop", "edited")
        return get_object_or_404(quotes, point__note__area=self.area, pk=self.kwargs["quote"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"cleared": self.quote.text}

    def get_initial(self) -> dict[str, Any]:
        edited = getattr(self.quote, "edited", None)
        if edited is None:
            return {"text": self.quote.text, "revision": 0}
        return {"text": edited.text, "revision": edited.revision}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(quote=self.quote, **kwargs)

    def act(self, form: PrintedForm) -> str:
        printed.edit(self.quote, by=self.seat, **form.cleaned_data)
        return "Saved. The cleared words stay one click away."

    def onward(self) -> str:
        return reverse("workshops:record-detail", kwargs={"area": self.area.slug}) + "#quotations"
