"""The two pages on which somebody moves their account to another address: which one, and the code from there."""

from typing import Any, ClassVar

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from partnerships.acting import FormAct
from partnerships.membership import NotPossible
from partnerships.signing_in.address import Proof
from partnerships.signing_in.forms import AddressCodeForm, AddressForm

GONE = "That code works no more. Nothing was changed. Enter the new address again for another code."


@method_decorator([never_cache, reauthentication_required], name="dispatch")
class AddressChange(FormAct):
    """Which address. Asked once more who it is before, as for everything that changes how one signs in."""

    template_name = "account/address.html"
    form_class = AddressForm
    permission: ClassVar[None] = None
    public: ClassVar[bool] = False
    signed_in_only: ClassVar[bool] = True

    def act(self, form: AddressForm) -> str:
        Proof.begin(self.request, form.cleaned_data["email"])
        return ""

    def onward(self) -> str:
        return reverse("address-confirm")


@method_decorator(never_cache, name="dispatch")
class AddressConfirm(FormAct):
    """The code from the email. Until it is right nothing changes."""

    template_name = "account/address_code.html"
    form_class = AddressCodeForm
    permission: ClassVar[None] = None
    public: ClassVar[bool] = False
    signed_in_only: ClassVar[bool] = True
    proof: Proof

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        proof = Proof.kept(request)
        if proof is None:
            if request.method == "POST":
                messages.warning(request, GONE)
            return redirect("address-change")
        self.proof = proof
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("action") != "resend":
            return super().post(request, *args, **kwargs)
        try:
            self.proof.resend()
        except NotPossible as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, "A new code is on its way.")
        return redirect("address-confirm")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"code": self.proof.code}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            address=self.proof.address, can_resend=self.proof.can_resend, **kwargs
        )

    def act(self, form: AddressCodeForm) -> str:
        return f"Codes and mail come to {self.proof.finish()} from now on. You are signed out everywhere but here."

    def form_invalid(self, form: AddressCodeForm) -> HttpResponse:
        if form.data.get("code") and not self.proof.record_invalid_attempt():
            messages.warning(self.request, GONE)
            return redirect("address-change")
        return super().form_invalid(form)

    def onward(self) -> str:
        return reverse("mfa_index")
