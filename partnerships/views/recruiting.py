"""Recruitment of one area: its window, who applied, and what is decided of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string

from partnerships import application_table, appointing, deciding, recruiting, selection
from partnerships.access import AreaMixin, AreaPage, InArea
from partnerships.acting import ActView, FormAct
from partnerships.applications import outside
from partnerships.forms.recruiting import DecisionForm, LastDayForm, NotProceedForm
from partnerships.membership import NotPossible
from partnerships.models import Application, ApplicationWindow, Seat, Sector, StudyArea
from partnerships.papers import attached
from partnerships.parity import most_each, parity_of, places_left
from partnerships.permissions import Permission
from partnerships.places import awaits_word
from partnerships.reading_applications import lines_of
from partnerships.uneven import who_left
from partnerships.waiting import openings, place_of
from pipd.kit import clock, mail
from pipd.kit.listing import Listing

PER_PAGE = 50
CSV = "text/csv; charset=utf-8"
CHECK = "partnerships/application_check.html"
S = Application.State
SHOWN = (S.SUBMITTED, S.WAITING, S.ACCEPTED, S.DECLINED, S.WITHDRAWN)
WHO_SEES = [
    ("Now and later", "The coordinator and the facilitators of this area. Each applicant sees their own."),
    ("Only facilitators", "Whether the local authority funds an applicant’s organisation."),
    ("Never", "The other applicants, the group, sponsors and the public."),
]


class RecruitMixin(InArea, AreaMixin):
    """A page of an area's recruitment."""

    section, first_page = "people", "application-list"
    permission = Permission.SEE_APPLICATIONS

    @cached_property
    def window(self) -> ApplicationWindow | None:
        """When people may apply here; none before it is opened."""
        found = ApplicationWindow.objects.filter(area=self.area).first()
        if found:
            found.area = self.area
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {
            "window": self.window,
            "who_sees": WHO_SEES,
            "may_open": self.may(Permission.OPEN_APPLICATIONS),
            "may_enter": self.may(Permission.ENTER_APPLICATIONS),
            "may_select": self.may(Permission.SELECT_PARTICIPANTS),
            "recruits": self.area.state == StudyArea.State.RECRUITING,
        }
        return super().get_context_data(**{**told, **kwargs})


class ListedMixin(RecruitMixin):
    """Which applications are asked for: by what was decided, by sector, and by words in a name."""

    def asked(self, said: Mapping[str, str]) -> tuple[Listing, str, str]:
        """What the list is asked for: the search, the state and the sector."""
        listing = Listing(said)
        state = listing.chosen("show", SHOWN) or S.SUBMITTED.value
        return listing, state, listing.chosen("sector", Sector)

    def found(self, said: Mapping[str, str]) -> QuerySet[Application]:
        """These applications, in the order in which they stand."""
        listing, state, sector = self.asked(said)
        sent = Application.objects.sent().filter(area=self.area)
        rows = sent.filter(state=state) if state != S.WAITING else sent.waiting()
        rows = rows.with_agreement() if state == S.ACCEPTED else rows
        rows = rows.filter(sector=sector) if sector else rows
        return listing.search(rows, "full_name", "organisation_name")


class ApplicationList(ListedMixin, AreaPage):
    """Who applied, by what was decided, with the places of both sectors beside each other."""

    template_name = "partnerships/applications.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sent = Application.objects.sent().filter(area=self.area)
        numbers = Counter[tuple[str, str]]()
        for row in sent.order_by().values("state", "sector").annotate(n=Count("pk")):
            numbers[row["state"], row["sector"]] = row["n"]
        listing, state, sector = self.asked(self.request.GET)
        page = listing.page(self.found(self.request.GET), per_page=PER_PAGE)
        rows = list(page.object_list)
        for one in rows:
            one.area = self.area
        seats = list(Seat.objects.live().participants().filter(area=self.area))
        return super().get_context_data(
            page=page,
            rows=[(one, outside(one)) for one in rows],
            states=[(s.value, s.label, sum(numbers[s, one] for one in Sector)) for s in SHOWN],
            sectors=[(one.value, numbers[state, one]) for one in Sector],
            state=state,
            state_words=S(state).label,
            sector=sector,
            sought=listing.sought,
            every=sum(numbers.values()),
            parity=parity_of(self.area.programme, seats),
            most=most_each(self.area.programme),
            openings=openings(self.area),
            next_one=sent.filter(state=S.SUBMITTED).first(),
            may_copy=not self.area.is_discontinued,
            **kwargs,
        )


class ApplicationFile(ListedMixin, ActView):
    """The same applications as a file. By a button, because the log counts it as a copy handed out."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            content = application_table.table(self.area, list(self.found(request.POST)), by=self.seat)
        except NotPossible as refusal:
            return self.warned(refusal)
        name = f"applications-area-{self.area.number}-{clock.today().isoformat()}.csv"
        return attached(content, name, CSV)

    def onward(self) -> str:
        return self.address()


class ApplicationDetail(RecruitMixin, FormAct):
    """One application, and the decision on it."""

    permissions = {"POST": Permission.SELECT_PARTICIPANTS}
    template_name = "partnerships/application.html"
    form_class = DecisionForm

    @cached_property
    def application(self) -> Application:
        rows = Application.objects.sent().select_related("decided_by__user", "entered_by__user")
        found = rows.filter(area=self.area, pk=self.kwargs["application"]).first()
        if found is None:
            raise Http404
        found.area = self.area
        return found

    @cached_property
    def left(self) -> dict[str, int]:
        return places_left(self.area)

    @cached_property
    def offered(self) -> list[str]:
        """What may be decided now."""
        return deciding.offered(self.application)

    def get_form_kwargs(self) -> dict[str, Any]:
        one = self.application
        told = {"offered": self.offered, "is_outside": bool(outside(one))}
        return {**super().get_form_kwargs(), **told, "has_place": one.state == S.ACCEPTED}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.application
        funding = self.may(Permission.SEE_FUNDING_LINK)
        return super().get_context_data(
            application=one,
            lines=lines_of(one, funding=funding),
            outside=outside(one),
            refers=one.authority != Application.Authority.COMMITS,
            left=self.left[one.sector],
            replaces=who_left(self.area, one.sector) if S.ACCEPTED in self.offered else None,
            queue=place_of(one),
            late=S.ACCEPTED in self.offered and import_string(settings.JOINING_LATE)(self.area),
            awaits=one.state == S.ACCEPTED and awaits_word(one),
            may_decide=bool(self.offered) and self.may(Permission.SELECT_PARTICIPANTS),
            back=f"{self.address()}?show={one.state}",
            **kwargs,
        )

    def form_valid(self, form: DecisionForm) -> HttpResponse:
        """What is decided is read once more before it is done: it is mailed at once."""
        step = self.request.POST.get("step")
        if step == "confirm":
            return super().form_valid(form)
        if step == "change":
            return self.render_to_response(self.get_context_data(form=form))
        try:
            check = deciding.check(
                self.application,
                to=form.cleaned_data["decision"],
                override=form.cleaned_data["override"],
                reason=form.cleaned_data["reason"],
            )
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return render(self.request, CHECK, super().get_context_data(form=form, check=check))

    def act(self, form: DecisionForm) -> str:
        told, one = form.cleaned_data, self.application
        name, to, reason = one.full_name, told["decision"], told["reason"]
        if one.state == S.ACCEPTED:
            selection.take_back(one, to=to, reason=reason, by=self.seat)
            return f"The place of {name} has ended. They are told by email."
        if to == S.ACCEPTED:
            seat = selection.accept(one, override=told["override"], by=self.seat)
            return f"{name} has a place. They are told by email. {appointing.beside(seat)}".strip()
        if to == S.WAITING:
            selection.wait(one, by=self.seat)
            return f"{name} is on the wait-list. They are told by email."
        selection.decline(one, reason=reason, by=self.seat)
        return f"{name}’s application is declined. They are told by email."

    def onward(self) -> str:
        return self.address()


class Recruiting(RecruitMixin, FormAct):
    """When people may apply: opening it, and extending it."""

    permission = Permission.OPEN_APPLICATIONS
    template_name = "partnerships/recruiting.html"
    form_class = LastDayForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "extends": self.window is not None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_change = self.area.state in (StudyArea.State.SELECTED, StudyArea.State.RECRUITING)
        links = [(one.value, mail.link(self.address("apply-start", sector=one))) for one in Sector]
        return super().get_context_data(may_change=may_change, links=links, **kwargs)

    def act(self, form: LastDayForm) -> str:
        day = form.cleaned_data["closes_on"]
        if self.window is not None:
            recruiting.extend(self.area, closes_on=day, by=self.seat)
            return "Applications are extended."
        recruiting.open_window(self.area, closes_on=day, by=self.seat)
        return "Applications are open. Send the addresses below to whoever may want to apply."

    def onward(self) -> str:
        return self.address("recruiting")


class NotProceed(RecruitMixin, FormAct):
    """Ending the recruitment of an area that does not go on."""

    permission = Permission.OPEN_APPLICATIONS
    template_name = "partnerships/recruiting_end.html"
    form_class = NotProceedForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        numbers = recruiting.concerned(self.area)
        return super().get_context_data(numbers=numbers, back=self.address("recruiting"), **kwargs)

    def act(self, form: NotProceedForm) -> str:
        recruiting.not_proceed(self.area, reason=form.cleaned_data["reason"], by=self.seat)
        return f"{self.area.name} does not go on. Everybody concerned is told by email."

    def onward(self) -> str:
        return self.address()
