"""One's own details, put right at once; and one's own account, closed."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.decorators import method_decorator

from partnerships import access_needs, closing_account, correcting
from partnerships.acting import FormAct, PagePress
from partnerships.models import DataRequest, Seat
from pipd import own_account
from pipd.account_forms import OwnDetailsForm


class MyDetails(FormAct):
    """Everybody's own. What cannot be changed here is asked for."""

    template_name = "home/my_details.html"
    form_class = OwnDetailsForm
    permission = None
    public = False
    signed_in_only = True

    def get_form_kwargs(self) -> dict[str, Any]:
        user: Any = self.request.user
        asks_needs = access_needs.may_say(user)
        return super().get_form_kwargs() | {
            "person": user,
            "seats": correcting.seats_of(user),
            "asks_needs": asks_needs,
        }

    def act(self, form: OwnDetailsForm) -> str:
        user: Any = self.request.user
        own_account.put_right(
            user,
            full_name=form.cleaned_data["full_name"],
            titles=form.titles,
            authority=form.authority,
            needs=form.cleaned_data.get("access_needs"),
        )
        return "Your details are put right."

    def onward(self) -> str:
        return reverse("my-data")


@method_decorator(reauthentication_required, name="dispatch")
class CloseAccount(PagePress):
    """What happens is said before; then it is done at once, and the reader is signed out.

    Who it is is asked once more, as before any change to how somebody signs in (decision 0020): nothing brings the
    account back, and a session may have been left on a computer of a village hall.
    """

    template_name = "home/close_account.html"
    permission = None
    public = False
    signed_in_only = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        seats = Seat.objects.live().filter(user=user).select_related("area", "programme")
        return super().get_context_data(
            seats=list(seats.order_by("area__name", "role")),
            blockers=closing_account.blockers(user),
            waiting=DataRequest.objects.open().filter(person=user).count(),
            **kwargs,
        )

    def act(self) -> str:
        user: Any = self.request.user
        own_account.close(user)
        return ""

    def done(self, said: str) -> HttpResponse:
        logout(self.request)
        response = redirect("home")
        response["Cache-Control"] = (
            "no-store, private"  # nobody is signed in any more to whom that would be added
        )
        return response


urlpatterns = [
    path("my-data/details/", MyDetails.as_view(), name="my-details"),
    path("my-data/close/", CloseAccount.as_view(), name="close-account"),
]
