"""My data: everything held about whoever is signed in, to read, to take away, and to ask something about."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.views.generic import TemplateView, View

from partnerships import data_requests
from partnerships.acting import FormAct, PagePress, Press
from partnerships.forms.requests import RequestForm
from partnerships.models import DataRequest, User
from pipd import erasing
from pipd.each_app import ask_each_app
from pipd.kit.held import Section, as_file

FILE_NAME = "my-data.json"
WHO_SEES = [
    ("Now and later", "The coordinators of the programme read what you ask, so that they can answer."),
    ("Never", "Your group, its facilitators, sponsors and the public. No email holds your words."),
]
ALL = "Everything that is held about me here."
SHOWN = 3  # rows of a section that are read without unfolding it


def held_about(user: User) -> list[Section]:
    """What every app holds about `user`, in the order of the apps."""
    return [section for app in ask_each_app("held") for section in app.held(user)]


class MyData(TemplateView):
    """Everybody's own, those who have left included."""

    template_name = "home/my_data.html"
    permission = None
    public = False
    signed_in_only = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        sections = held_about(user)
        return super().get_context_data(
            sections=[section for section in sections if section.rows],
            empty=[section.title for section in sections if not section.rows],
            most=SHOWN,
            waiting=list(DataRequest.objects.open().filter(person=user)),
            **kwargs,
        )


class Ask(FormAct):
    """What somebody asks about their data, or complains of: a coordinator answers."""

    template_name = "home/my_data_ask.html"
    form_class = RequestForm
    permission = None
    public = False
    signed_in_only = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"how": data_requests.HOW_RECKONED, "who_sees": WHO_SEES, "run_by_shown": True}
        return super().get_context_data(**told, **kwargs)

    def act(self, form: RequestForm) -> str:
        user: Any = self.request.user
        told = form.cleaned_data
        return data_requests.said(data_requests.ask(user, kind=told["kind"], words=told["words"]))

    def onward(self) -> str:
        return reverse("my-data")


class TakeBack(Press):
    """Take back what one asked and nobody has answered."""

    permission = None
    public = False
    signed_in_only = True
    http_method_names = ["post", "options"]

    def act(self) -> str:
        user: Any = self.request.user
        asked = get_object_or_404(DataRequest, pk=self.kwargs["asked"], person=user)
        data_requests.take_back(asked, by=user)
        return f"Request {asked.reference} is taken back."

    def onward(self) -> str:
        return reverse("my-data")


class EraseMe(PagePress):
    """What would go and what stays, in one's own numbers; then it is asked for, and a coordinator carries it out."""

    template_name = "home/erase_me.html"
    permission = None
    public = False
    signed_in_only = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user: Any = self.request.user
        told = erasing.fates(user)
        goes, stays = [one for one in told if one.goes], [one for one in told if not one.goes]
        return super().get_context_data(goes=goes, stays=stays, **kwargs)

    def act(self) -> str:
        user: Any = self.request.user
        return data_requests.said(data_requests.ask(user, kind=DataRequest.Kind.ERASE_ALL, words=ALL))

    def onward(self) -> str:
        return reverse("my-data")


class MyDataFile(View):
    """The same as a file."""

    permission = None
    public = False
    signed_in_only = True
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        return as_file(held_about(user), FILE_NAME)


urlpatterns = [
    path("my-data/", MyData.as_view(), name="my-data"),
    path("my-data/ask/", Ask.as_view(), name="my-data-ask"),
    path("my-data/erase/", EraseMe.as_view(), name="erase-me"),
    path("my-data/requests/<uuid:asked>/back/", TakeBack.as_view(), name="request-take-back"),
    path("my-data/file/", MyDataFile.as_view(), name="my-data-file"),
]
