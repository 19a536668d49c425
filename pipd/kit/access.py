"""Who may open a page: every view declares one permission, or says that it is public."""

import time
from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import View

from pipd.kit import clock


class NoStoreMiddleware:
    """No page of a signed-in person is kept by a browser or a proxy (trust X4)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated or request.path.startswith("/accounts/"):
            response["Cache-Control"] = "no-store, private"
        return response


class RenewSessionMiddleware:
    """Keeps a session alive while it is used, with one write in five minutes rather than one for each page.

    However much it is used, it ends half a day after it began. That is measured by the machine's clock, as Django
    measures when a session runs out.
    """

    EVERY = 300  # seconds
    LONGEST = 12 * 60 * 60

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = request.session.get("began")
        if began is not None and time.time() - began >= self.LONGEST:
            logout(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Not for what a page asks by itself: somebody who went away would stay signed in for ever."""
        is_background = getattr(getattr(view, "view_class", None), "is_background", False)
        if request.user.is_authenticated and not is_background:
            period = int(clock.now().timestamp()) // self.EVERY
            if request.session.get("renewed") != period:
                request.session["renewed"] = period
                request.session.setdefault("began", int(time.time()))


@method_decorator(never_cache, name="dispatch")
class AccessMixin(View):
    """Find the actor first, then judge, then act.

    `permission` is the one permission the page needs; `permissions` may name others for single methods.
    A subclass says how an actor is found (`find_actor`, which raises Http404 when there is none: another
    area's page must not be told from an unknown one) and how one is judged (`actor_may`).
    """

    permission: ClassVar[Any] = None
    permissions: ClassVar[dict[str, Any]] = {}
    public: ClassVar[bool] = False
    # Asked by a script of an open page: nobody is at the keyboard for it, so it keeps no session alive.
    is_background: ClassVar[bool] = False
    actor: Any

    def needed(self, method: str) -> Any:
        """The permission that `method` (such as "POST") needs."""
        return self.permissions.get(method, self.permission)

    def find_actor(self, permission: Any) -> Any:
        raise NotImplementedError

    def actor_may(self, actor: Any, permission: Any) -> bool:
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        permission = self.needed("GET" if request.method == "HEAD" else str(request.method))
        if permission is None:
            raise RuntimeError(f"{type(self).__name__} declares no permission.")
        self.actor = self.find_actor(permission)
        if not self.actor_may(self.actor, permission):
            raise PermissionDenied
        # Handlers read self.kwargs: what stands in the address must not slip into a template unasked.
        return super().dispatch(request)
