"""Organisations of the programme: the list, one of them, entering, changing and ending it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Count
from django.db.models.functions import Lower
from django.shortcuts import get_object_or_404
from django.urls import reverse

from partnerships import organisations
from partnerships.access import ProgrammeMixin, ProgrammePage
from partnerships.acting import FormAct, Press
from partnerships.forms.organisations import EndForm, OrganisationForm
from partnerships.models import Organisation, Seat, StudyArea
from partnerships.permissions import Permission
from partnerships.words import sectors_in_order
from pipd.kit.fields import revision_in
from pipd.kit.listing import Listing

WHO_SEES = [
    (
        "Now and later",
        "The administrator and the coordinator. A group sees the organisations of its own people.",
    ),
]
SHOWN = {"": "All", "current": "Going on", "ended": "Ended"}


class OrganisationsMixin(ProgrammeMixin):
    """A page of the organisations."""

    permission = Permission.KEEP_ORGANISATIONS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"section": "organisations", "who_sees": WHO_SEES, **kwargs})

    @cached_property
    def places(self) -> list[StudyArea]:
        """Where an organisation may operate: the areas of the programme that were not turned down."""
        areas = StudyArea.objects.filter(programme=self.programme)
        return list(areas.exclude(state=StudyArea.State.NOT_SELECTED).order_by("name"))

    def onward(self) -> str:
        return reverse("partnerships:organisation-list")


class OneMixin(OrganisationsMixin):
    """A page of one organisation."""

    @cached_property
    def one(self) -> Organisation:
        rows = Organisation.objects.select_related("successor")
        return get_object_or_404(rows, pk=self.kwargs["organisation"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"one": self.one, "caption": self.one.name, **kwargs})

    def onward(self) -> str:
        return reverse("partnerships:organisation-detail", kwargs={"organisation": self.one.pk})


class OrganisationList(OrganisationsMixin, ProgrammePage):
    """All organisations by name: sought by words, narrowed to those that go on, a page at a time."""

    template_name = "partnerships/organisations.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listing = Listing(self.request.GET)
        everyone = Organisation.objects.all()
        going = Organisation.objects.current().values("pk")
        by_shown = {"current": everyone.filter(pk__in=going), "ended": everyone.exclude(pk__in=going)}
        shown = listing.chosen("show", by_shown)
        rows = listing.search(by_shown.get(shown, everyone), "name")
        rows = rows.select_related("successor").annotate(n_areas=Count("areas")).order_by(Lower("name"), "pk")
        page = listing.page(rows)
        return super().get_context_data(
            page=page,
            rows=list(page.object_list),
            every=everyone.count(),
            ways=SHOWN.items(),
            sought=listing.sought,
            shown=shown,
            **kwargs,
        )


class OrganisationDetail(OneMixin, ProgrammePage):
    """One organisation, what it was and became, and how many people of each sector sit from it.

    Once it has ended, whoever may see people reads whose seats are concerned (domain E17): an administrator none.
    """

    template_name = "partnerships/organisation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        seats = Seat.objects.live().taking_part().filter(organisation=self.one)
        concerned = (
            seats.participants().select_related("user", "area").order_by("area__number", "user__full_name")
        )
        named = self.may(Permission.SEE_PEOPLE) and not self.one.is_current
        numbers = dict(seats.order_by().values_list("sector").annotate(n=Count("pk")))
        return super().get_context_data(
            areas=list(self.one.areas.order_by("name")),
            before=list(self.one.predecessors.order_by("-valid_to")),
            people=[
                (sector.value, numbers[sector])
                for sector in sectors_in_order(self.programme)
                if sector in numbers
            ],
            concerned=list(concerned) if named else [],
            **kwargs,
        )


class OrganisationAdd(OrganisationsMixin, FormAct):
    """A new organisation."""

    template_name = "partnerships/programme_form.html"
    form_class = OrganisationForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"stored": False, "places": self.places}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"heading": "Enter an organisation", **kwargs})

    def act(self, form: Any) -> str:
        return f"{organisations.add(by=self.seat, **form.cleaned_data)} is entered."


class OrganisationEdit(OneMixin, FormAct):
    """Change what is entered of an organisation."""

    template_name = "partnerships/programme_form.html"
    form_class = OrganisationForm

    def get_form_kwargs(self) -> dict[str, Any]:
        told = {"stored": True, "places": self.places, "is_used": organisations.is_used(self.one)}
        return super().get_form_kwargs() | told

    def get_initial(self) -> dict[str, Any]:
        one = self.one
        areas = [str(pk) for pk in one.areas.values_list("pk", flat=True)]
        return {name: getattr(one, name) for name in (*organisations.FIELDS, "revision")} | {"areas": areas}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = "People sit from it under this name, so it stays. " if organisations.is_used(self.one) else ""
        lead += "If it is renamed, merges or closes, say so on its page: the old name is kept then."
        return super().get_context_data(**{"heading": "Change this organisation", "lead": lead, **kwargs})

    def act(self, form: Any) -> str:
        organisations.edit(self.one, by=self.seat, **form.cleaned_data)
        return "The organisation is saved."


class OrganisationEnd(OneMixin, FormAct):
    """Say that an organisation has a new name, became part of another, or closed."""

    template_name = "partnerships/programme_form.html"
    form_class = EndForm
    went_on: Organisation | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        others = Organisation.objects.filter(valid_to=None).exclude(pk=self.one.pk)
        return super().get_form_kwargs() | {"others": list(others)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lead = "People who take part from it keep their seats. Pages about today say what it has become; what was made "
        lead += "before keeps its name."
        return super().get_context_data(
            **{"heading": "Say that it ends, or is renamed", "lead": lead, **kwargs}
        )

    def act(self, form: Any) -> str:
        self.went_on = organisations.end(self.one, by=self.seat, **form.cleaned_data)
        return "It is saved. What it was stays on record."

    def onward(self) -> str:
        return reverse(
            "partnerships:organisation-detail", kwargs={"organisation": (self.went_on or self.one).pk}
        )


class OrganisationResume(OneMixin, Press):
    """Take back that an organisation ended."""

    def act(self) -> str:
        organisations.resume(self.one, revision=revision_in(self.request.POST.get("revision")), by=self.seat)
        return "It goes on."
