"""Pages that do something: one workflow call, what is said of it, and the way on. What was typed is never lost."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import FormView, TemplateView, View

from partnerships.membership import NotPossible
from pipd.kit.conflicts import Wording, wordings
from pipd.kit.fields import RevisionField
from pipd.kit.revisions import Conflict


class ActView(View):
    """What all of them share: where to go on to, and what is said there."""

    def onward(self) -> str:
        """The address to go on to."""
        raise NotImplementedError

    def done(self, said: str) -> HttpResponse:
        """Go on, with `said` in the banner; nothing is said when it is empty."""
        onward = self.onward()
        if said:
            messages.success(self.request, said, extra_tags=_place(onward))
        return redirect(onward)

    def warned(self, refusal: NotPossible) -> HttpResponse:
        """Go on, with the reason why nothing was done."""
        onward = self.onward()
        messages.warning(self.request, str(refusal), extra_tags=_place(onward))
        return redirect(onward)


def _place(address: str) -> str:
    """The place on the page that `address` names. The banner leads on to it, as it takes the focus to the top."""
    return address.partition("#")[2]


class Press(ActView):
    """One press of a button. What stops it is said on the page it leads to."""

    changed_meanwhile = "Somebody changed this meanwhile. Read it again before you go on."

    def act(self) -> str:
        """Do it; return what to say."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            said = self.act()
        except NotPossible as refusal:
            return self.refused(refusal)
        except Conflict:
            return self.refused(NotPossible(self.changed_meanwhile))
        return self.done(said)

    def refused(self, refusal: NotPossible) -> HttpResponse:
        return self.warned(refusal)


class PagePress(Press, TemplateView):
    """A button on a page of its own, which says what it does. What stops it is said on the same page."""

    def refused(self, refusal: NotPossible) -> HttpResponse:
        errors = [{"href": "", "text": reason} for reason in refusal.reasons]
        return self.render_to_response(self.get_context_data(errors=errors), status=409)


class FormAct(ActView, FormView):
    """A form. What stops it is said in the summary, and what was typed stays.

    Where somebody else saved first, the page comes back with both wordings, and saving again is a choice. A form of
    words that several people edit carries a RevisionField, and `get_initial` reads what is stored.
    """

    def act(self, form: Any) -> str:
        """Do it; return what to say."""
        raise NotImplementedError

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            said = self.act(form)
        except NotPossible as refusal:
            for reason in refusal.reasons:
                form.add_error(None, reason)
            return self.form_invalid(form)
        except Conflict:
            return self.conflict(form)
        return self.done(said)

    def conflict(self, form: Any) -> HttpResponse:
        """The same page with both wordings: the form keeps what was typed, bound to the state that was found."""
        self.read_again()
        stored = self.get_initial()
        form.data = form.data.copy()
        for name, field in form.fields.items():
            if isinstance(field, RevisionField):
                form.data[name] = str(stored[name])
        conflict = {
            "wordings": self.wordings(form, stored),
            "onward": self.onward(),
            "why_not": self.why_not_again(),
        }
        context = self.get_context_data(form=form, conflict=conflict)
        return self.render_to_response(context, status=409)

    def read_again(self) -> None:
        """Forget what this request has read: somebody else has changed it since."""
        kept = [name for name in vars(self) if isinstance(getattr(type(self), name, None), cached_property)]
        for name in kept:
            delattr(self, name)

    def why_not_again(self) -> str:
        """What keeps anybody from saving once more after a conflict; the page then shows no form."""
        return ""

    def wordings(self, form: Any, stored: dict[str, Any]) -> list[Wording]:
        """What the page of a conflict sets side by side: `stored` and what was typed into `form`."""
        return wordings(form, stored)
