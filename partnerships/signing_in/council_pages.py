"""To a council's sign-in and back, and away from it for good."""

from typing import Any, ClassVar, cast

from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.internal.flows.connect import disconnect
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView, OAuth2View
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View
from requests import RequestException

from partnerships.signing_in.councils import Council, configured


def _run(view: type[OAuth2View], request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        return cast(HttpResponse, view.adapter_view(Council(request, provider_id))(request))
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (OAuth2Error, RequestException) as error:
        # The council's server is away, or is another one: said as any other failure there.
        return render_authentication_error(request, None, exception=error)


@method_decorator([login_not_required, never_cache], name="dispatch")
class CouncilSignIn(View):
    """To the council. By a press only: a link could sign somebody in as another."""

    permission: ClassVar[None] = None
    public: ClassVar[bool] = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest, provider_id: str) -> HttpResponse:
        return _run(OAuth2LoginView, request, provider_id)


@method_decorator([login_not_required, never_cache], name="dispatch")
class CouncilReturn(View):
    """Back from the council, with what it says. The state in the address is used up by the first return."""

    permission: ClassVar[None] = None
    public: ClassVar[bool] = True
    http_method_names = ["get"]

    def get(self, request: HttpRequest, provider_id: str) -> HttpResponse:
        return _run(OAuth2CallbackView, request, provider_id)


@method_decorator(never_cache, name="dispatch")
class CouncilRemove(View):
    """The reader's account is connected to the council no more; a code by email signs them in as before."""

    permission: ClassVar[None] = None
    public: ClassVar[bool] = False
    signed_in_only: ClassVar[bool] = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest, provider_id: str, **kwargs: Any) -> HttpResponse:
        if provider_id not in {app.provider_id for app in configured()}:
            raise Http404
        disconnect(request, get_object_or_404(SocialAccount, user_id=request.user.pk, provider=provider_id))
        return redirect("mfa_index")
