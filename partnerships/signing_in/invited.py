"""The page that an invitation leads to. To open it does nothing: mail programs look at links before people do."""

from typing import Any, ClassVar

from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from partnerships import invitations


@method_decorator([login_not_required, never_cache], name="dispatch")
class Invited(TemplateView):
    """One button that signs in; the same plain page for every link that does not, or not any more."""

    template_name = "account/invitation.html"
    permission: ClassVar[None] = None
    public: ClassVar[bool] = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._page(invitations.found(self.kwargs["token"]) is not None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = invitations.use(self.kwargs["token"])
        if user is None:
            return self._page(False)
        if request.user.is_authenticated:
            logout(request)
        # By the library's own steps: whoever has set up a second one is asked for it here too.
        return perform_login(request, user)

    def _page(self, works: bool) -> HttpResponse:
        return self.render_to_response({"works": works, "view": self}, status=200 if works else 410)
