"""Requests about personal data carried out by a coordinator: putting right, heeding an objection, erasing (0025)."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import path, reverse

from partnerships import correcting, data_requests
from partnerships import erase as from_account
from partnerships.access import ProgrammeMixin
from partnerships.acting import FormAct, PagePress
from partnerships.models import DataRequest
from partnerships.permissions import Permission
from partnerships.views.requests import WHO_SEES
from pipd import erasing, objecting, own_account
from pipd.account_forms import CorrectForm, ObjectForm
from pipd.kit.wording import count

K = DataRequest.Kind


class AskedMixin(ProgrammeMixin):
    """One request of the programme, of a kind that the page is for."""

    permission = Permission.ANSWER_DATA_REQUESTS
    kinds: tuple[str, ...] = ()

    @cached_property
    def asked(self) -> DataRequest:
        rows = DataRequest.objects.select_related("person", "programme")
        found = rows.filter(programme=self.programme, pk=self.kwargs["asked"], kind__in=self.kinds).first()
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        facts = {
            "section": "requests",
            "asked": self.asked,
            "is_own": self.asked.person_id == self.seat.user_id,
            "not_own": data_requests.NOT_OWN,
            "who_sees": WHO_SEES,
        }
        return super().get_context_data(**facts, **kwargs)

    def onward(self) -> str:
        return reverse("partnerships:request-list")


class RequestCorrect(AskedMixin, FormAct):
    """Name and job titles as they are, to be put right, and the answer."""

    template_name = "home/request_correct.html"
    form_class = CorrectForm
    kinds = (K.CORRECT,)

    def get_form_kwargs(self) -> dict[str, Any]:
        person = self.asked.person
        return super().get_form_kwargs() | {"person": person, "seats": correcting.seats_of(person)}

    def act(self, form: CorrectForm) -> str:
        told = form.cleaned_data
        own_account.put_right_for(
            self.asked, full_name=told["full_name"], titles=form.titles, answer=told["answer"], by=self.seat
        )
        return f"Request {self.asked.reference} is answered, and it is put right."


class RequestObject(AskedMixin, FormAct):
    """What can be stopped at once, and the answer."""

    template_name = "home/request_object.html"
    form_class = ObjectForm
    kinds = (K.OBJECT,)

    def act(self, form: ObjectForm) -> str:
        told = form.cleaned_data
        gone = objecting.heed(self.asked, stop=told["stop"], answer=told["answer"], by=self.seat)
        quoted = f" {count(gone, 'quotation')} withdrawn." if objecting.QUOTATIONS in told["stop"] else ""
        return f"Request {self.asked.reference} is answered.{quoted}"


class RequestErase(AskedMixin, PagePress):
    """What will go, what stays and why; then it is done, and cannot be undone."""

    template_name = "home/request_erase.html"
    kinds = (K.ERASE_ALL,)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = erasing.fates_told(self.asked.person) if self.asked.is_open else []
        return super().get_context_data(
            goes=[fate for fate in told if fate.goes],
            stays=[fate for fate in told if not fate.goes],
            blockers=from_account.blockers(self.asked.person, self.programme),
            **kwargs,
        )

    def act(self) -> str:
        erasing.carry_out(self.asked, by=self.seat)
        return f"Request {self.asked.reference} is carried out. What was held about them is erased."


ASKED = "programme/requests/<uuid:asked>/"
urlpatterns = [
    path(f"{ASKED}correct/", RequestCorrect.as_view(), name="request-correct"),
    path(f"{ASKED}object/", RequestObject.as_view(), name="request-object"),
    path(f"{ASKED}erase/", RequestErase.as_view(), name="request-erase"),
]
