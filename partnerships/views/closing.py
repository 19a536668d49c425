"""Closing a partnership: its checklist, and the record both sectors' leads sign. And entering and ending members."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.views.generic import TemplateView

from partnerships import closure, members, register
from partnerships.acting import FormAct, PagePress, Press
from partnerships.forms.register import ChecklistForm, MemberEndForm, MemberForm
from partnerships.models import (
    ClosureChecklist,
    Partnership,
    PartnershipClosed,
    PartnershipMember,
    Seat,
    Sector,
)
from partnerships.permissions import Permission
from partnerships.views.register import OneMixin, checklist_of
from pipd.kit import clock

S = Partnership.Stage


class ClosureMixin(OneMixin):
    """A page about the closing of a partnership. There is none before it is prepared."""

    @cached_property
    def checklist(self) -> ClosureChecklist:
        found = checklist_of(self.partnership)
        if found is None:
            raise Http404
        return found


class ChecklistEdit(ClosureMixin, FormAct):
    """What is arranged before it closes."""

    permission = Permission.EDIT_REGISTER
    template_name = "partnerships/checklist.html"
    form_class = ChecklistForm

    def get_initial(self) -> dict[str, Any]:
        names = ("reason", *ClosureChecklist.ITEMS, "revision")
        return {name: getattr(self.checklist, name) for name in names}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"fixed": self.why_not_again(), "signed": closure.open_record(self.partnership)}
        return super().get_context_data(**{**told, **kwargs})

    def why_not_again(self) -> str:
        return register.WHERE_IT_STANDS.get(S(self.partnership.stage), "")

    def act(self, form: Any) -> str:
        closure.arrange(self.partnership, by=self.seat, **form.cleaned_data)
        return "The checklist is saved."

    def onward(self) -> str:
        return self.address("partnership-close", partnership=self.partnership.pk)


class PartnershipClose(ClosureMixin, PagePress, TemplateView):
    """The closure record: what is arranged, what is still missing, who signed, and the button that signs it."""

    permission = Permission.SEE_REGISTER
    permissions = {"POST": Permission.CLOSE_PARTNERSHIP}
    template_name = "partnerships/close.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, checklist = self.partnership, self.checklist
        standing = PartnershipClosed.objects.standing().filter(partnership=one).first()
        items = [(closure.WHAT[name], getattr(checklist, name)) for name in checklist.ITEMS]
        signatures = [(s.value, standing.signed_at(s) if standing else None) for s in Sector]
        may_sign = self.may(Permission.CLOSE_PARTNERSHIP) and one.stage == S.CLOSING
        told = {
            "checklist": checklist,
            "items": [(words[:1].upper() + words[1:], said) for words, said in items],
            "blockers": closure.blockers(one, checklist) if one.stage == S.CLOSING else [],
            "record": standing,
            "signatures": signatures,
            "may_sign": may_sign,
            "signed": bool(standing and self.seat.sector and standing.signed_at(self.seat.sector)),
            "seen": closure.digest_of(one, checklist),
        }
        return super().get_context_data(**{**told, **kwargs})

    def act(self) -> str:
        if closure.sign(self.partnership, seen=self.request.POST.get("seen", ""), by=self.seat):
            return "The partnership is closed, and every membership of it has ended today."
        return "You have signed. It closes when the other sector’s lead signs the same."

    def onward(self) -> str:
        return self.address("partnership-close", partnership=self.partnership.pk)

    def refused(self, refusal: Any) -> Any:
        self.read_again()
        return super().refused(refusal)

    def read_again(self) -> None:
        """What was read before the refusal may be what the refusal is about."""
        for name in ("partnership", "checklist"):
            vars(self).pop(name, None)


class PartnershipCloseEnd(ClosureMixin, Press):
    """Take one's signature back, or decline the other sector's."""

    permission = Permission.CLOSE_PARTNERSHIP

    def act(self) -> str:
        seen = self.request.POST.get("seen", "")
        ended = closure.turn_down(self.partnership, seen=seen, by=self.seat)
        own = ended == PartnershipClosed.Void.TAKEN_BACK
        return "Your signature is taken back." if own else "It is declined, and whoever had signed is told."

    def onward(self) -> str:
        return self.address("partnership-close", partnership=self.partnership.pk)


class MemberAdd(OneMixin, FormAct):
    """A new member of a partnership."""

    permission = Permission.EDIT_REGISTER
    template_name = "partnerships/member_add.html"
    form_class = MemberForm

    def get_form_kwargs(self) -> dict[str, Any]:
        people: list[Seat] = []
        if self.may(
            Permission.SEE_PEOPLE
        ):  # whoever keeps the register alone does not read who is in the group
            held = Seat.objects.live().participants().filter(area=self.area)
            people = list(held.select_related("user", "organisation").order_by("user__full_name"))
        return super().get_form_kwargs() | {"people": people}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fixed = register.WHERE_IT_STANDS.get(S(self.partnership.stage), "")
        return super().get_context_data(**{"fixed": fixed, **kwargs})

    def act(self, form: Any) -> str:
        members.add(self.partnership, by=self.seat, **form.cleaned_data)
        return "The member is entered."


class MemberEnd(OneMixin, FormAct):
    """The end of one membership."""

    permission = Permission.EDIT_REGISTER
    template_name = "partnerships/member_end.html"
    form_class = MemberEndForm

    @cached_property
    def member(self) -> PartnershipMember:
        rows = PartnershipMember.objects.select_related("organisation", "person__user")
        found = rows.filter(partnership=self.partnership, pk=self.kwargs["member"]).first()
        if found is None:
            raise Http404
        found.partnership = self.partnership
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"since": self.member.started_on}

    def get_initial(self) -> dict[str, Any]:
        return {"ended_on": clock.today()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fixed = members.GONE if self.member.ended_on else ""
        return super().get_context_data(**{"member": self.member, "fixed": fixed, **kwargs})

    def act(self, form: Any) -> str:
        members.end(self.member, by=self.seat, **form.cleaned_data)
        return "The membership has ended."
