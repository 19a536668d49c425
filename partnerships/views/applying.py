"""Applying to take part: for everybody, without sign-in. A mailed link is the applicant's key (trust X19, X21)."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.module_loading import import_string
from django.views.decorators.cache import cache_control
from django.views.generic import FormView, TemplateView
from django.views.generic.base import ContextMixin, View

from partnerships import applying
from partnerships.access import InArea
from partnerships.applications import decided_by, unsaid
from partnerships.forms.applying import STEPS, EmailForm, steps_for
from partnerships.models import Application, ApplicationWindow, Programme, Sector, StudyArea
from partnerships.parity import most_each
from partnerships.signing_in.sessions import ASKED, KEPT
from pipd.kit.tasks import send_mail


@method_decorator([login_not_required, cache_control(no_store=True, private=True)], name="dispatch")
class ApplyMixin(InArea, ContextMixin, View):
    """A page for applicants. It asks for no seat: nothing here belongs to anybody but whoever holds the link."""

    permission: ClassVar[None] = None
    public: ClassVar[bool] = True
    needs_window = False

    @cached_property
    def area(self) -> StudyArea:
        """The area of the address; unknown unless people may apply there, or could once."""
        areas = StudyArea.objects.select_related("programme", "window").filter(window__isnull=False)
        found = areas.filter(slug=self.kwargs["area"]).first()
        if found is None or (self.needs_window and not found.window.is_open):
            raise Http404
        return found

    @property
    def elsewhere(self) -> str:
        """Where whoever has no business on this page is sent; empty for whoever has."""
        return ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        known = self.area  # or it is a page that is not there, before anybody is sent elsewhere
        elsewhere = self.elsewhere if known else ""
        # Handlers read self.kwargs: what stands in the address must not slip into a template unasked.
        return redirect(elsewhere) if elsewhere else super().dispatch(request)

    @property
    def programme(self) -> Programme:
        return self.area.programme

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"programme": self.programme, "applies_to": self.area, "closes_at": self.area.window.closes_at}
        return super().get_context_data(**{**told, **kwargs})


@method_decorator(login_not_required, name="dispatch")
class ApplyList(TemplateView):
    """Where people may apply now."""

    permission: ClassVar[None] = None
    public: ClassVar[bool] = True
    template_name = "partnerships/apply_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        windows = ApplicationWindow.objects.open().select_related("area__programme").order_by("area__name")
        programme = windows[0].area.programme if windows else Programme.objects.first()
        return super().get_context_data(windows=windows, programme=programme, **kwargs)


class ApplyStart(ApplyMixin, FormView):
    """What taking part costs, who reads what, and where the link is mailed to."""

    template_name = "partnerships/apply_start.html"
    form_class = EmailForm

    @cached_property
    def sector(self) -> Sector:
        try:
            return Sector(self.kwargs["sector"])
        except ValueError:
            raise Http404 from None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        other = self.address("apply-start", sector=self.sector.other)
        told = {"other": other, "places": most_each(self.programme), "is_open": self.area.window.is_open}
        told["sessions"] = import_string(settings.SESSIONS_TOLD)(self.area)
        return super().get_context_data(
            sector=self.sector, decided_by=decided_by(self.area.window), **told, **kwargs
        )

    def form_valid(self, form: EmailForm) -> HttpResponse:
        email = form.cleaned_data["email"].strip().lower()
        if refused := ratelimit.consume_or_429(self.request, action="apply"):
            return refused
        # Too many for one address: the page says the same, or it would tell that somebody asked for it (trust X19).
        if ratelimit.consume(self.request, action="apply_address", key=email):
            mail_id = applying.begin(self.area, self.sector, email)
            if mail_id:
                send_mail.delay_on_commit(str(mail_id))  # they wait for it at their screen
        self.request.session[ASKED] = [email, self.sector]
        return redirect(self.address("apply-sent"))


class ApplySent(ApplyMixin, TemplateView):
    """Look into your mail. It says the same of every address."""

    template_name = "partnerships/apply_sent.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        email, sector = self.request.session.get(ASKED, ["", Sector.LA])
        again = self.address("apply-start", sector=sector)
        return super().get_context_data(email=email, again=again, is_open=self.area.window.is_open, **kwargs)


class ApplyReturn(ApplyMixin, TemplateView):
    """Where the mailed link leads. Looking at it opens nothing: programs that read mail follow links (trust X21)."""

    template_name = "partnerships/apply_return.html"

    @cached_property
    def found(self) -> Application | None:
        return applying.by_key(self.area, self.kwargs["application"], self.kwargs["key"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(application=self.found, is_open=self.area.window.is_open, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.found is None:
            return self.render_to_response(self.get_context_data(), status=404)
        request.session.cycle_key()
        request.session[KEPT] = [str(self.found.pk), self.found.link_mark]
        if self.found.state != Application.State.BEGUN or not self.area.window.is_open:
            return redirect(self.address("apply-mine"))
        if request.POST.get("act") == "other side":
            applying.change_side(self.found)
        return redirect(next_page(self.found, self.area))


def missing(application: Application) -> list[str]:
    """The pages on which something that must be said is not said yet, in order."""
    todo = set(unsaid(application))
    return [name for name in steps_for(application.sector) if todo & set(STEPS[name].base_fields)]


def next_page(application: Application, area: StudyArea) -> str:
    """The first page that is missing, else the one to check all of them."""
    names = {"area": area.slug}
    for name in missing(application):
        return reverse("partnerships:apply-step", kwargs={**names, "step": name})
    return reverse("partnerships:apply-check", kwargs=names)
