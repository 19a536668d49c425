"""Your sign-in: everybody's own page about how they sign in, and where they are signed in."""

from typing import Any, ClassVar, cast

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View

from partnerships.acting import PagePress
from partnerships.membership import NotPossible
from partnerships.models import User
from partnerships.signing_in import sessions
from partnerships.signing_in.councils import configured
from partnerships.signing_in.second_step import OWED

Type = Authenticator.Type
LONGEST_KEY = 18  # digits: a longer number is no row's


@method_decorator(never_cache, name="dispatch")
class YourSignIn(TemplateView):
    """How the reader signs in."""

    template_name = "account/your_sign_in.html"
    permission: ClassVar[None] = None
    public: ClassVar[bool] = False
    signed_in_only: ClassVar[bool] = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = cast(User, self.request.user)
        mine = list(Authenticator.objects.filter(user=user).order_by("created_at"))
        codes = next((one.wrap() for one in mine if one.type == Type.RECOVERY_CODES), None)
        return super().get_context_data(
            has_password=user.has_usable_password(),
            passkeys=[one for one in mine if one.type == Type.WEBAUTHN],
            app=next((one for one in mine if one.type == Type.TOTP), None),
            codes_left=len(codes.get_unused_codes()) if codes else None,
            councils=self.councils(user),
            is_owed=bool(self.request.session.get(OWED)),
            **kwargs,
        )

    def councils(self, user: User) -> list[tuple[str, str, bool]]:
        """Each council whose sign-in may be used, and whether the reader has connected it."""
        listed = configured()
        mine = SocialAccount.objects.filter(user=user).values_list("provider", flat=True) if listed else []
        connected = set(mine)
        return [(app.provider_id, app.name, app.provider_id in connected) for app in listed]


@method_decorator(never_cache, name="dispatch")
class WhereSignedIn(PagePress):
    """Where the reader is signed in, with a way to end each place but this one."""

    template_name = "account/where_signed_in.html"
    permission: ClassVar[None] = None
    public: ClassVar[bool] = False
    signed_in_only: ClassVar[bool] = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(places=sessions.places(self.request), **kwargs)

    def act(self) -> str:
        chosen = self.request.POST.get("end", "")
        key = int(chosen) if chosen.isdecimal() and len(chosen) < LONGEST_KEY else None
        if key is None and chosen != "others":
            raise NotPossible("Choose what to end.")
        ended = sessions.end(self.request, cast(User, self.request.user), key)
        return "You are signed out there." if ended else "Nobody was signed in there any more."

    def onward(self) -> str:
        return reverse("where-signed-in")


@method_decorator(login_not_required, name="dispatch")
class NotHere(View):
    """Pages of the sign-in library that this service does not have: as unknown as any other address."""

    permission = None
    public = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise Http404
