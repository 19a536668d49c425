"""The programme's settings, group by group, and its sponsors: the administrator's pages."""

from __future__ import annotations

from functools import cached_property
from typing import Any, NamedTuple

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnerships import setting_up
from partnerships.access import ProgrammeMixin, ProgrammePage
from partnerships.acting import FormAct, PagePress
from partnerships.forms.programme import (
    AboutForm,
    NotesForm,
    NumbersForm,
    SectorsForm,
    SettingsForm,
    SponsorForm,
    StatementsForm,
)
from partnerships.models import Organisation, Programme
from partnerships.permissions import Permission
from pipd.kit.conflicts import Wording, in_words

DIVISIONS = {
    "england-and-wales": "England and Wales",
    "scotland": "Scotland",
    "northern-ireland": "Northern Ireland",
}


class Group(NamedTuple):
    """Settings that stand on one page."""

    name: str
    heading: str
    form: type[SettingsForm]
    fields: tuple[str, ...]
    who: str


EVERYBODY, STAFF = "Everybody who signs in", "Whoever runs the programme"
GROUPS = [
    Group("about", "About the programme", AboutForm, setting_up.ABOUT, STAFF),
    Group("numbers", "Areas and groups", NumbersForm, setting_up.NUMBERS, EVERYBODY),
    Group("notes", "Sessions and notes", NotesForm, setting_up.NOTES, EVERYBODY),
    Group("sectors", "The two sectors", SectorsForm, setting_up.SECTORS, EVERYBODY),
    Group(
        "statements",
        "Who runs this, whom to ask, and who could read it",
        StatementsForm,
        setting_up.STATEMENTS,
        "Everybody, on each page",
    ),
]
BY_NAME = {group.name: group for group in GROUPS}


def lines_of(group: Group, programme: Programme) -> list[Wording]:
    """Each setting of `group` in the words of its form, as it is now."""
    form = group.form()
    return [
        Wording(
            str(form[name].label).removesuffix(" (optional)"),
            in_words(form.fields[name], getattr(programme, name)),
            None,
        )
        for name in group.fields
    ]


class SettingsMixin(ProgrammeMixin):
    """A page of the settings, for whoever may change them."""

    permission = Permission.CONFIGURE_PROGRAMME

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"section": "settings", **kwargs})

    def onward(self) -> str:
        return reverse("partnerships:programme-settings")


class ProgrammeSettings(SettingsMixin, ProgrammePage):
    """All settings as they are now, and the sponsors."""

    template_name = "partnerships/programme_settings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        division = settings.BANK_HOLIDAY_DIVISION
        return super().get_context_data(
            groups=[(group, lines_of(group, self.programme)) for group in GROUPS],
            sponsors=list(self.programme.sponsors.select_related("successor")),
            holidays=DIVISIONS.get(division, division),
            **kwargs,
        )


class SettingsEdit(SettingsMixin, FormAct):
    """Change one group of settings."""

    template_name = "partnerships/programme_form.html"

    @cached_property
    def group(self) -> Group:
        if self.kwargs["group"] not in BY_NAME:
            raise Http404
        return BY_NAME[self.kwargs["group"]]

    def get_form_class(self) -> type[SettingsForm]:
        return self.group.form

    def get_initial(self) -> dict[str, Any]:
        stored = Programme.objects.get(pk=self.programme.pk)
        return {name: getattr(stored, name) for name in (*self.group.fields, "revision")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"heading": self.group.heading, "who_sees": [("From now on", f"{self.group.who}.")]}
        return super().get_context_data(**{**told, **kwargs})

    def act(self, form: Any) -> str:
        changed = setting_up.change(self.programme, by=self.seat, **form.cleaned_data)
        return (
            "The settings are saved." if changed else "Nothing was different: the settings stay as they are."
        )


class SponsorAdd(SettingsMixin, FormAct):
    """Name a sponsor."""

    template_name = "partnerships/programme_form.html"
    form_class = SponsorForm

    def get_form_kwargs(self) -> dict[str, Any]:
        known = Organisation.objects.current().exclude(sponsored=self.programme)
        return super().get_form_kwargs() | {"known": list(known)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"heading": "Add a sponsor", "who_sees": [("From now on", f"{STAFF}.")]}
        return super().get_context_data(**{**told, **kwargs})

    def act(self, form: Any) -> str:
        added = setting_up.add_sponsor(self.programme, by=self.seat, **form.cleaned_data)
        return f"{added} is a sponsor now."


class SponsorRemove(SettingsMixin, PagePress):
    """Take a sponsor off the list, on a page that says what follows."""

    template_name = "partnerships/sponsor_remove.html"

    @cached_property
    def sponsor(self) -> Organisation:
        return get_object_or_404(Organisation, pk=self.kwargs["organisation"], sponsored=self.programme)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"sponsor": self.sponsor, **kwargs})

    def act(self) -> str:
        setting_up.remove_sponsor(self.programme, self.sponsor, by=self.seat)
        return f"{self.sponsor} is no sponsor any more."
