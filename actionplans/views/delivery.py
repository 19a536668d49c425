"""Who does what by when: the table, filling it in, what waits for what, and answering the other sector."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.http import Http404
from django.utils.dateparse import parse_datetime

from actionplans import content, delivery, delivery_table, depending, linking, on_track, progress, stops
from actionplans.content import ActionLine
from actionplans.forms.delivery import DeliveryForm
from actionplans.forms.progress import NeedsForm
from actionplans.models import ActionPlan, Delivery
from actionplans.views.base import PlanForm, PlanMixin, PlanPage
from partnerships.acting import PagePress
from partnerships.membership import NotPossible
from partnerships.models import Seat, Sector
from partnerships.permissions import Permission


class DeliveryMixin(PlanMixin):
    """A page about the delivery of a plan both sectors have agreed. A draft has none yet."""

    of_delivery = True
    shown_in: ClassVar[tuple[str, ...]] = ActionPlan.IN_FORCE

    @cached_property
    def lines(self) -> list[Any]:
        if self.plan.state not in self.shown_in:
            raise Http404
        return content.agreed_lines(self.plan)

    @cached_property
    def line(self) -> ActionLine:
        """The action that the address names, as it is numbered in the agreed plan."""
        every = (action for line in self.lines for action in line.actions)
        found = next((action for action in every if action.action.pk == self.kwargs["item"]), None)
        if found is None:
            raise Http404
        return found

    @cached_property
    def row(self) -> Delivery:
        row = self.line.action.delivery
        row.action = self.line.action
        row.action.objective.plan = self.plan
        return row

    @property
    def under_way(self) -> bool:
        """Whether anything was delivered yet: all of a plan that started, or what goes on from the version before."""
        rows = (action.action.delivery for line in self.lines for action in line.actions)
        return self.started or any(row.is_under_way for row in rows)

    @property
    def started(self) -> bool:
        return self.plan.state in (ActionPlan.State.IN_PROGRESS, ActionPlan.State.CLOSED)


class OneAction(DeliveryMixin):
    """A page of one action. It leads back to its row of the table."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"line": self.line, "row": self.row, "started": self.started}
        return super().get_context_data(**{**told, **kwargs})

    def onward(self) -> str:
        return f"{self.address('delivery-list')}#{self.line.anchor}"


class DeliveryList(DeliveryMixin, PlanPage):
    """The table of who does what, with what is late first in words above it."""

    permission = Permission.READ_PLAN
    template_name = "actionplans/delivery.html"
    shown_in = (*ActionPlan.IN_FORCE, ActionPlan.State.CLOSED)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        in_group = self.may(Permission.SEE_DRAFT_PLAN)
        blockers = delivery.start_blockers(self.plan, self.lines) if not self.started else []
        sees = self.may(Permission.SEE_REGISTER)
        table = delivery_table.of(self.plan, self.lines, self.seat, in_group=in_group, sees_register=sees)
        return super().get_context_data(
            table=table,
            goes_on=0 if self.started else sum(one.delivery.is_under_way for one in table.rows),
            blockers=blockers,
            stops=stops.grouped(blockers),
            start=delivery.open_start(self.plan) if not self.started else None,
            started=self.started,
            under_way=self.under_way,
            may_set=self.plan.is_in_force and self.may(Permission.SET_DELIVERY),
            may_sign=self.may(Permission.SIGN_PLAN),
            leads_some=bool(on_track.mine(self.lines, self.seat).covered),
            **kwargs,
        )


class DeliveryEdit(OneAction, PlanForm):
    """Leads, dates, resources and measure of one action."""

    permission = Permission.SET_DELIVERY
    template_name = "actionplans/delivery_edit.html"
    form_class = DeliveryForm

    def people(self) -> list[Seat]:
        held = Seat.objects.live().participants().filter(area=self.area)
        return list(held.select_related("user", "organisation").order_by("user__full_name"))

    def get_form_kwargs(self) -> dict[str, Any]:
        told = {"programme": self.area.programme, "people": self.people()}
        return super().get_form_kwargs() | told | {"register": linking.offered(self.row)}

    def get_initial(self) -> dict[str, Any]:
        initial = {name: getattr(self.row, name) for name in (*delivery.FIELDS, "revision")}
        for sector in Sector:
            initial[f"lead_{sector}_seat"] = str(self.row.lead_seat_id(sector) or "")
        initial["partnerships"] = linking.linked_to(self.row)
        return initial

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"run_by_shown": False, **kwargs})

    def act(self, form: Any) -> str:
        proposed = delivery.fill_in(self.row, by=self.seat, **form.cleaned_data)
        saved = f"{self.line.name} is saved."
        later = " The later date stands when the other sector’s lead acknowledges it."
        return saved + later if proposed else saved


class DependencyEdit(OneAction, PlanForm):
    """Which other actions have to be complete first."""

    permission = Permission.SET_DELIVERY
    template_name = "actionplans/delivery_needs.html"
    form_class = NeedsForm

    def get_form_kwargs(self) -> dict[str, Any]:
        every = (action for line in self.lines for action in line.actions)
        others = [action for action in every if action.action.pk != self.line.action.pk]
        return super().get_form_kwargs() | {"others": others}

    def get_initial(self) -> dict[str, Any]:
        needs = [str(link.needs_id) for link in self.line.action.needs.all()]
        return {"needs": needs, "revision": self.row.revision}

    def act(self, form: Any) -> str:
        depending.wait_for(self.row, by=self.seat, **form.cleaned_data)
        return f"{self.line.name}: what it waits for is saved."


class ProposalAnswer(OneAction, PlanMixin, PagePress):
    """Acknowledge or decline what the other sector proposed, on a page that says what follows for both."""

    permission = Permission.SET_DELIVERY
    template_name = "actionplans/proposal_answer.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_answer = self.row.proposed_at is not None and progress.may_answer(self.row, self.seat)
        told = {"may_answer": may_answer, "proposed_words": delivery_table.proposed_words(self.row)}
        return super().get_context_data(**{**told, **kwargs})

    def act(self) -> str:
        chosen = self.request.POST.get("answer")
        if chosen not in ("agree", "decline"):
            raise NotPossible("Choose one of the answers.")
        agrees = chosen == "agree"
        progress.answer(self.row, agrees=agrees, proposed_at=self.read(), by=self.seat)
        return f"{self.line.name}: {'agreed' if agrees else 'not agreed; it stays as it was'}."

    def read(self) -> datetime:
        """Which proposal was on the page. Raises NotPossible where the form does not say: none is answered unread."""
        try:
            found = parse_datetime(self.request.POST.get("proposed_at", ""))
        except ValueError:
            found = None
        if found is None:
            raise NotPossible(progress.PROPOSED_ANEW)
        return found
