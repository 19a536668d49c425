"""Adding, changing, moving, removing and accepting objectives and actions."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.views.generic import TemplateView
from django.views.generic.base import TemplateResponseMixin

from actionplans import accepting, content, planning
from actionplans.forms.items import ActionForm, ObjectiveForm
from actionplans.models import Action, Objective
from actionplans.views.base import PlanAct, PlanForm, PlanMixin
from partnerships.permissions import Permission
from pipd.kit.fields import revision_in


class ItemMixin(PlanMixin):
    """A page of one objective or action. `of` is the class of the item."""

    of: type[Objective] | type[Action] = Objective

    @cached_property
    def item(self) -> Any:
        key = self.kwargs["item"]
        return self.objective(key) if self.of is Objective else self.action(key)

    @cached_property
    def name(self) -> str:
        """ "Action 2(b)": as everybody calls it."""
        return content.name_of(self.item, content.lines(self.plan))

    @property
    def anchor(self) -> str:
        return f"#{'o' if self.of is Objective else 'a'}-{self.kwargs['item']}"


class WriteForm(PlanForm):
    """The page on which an item is written. Who reads it is said beside the box."""

    permission = Permission.DRAFT_PLAN
    template_name = "actionplans/item.html"
    adding = True
    heading = words = ""

    def get_form_kwargs(self) -> dict[str, Any]:
        told = {"programme": self.area.programme, "words": self.words, "adding": self.adding}
        return super().get_form_kwargs() | told

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"heading": self.heading, "who_sees": WHO_SEES, "run_by_shown": True}
        return super().get_context_data(**{**told, **kwargs})


class InPlace(TemplateResponseMixin):
    """A form that the plan's page asks for where its item stands: the form alone, which posts to the same address.

    What comes of it is the same for both: the plan drawn anew, or a page with what is wrong and all that was typed.
    """

    template_in_place = "actionplans/_in_place.html"

    def get_template_names(self) -> list[str]:
        if self.request.method == "GET" and self.request.headers.get("HX-Request"):
            return [self.template_in_place]
        return super().get_template_names()


WHO_SEES = [
    ("Now", "The participants of both sectors, and the facilitators."),
    ("When both sectors have signed", "The coordinator too, as part of the plan."),
    ("Who wrote it", "Is not shown to anybody. The plan belongs to both sectors."),
]


class ObjectiveAdd(WriteForm):
    form_class = ObjectiveForm
    heading, words = "Add an objective", "Add this objective"

    def get_initial(self) -> dict[str, Any]:
        return {"priority": Objective.Priority.MEDIUM}

    def act(self, form: Any) -> str:
        planning.add_objective(self.plan, by=self.seat, **form.cleaned_data)
        return "The objective is added. It is a proposal until both sectors accept it."


class ActionAdd(WriteForm):
    form_class = ActionForm
    heading, words = "Add an action", "Add this action"

    @cached_property
    def answered(self) -> Objective:
        return self.objective(self.kwargs["objective"])

    def get_initial(self) -> dict[str, Any]:
        return {"mode": Action.Mode.JOINT, "kind": Action.Kind.OTHER}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(answers=self.answered, **kwargs)

    def act(self, form: Any) -> str:
        planning.add_action(self.answered, by=self.seat, **form.cleaned_data)
        return "The action is added. It is a proposal until both sectors accept it."

    def onward(self) -> str:
        return f"{self.address()}#o-{self.answered.pk}"


class ItemEdit(InPlace, ItemMixin, WriteForm):
    """Change an item. The page says what a change does before it is made."""

    adding = False
    words = "Save these words"
    fields: tuple[str, ...] = ()

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.item, name) for name in self.fields}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {
            "heading": f"Change {self.name.lower()}",
            "lifts": self.item.accepted_la_at or self.item.accepted_tso_at,
            "anchor": self.anchor.removeprefix("#"),
            "words": self.words,
            "back": self.onward(),
        }
        return super().get_context_data(**{**told, **kwargs})

    def onward(self) -> str:
        return self.address() + self.anchor


def said(voided: bool, name: str, what: str = "saved") -> str:
    """The message after a change, with the consequence that matters."""
    told = f"{name} is {what}."
    return f"{told} Somebody had signed the former words, and has been told." if voided else told


class ObjectiveEdit(ItemEdit):
    form_class = ObjectiveForm
    fields = tuple(ObjectiveForm.base_fields)

    def act(self, form: Any) -> str:
        return said(planning.edit_objective(self.item, by=self.seat, **form.cleaned_data), self.name)


class ActionEdit(ItemEdit):
    of = Action
    form_class = ActionForm
    fields = tuple(ActionForm.base_fields)

    def act(self, form: Any) -> str:
        return said(planning.edit_action(self.item, by=self.seat, **form.cleaned_data), self.name)


class ItemAct(ItemMixin, PlanAct):
    def onward(self) -> str:
        return self.address() + self.anchor


class ItemMove(ItemAct):
    permission = Permission.DRAFT_PLAN

    def act(self) -> str:
        name = self.name
        voided = planning.move(self.item, up=self.request.POST.get("way") == "up", by=self.seat)
        return said(voided, name, "moved")


class ItemAccept(ItemAct):
    """Accept an item in the wording that was on the page, or take the acceptance back."""

    permission = Permission.ACCEPT_ITEM
    changed_meanwhile = "Somebody changed the words meanwhile. Read them again before you accept them."

    def act(self) -> str:
        if self.request.POST.get("take_back"):
            accepting.take_back(self.item, by=self.seat)
            return f"{self.name} is no longer accepted for your sector’s participants."
        read = revision_in(self.request.POST.get("revision"))
        accepting.accept(self.item, revision=read, by=self.seat)
        return f"{self.name} is accepted for your sector’s participants."


class ItemRemove(ItemMixin, PlanAct, TemplateView):
    """Remove an item, after one question."""

    permission = Permission.DRAFT_PLAN
    template_name = "actionplans/remove.html"
    changed_meanwhile = (
        "Somebody changed this meanwhile, so it is still there. Read it again before you remove it."
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        every = content.lines(self.plan)
        name, seen = content.name_of(self.item, every), content.seen_of(self.item, every)
        return super().get_context_data(item=self.item, name=name, seen=seen, **kwargs)

    def act(self) -> str:
        name, seen = self.name, self.request.POST.get("seen") or "none"
        return said(planning.remove(self.item, seen=seen, by=self.seat), name, "removed")
