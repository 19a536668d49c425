"""Arranging the draft: statements are put in order, merged and split."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import UUID

from partnerships.acting import FormAct, Press
from partnerships.membership import NotPossible
from pipd.kit.conflicts import Wording
from pipd.kit.wording import listed
from workshops.clearance import arranging, desk, writing
from workshops.forms.arranging import FIRST, MergeForm, PlaceForm, SplitForm
from workshops.forms.desk import StatementForm
from workshops.views.base import ids
from workshops.views.desk import StatementMixin


class ArrangeMixin(StatementMixin):
    """A page of one statement that also shows the others."""

    @cached_property
    def drafts(self) -> tuple[desk.Draft, ...]:
        return desk.desk(self.workshop, self.seat).drafts

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(drafts=self.drafts, **kwargs)

    def onward(self) -> str:
        return f"{self.address('desk-detail')}#statement-{self.draft.id}"


class DeskMove(StatementMixin, Press):
    """One place up or down by a button, or behind the statement it was dropped on."""

    def act(self) -> str:
        to, after = self.request.POST.get("to", ""), self.request.POST.get("after", "")
        if after:
            arranging.place(self.workshop, self.draft.id, after=behind(after), by=self.seat)
        elif to in ("up", "down"):
            writing.shift(self.workshop, self.draft.id, up=to == "up", by=self.seat)
        return ""

    def onward(self) -> str:
        return f"{self.address('desk-detail')}#statement-{self.draft.id}"


def behind(value: str) -> UUID | None:
    """The statement that `value` names; None for the top. Raises NotPossible for what our pages do not send."""
    if value == FIRST:
        return None
    found = ids([value])
    if not found:
        raise NotPossible(arranging.GONE)
    return found[0]


class DeskPlace(ArrangeMixin, FormAct):
    """Move a statement to any place: for long notes, and for whoever drags nothing."""

    template_name = "workshops/desk_place.html"
    form_class = PlaceForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"drafts": self.drafts, "moved": self.draft}

    def act(self, form: PlaceForm) -> str:
        after = behind(form.cleaned_data["after"])
        number = arranging.place(self.workshop, self.draft.id, after=after, by=self.seat)
        return f"It is statement {number} now."


class DeskMerge(ArrangeMixin, FormAct):
    """Make one statement of several: tick the others, then word it. What they came from is kept together."""

    template_name = "workshops/desk_merge.html"
    form_class = MergeForm

    @property
    def chosen(self) -> list[UUID]:
        """Those ticked: in the address of the second step, and in what it sends."""
        return ids(self.request.POST.getlist("with") or self.request.GET.getlist("with"))

    @cached_property
    def taken_in(self) -> list[desk.Draft]:
        return [draft for draft in self.drafts if draft.id in self.chosen and draft.id != self.draft.id]

    @property
    def together(self) -> list[desk.Draft]:
        return sorted([self.draft, *self.taken_in], key=lambda draft: draft.number)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"programme": self.area.programme}

    def get_initial(self) -> dict[str, Any]:
        """The words one after the other, to be worded; a view is held by a sector that holds any of them."""
        initial = {name: getattr(self.draft, name) for name in StatementForm.base_fields}
        topics = [draft.topic for draft in self.together if draft.topic]
        return initial | {
            "topic": self.draft.topic or (topics[0] if topics else ""),
            "text": " ".join(draft.text for draft in self.together),
            "revision": sum(draft.revision for draft in self.together),
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sources = {source.id for draft in self.together for source in draft.sources}
        told = {"merged": self.taken_in, "together": self.together, "sources": len(sources)}
        return super().get_context_data(**told, topics=desk.topics(self.workshop, self.seat), **kwargs)

    def act(self, form: MergeForm) -> str:
        arranging.merge(self.workshop, self.draft.id, others=self.chosen, by=self.seat, **form.cleaned_data)
        numbers = listed(draft.number for draft in self.together)
        return f"Statements {numbers} are one statement now."


class DeskSplit(ArrangeMixin, FormAct):
    """Make two statements of one."""

    template_name = "workshops/desk_split.html"
    form_class = SplitForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"draft": self.draft}

    def get_initial(self) -> dict[str, Any]:
        return {"text": self.draft.text, "new_text": "", "sources": [], "revision": self.draft.revision}

    def wordings(self, form: SplitForm, stored: dict[str, Any]) -> list[Wording]:
        """The words alone: which points go along is ticked again."""
        return super().wordings(form, {name: stored[name] for name in ("text", "new_text")})

    def act(self, form: SplitForm) -> str:
        given = form.cleaned_data
        given["sources"] = ids(given["sources"])
        arranging.split(self.workshop, self.draft.id, by=self.seat, **given)
        return f"Statement {self.draft.number} is two statements now."
