"""Cleared statements of all areas, for analysts: a list to narrow and to search, and the same as a table."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from partnerships.access import ProgrammeMixin, ProgrammePage
from partnerships.acting import ActView
from partnerships.membership import NotPossible
from partnerships.papers import attached
from partnerships.permissions import Permission
from pipd.kit import clock
from workshops import across

PER_PAGE = 25
CSV = "text/csv; charset=utf-8"


class StatementList(ProgrammePage):
    """Cleared statements area by area, a page at a time, with how many there are."""

    permission = Permission.READ_ACROSS
    template_name = "across/statements.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by = across.chosen(self.request.GET.dict())
        page = Paginator(across.rows(self.programme, by), PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            section="statements",
            page=page,
            statements=across.statements(self.programme, page.object_list),
            by=by,
            kept_back=across.kept_back(self.programme),
            choices=across.filters(self.programme, by),
            today=clock.today(),
            **kwargs,
        )


class StatementTable(ProgrammeMixin, ActView):
    """The same, all of it, as a file. By a button, because the logs count it as copies handed out (domain E7)."""

    permission = Permission.READ_ACROSS
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            content = across.table(self.programme, across.chosen(request.POST.dict()), by=self.seat)
        except NotPossible as refusal:
            return self.warned(refusal)
        return attached(content, f"cleared-statements-{clock.today().isoformat()}.csv", CSV)

    def onward(self) -> str:
        return reverse("across:statement-list")
