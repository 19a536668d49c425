"""Writing up: facilitators make statements from what was logged, word them, and send them for checking."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import TemplateView

from partnerships.acting import FormAct, PagePress
from partnerships.membership import NotPossible
from partnerships.models import Seat
from partnerships.permissions import Permission
from pipd.kit import presence
from pipd.kit.wording import count, deadline
from workshops import filtering, windows
from workshops.clearance import arriving, circulating, desk, moves, writing
from workshops.forms.desk import ADD, StatementEditForm, StatementForm, TickedForm
from workshops.forms.logging import USUAL_KINDS
from workshops.views.base import SessionMixin


class DeskMixin(SessionMixin):
    """A page for those who write up. Who else does is said, because they share one draft."""

    permission = Permission.WRITE_UP

    @cached_property
    def others(self) -> list[str]:
        seats = Seat.objects.live().facilitators().filter(area=self.area).exclude(pk=self.seat.pk)
        return [str(seat.user) for seat in seats.select_related("user").order_by("user__full_name")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(others=self.others, **kwargs)

    def statement_address(self, page: str, point: UUID) -> str:
        kwargs = {"area": self.area.slug, "number": self.workshop.number, "point": point}
        return reverse(f"workshops:{page}", kwargs=kwargs)


class DeskDetail(DeskMixin, FormAct):
    """All that was logged beside all statements. Ticked points become a statement, or join one."""

    template_name = "workshops/desk_detail.html"
    chosen: UUID

    @cached_property
    def desk(self) -> desk.Desk:
        return desk.desk(self.workshop, self.seat)

    def get_form(self, form_class: Any = None) -> TickedForm:
        return TickedForm(**self.get_form_kwargs(), desk=self.desk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        logged = self.desk.logged
        by = filtering.chosen(self.request.GET.dict(), logged)
        ticked = self.request.POST.getlist("points")
        return super().get_context_data(
            desk=self.desk,
            shown=filtering.shown(logged, by),
            filters=filtering.filters(logged, by, self.area.programme),
            filtered=by,
            mark=arriving.mark(self.desk.logged),
            ticked=[point.id for point in self.desk.logged if str(point.id) in ticked],
            send_by=windows.last_day_to_send(self.workshop),
            **kwargs,
        )

    def act(self, form: TickedForm) -> str:
        sources = [UUID(pk) for pk in form.cleaned_data["points"]]
        if form.cleaned_data["act"] == ADD:
            self.chosen = UUID(form.cleaned_data["statement"])
            writing.add_sources(self.workshop, self.chosen, sources=sources, by=self.seat)
            return f"Added {count(len(sources), 'point')} to the statement."
        self.chosen = writing.make(self.workshop, sources=sources, by=self.seat)
        return f"A statement is made from {count(len(sources), 'point')}. Now word it."

    def onward(self) -> str:
        return self.statement_address("desk-statement", self.chosen)


class DeskNew(DeskMixin, FormAct):
    """A statement from memory or a recording: it comes from no logged point."""

    template_name = "workshops/desk_statement.html"
    form_class = StatementForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"programme": self.area.programme}

    def get_initial(self) -> dict[str, Any]:
        return {"kind": USUAL_KINDS[self.workshop.number]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        why_not = desk.why_not_from_memory(self.workshop, self.seat)
        told = {"why_not": why_not, "topics": desk.topics(self.workshop, self.seat)}
        return super().get_context_data(**told, **kwargs)

    def act(self, form: StatementForm) -> str:
        writing.make(self.workshop, sources=[], by=self.seat, **form.cleaned_data)
        return "The statement is added."

    def onward(self) -> str:
        return self.address("desk-detail")


class StatementMixin(DeskMixin):
    """A page of one statement of the draft."""

    @cached_property
    def draft(self) -> desk.Draft:
        return desk.draft_of(self.workshop, self.kwargs["point"], self.seat)

    @property
    def open_elsewhere(self) -> dict[str, Any]:
        """Which colleagues have this statement open, and since when: a hint, no lock."""
        here = presence.others([self.kwargs["point"]], self.seat.pk)
        seats = Seat.objects.filter(pk__in=[one.who for one in here], area=self.area).select_related("user")
        names = {seat.pk: str(seat.user) for seat in seats}
        found = [(names[one.who], one.since) for one in here if one.who in names]
        return {"open_by": found, "shown": " ".join(since.isoformat() for _, since in found)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        why_not = desk.why_not_write(self.workshop)
        return super().get_context_data(**{"draft": self.draft, "why_not": why_not, **kwargs})


class DeskStatement(StatementMixin, FormAct):
    """Word one statement, and say whether each sector holds it; take points out of it."""

    template_name = "workshops/desk_statement.html"
    form_class = StatementEditForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"programme": self.area.programme}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.draft, name) for name in self.form_class.base_fields}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"topics": desk.topics(self.workshop, self.seat), **self.open_elsewhere}
        return super().get_context_data(**told, **kwargs)

    @property
    def taken_out(self) -> UUID | None:
        """The point whose button was pressed; None for the button that saves the words alone."""
        wanted = self.request.POST.get("take_out", "")
        return next((source.id for source in self.draft.sources if str(source.id) == wanted), None)

    def act(self, form: StatementEditForm) -> str:
        """Save the words also when a point is taken out: what was typed beside it must not be lost."""
        out = self.taken_out
        writing.word(self.workshop, self.draft.id, without=out, by=self.seat, **form.cleaned_data)
        if out is None:
            return f"Statement {self.draft.number} is saved."
        return "The point is taken out. It is listed as not used yet."

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except Http404:
            if not desk.was_taken_out(self.workshop, self.kwargs["point"], self.seat):
                raise
            return self.gone(StatementForm(request.POST, programme=self.area.programme))

    def gone(self, form: StatementForm) -> HttpResponse:
        """A colleague took the statement out meanwhile: what was typed is offered as a new one."""
        errors = [{"href": "", "text": writing.GONE}]
        told = {"topics": desk.topics(self.workshop, self.seat), "why_not": desk.why_not_write(self.workshop)}
        context = DeskMixin.get_context_data(self, form=form, errors=errors, **told)
        return TemplateResponse(self.request, "workshops/desk_gone.html", context, status=409)

    def onward(self) -> str:
        if self.taken_out is None:
            return self.address("desk-detail")
        return self.statement_address("desk-statement", self.draft.id)


class DeskHere(StatementMixin, TemplateView):
    """A sign of life from an open page; answered with who else has it open, where that is not what it shows."""

    template_name = "workshops/_desk_open_by.html"
    http_method_names = ["post"]
    is_background = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        presence.keep(self.draft.id, self.seat.pk)
        told = self.open_elsewhere
        if request.POST.get("shown") == told["shown"]:
            return HttpResponse(status=204)
        return self.render_to_response(self.get_context_data(**told, every=presence.EVERY))


class DeskRemove(StatementMixin, PagePress):
    """Take a statement out of the notes, after one question; its points stay."""

    template_name = "workshops/desk_remove.html"

    def act(self) -> str:
        writing.remove(self.workshop, self.draft.id, by=self.seat)
        return f"Statement {self.draft.number} is taken out. What it came from is kept."

    def onward(self) -> str:
        return self.address("desk-detail")


class Circulate(DeskMixin, PagePress):
    """Check the notes as people will read them, then send them. A second press sends nothing."""

    template_name = "workshops/circulate_check.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(sending=desk.sending(self.workshop, self.seat), **kwargs)

    def act(self) -> str:
        sending = desk.sending(self.workshop, self.seat)
        circulating.circulate(self.workshop, by=self.seat)
        until = deadline(sending.until)
        return f"The notes are sent for checking. {sending.people} asked to answer by {until}."

    def refused(self, refusal: NotPossible) -> HttpResponse:
        # Who presses twice has sent the notes, and belongs where the first press led.
        return self.warned(refusal) if isinstance(refusal, moves.Settled) else super().refused(refusal)

    def onward(self) -> str:
        return self.address("session-detail")
