"""Access copies of notes that are being checked: made for one person, downloaded at once, kept nowhere."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.generic import FormView

from partnerships.membership import NotPossible
from partnerships.permissions import Permission
from pipd.kit import word_writing
from workshops import copying
from workshops.clearance import copies
from workshops.forms.copies import CopyForForm, CopyForm
from workshops.views.base import SessionMixin
from workshops.views.checking import CheckMixin


class CopyView(SessionMixin, FormView):
    """A form that answers with the copy itself. The page says which were made before."""

    def copy(self, form: Any) -> copies.Copy:
        """Make it."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        made = copies.issued(self.workshop, self.seat)
        return super().get_context_data(issued=made, why_not=copies.why_not(self.workshop), **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            copy = self.copy(form)
        except NotPossible as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        response = HttpResponse(copying.word_file(copy, self.seat.programme), content_type=word_writing.TYPE)
        response["Content-Disposition"] = f'attachment; filename="{copying.file_name(copy)}"'
        response["Cache-Control"] = "no-store, private"
        return response


class NoteCopies(CopyView):
    """A facilitator makes a copy for somebody who is asked."""

    permission = Permission.ISSUE_COPY
    template_name = "workshops/copies.html"
    form_class = CopyForForm

    def get_form_kwargs(self) -> dict[str, Any]:
        people = copies.asked(self.workshop, self.seat)
        return super().get_form_kwargs() | {"people": people, "programme": self.seat.programme}

    def copy(self, form: CopyForForm) -> copies.Copy:
        given = form.cleaned_data
        return copies.issue(self.workshop, UUID(given["person"]), format=given["format"], by=self.seat)


class NoteCopy(CheckMixin, CopyView):
    """Somebody who is asked takes a copy for themself."""

    permission = Permission.TAKE_COPY
    template_name = "workshops/copy.html"
    form_class = CopyForm

    def copy(self, form: CopyForm) -> copies.Copy:
        return copies.take(self.workshop, format=form.cleaned_data["format"], by=self.seat)
