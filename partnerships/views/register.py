"""The register of an area's partnerships: the list, one entry, entering, changing and moving it."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.db.models.functions import Lower
from django.http import Http404

from partnerships import members, register
from partnerships.access import AreaMixin, AreaPage, InArea
from partnerships.acting import FormAct, Press
from partnerships.forms.register import PartnershipForm, StillActiveForm
from partnerships.models import ClosureChecklist, Partnership, PartnershipMember
from partnerships.permissions import Permission
from pipd.kit.fields import revision_in
from pipd.kit.listing import Listing
from pipd.kit.wording import count

WHO_SEES = [
    ("Now and later", "The participants of both sectors, the coordinator, and whoever keeps this register."),
    ("Never", "The public. Documents of the plan do not name partnerships."),
]
S = Partnership.Stage


class RegisterMixin(InArea, AreaMixin):
    """A page of the register."""

    section, first_page = "register", "register-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"may_edit": self.may(Permission.EDIT_REGISTER), "who_sees": WHO_SEES}
        return super().get_context_data(**{**told, **kwargs})


class OneMixin(RegisterMixin):
    """A page of one partnership. One of another area is as unknown as one that does not exist."""

    @cached_property
    def partnership(self) -> Partnership:
        key: UUID = self.kwargs["partnership"]
        found = Partnership.objects.select_related("restart_of").filter(area=self.area, pk=key).first()
        if found is None:
            raise Http404
        found.area = self.area
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"partnership": self.partnership, **kwargs})

    def onward(self) -> str:
        return self.address("register-detail", partnership=self.partnership.pk)


class RegisterList(RegisterMixin, AreaPage):
    """All partnerships of the area, by name: sought by words, narrowed to a stage, a page at a time."""

    permission = Permission.SEE_REGISTER
    template_name = "partnerships/register.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listing = Listing(self.request.GET)
        stage = listing.chosen("stage", S.values)
        rows = Partnership.objects.filter(area=self.area)
        numbers = {row["stage"]: row["n"] for row in rows.order_by().values("stage").annotate(n=Count("pk"))}
        rows = listing.search(rows, "name", "purpose")
        rows = rows.filter(stage=stage) if stage else rows
        rows = rows.annotate(live_members=Count("members", filter=Q(members__ended_on=None)))
        rows = rows.order_by(Lower("name"), "pk")  # counting members forgets the order of the table
        page = listing.page(rows)
        return super().get_context_data(
            page=page,
            rows=list(page.object_list),
            every=sum(numbers.values()),
            stages=[(one, one.label, numbers[one]) for one in S if one in numbers],
            sought=listing.sought,
            stage=stage,
            sees_own=self.may(Permission.SEE_OWN_PARTNERSHIPS),
            **kwargs,
        )


class RegisterDetail(OneMixin, AreaPage):
    """One entry, its members, and where it can move."""

    permission = Permission.SEE_REGISTER
    template_name = "partnerships/partnership.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.partnership
        rows = one.members.select_related("organisation", "person__user")
        everyone: list[PartnershipMember] = list(rows)
        restarts = list(Partnership.objects.filter(restart_of=one)) if one.stage == S.CLOSED else []
        return super().get_context_data(
            members=[row for row in everyone if row.ended_on is None],
            former=[row for row in everyone if row.ended_on is not None],
            ways=register.ways(one),
            restarts=restarts,
            **kwargs,
        )


class RegisterAdd(RegisterMixin, FormAct):
    """A new entry."""

    permission = Permission.EDIT_REGISTER
    template_name = "partnerships/partnership_form.html"
    form_class = PartnershipForm
    made: Partnership

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"stored": False}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"heading": "Enter a partnership", "back": self.address()}
        return super().get_context_data(**{**told, **kwargs})

    def act(self, form: Any) -> str:
        self.made = register.add(self.area, by=self.seat, **form.cleaned_data)
        return "The partnership is entered. Its members come next."

    def onward(self) -> str:
        return self.address("register-detail", partnership=self.made.pk)


class RegisterRestart(OneMixin, RegisterAdd):
    """A new start of a partnership that is closed: an entry of its own, linked to it (domain 3I)."""

    def get_initial(self) -> dict[str, Any]:
        if self.partnership.stage != S.CLOSED:
            raise Http404
        kept = ("name", "purpose", "form", "other_form", "mainly_contract", "origin", "orientation")
        return {name: getattr(self.partnership, name) for name in kept}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {
            "heading": "Enter a new start",
            "back": self.address("register-detail", partnership=self.partnership.pk),
        }
        return super().get_context_data(**{**told, **kwargs})

    def act(self, form: Any) -> str:
        self.made = register.add(self.area, restart_of=self.partnership, by=self.seat, **form.cleaned_data)
        return "The new start is entered, and both entries lead to each other."

    def onward(self) -> str:
        return self.address("register-detail", partnership=self.made.pk)


class RegisterEdit(OneMixin, FormAct):
    """Change an entry."""

    permission = Permission.EDIT_REGISTER
    template_name = "partnerships/partnership_form.html"
    form_class = PartnershipForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"stored": True}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.partnership, name) for name in (*register.FIELDS, "revision")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        final = register.WHERE_IT_STANDS.get(S(self.partnership.stage), "")
        fixed = register.FIXED if self.partnership.stage == S.CLOSING else final
        told = {"heading": "Change the entry", "back": self.onward(), "fixed": fixed}
        return super().get_context_data(**{**told, **kwargs})

    def why_not_again(self) -> str:
        return self.get_context_data()["fixed"] if self.partnership.is_ending else ""

    def act(self, form: Any) -> str:
        register.edit(self.partnership, by=self.seat, **form.cleaned_data)
        return "The entry is saved."


class RegisterMove(OneMixin, Press):
    """Move a partnership to another stage."""

    permission = Permission.EDIT_REGISTER

    def act(self) -> str:
        revision = revision_in(self.request.POST.get("revision"))
        to = self.request.POST.get("to", "")
        moved = register.move(self.partnership, to, revision=revision, by=self.seat)
        return f"Saved. Where it stands now: {moved.get_stage_display().lower()}."


class MyPartnerships(RegisterMixin, FormAct):
    """In how many partnerships the reader sits, all of them on one screen, and which have ended for them (E15)."""

    permission = Permission.SEE_OWN_PARTNERSHIPS
    template_name = "partnerships/mine.html"
    form_class = StillActiveForm

    @cached_property
    def mine(self) -> list[PartnershipMember]:
        return list(members.of_person(self.seat))

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"mine": self.mine}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        due = sum(one.partnership.is_review_late for one in self.mine)
        return super().get_context_data(mine=self.mine, late=due, **kwargs)

    def act(self, form: Any) -> str:
        ended = members.leave_those_gone(self.seat, form.cleaned_data["gone"], by=self.seat)
        return f"{count(ended, 'membership')} ended today." if ended else "All of them stay active."

    def onward(self) -> str:
        return self.address("register-mine")


def checklist_of(partnership: Partnership) -> ClosureChecklist | None:
    """What is arranged for its closing; None before anybody prepared that."""
    return ClosureChecklist.objects.filter(partnership=partnership).first()
