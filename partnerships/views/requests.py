"""Requests about personal data, as the programme's coordinators read and answer them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse

from partnerships import data_requests
from partnerships.access import ProgrammeMixin, ProgrammePage
from partnerships.acting import FormAct
from partnerships.forms.requests import AnswerForm
from partnerships.models import DataRequest
from partnerships.permissions import Permission

PER_PAGE = 50
WHO_SEES = [
    (
        "Now",
        "Whoever asked reads your answer on their own page, after signing in. Other coordinators read it too.",
    ),
    ("Never", "Their group, its facilitators, sponsors and the public. No email holds it."),
]


class RequestList(ProgrammePage):
    """What waits for an answer, what is due first at the top; beneath it what was answered."""

    permission = Permission.ANSWER_DATA_REQUESTS
    template_name = "partnerships/requests.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = DataRequest.objects.filter(programme=self.programme).select_related("person")
        answered = rows.filter(state=DataRequest.State.ANSWERED).order_by("-answered_at", "id")
        page = Paginator(answered, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            section="requests",
            waiting=list(rows.open()),
            page=page,
            may_delete=self.may(Permission.KEEP_RETENTION),
            **kwargs,
        )


class RequestDetail(ProgrammeMixin, FormAct):
    """One request in the words of whoever asks, and the answer."""

    permission = Permission.ANSWER_DATA_REQUESTS
    template_name = "partnerships/request.html"
    form_class = AnswerForm

    @cached_property
    def asked(self) -> DataRequest:
        rows = DataRequest.objects.select_related("person", "programme", "answered_by__user")
        found = rows.filter(programme=self.programme, pk=self.kwargs["asked"]).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            section="requests",
            asked=self.asked,
            is_own=self.asked.person_id == self.seat.user_id,
            not_own=data_requests.NOT_OWN,
            how=data_requests.HOW_RECKONED,
            who_sees=WHO_SEES,
            **kwargs,
        )

    def act(self, form: AnswerForm) -> str:
        data_requests.answer(self.asked, form.cleaned_data["answer"], by=self.seat)
        return f"Request {self.asked.reference} is answered. Whoever asked is told by email that they can read it."

    def onward(self) -> str:
        return reverse("partnerships:request-list")
