"""The page of one objective or action: what the group says of it, and the comments beside it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from django.views.generic import TemplateView

from actionplans import asking, comments, content, supporting
from actionplans.forms.drafting import CommentForm
from actionplans.models import Comment
from actionplans.models.asking import about
from actionplans.views.base import PlanAct, PlanForm, PlanMixin
from actionplans.views.items import ItemMixin
from partnerships.permissions import Permission

WHO_SEES = [
    ("Now", "The participants of both sectors, and the facilitators."),
    ("Your name", "The facilitators. The others see your sector."),
    ("When both sectors have signed", "The same people. No comment is part of the plan or of a document."),
]


class ItemTalk(ItemMixin, PlanForm):
    """Support, reasons and comments; the form adds one more comment while the plan is a draft."""

    permission = Permission.COMMENT
    template_name = "actionplans/talk.html"
    form_class = CommentForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"words": "Add this comment", "adding": True}

    @cached_property
    def lines(self) -> list[content.ObjectiveLine]:
        return content.lines(self.plan)

    @cached_property
    def name(self) -> str:
        return content.name_of(self.item, self.lines)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = supporting.given_to(self.plan)
        voices = supporting.voices(self.plan, self.lines, self.seat, answers)
        own = answers.get((self.seat.pk, self.item.pk))
        said = list(Comment.objects.filter(**about(self.item)).select_related("said_by__user"))
        told = {
            "item": self.item,
            "name": self.name,
            "anchor": self.anchor,
            "voice": voices[self.item.pk],
            "own": own if own and own.digest == asking.digest(self.item) else None,
            "open_comments": [one for one in said if one.settled_at is None],
            "settled_comments": [one for one in said if one.settled_at is not None],
            "sees_names": self.may(Permission.SEE_SUPPORT),
            "who_sees": WHO_SEES,
            "run_by_shown": True,
        }
        return super().get_context_data(**{**told, **kwargs})

    def act(self, form: Any) -> str:
        comments.say(self.item, by=self.seat, **form.cleaned_data)
        return "Your comment is added."

    def onward(self) -> str:
        return self.request.path


class CommentMixin(PlanMixin):
    """One comment of this plan. Raises Http404 for any other: unknown and elsewhere are not told apart."""

    permission = Permission.COMMENT

    @cached_property
    def comment(self) -> Comment:
        rows = comments.of_plan(self.plan).filter(pk=self.kwargs["comment"])
        found = rows.select_related("objective__plan", "action__objective__plan").first()
        if found is None:
            raise Http404
        return found

    def onward(self) -> str:
        about = self.comment.objective_id or self.comment.action_id
        return self.address("objective-talk" if self.comment.objective_id else "action-talk", item=about)


class OwnComment(CommentMixin):
    """Others' comments are as unknown here as none."""

    @cached_property
    def comment(self) -> Comment:
        found = super().comment
        if found.said_by_id != self.seat.pk:
            raise Http404
        return found


class CommentEdit(OwnComment, PlanForm):
    template_name = "actionplans/comment_edit.html"
    form_class = CommentForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"words": "Save this comment", "adding": False}

    def get_initial(self) -> dict[str, Any]:
        return {"text": self.comment.text, "revision": self.comment.revision}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"who_sees": WHO_SEES, "run_by_shown": True, "back": self.onward()}
        return super().get_context_data(**{**told, **kwargs})

    def act(self, form: Any) -> str:
        comments.edit(self.comment, by=self.seat, **form.cleaned_data)
        return "Your comment is saved."


class CommentRemove(OwnComment, PlanAct, TemplateView):
    """Remove one's own comment, after one question."""

    template_name = "actionplans/comment_remove.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(comment=self.comment, back=self.onward(), **kwargs)

    def act(self) -> str:
        comments.remove(self.comment, by=self.seat)
        return "Your comment is removed."


class CommentSettle(CommentMixin, PlanAct):
    """Settle a comment, or open it again."""

    def act(self) -> str:
        if self.request.POST.get("reopen"):
            comments.reopen(self.comment, by=self.seat)
            return "The comment is open again."
        comments.settle(self.comment, by=self.seat)
        return "The comment is settled."
