"""Published plans, for everybody: a list, each plan's page, and its document. Nothing here asks who is reading."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView, View

from actionplans import public_document, public_value
from actionplans.models import ActionPlan
from partnerships.papers import handed_out


@method_decorator(login_not_required, name="dispatch")
class PublicMixin(View):
    """A page without sign-in. Others may keep it, and ask here before they show it: narrowing counts at once."""

    permission: ClassVar[None] = None
    public: ClassVar[bool] = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        patch_cache_control(response, public=True, no_cache=True)
        return response

    @property
    def found(self) -> ActionPlan:
        """The published plan. Unknown, never published and taken back are the same page that is not there."""
        plan = public_value.find(self.kwargs["code"])
        if plan is None:
            raise Http404
        return plan


class PlanList(PublicMixin, TemplateView):
    """Which plans are published."""

    template_name = "plans/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(entries=public_value.entries(), **kwargs)


class PlanPublic(PublicMixin, TemplateView):
    """What we said, what we agreed, what we are doing, what is done."""

    template_name = "plans/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plan = self.found
        value = public_value.public_plan(plan)
        document = reverse("plans:document", kwargs={"code": value.code})
        return super().get_context_data(
            value=value,
            document=document if public_document.current(plan) else "",
            **kwargs,
        )


class PlanDocument(PublicMixin):
    """The public document, as long as the plan is published (trust X5)."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        document = public_document.current(self.found)
        if document is None:
            raise Http404
        return handed_out(document)
