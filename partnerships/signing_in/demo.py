"""The demonstration's sign-in at one click: fictional people alone, and nowhere else."""

from typing import ClassVar, NamedTuple

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME, login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.generic import View

from partnerships.models import Programme, User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Desk(NamedTuple):
    """One person of the demonstration whose desk a visitor may sit at. `mark` is la, tso or a role."""

    email: str
    title: str
    line: str = ""
    mark: str = ""


def demo_desks() -> list[Desk]:
    """The demonstration's one-click accounts: none unless the installation and its programme both are one.

    Only fictional addresses that the demonstration itself lists, and only when the account exists.
    """
    if not settings.DEMO or not Programme.objects.filter(demo=True).exists():
        return []
    try:
        listed = [Desk(*row) for row in import_string("partnerships.demo.SIGN_INS")]
    except ImportError:
        return []
    fictional = [desk for desk in listed if desk.email.endswith(".example")]
    there = User.objects.filter(email__in=[desk.email for desk in fictional], is_active=True)
    known = set(there.values_list("email", flat=True))
    return [desk for desk in fictional if desk.email in known]


def is_fictional(user: User) -> bool:
    """Whether `user` is one of the demonstration's people, whom its one password or one click signs in."""
    fictional = settings.DEMO and user.email.endswith(".example")
    return fictional and Programme.objects.filter(demo=True).exists()


@method_decorator([login_not_required, never_cache], name="dispatch")
class DemoSignIn(View):
    """One click signs a visitor in as a fictional person; elsewhere the address does not exist."""

    permission: ClassVar[None] = None
    public: ClassVar[bool] = True
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        chosen = request.POST.get("as", "")
        if chosen not in {desk.email for desk in demo_desks()}:
            raise Http404
        login(request, User.objects.get(email=chosen), backend=BACKEND)
        UserSession.objects.create_from_request(request)
        onward = request.POST.get(REDIRECT_FIELD_NAME, "")
        ours = url_has_allowed_host_and_scheme(
            onward, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        return redirect(onward if ours else settings.LOGIN_REDIRECT_URL)
